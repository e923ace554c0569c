//! The tables of the corpus's README: what the corpus holds, how two annotations agree, how the program does.

use crate::scorer::{
    Score, add_all,
    count::{Count, Share},
    fact::Facts,
    found, gold,
    table::ratio,
};
use hapjong::{
    export::file,
    extract::{DealType, EntityKind, Extractor, LEAST_CONFIDENCE, Status},
    text::{Span, sentence::sentences},
};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// The parts of the corpus; the last is sealed, so that only its labels are counted.
const PARTS: [&str; 4] = ["train", "press", "dev", "test"];
const SCORED: [&str; 3] = ["train", "press", "dev"];

/// Writes the tables anew, each between `<!-- NAME -->` and `<!-- end of NAME -->`.
pub fn write(extractor: &Extractor) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let readme = folder.join("README.md");
    let mut text = fs::read_to_string(&readme).unwrap();
    for (name, table) in [
        ("corpus", corpus(&folder, extractor)),
        ("agreement", agreement(&folder)),
        ("figures", figures(&folder, extractor)),
    ] {
        let (start, end) = (format!("<!-- {name} -->"), format!("<!-- end of {name} -->"));
        let (before, rest) = text.split_once(&start).unwrap();
        let (_, after) = rest.split_once(&end).unwrap();
        text = format!("{before}{start}\n{table}{end}{after}");
    }
    file::write(&readme, text.as_bytes()).unwrap();
}

/// Rows of numbers under a header, in the order in which they were first counted.
#[derive(Default)]
struct Counts(Vec<(String, [usize; PARTS.len()])>);

impl Counts {
    fn add(&mut self, part: usize, what: impl Into<String>, n: usize) {
        let what = what.into();
        match self.0.iter_mut().find(|(name, _)| *name == what) {
            Some((_, row)) => row[part] += n,
            None => {
                let mut row = [0; PARTS.len()];
                row[part] = n;
                self.0.push((what, row));
            }
        }
    }
}

fn corpus(folder: &Path, extractor: &Extractor) -> String {
    let mut counts = Counts::default();
    let mut sectors: BTreeMap<String, usize> = BTreeMap::new();
    for (part, name) in PARTS.iter().enumerate() {
        for facts in gold(&folder.join(name)).values() {
            let text = fs::read_to_string(folder.join(name).join(&facts.file)).unwrap();
            count_article(&mut counts, part, facts, &text);
            for sector in sectors_of(facts, extractor) {
                *sectors.entry(sector).or_default() += 1;
            }
        }
    }
    let mut out = format!("| | {} | all |\n|---|{}---:|\n", PARTS.join(" | "), "---:|".repeat(PARTS.len()));
    for (what, row) in counts.0 {
        let cells: Vec<String> = row.iter().map(usize::to_string).collect();
        let _ = writeln!(out, "| {what} | {} | {} |", cells.join(" | "), row.iter().sum::<usize>());
    }
    let mut sectors: Vec<_> = sectors.into_iter().collect();
    sectors.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let sectors: Vec<String> = sectors.iter().map(|(sector, n)| format!("{sector} {n}")).collect();
    let _ = writeln!(
        out,
        "\nArticles by the sectors of the companies in them that the lexicon knows: {}.",
        sectors.join(", ")
    );
    out
}

fn count_article(counts: &mut Counts, part: usize, facts: &Facts, text: &str) {
    let deals: Vec<_> = facts.deals.iter().filter(|deal| !deal.optional).collect();
    let is_unsure = |status| matches!(status, Status::Ended | Status::Denied | Status::Rumoured);
    counts.add(part, "articles", 1);
    counts.add(part, "sentences and headings", n_sentences(text));
    counts.add(part, "articles without any deal", usize::from(deals.is_empty()));
    let has_unsure = deals.iter().any(|deal| is_unsure(deal.status));
    counts.add(part, "articles with ended, denied or rumoured deals", usize::from(has_unsure));
    for kind in EntityKind::ALL {
        let n = facts.entities.iter().filter(|entity| entity.kind == *kind).count();
        counts.add(part, format!("entities: {}", kind.word()), n);
    }
    for deal_type in DealType::ALL {
        let n = deals.iter().filter(|deal| deal.deal_type == *deal_type).count();
        counts.add(part, format!("deals: {}", deal_type.word()), n);
    }
    for status in Status::ALL {
        let n = deals.iter().filter(|deal| deal.status == *status).count();
        counts.add(part, format!("status: {}", status.word()), n);
    }
    counts.add(part, "amounts", deals.iter().filter(|deal| deal.amount.is_some()).count());
    counts.add(part, "stakes", deals.iter().map(|deal| deal.stakes.len()).sum());
}

