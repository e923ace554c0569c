//! What each record carries: the list of columns of every table.

use super::{
    Cell, Kind,
    Kind::{Date, Day, Flag, Link, Number, Text, Whole},
    context::{Context, Link as LinkRecord, Sentence, id},
};
use crate::{
    article::Article,
    extract::{EntityKind, StatusGroup},
    resolve::{Deal, Entity, Field, Review},
    scene::{Rgba, radius, theme::Family},
    text::{PartialDate, date::Precision},
};
use std::collections::BTreeSet;

/// What a column says of a record; `None` where there is nothing to say.
pub type Getter<R> = fn(&Context, &R) -> Option<Cell>;
/// A column: its key, its kind, its value.
pub type Entry<R> = (&'static str, Kind, Getter<R>);

/// By index of the node.
pub static NODES: &[Entry<usize>] = &[
    ("id", Text, |c, n| text(c.entity_ids.get(c.node(*n)?.entity)?)),
    ("name", Text, |c, n| text(&c.entity_of(*n)?.name)),
    ("kind", Text, |c, n| text(c.entity_of(*n)?.kind.word())),
    ("aliases", Text, |c, n| joined(&c.entity_of(*n)?.aliases)),
    ("job", Text, |c, n| text(c.entity_of(*n)?.title.as_deref()?)),
    ("organisation", Text, |c, n| text(c.name(c.entity_of(*n)?.org?)?)),
    ("country", Text, |c, n| text(&c.entity_of(*n)?.about.as_ref()?.country)),
    ("sector", Text, |c, n| text(&c.entity_of(*n)?.about.as_ref()?.sector)),
    ("code", Text, |c, n| text(&c.entity_of(*n)?.about.as_ref()?.code)),
    ("degree", Whole, |c, n| whole(c.node(*n)?.degree)),
    ("n_deals", Whole, |c, n| whole(c.node(*n)?.n_deals)),
    ("n_articles", Whole, |c, n| whole(articles_of(c.entity_of(*n)?))),
    ("n_mentions", Whole, |c, n| whole(c.entity_of(*n)?.mentions.len())),
    ("x", Number, |c, n| Some(Cell::number(c.source.positions.get(*n)?[0].into(), 2))),
    ("y", Number, |c, n| Some(Cell::number(c.source.positions.get(*n)?[1].into(), 2))),
    ("size", Number, |c, n| Some(Cell::number((2.0 * radius(c.node(*n)?.degree)).into(), 2))),
    ("color", Text, |c, n| text(&hex(c.theme.kind(c.entity_of(*n)?.kind)))),
];

/// An edge itself; beside it stands what is known of its deal.
pub static EDGES: &[Entry<LinkRecord>] = &[
    ("id", Text, |c, l| text(&edge_id(c, l)?)),
    ("source", Text, |c, l| text(c.entity_ids.get(l.source)?)),
    ("target", Text, |c, l| text(c.entity_ids.get(l.target)?)),
    ("kind", Text, |_, l| text(&l.kind)),
    ("source_name", Text, |c, l| text(c.name(l.source)?)),
    ("target_name", Text, |c, l| text(c.name(l.target)?)),
    ("source_role", Text, |_, l| text(l.roles?[0].word())),
    ("target_role", Text, |_, l| text(l.roles?[1].word())),
    ("mutual", Flag, |_, l| Some(Cell::Flag(l.is_mutual))),
    ("pair", Whole, |_, l| whole(l.edge + 1)),
    ("color", Text, |c, l| text(&hex(edge_color(c, l)))),
    ("stake_percent", Number, |c, l| Some(Cell::number(stake(c, l)?, 4))),
    ("deal", Text, |c, l| text(c.deal_ids.get(l.deal?)?)),
];

/// A deal's own column; the rest is [`FACTS`].
pub static DEALS: &[Entry<usize>] = &[("id", Text, |c, d| text(c.deal_ids.get(*d)?))];

/// What is known of a deal, by its index. Article and sentence are those of the evidence that
/// says most.
pub static FACTS: &[Entry<usize>] = &[
    ("type", Text, |c, d| text(c.deal(*d)?.deal_type.word())),
    ("status", Text, |c, d| text(c.deal(*d)?.status.word())),
    ("parties", Text, |c, d| joined(c.deal(*d)?.parties.iter().filter_map(|p| c.name(p.entity)))),
    ("roles", Text, |c, d| joined(c.deal(*d)?.parties.iter().map(|p| p.role.word()))),
    ("date", Date, |c, d| Some(Cell::Date(c.deal(*d)?.date.value?))),
    ("date_precision", Text, |c, d| text(precision(c.deal(*d)?.date.value?))),
    ("date_from", Day, |c, d| day(c.deal(*d)?.date.value?.first_day())),
    ("date_to", Day, |c, d| day(c.deal(*d)?.date.value?.last_day())),
    ("date_text", Text, |c, d| text(c.deal(*d)?.date.text.as_deref()?)),
    ("amount", Number, |c, d| Some(Cell::number(c.deal(*d)?.amount.as_ref()?.value, 2))),
    ("currency", Text, |c, d| text(&c.deal(*d)?.amount.as_ref()?.currency)),
    ("amount_text", Text, |c, d| text(&c.deal(*d)?.amount.as_ref()?.text)),
    ("stakes", Text, |c, d| stakes(c, c.deal(*d)?)),
    ("confidence", Number, |c, d| Some(Cell::number(c.deal(*d)?.confidence.into(), 3))),
    ("review", Text, |c, d| text(review(c.deal(*d)?.review))),
    ("disagreements", Text, |c, d| disagreements(c.deal(*d)?)),
    ("n_articles", Whole, |c, d| whole(c.deal(*d)?.tellings.len())),
    ("n_evidence", Whole, |c, d| whole(c.deal(*d)?.evidence.len())),
    ("evidence", Text, |c, d| sentence(c, c.leading(*d))),
    ("article", Text, |c, d| text(&source_of(c, c.leading(*d))?.id.0)),
    ("title", Text, |c, d| text(source_of(c, c.leading(*d))?.meta.title.as_deref()?)),
    ("outlet", Text, |c, d| text(source_of(c, c.leading(*d))?.meta.outlet.as_deref()?)),
    ("published", Date, |c, d| Some(Cell::Date(source_of(c, c.leading(*d))?.meta.published?))),
    ("url", Link, |c, d| text(source_of(c, c.leading(*d))?.meta.url.as_deref()?)),
];

/// One evidence sentence.
pub static EVIDENCE: &[Entry<Sentence>] = &[
    ("id", Text, |c, s| text(&id("evidence", &format!("{}\t{}", c.deal_ids.get(s.deal)?, s.number)))),
    ("deal", Text, |c, s| text(c.deal_ids.get(s.deal)?)),
    ("number", Whole, |_, s| whole(s.number + 1)),
    ("type", Text, |c, s| text(c.deal(s.deal)?.deal_type.word())),
    ("parties", Text, |c, s| joined(c.deal(s.deal)?.parties.iter().filter_map(|p| c.name(p.entity)))),
    ("evidence", Text, |c, s| sentence(c, *s)),
    ("article", Text, |c, s| text(&source_of(c, *s)?.id.0)),
    ("title", Text, |c, s| text(source_of(c, *s)?.meta.title.as_deref()?)),
    ("outlet", Text, |c, s| text(source_of(c, *s)?.meta.outlet.as_deref()?)),
    ("published", Date, |c, s| Some(Cell::Date(source_of(c, *s)?.meta.published?))),
    ("url", Link, |c, s| text(source_of(c, *s)?.meta.url.as_deref()?)),
    ("file", Text, |c, s| text(&source_of(c, *s)?.file)),
    ("start", Whole, |c, s| whole(c.place(*s)?.span.start)),
    ("end", Whole, |c, s| whole(c.place(*s)?.span.end)),
];

/// By index of the article.
pub static ARTICLES: &[Entry<usize>] = &[
    ("id", Text, |c, a| text(&c.article(*a)?.id.0)),
    ("title", Text, |c, a| text(c.article(*a)?.meta.title.as_deref()?)),
    ("outlet", Text, |c, a| text(c.article(*a)?.meta.outlet.as_deref()?)),
    ("reporter", Text, |c, a| text(c.article(*a)?.meta.reporter.as_deref()?)),
    ("published", Date, |c, a| Some(Cell::Date(c.article(*a)?.meta.published?))),
    ("url", Link, |c, a| text(c.article(*a)?.meta.url.as_deref()?)),
    ("file", Text, |c, a| text(&c.article(*a)?.file)),
    ("n_deals", Whole, |c, a| whole(*c.n_deals_of.get(*a)?)),
];

/// Between the values of a list in one cell.
const BETWEEN: &str = "; ";

fn text(words: &str) -> Option<Cell> {
    Some(Cell::text(words))
}

fn joined<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Option<Cell> {
    let words: Vec<S> = words.into_iter().collect();
    text(&words.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(BETWEEN))
}

fn whole(count: usize) -> Option<Cell> {
    i64::try_from(count).ok().map(Cell::Whole)
}

fn day(day: jiff::civil::Date) -> Option<Cell> {
    let month_and_day = u8::try_from(day.month()).ok().zip(u8::try_from(day.day()).ok());
    month_and_day.and_then(|(month, d)| PartialDate::day(day.year(), month, d)).map(Cell::Date)
}

fn hex([r, g, b, _]: Rgba) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn articles_of(entity: &Entity) -> usize {
    entity.mentions.iter().map(|place| place.article).collect::<BTreeSet<_>>().len()
}

fn edge_id(c: &Context, link: &LinkRecord) -> Option<String> {
    let deal = link.deal.and_then(|deal| c.deal_ids.get(deal)).map_or("", String::as_str);
    Some(id("edge", &format!("{deal}\t{}\t{}", c.entity_ids.get(link.source)?, c.entity_ids.get(link.target)?)))
}

fn edge_color(c: &Context, link: &LinkRecord) -> Rgba {
    match link.deal.and_then(|deal| c.deal(deal)) {
        Some(deal) if deal.status.group() != StatusGroup::Over => c.theme.family(Family::of(deal.deal_type)),
        Some(_) => c.theme.over,
        None => c.theme.kind_outline(EntityKind::Person),
    }
}

/// What the source holds of the target, in per cent.
fn stake(c: &Context, link: &LinkRecord) -> Option<f64> {
    let stakes = &c.deal(link.deal?)?.stakes;
    stakes.iter().find(|stake| stake.holder == link.source && stake.of == link.target).map(|stake| stake.value)
}

fn stakes(c: &Context, deal: &Deal) -> Option<Cell> {
    let stake = |s: &crate::resolve::DealStake| Some(format!("{} → {} {}", c.name(s.holder)?, c.name(s.of)?, s.text));
    joined(deal.stakes.iter().filter_map(stake))
}

fn disagreements(deal: &Deal) -> Option<Cell> {
    let field = |field: Field| match field {
        Field::Date => "date",
        Field::Amount => "amount",
        Field::Status => "status",
    };
    joined(deal.disagreements.iter().map(|d| {
        let values: Vec<String> = d.values.iter().map(|(value, told)| format!("{value} ({})", told.len())).collect();
        format!("{}: {}", field(d.field), values.join(", "))
    }))
}

fn precision(date: PartialDate) -> &'static str {
    match date.precision() {
        Precision::Year => "year",
        Precision::Quarter => "quarter",
        Precision::Month => "month",
        Precision::Day => "day",
    }
}

fn review(review: Review) -> &'static str {
    match review {
        Review::Automatic => "automatic",
        Review::Confirmed => "confirmed",
        Review::Corrected => "corrected",
        Review::Rejected => "rejected",
    }
}

fn source_of<'a>(c: &Context<'a>, sentence: Sentence) -> Option<&'a Article> {
    c.article(c.place(sentence)?.article)
}

fn sentence(c: &Context, sentence: Sentence) -> Option<Cell> {
    let place = c.place(sentence)?;
    text(place.span.of(&c.article(place.article)?.text))
}
