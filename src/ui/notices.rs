//! Notices in words, and what the user can do about them.

use super::{action::Action, model::Notice, strings::Language};
use crate::{error::Reason, project::file::Trouble};
use std::{io::ErrorKind, path::Path};

/// What helps against a notice: key of its label, and the action.
pub fn remedy(notice: &Notice) -> Option<(&'static str, Action)> {
    match notice {
        Notice::Refused(path, Trouble::Damaged(_) | Trouble::NotAProject) => {
            Some(("notice.recover", Action::Recover(path.clone())))
        }
        Notice::NotSaved(_) | Notice::ReadOnly(_) => Some(("do.save_as", Action::SaveAs)),
        Notice::Saved(path) => Some(("banner.folder", Action::ShowInFolder(path.clone()))),
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
        Notice::Saved(path) => lang.fill("notice.saved", &[&path.display()]),
        Notice::NotWritten(path, kind, words) => not_written(lang, path, *kind, words),
        Notice::Taught(n) => lang.fill("notice.taught", &[n]),
        Notice::Cancelled => lang.t("notice.cancelled").to_owned(),
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

/// Why a file could not be written, and that nothing was lost.
fn not_written(lang: Language, path: &Path, kind: ErrorKind, words: &str) -> String {
    let why = match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => lang.t("write.full").to_owned(),
        ErrorKind::ReadOnlyFilesystem => lang.t("write.read_only").to_owned(),
        ErrorKind::PermissionDenied => lang.t("write.denied").to_owned(),
        ErrorKind::NotFound | ErrorKind::NotADirectory => lang.t("write.no_folder").to_owned(),
        _ => lang.fill("write.other", &[&words]),
    };
    let kept = lang.t(if path.is_file() { "write.kept" } else { "write.nothing" });
    lang.fill("notice.not_written", &[&path.display(), &why, &kept])
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
