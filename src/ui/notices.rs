//! Notices in words, and what the user can do about them.

use super::{action::Action, model::Notice, strings::Language};
use crate::{error::Reason, project::file::Trouble};

/// What helps against a notice: key of its label, and the action.
pub fn remedy(notice: &Notice) -> Option<(&'static str, Action)> {
    match notice {
        Notice::Refused(path, Trouble::Damaged(_) | Trouble::NotAProject) => {
            Some(("notice.recover", Action::Recover(path.clone())))
        }
        Notice::NotSaved(_) | Notice::ReadOnly(_) => Some(("do.save_as", Action::SaveAs)),
        _ => None,
    }
}

fn trouble_text(lang: Language, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Missing => lang.t("trouble.missing").to_owned(),
        Trouble::NotAProject => lang.t("trouble.not_a_project").to_owned(),
        Trouble::Newer(..) => lang.t("trouble.newer").to_owned(),
        Trouble::Damaged(_) => lang.t("trouble.damaged").to_owned(),
        Trouble::Lost => lang.t("trouble.lost").to_owned(),
        Trouble::InUse => lang.t("trouble.in_use").to_owned(),
        Trouble::Disk(why) => lang.fill("trouble.disk", &[why]),
    }
}

/// A notice in words: what failed, what was kept, what to do.
pub fn notice_text(lang: Language, notice: &Notice) -> String {
    match notice {
        Notice::Skipped(warning) => {
            let reason = reason_text(lang, &warning.reason);
            let kept = match warning.reason {
                Reason::Truncated => "",
                Reason::BrokenRow(..) => lang.t("notice.kept_rows"),
                Reason::EditTargetGone(_) => lang.t("notice.kept_edits"),
                _ => lang.t("notice.kept_files"),
            };
            format!("{reason} {kept}").trim().to_owned() + &format!(" – {}", warning.about)
        }
        Notice::PictureSaved(path) => lang.fill("notice.saved", &[&path.display()]),
        Notice::PictureCopied => lang.t("notice.copied").to_owned(),
        Notice::ProjectSaved(path) => lang.fill("notice.project_saved", &[&path.display()]),
        Notice::NotSaved(trouble) => lang.fill("notice.not_saved", &[&trouble_text(lang, trouble)]),
        Notice::Refused(path, trouble) => lang.fill("notice.refused", &[&path.display(), &trouble_text(lang, trouble)]),
        Notice::ReadOnly(path) => lang.fill("notice.read_only", &[&path.display()]),
        Notice::BackedUp(path) => lang.fill("notice.backed_up", &[&path.display()]),
        Notice::Recovered(n_articles, n_edits) => lang.fill("notice.recovered", &[n_articles, n_edits]),
        Notice::Failed(reason) => lang.fill("notice.failed", &[reason]),
    }
}

fn reason_text(lang: Language, reason: &Reason) -> String {
    match reason {
        Reason::Empty => lang.t("reason.empty").into(),
        Reason::Binary => lang.t("reason.binary").into(),
        Reason::TooLarge(bytes) => lang.fill("reason.too_large", &[&format!("{:.1}", *bytes as f64 / 1e6)]),
        Reason::Encoding => lang.t("reason.encoding").into(),
        Reason::Unreadable(why) => lang.fill("reason.unreadable", &[why]),
        Reason::EmptyFolder => lang.t("reason.empty_folder").into(),
        Reason::UnknownType => lang.t("reason.unknown_type").into(),
        Reason::Truncated => lang.t("reason.truncated").into(),
        Reason::Duplicate(of) => lang.fill("reason.duplicate", &[of]),
        Reason::BrokenRow(line, why) => lang.fill("reason.broken_row", &[line, why]),
        Reason::EditTargetGone(what) => lang.fill("reason.edit_gone", &[what]),
        Reason::Crashed(why) => lang.fill("reason.crashed", &[why]),
    }
}
