//! The profile of an organisation: who it is, its surroundings as a picture, its deals with evidence and source.

use super::{
    Input,
    sheet::{MARGIN, Paper, line, line_to, paragraph, shift},
};
use crate::{
    export::caption::{About, caption},
    extract::EntityKind,
    layout::{self, Request},
    network::{Network, part},
    resolve::{Deal, Entity},
    scene::{self, Camera, Caption, Mark, Scene, font::Fonts, nodes, theme::Family},
    strings,
};
use std::{collections::BTreeSet, ops::ControlFlow};

/// Between columns of deals.
const GUTTER: f32 = 26.0;
/// Share of the page's height that the picture takes.
const PICTURE_SHARE: f32 = 0.33;
/// The narrowest column of deals.
const MIN_COLUMN: f32 = 280.0;
const MAX_EVIDENCE_LINES: usize = 4;
/// A caption's own margin, so that the legend stands in line with the page.
const CAPTION_MARGIN: f32 = scene::caption::MARGIN;
/// From a deal's bar to its text, and from one deal to the next.
const INDENT: f32 = 11.0;
const GAP: f32 = 11.0;

/// The page of the organisation at `node`. Deals that do not fit are counted in its last line.
pub fn profile(input: &Input, node: usize) -> Scene {
    let network = input.network();
    let index = network.nodes.get(node).map_or(usize::MAX, |n| n.entity);
    let around = part::of(network, &part::around(network, &[node].into(), 1));
    let is_party = |deal: &&Deal| deal.parties.iter().any(|p| p.entity == index);
    let deals: Vec<&Deal> = input.deals().into_iter().filter(is_party).collect();
    let mut paper = Paper::new(input);
    if let Some(entity) = input.derived.resolved.entities.get(index) {
        head(&mut paper, entity, index, [deals.len(), around.nodes.len().saturating_sub(1)]);
    }
    let picture = picture(&mut paper, &around, index);
    let n_left_out = list(&mut paper, &deals, index);
    paper.foot(n_left_out);
    paper.finish(picture)
}

/// Name, kind, sector, country, code, other names, people; on the right the counts.
fn head(paper: &mut Paper, entity: &Entity, index: usize, [n_deals, n_partners]: [usize; 2]) {
    let (input, language) = (paper.input, paper.input.language);
    let (left, name) = (MARGIN + 24.0, paper.strong(25.0));
    let counts = language.fill("page.counts", &[&n_deals, &n_partners, &n_articles(entity)]);
    paper.marks.push(line_to(&counts, [paper.right(), paper.y + 9.0], paper.weak(11.5)));
    let width = paper.width() - 24.0 - paper.weak(11.5).width(&counts) - GUTTER;
    let center = [MARGIN + 9.0, paper.y + name.row() / 2.0];
    paper.marks.push(nodes::shape(entity.kind, center, 8.0, input.theme));
    paper.marks.push(line(&entity.name, [left, paper.y], width, name));
    paper.y += name.row() + 4.0;
    let about = entity.about.clone().unwrap_or_default();
    let facts = [
        language.kind(entity.kind).to_owned(),
        language.sector(&about.sector),
        language.country(&about.country),
        about.code,
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
    let mut lines = vec![facts, entity.aliases.join(", "), people(input, index)];
    lines.retain(|text| !text.is_empty());
    for text in lines {
        let (marks, below) = paragraph(&text, [MARGIN, paper.y], paper.width(), paper.weak(11.5), 2);
        paper.marks.extend(marks);
        paper.y = below;
    }
    paper.y += 10.0;
    paper.rule(paper.y);
}

fn n_articles(entity: &Entity) -> usize {
    entity.mentions.iter().map(|place| place.article).collect::<BTreeSet<_>>().len()
}

/// The people of an organisation with their titles, those named most often first.
fn people(input: &Input, organisation: usize) -> String {
    let is_one = |e: &&Entity| e.kind == EntityKind::Person && e.org == Some(organisation);
    let mut people: Vec<&Entity> = input.derived.resolved.entities.iter().filter(is_one).collect();
    people.sort_by_key(|person| std::cmp::Reverse(person.mentions.len()));
    let named = |person: &&Entity| format!("{} {}", person.name, person.title.as_deref().unwrap_or_default());
    people.iter().map(named).map(|name| name.trim_end().to_owned()).collect::<Vec<_>>().join(", ")
}

/// The surroundings across the page, with their legend.
fn picture(paper: &mut Paper, around: &Network, index: usize) -> Scene {
    let input = paper.input;
    let size = [paper.width() + 2.0 * CAPTION_MARGIN, (input.size[1] * PICTURE_SHARE).round()];
    let positions = layout::layout(&Request::of(around), &mut |_| ControlFlow::Continue(()));
    let whole = caption(&About {
        network: around,
        reads: input.reads,
        filter: input.filter,
        drawn: input.drawn,
        language: input.language,
    });
    let legend = Caption { title: String::new(), notes: Vec::new(), ..whole };
    let above = [size[0], size[1] - scene::caption_height(&legend, size, Fonts::bundled())];
    let resolved = &input.derived.resolved;
    let mut picture = scene::build(&scene::Input {
        resolved,
        network: around,
        positions: &positions,
        camera: Camera { size, ..scene::fit(&positions, above) },
        bleed: 0.0,
        // Whose profile it is stands out by its ring; all others are its neighbours, so that nothing fades.
        selected: &around.nodes.iter().position(|node| node.entity == index).into_iter().collect(),
        hovered: None,
        trail: &BTreeSet::new(),
        selected_edge: None,
        edge_label: &|_| None,
        theme: input.theme,
        fonts: Fonts::bundled(),
        caption: Some(legend),
    });
    let by = [MARGIN - CAPTION_MARGIN, paper.y];
    picture.edges.iter_mut().flat_map(|e| &mut e.marks).for_each(|mark| shift(mark, by));
    picture.nodes.iter_mut().flat_map(|n| &mut n.marks).for_each(|mark| shift(mark, by));
    picture.labels.iter_mut().for_each(|l| shift(&mut l.mark, by));
    let mut legend = std::mem::take(&mut picture.caption);
    legend.iter_mut().for_each(|mark| shift(mark, by));
    paper.marks.extend(legend);
    paper.y += size[1];
    picture
}

/// Deals that one sentence tells in the same words of type, status and date: the members of an alliance, for example.
struct Told<'a> {
    deal: &'a Deal,
    /// The other parties.
    others: Vec<usize>,
    n_deals: usize,
}

