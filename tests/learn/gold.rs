//! Labelled texts: the articles of a gold folder and the sentences of the phrase book.

use hapjong::{
    article::{Article, load},
    extract::{DealType, EntityKind, Role, doc::Doc},
    text::form::without_brackets,
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// A deal as the label tells it.
pub struct Deal {
    pub deal_type: DealType,
    pub parties: Vec<(String, Role)>,
    /// Empty where every sentence of the text is evidence.
    pub evidence: Vec<String>,
    pub is_optional: bool,
}

/// A text with its labels.
pub struct Labelled {
    pub article: Article,
    /// Name, kind, other forms.
    pub entities: Vec<(String, EntityKind, Vec<String>)>,
    pub deals: Vec<Deal>,
}

/// Two organisations by name, in order, and the kind of their deal.
pub type Told = (String, String, DealType);

impl Labelled {
    /// Makes the article's own names known to `doc`, before names are sought.
    pub fn name(&self, doc: &mut Doc) {
        for (name, kind, others) in self.entities.iter().filter(|e| e.1 != EntityKind::Person) {
            let known = doc.lexicon.form(name).map(|form| form.entry);
            let id = match known {
                Some(entry) => doc.known(entry),
                None => doc.named(name, *kind),
            };
            for form in others.iter().chain([name]) {
                if doc.lexicon.form(form).is_none_or(|f| Some(f.entry) == known) {
                    doc.alias(form, id);
                }
            }
        }
    }

    /// Each entity of `doc` by its name in the labels, or by its own.
    pub fn names(&self, doc: &Doc) -> Vec<String> {
        let mut forms: BTreeMap<String, &str> = BTreeMap::new();
        for (name, _, others) in &self.entities {
            for form in others.iter().chain([name]) {
                forms.entry(normal(form)).or_insert(name);
                forms.entry(normal(&without_brackets(form).0)).or_insert(name);
            }
        }
        let mut names: Vec<Option<String>> = vec![None; doc.entities.len()];
        for mention in &doc.mentions {
            let surface = mention.span.of(doc.text);
            let Some(name) = names.get_mut(mention.entity) else { continue };
            if let Some(label) = forms.get(&normal(surface)) {
                *name = Some((*label).to_owned());
            } else if name.is_none() {
                *name = Some(format!("?{surface}"));
            }
        }
        names.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// The deals between two organisations.
    pub fn between<'a>(&'a self, a: &'a str, b: &'a str) -> impl Iterator<Item = &'a Deal> {
        self.deals.iter().filter(move |d| d.pairs().iter().any(|(x, y)| (x, y) == (&a, &b) || (x, y) == (&b, &a)))
    }

    /// Every deal that must be found, and every one that may be.
    pub fn told(&self) -> (Vec<Told>, Vec<Told>) {
        let all = |is_optional: bool| {
            let deals = self.deals.iter().filter(|d| d.is_optional == is_optional);
            let mut all: Vec<Told> =
                deals.flat_map(|d| d.pairs().into_iter().map(|(a, b)| key(a, b, d.deal_type))).collect();
            all.sort();
            all.dedup();
            all
        };
        (all(false), all(true))
    }
}

impl Deal {
    /// The organisations that the deal joins, two by two.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        pairs(&self.parties).into_iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()
    }

    /// The part that an organisation plays.
    pub fn role(&self, name: &str) -> Option<Role> {
        self.parties.iter().find(|p| p.0 == name).map(|p| p.1)
    }

    /// True if a sentence tells it.
    pub fn is_told_in(&self, sentence: &str) -> bool {
        let sentence = normal(sentence);
        self.evidence.is_empty()
            || self.evidence.iter().map(|e| normal(e)).any(|e| e.contains(&sentence) || sentence.contains(&e))
    }
}

