//! The user lexicon: what corrections and personal rows teach about names. It enters at stage 3, so that other mentions
//! of a corrected name follow, in articles that are added later, too.

use super::{Edit, redirect::Redirects};
use crate::{
    article::{Article, ArticleId},
    error::{Reason, Warning},
    extract::{
        EntityKind,
        taught::{Row, Says, Taught},
    },
    resolve::EntityKey,
};
use aho_corasick::AhoCorasick;
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// What each form means, everywhere or in one article.
#[derive(Debug, Clone, Default)]
pub struct UserLexicon {
    rows: BTreeMap<(String, Option<ArticleId>), Says>,
    /// The forms, in the order of `rows`, each once.
    forms: Vec<String>,
    finder: Option<AhoCorasick>,
}

impl UserLexicon {
    /// Personal rows, then what the edits teach, in order; the last word on a form counts.
    pub fn of<E: Borrow<Edit>>(personal: &[Row], edits: &[E]) -> Self {
        let redirects = Redirects::of_kinds(edits);
        let taught = edits.iter().flat_map(|edit| edit.borrow().parts()).flat_map(|edit| rows(edit, &redirects));
        Self::new(personal.iter().cloned().chain(taught))
    }

    fn new(rows: impl Iterator<Item = Row>) -> Self {
        let rows: BTreeMap<_, _> = rows
            .map(|row| ((row.form.trim().to_owned(), row.article), row.says))
            .filter(|((form, _), _)| !form.is_empty())
            .collect();
        let mut forms: Vec<String> = rows.keys().map(|(form, _)| form.clone()).collect();
        forms.dedup();
        let finder = if forms.is_empty() { None } else { AhoCorasick::new(&forms).ok() };
        Self { rows, forms, finder }
    }

    /// The rows that concern an article: its text holds the form. Linear in the text.
    pub fn taught(&self, article: &Article) -> Taught {
        let mut taught = BTreeMap::new();
        for form in self.forms_in(&article.text) {
            let row = |article: Option<ArticleId>| self.rows.get(&(form.to_owned(), article));
            if let Some(says) = row(Some(article.id.clone())).or_else(|| row(None)) {
                taught.insert(form.to_owned(), says.clone());
            }
        }
        Taught(taught)
    }

    /// The rows on which two lexicons differ, as a lexicon that finds where they matter.
    pub fn difference(&self, other: &Self) -> Self {
        let differs = |a: &Self, b: &Self| -> Vec<Row> {
            let changed = a.rows.iter().filter(|(key, says)| b.rows.get(key) != Some(says));
            let row = |((form, article), says): (&(String, Option<ArticleId>), &Says)| Row {
                form: form.clone(),
                says: says.clone(),
                article: article.clone(),
            };
            changed.map(row).collect()
        };
        Self::new(differs(self, other).into_iter().chain(differs(other, self)))
    }

    /// Every row, by form.
    pub fn rows(&self) -> Vec<Row> {
        let row = |((form, article), says): (&(String, Option<ArticleId>), &Says)| Row {
            form: form.clone(),
            says: says.clone(),
            article: article.clone(),
        };
        self.rows.iter().map(row).collect()
    }

    /// True if it says nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn forms_in(&self, text: &str) -> BTreeSet<&str> {
        let found = self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(text));
        found.filter_map(|m| self.forms.get(m.pattern().as_usize())).map(String::as_str).collect()
    }
}

/// What one edit teaches. A person's forms are shared with too many others to be taught, unless the user says that a
/// text names one.
fn rows(edit: &Edit, redirects: &Redirects) -> Vec<Row> {
    let named = |form: &str, entity: &EntityKey| {
        let kind = redirects.follow(entity).kind;
        Some(Row::name(form, &entity.name, kind)).filter(|_| kind != EntityKind::Person)
    };
    match edit {
        Edit::AddAlias { entity, alias } => named(alias, entity).into_iter().collect(),
        Edit::ChangeKind { entity, forms, .. } => {
            let kind = redirects.follow(entity).kind;
            forms.iter().map(|form| Row::name(form, &entity.name, kind)).collect()
        }
        Edit::SplitAlias { entity, alias } => {
            vec![Row::name(alias, alias, redirects.follow(entity).kind)]
        }
        Edit::NotAName { forms, article, .. } => {
            let nothing = |form: &String| Row { form: form.clone(), says: Says::Nothing, article: article.clone() };
            forms.iter().map(nothing).collect()
        }
        Edit::AddEntity { form, name, kind, .. } => vec![Row::name(form, name, *kind), Row::name(name, name, *kind)],
        Edit::Teach { rows } => rows.clone(),
        _ => Vec::new(),
    }
}

