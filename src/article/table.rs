//! The tables that say how news pages are made up: phrases of the page, outlets, dates of well-known events.
//!
//! All are tab-separated with a header line, lie under `assets/lexicon` and are embedded; `tests/tidy.rs` checks them.

use super::pattern::Pattern;
use crate::text::PartialDate;
use std::{collections::BTreeMap, sync::LazyLock};

/// The rows of a table below its header, split at tabs.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect())
}

/// Phrases of a news page, by what they tell. Patterns expect the squeezed text of a line (see [`super::clean`]).
pub struct PageWords {
    /// Copyright and source lines; the article ends before them.
    pub copyright: Pattern,
    /// Share buttons, comment counts, breadcrumbs, banners.
    pub chrome: Pattern,
    /// Requests to the reader and notes of the site.
    pub prompt: Pattern,
    /// Headings of lists of other articles.
    pub related: Pattern,
    /// Picture credits.
    pub credit: Pattern,
    /// What people do in pictures only.
    pub pose: Pattern,
    /// Words before or after the date of publication.
    pub published: Pattern,
    /// Words before the date of a later change.
    pub modified: Pattern,
    /// What may stand beside a byline without making it anything else.
    pub beside_byline: Pattern,
    /// A reporter's name with what the trade calls him; groups: names, title.
    pub reporter: Pattern,
    /// Words that stand before 기자 without being a name.
    pub not_a_name: Pattern,
    /// A name of two to four syllables that begins with a surname.
    pub name: Pattern,
    /// Datelines.
    pub place: Pattern,
    /// Sites that show other outlets' articles.
    pub portal: Pattern,
    /// What names of outlets end in.
    pub outlet_suffix: Pattern,
    /// A day of the month followed by a verb of reporting, or by "according to"; group: the day.
    pub reporting_day: Pattern,
    /// What stands behind a day on which something was said.
    pub reporting: Pattern,
}

impl PageWords {
    fn load(table: &'static str) -> Self {
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in rows(table) {
            if let [kind, pattern, ..] = row[..] {
                kinds.entry(kind).or_default().push(pattern);
            }
        }
        let any =
            |kind: &str| kinds.get(kind).map(|patterns| format!("(?:{})", patterns.join("|"))).unwrap_or_default();
        let whole = |kind: &str| Pattern::new(&format!("^{}$", any(kind)));
        let names = "[가-힣]{2,4}(?: ?[·ㆍ,] ?[가-힣]{2,4})*";
        let desk = "(?: ?[가-힣A-Za-z]{1,6}(?:부|팀|국|IT|전문|경제|산업))?";
        let reporting = format!(" ?(?:{}|[^.]{{0,16}}(?:에 따르면|에 의하면))", any("report_verb"));
        Self {
            copyright: Pattern::new(&any("copyright")),
            chrome: Pattern::new(&any("chrome")),
            prompt: Pattern::new(&any("prompt")),
            related: Pattern::new(&any("related")),
            credit: Pattern::new(&any("credit")),
            pose: Pattern::new(&any("pose")),
            published: Pattern::new(&any("published")),
            modified: Pattern::new(&any("modified")),
            beside_byline: Pattern::new(&any("beside_byline")),
            reporter: Pattern::new(&format!(
                "(?:^|[^가-힣A-Za-z0-9])({names}){desk} ?({})(?:$|[^가-힣])",
                any("reporter")
            )),
            not_a_name: whole("not_a_name"),
            name: Pattern::new(&format!("^{}[가-힣]{{1,3}}$", any("surname"))),
            place: whole("place"),
            portal: whole("portal"),
            outlet_suffix: Pattern::new(&format!("{}$", any("outlet_suffix"))),
            reporting_day: Pattern::new(&format!(
                "(?:^|[^월달년난0-9] |[^월달년난0-9 ])([0-9]{{1,2}})일(?:\\([^)]*\\))?{reporting}"
            )),
            reporting: Pattern::new(&format!("^{reporting}")),
        }
    }
}

/// The phrases of `assets/lexicon/page.tsv`.
pub static PAGE: LazyLock<PageWords> = LazyLock::new(|| PageWords::load(include_str!("../../assets/lexicon/page.tsv")));

/// Outlets by every form and every web domain they are known by.
pub struct Outlets {
    by_form: BTreeMap<&'static str, &'static str>,
    by_domain: BTreeMap<&'static str, &'static str>,
}

impl Outlets {
    fn load(table: &'static str) -> Self {
        let mut outlets = Self { by_form: BTreeMap::new(), by_domain: BTreeMap::new() };
        for row in rows(table) {
            let [name, domains, aliases] = row[..] else { continue };
            outlets.by_form.insert(name, name);
            for alias in aliases.split('|').filter(|alias| !alias.is_empty()) {
                outlets.by_form.entry(alias).or_insert(name);
            }
            for domain in domains.split('|').filter(|domain| !domain.is_empty()) {
                outlets.by_domain.entry(domain).or_insert(name);
            }
        }
        outlets
    }

    /// The usual name of the outlet that `form` names.
    pub fn named(&self, form: &str) -> Option<&'static str> {
        self.by_form.get(form).copied()
    }

    /// The outlet that owns `host` or a parent domain of it.
    pub fn at(&self, host: &str) -> Option<&'static str> {
        let host = host.to_ascii_lowercase();
        let starts = std::iter::once(0).chain(host.match_indices('.').map(|(at, _)| at + 1));
        starts.filter_map(|at| self.by_domain.get(&host[at..]).copied()).next()
    }
}

/// The outlets of `assets/lexicon/outlets.tsv`.
pub static OUTLETS: LazyLock<Outlets> =
    LazyLock::new(|| Outlets::load(include_str!("../../assets/lexicon/outlets.tsv")));

/// One holding of a recurring event.
pub struct Holding {
    /// The forms of the event's name.
    pub names: Vec<&'static str>,
    /// Its first day.
    pub first: PartialDate,
    /// Its last day.
    pub last: PartialDate,
}

/// The holdings of `assets/lexicon/event_dates.tsv`, in the table's order.
pub static HOLDINGS: LazyLock<Vec<Holding>> = LazyLock::new(|| {
    rows(include_str!("../../assets/lexicon/event_dates.tsv"))
        .filter_map(|row| {
            let [names, first, last] = row[..] else { return None };
            Some(Holding { names: names.split('|').collect(), first: first.parse().ok()?, last: last.parse().ok()? })
        })
        .collect()
});

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_finds_its_example() {
        for row in rows(include_str!("../../assets/lexicon/page.tsv")) {
            let [_, pattern, example] = row[..] else { panic!("{row:?} has not three columns") };
            assert!(Pattern::new(pattern).is_match(example), "{pattern} does not match {example}");
        }
    }

    #[test]
    fn outlets_are_found_by_alias_and_by_domain() {
        assert_eq!(OUTLETS.named("매경"), Some("매일경제"));
        assert_eq!(OUTLETS.at("n.news.mk.co.kr"), Some("매일경제"));
        assert_eq!(OUTLETS.at("notmk.co.kr"), None);
    }

    #[test]
    fn every_row_of_events_is_read() {
        assert_eq!(HOLDINGS.len(), rows(include_str!("../../assets/lexicon/event_dates.tsv")).count());
    }
}
