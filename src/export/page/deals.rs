//! The table of deals: date, type, status, parties, amount, evidence and source, the latest first.

use super::{
    Input,
    sheet::{MARGIN, Paper, Style, line, paragraph},
};
use crate::{
    export::caption::{About, caption},
    resolve::Deal,
    scene::{Mark, Scene, theme::Family},
    strings,
};

/// Key of the heading, and share of the page's width.
const COLUMNS: [(&str, f32); 7] = [
    ("column.date", 0.08),
    ("column.type", 0.075),
    ("column.status", 0.045),
    ("column.parties", 0.175),
    ("column.amount", 0.08),
    ("column.evidence", 0.325),
    ("page.source", 0.22),
];
const GUTTER: f32 = 10.0;
const PADDING: f32 = 4.0;
const MAX_LINES: usize = 3;

/// The page. Deals that do not fit are counted in its last line.
pub fn deals(input: &Input) -> Scene {
    let mut paper = Paper::new(input);
    head(&mut paper);
    let deals = input.deals();
    let mut n_done = 0;
    for deal in &deals {
        let (marks, below) = row(&paper, deal);
        if below > paper.bottom() {
            break;
        }
        paper.marks.extend(marks);
        paper.y = below;
        paper.rule(below);
        n_done += 1;
    }
    paper.foot(deals.len() - n_done);
    paper.finish(Scene::default())
}

/// Title, what is in the table, and the headings.
fn head(paper: &mut Paper) {
    let Input { reads, filter, drawn, language, .. } = *paper.input;
    let caption = caption(&About { network: paper.input.network(), reads, filter, drawn, language });
    let (title, note, heading) = (paper.strong(20.0), paper.weak(10.5), paper.strong(10.0));
    paper.marks.push(line(language.t("page.deals"), [MARGIN, paper.y], paper.width(), title));
    paper.y += title.row() + 2.0;
    // The last note, the origin, is that of the last line.
    let n_notes = caption.notes.len().saturating_sub(1);
    for text in caption.notes.iter().take(n_notes) {
        paper.marks.push(line(text, [MARGIN, paper.y], paper.width(), note));
        paper.y += note.row();
    }
    paper.y += 10.0;
    for ((x, width), (key, _)) in places(paper).into_iter().zip(COLUMNS) {
        paper.marks.push(line(language.t(key), [x, paper.y], width, heading));
    }
    paper.y += heading.row() + 3.0;
    paper.rule(paper.y);
}

/// Left edge and width of each column.
fn places(paper: &Paper) -> Vec<(f32, f32)> {
    let mut x = MARGIN;
    let mut place = |(_, share): (&str, f32)| {
        let left = x;
        x += share * paper.width();
        (left, share * paper.width() - GUTTER)
    };
    COLUMNS.map(&mut place).to_vec()
}

/// One deal below what is there; returns its marks and the y below.
fn row(paper: &Paper, deal: &Deal) -> (Vec<Mark>, f32) {
    let (input, language) = (paper.input, paper.input.language);
    let (plain, weak) = (paper.plain(9.5), paper.weak(9.5));
    let parties = deal.parties.iter().map(|p| input.name(p.entity)).collect::<Vec<_>>().join(", ");
    let cells: [(String, Style); 7] = [
        (strings::deal_date(&deal.date), plain),
        (language.deal_type(deal.deal_type).to_owned(), plain),
        (language.status(deal.status).to_owned(), plain),
        (parties, paper.strong(9.5)),
        (strings::amount(&deal.amount), plain),
        (input.sentence(deal).to_owned(), plain),
        (input.source(deal), weak),
    ];
    let top = paper.y + PADDING;
    let (mut marks, mut below) = (Vec::new(), top);
    for ((x, width), (text, style)) in places(paper).into_iter().zip(cells) {
        let (lines, y) = paragraph(&text, [x, top], width, style, MAX_LINES);
        marks.extend(lines);
        below = below.max(y);
    }
    let fill = input.theme.family(Family::of(deal.deal_type));
    let (min, max) = ([MARGIN - 9.0, top + 1.0], [MARGIN - 6.0, below - 1.0]);
    marks.push(Mark::Rect { min, max, radius: 1.0, fill, stroke: None });
    (marks, below + PADDING)
}