fn n_sentences(text: &str) -> usize {
    let mut start = 0;
    let mut n = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        n += sentences(text, Span::new(start, end)).len();
        start += line.len();
    }
    n
}

fn sectors_of(facts: &Facts, extractor: &Extractor) -> std::collections::BTreeSet<String> {
    let about = |form: &str| extractor.lexicon.about(form).map(|about| about.sector);
    let companies = facts.entities.iter().filter(|entity| entity.kind == EntityKind::Company);
    companies.filter_map(|company| company.forms().find_map(about)).filter(|sector| !sector.is_empty()).collect()
}

/// What two people who annotated the same articles agree on.
fn agreement(folder: &Path) -> String {
    let second = folder.join("second");
    if !second.is_dir() {
        return "No article has been annotated twice yet.\n".into();
    }
    let second = gold(&second);
    let mut score = Score::default();
    for part in PARTS {
        let mut first = gold(&folder.join(part));
        first.retain(|name, _| second.contains_key(name));
        add_all(&mut score, &first, &second, &folder.join(part));
    }
    let mut out = format!("{} articles.\n\n| | agreement |\n|---|---:|\n", score.n_articles);
    for (name, value) in [
        ("entities, F1", score.entities.f1()),
        ("their kind", score.kind.ratio()),
        ("aliases, F1 of pairs", score.aliases.f1()),
        ("deals, F1 of untyped pairs", score.pairs.f1()),
        ("deals, F1 of typed pairs", score.typed.f1()),
        ("status", score.status.ratio()),
        ("status group", score.status_group.ratio()),
        ("direction", score.direction.ratio()),
        ("date", score.date.ratio()),
        ("amounts, F1 of records", score.amounts.f1()),
        ("stakes, F1", score.stakes.f1()),
        ("evidence", score.evidence_hit.ratio()),
    ] {
        let _ = writeln!(out, "| {name} | {} |", ratio(value));
    }
    out
}

fn figures(folder: &Path, extractor: &Extractor) -> String {
    let scores = SCORED.map(|part| {
        let folder = folder.join(part);
        let (found, _) = found(&folder, extractor, LEAST_CONFIDENCE);
        let mut score = Score::default();
        add_all(&mut score, &gold(&folder), &found, &folder);
        score
    });
    let header = SCORED.map(|part| format!("{part}: P | R | F1 | gold |")).join(" ");
    let mut out = format!("| | {header}\n|---|{}\n", "---:|".repeat(4 * SCORED.len()));
    let mut count = |name: &str, of: &dyn Fn(&Score) -> Count| {
        let cells = scores.each_ref().map(|score| {
            let count = of(score);
            let [p, r, f1] = [count.precision(), count.recall(), count.f1()].map(ratio);
            format!("{p} | {r} | {f1} | {} |", count.gold)
        });
        let _ = writeln!(out, "| {name} | {}", cells.join(" "));
    };
    count("entities", &|score| score.entities);
    for kind in EntityKind::ALL {
        count(kind.word(), &|score| score.kinds[kind]);
    }
    count("pairs of aliases", &|score| score.aliases);
    count("deals, untyped pairs", &|score| score.pairs);
    count("deals, typed pairs", &|score| score.typed);
    for deal_type in DealType::ALL {
        count(deal_type.word(), &|score| score.types[deal_type]);
    }
    count("amounts", &|score| score.amounts);
    count("stakes", &|score| score.stakes);

    let header = SCORED.map(|part| format!("{part} | of |")).join(" ");
    let _ = writeln!(out, "\n| right on what was found | {header}\n|---|{}", "---:|".repeat(2 * SCORED.len()));
    let mut share = |name: &str, of: &dyn Fn(&Score) -> Share| {
        let cells = scores.each_ref().map(|score| {
            let share = of(score);
            format!("{} | {} |", ratio(share.ratio()), share.compared)
        });
        let _ = writeln!(out, "| {name} | {}", cells.join(" "));
    };
    share("kind of entity", &|score| score.kind);
    share("title of person", &|score| score.person_title);
    share("organisation of person", &|score| score.person_org);
    share("status", &|score| score.status);
    share("status group", &|score| score.status_group);
    share("direction", &|score| score.direction);
    share("role", &|score| score.roles);
    share("date", &|score| score.date);
    share("amount", &|score| score.amount);
    share("evidence", &|score| score.evidence_hit);
    share("evidence, word for word", &|score| score.verbatim);
    for field in ["title", "outlet", "reporter", "published"] {
        share(&format!("page: {field}"), &|score| score.meta[field].share);
    }
    let rates = scores.each_ref().map(|score| ratio(score.no_deal.rate()));
    let _ = writeln!(out, "\nFalse pairs an article without deals: {}.", rates.join(" and "));
    out
}