/// The pairs that the fact format counts.
pub fn pairs<T: PartialEq>(parties: &[(T, Role)]) -> Vec<(&T, &T)> {
    let joins = |a: Role, b: Role| {
        let sides = [
            (Role::Investor, Role::Investee),
            (Role::Acquirer, Role::Target),
            (Role::Supplier, Role::Customer),
            (Role::Parent, Role::Subsidiary),
            (Role::Alliance, Role::Member),
            (Role::Alliance, Role::Lead),
            (Role::JvParent, Role::JvParent),
            (Role::JvParent, Role::Jv),
            (Role::Partner, Role::Partner),
        ];
        sides.contains(&(a, b)) || sides.contains(&(b, a))
    };
    let mut out = Vec::new();
    for (at, a) in parties.iter().enumerate() {
        let rest = parties.iter().skip(at + 1).filter(|b| joins(a.1, b.1) && a.0 != b.0);
        out.extend(rest.map(|b| (&a.0, &b.0)));
    }
    out
}

pub fn key(a: &str, b: &str, deal_type: DealType) -> Told {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    (a.to_owned(), b.to_owned(), deal_type)
}

fn normal(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '&' | '+')).flat_map(char::to_lowercase).collect()
}

/// The articles of a folder of `NAME.txt` beside `NAME.json`, in order of their names.
pub fn articles(folder: &Path) -> Vec<Labelled> {
    let (files, _) = load::find(&[folder.to_owned()]);
    let texts = files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt"));
    texts
        .map(|file| labelled(load::load(file).unwrap().0, &fs::read_to_string(file.with_extension("json")).unwrap()))
        .collect()
}

fn labelled(article: Article, json: &str) -> Labelled {
    let gold: Value = serde_json::from_str(json).unwrap();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let entities = list(&gold["entities"]);
    let entities = entities
        .iter()
        .map(|e| (text(&e["name"]), text(&e["kind"]).parse().unwrap(), list(&e["aliases"]).iter().map(text).collect()));
    let deals = list(&gold["deals"]);
    let deals = deals.iter().map(|d| Deal {
        deal_type: text(&d["type"]).parse().unwrap(),
        parties: list(&d["parties"]).iter().map(|p| (text(&p["name"]), text(&p["role"]).parse().unwrap())).collect(),
        evidence: list(&d["evidence"]).iter().map(text).collect(),
        is_optional: d["optional"] == true,
    });
    Labelled { article, entities: entities.collect(), deals: deals.collect() }
}

/// The sentences of a table of the phrase book, each as an article of its own.
pub fn phrases(table: &Path) -> Vec<Labelled> {
    let text = fs::read_to_string(table).unwrap();
    text.lines().filter(|line| !line.is_empty()).enumerate().map(|(at, line)| phrase(at, line)).collect()
}

fn phrase(at: usize, line: &str) -> Labelled {
    let (text, deals) = line.split_once('\t').unwrap_or((line, ""));
    let page = format!("오늘의 산업계 소식\n입력 2024.10.15 09:00\n\n{text}\n");
    let article = load::from_bytes(&format!("{at}.txt"), "", page.as_bytes()).unwrap().0;
    let deals: Vec<Deal> = deals.split(" ; ").filter(|d| !d.trim().is_empty()).map(|d| deal(d.trim())).collect();
    let mut entities: BTreeMap<String, EntityKind> = BTreeMap::new();
    for (name, role) in deals.iter().flat_map(|d| &d.parties) {
        let kind = if *role == Role::Alliance { EntityKind::Alliance } else { EntityKind::Company };
        entities.entry(name.clone()).or_insert(kind);
    }
    Labelled { article, entities: entities.into_iter().map(|(n, k)| (n, k, Vec::new())).collect(), deals }
}

/// `type status role=NAME,role=NAME date=… amount=… stakes=…`
fn deal(text: &str) -> Deal {
    let mut words = text.splitn(3, ' ');
    let deal_type = words.next().unwrap_or_default().parse().unwrap();
    let rest = words.nth(1).unwrap_or_default();
    let end = [" date=", " amount=", " stakes="].iter().filter_map(|w| rest.find(w)).min().unwrap_or(rest.len());
    let mut parties: Vec<(String, Role)> = Vec::new();
    for part in rest[..end].split(',') {
        match part.split_once('=').and_then(|(role, name)| Some((name.to_owned(), role.parse().ok()?))) {
            Some(party) => parties.push(party),
            None => parties.last_mut().unwrap().0 += &format!(",{part}"), // a comma in a name
        }
    }
    Deal { deal_type, parties, evidence: Vec::new(), is_optional: false }
}