/// The first line of a personal lexicon's file.
const HEADER: &str = "form\tname\tkind";

/// Rows that hold everywhere as a tab-separated table: form, name, kind; of a form that names nothing the last two are
/// empty. Rows that hold in one article mean nothing elsewhere and are left out.
pub fn to_tsv(rows: &[Row]) -> String {
    let cell = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let mut table = format!("{HEADER}\n");
    for row in rows.iter().filter(|row| row.article.is_none()) {
        let (name, kind) = match &row.says {
            Says::Name { name, kind } => (cell(name), kind.word()),
            Says::Nothing => (String::new(), ""),
        };
        table += &format!("{}\t{name}\t{kind}\n", cell(&row.form));
    }
    table
}

/// Reads such a table, with or without its first line. A row that cannot be read is left out and told by its number.
pub fn from_tsv(file: &str, table: &str) -> (Vec<Row>, Vec<Warning>) {
    let (mut rows, mut warnings) = (Vec::new(), Vec::new());
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    for (at, line) in table.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && *line != HEADER) {
        match row(line) {
            Ok(row) => rows.push(row),
            Err(why) => warnings.push(Warning { about: file.into(), reason: Reason::BrokenRow(at + 1, why) }),
        }
    }
    (rows, warnings)
}

fn row(line: &str) -> Result<Row, String> {
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default();
    let (form, name, kind) = (cell(), cell(), cell());
    if form.is_empty() {
        return Err("no form".into());
    }
    if name.is_empty() && kind.is_empty() {
        return Ok(Row { form: form.into(), says: Says::Nothing, article: None });
    }
    let kind = if kind.is_empty() { EntityKind::Company } else { kind.parse()? };
    Ok(Row::name(form, if name.is_empty() { form } else { name }, kind))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{extract::EntityKind::*, resolve::sample::story};

    fn company(name: &str) -> EntityKey {
        EntityKey { kind: Company, name: name.into() }
    }

    #[test]
    fn the_last_word_on_a_form_counts_and_only_forms_in_the_text_matter() {
        let personal = [Row::name("KT", "KT", Institution), Row::name("먼 이름", "먼 이름", Company)];
        let edits = [Edit::AddAlias { entity: company("케이티"), alias: "KT".into() }];
        let article = story("1", "").entity(Company, "KT", "").read().article;
        let taught = UserLexicon::of(&personal, &edits).taught(&article);
        assert_eq!(taught.0, [("KT".to_owned(), Row::name("KT", "케이티", Company).says)].into());
    }

    #[test]
    fn an_articles_own_row_goes_first() {
        let read = story("1", "").entity(Company, "KT", "").read();
        let other = story("2", "").entity(Company, "KT", "").read();
        let not_here =
            Edit::NotAName { entity: company("KT"), forms: vec!["KT".into()], article: Some(read.article.id.clone()) };
        let lexicon = UserLexicon::of(&[Row::name("KT", "KT", Company)], &[not_here]);
        assert_eq!(lexicon.taught(&read.article).0["KT"], Says::Nothing);
        assert_ne!(lexicon.taught(&other.article).0["KT"], Says::Nothing);
    }

    #[test]
    fn a_kind_changed_later_holds_for_what_was_taught_before() {
        let edits = [
            Edit::AddAlias { entity: company("GTAA"), alias: "글로벌 연합".into() },
            Edit::ChangeKind { entity: company("GTAA"), kind: Alliance, forms: vec!["GTAA".into()] },
        ];
        let lexicon = UserLexicon::of(&[], &edits);
        let kinds: Vec<&Says> = lexicon.rows.values().collect();
        let says = Says::Name { name: "GTAA".into(), kind: Alliance };
        assert_eq!(kinds, [&says, &says]);
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let rows = vec![
            Row::name("PPLX", "퍼플렉시티", Company),
            Row { form: "한국대표".into(), says: Says::Nothing, article: None },
        ];
        assert_eq!(from_tsv("t.tsv", &to_tsv(&rows)), (rows, vec![]));
        let (rows, warnings) = from_tsv("t.tsv", "\u{feff}초록 바다\n가\t나\tfirm\r\n\t나\n");
        assert_eq!(rows, [Row { form: "초록 바다".into(), says: Says::Nothing, article: None }]);
        assert_eq!(warnings.iter().map(|w| w.about.as_str()).collect::<Vec<_>>(), ["t.tsv", "t.tsv"]);
    }
}