/// The deals in order, those of one sentence together.
fn told<'a>(input: &Input, deals: &[&'a Deal], index: usize) -> Vec<Told<'a>> {
    let mut all: Vec<Told> = Vec::new();
    for &deal in deals {
        let key = |deal: &Deal| (deal.deal_type, deal.status, deal.date.value, input.place(deal));
        let others = deal.parties.iter().map(|p| p.entity).filter(|&entity| entity != index);
        match all.iter_mut().find(|told| told.deal.amount == deal.amount && key(told.deal) == key(deal)) {
            Some(told) => {
                told.others.extend(others);
                told.n_deals += 1;
            }
            None => all.push(Told { deal, others: others.collect(), n_deals: 1 }),
        }
    }
    all
}

/// The deals in columns of about one height; returns how many found no room.
fn list(paper: &mut Paper, deals: &[&Deal], index: usize) -> usize {
    paper.rule(paper.y);
    paper.y += 14.0;
    let n_columns = ((paper.width() + GUTTER) / (MIN_COLUMN + GUTTER)).floor().clamp(1.0, 4.0);
    let width = (paper.width() + GUTTER) / n_columns - GUTTER;
    let (top, bottom) = (paper.y, paper.bottom());
    let told = told(paper.input, deals, index);
    let height: f32 = told.iter().map(|told| entry(paper, told, [0.0, 0.0], width).1 + GAP).sum();
    let mut rest = told.iter().peekable();
    for column in 0..n_columns as u16 {
        let (x, mut y) = (MARGIN + f32::from(column) * (width + GUTTER), top);
        while let Some(told) = rest.peek().filter(|_| y - top < height / n_columns) {
            let (marks, below) = entry(paper, told, [x, y], width);
            if below > bottom {
                break;
            }
            paper.marks.extend(marks);
            y = below + GAP;
            rest.next();
        }
    }
    rest.map(|told| told.n_deals).sum()
}

/// One deal from `top_left` down: when, what, with whom, for how much; its sentence; its source. Returns the y below.
fn entry(paper: &Paper, told: &Told, [x, top]: [f32; 2], width: f32) -> (Vec<Mark>, f32) {
    let (input, language, deal) = (paper.input, paper.input.language, told.deal);
    let (left, inner) = (x + INDENT, width - INDENT);
    let what = [
        strings::deal_date(&deal.date),
        language.deal_type(deal.deal_type).to_owned(),
        language.status(deal.status).to_owned(),
        strings::amount(&deal.amount),
    ];
    let what = what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let others = told.others.iter().map(|&entity| input.name(entity)).collect::<Vec<_>>().join(", ");
    let texts = [
        (what, paper.weak(10.0), 1),
        (others, paper.strong(11.5), 2),
        (input.sentence(deal).to_owned(), paper.plain(10.0), MAX_EVIDENCE_LINES),
        (input.source(deal), paper.weak(9.0), 1),
    ];
    let (mut marks, mut y) = (Vec::new(), top);
    for (text, style, max_lines) in texts {
        let (lines, below) = paragraph(&text, [left, y], inner, style, max_lines);
        marks.extend(lines);
        y = below;
    }
    let fill = input.theme.family(Family::of(deal.deal_type));
    marks.push(Mark::Rect { min: [x, top + 2.0], max: [x + 3.0, y - 2.0], radius: 1.0, fill, stroke: None });
    (marks, y)
}
