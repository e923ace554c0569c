//! What an edit does, in words, for the menu and the history: `KT 병합`.

use super::strings::Language;
use crate::{
    project::{
        Edit,
        edit::{DealChange, NoteTarget},
    },
    resolve::{DealKey, EntityKey, Review},
};

/// Names an edit by what it does to what.
pub fn edit_name(lang: Language, edit: &Edit) -> String {
    let of = |key: &str, entity: &EntityKey| lang.fill(key, &[&entity.name]);
    match edit {
        Edit::Rename { entity, name } => lang.fill("edit.rename", &[&entity.name, name]),
        Edit::ChangeKind { entity, kind, .. } => lang.fill("edit.kind", &[&entity.name, &lang.kind(*kind)]),
        Edit::Merge { from, into } => lang.fill("edit.merge", &[&from.name, &into.name]),
        Edit::SplitAlias { entity, alias } => lang.fill("edit.split", &[&entity.name, alias]),
        Edit::AddAlias { entity, alias } => lang.fill("edit.alias", &[&entity.name, alias]),
        Edit::NotAName { entity, article: None, .. } => of("edit.no_name", entity),
        Edit::NotAName { entity, article: Some(_), .. } => of("edit.no_name_here", entity),
        Edit::AddEntity { name, .. } => lang.fill("edit.add_entity", &[name]),
        Edit::Teach { rows } => lang.fill("edit.teach", &[&rows.len()]),
        Edit::Hide { entity } => of("edit.hide", entity),
        Edit::Show { entity } => of("edit.show", entity),
        Edit::ShowAll => lang.t("edit.show_all").to_owned(),
        Edit::Pin { entity, .. } => of("edit.pin", entity),
        Edit::Unpin { entity } => of("edit.unpin", entity),
        Edit::ReviewDeal { deal, review } => lang.fill(review_key(*review), &[&deal_name(lang, &deal.key)]),
        Edit::CorrectDeal { deal, change } => lang.fill(change_key(change), &[&deal_name(lang, &deal.key)]),
        Edit::AddDeal(deal) => {
            let parties: Vec<&str> = deal.parties.iter().map(|p| p.entity.name.as_str()).collect();
            lang.fill("edit.add_deal", &[&parties_name(&parties), &lang.deal_type(deal.deal_type)])
        }
        Edit::Note { on, .. } => match on {
            NoteTarget::Entity(entity) => of("edit.note", entity),
            NoteTarget::Deal(deal) => lang.fill("edit.note", &[&deal_name(lang, &deal.key)]),
            NoteTarget::Article(_) => lang.t("edit.note_article").to_owned(),
        },
        Edit::SetMeta { .. } => lang.t("edit.meta").to_owned(),
        Edit::Several(edits) => {
            let first = edits.first().map(|edit| edit_name(lang, edit)).unwrap_or_default();
            let n_alike = edits.iter().filter(|edit| is_alike(edit, edits.first())).count();
            if n_alike > 1 { lang.fill("edit.several", &[&first, &(n_alike - 1)]) } else { first }
        }
    }
}

fn is_alike(edit: &Edit, first: Option<&Edit>) -> bool {
    first.is_some_and(|first| std::mem::discriminant(first) == std::mem::discriminant(edit))
}

fn deal_name(lang: Language, deal: &DealKey) -> String {
    let parties: Vec<&str> = deal.parties.iter().map(|p| p.name.as_str()).collect();
    format!("{} {}", parties_name(&parties), lang.deal_type(deal.deal_type))
}

/// The first two parties stand for all.
fn parties_name(parties: &[&str]) -> String {
    let first = parties.iter().take(2).copied().collect::<Vec<_>>().join("·");
    if parties.len() > 2 { first + "…" } else { first }
}

fn review_key(review: Review) -> &'static str {
    match review {
        Review::Automatic => "edit.review_reset",
        Review::Confirmed | Review::Corrected => "edit.confirm",
        Review::Rejected => "edit.reject",
    }
}

fn change_key(change: &DealChange) -> &'static str {
    match change {
        DealChange::Type(_) => "edit.deal_type",
        DealChange::Parties(_) => "edit.deal_parties",
        DealChange::Status(_) => "edit.deal_status",
        DealChange::Date(_) => "edit.deal_date",
        DealChange::Amount(_) => "edit.deal_amount",
        DealChange::Stakes(_) => "edit.deal_stakes",
    }
}
