//! Hand-made articles for tests: a few words build the facts.

use super::Read;
use crate::{
    article::{Article, ArticleId, Meta},
    extract::{Amount, ArticleFacts, DealDate, DealFact, DealType, EntityFact, EntityKind, Party, Role, Stake, Status},
    text::Span,
};
use std::sync::Arc;

/// Builds a [`Read`] step by step.
pub struct Story {
    file: String,
    published: Option<&'static str>,
    facts: ArticleFacts,
}

/// An article of that file, published on that day.
pub fn story(file: &str, published: &'static str) -> Story {
    let published = Some(published).filter(|day| !day.is_empty());
    Story { file: file.into(), published, facts: ArticleFacts::default() }
}

impl Story {
    /// Adds an entity, unless it is there; aliases joined by `|`.
    pub fn entity(mut self, kind: EntityKind, name: &str, aliases: &str) -> Self {
        let aliases: Vec<String> = aliases.split('|').filter(|a| !a.is_empty()).map(str::to_owned).collect();
        self.facts.entities.push(EntityFact {
            name: name.into(),
            kind,
            aliases,
            lexicon: None,
            title: None,
            org: None,
            mentions: Vec::new(),
        });
        self
    }

    /// The last entity is known to the lexicon under that name.
    pub fn known_as(mut self, lexicon: &str) -> Self {
        if let Some(entity) = self.facts.entities.last_mut() {
            entity.lexicon = Some(lexicon.into());
        }
        self
    }

    /// Adds a person with title and organisation.
    pub fn person(mut self, name: &str, title: &str, org: &str) -> Self {
        let org = (!org.is_empty()).then(|| self.index(org));
        self = self.entity(EntityKind::Person, name, "");
        if let Some(person) = self.facts.entities.last_mut() {
            (person.title, person.org) = (Some(title.into()), org);
        }
        self
    }

    /// Adds a deal; unknown parties become companies. `date` is empty or like `2024-06`.
    pub fn deal(mut self, deal_type: DealType, status: Status, parties: &[(&str, Role)], date: &str) -> Self {
        let parties = parties.iter().map(|&(name, role)| Party { entity: self.index(name), role }).collect();
        let value = date.parse().ok();
        let at = self.facts.deals.len() * 10;
        self.facts.deals.push(DealFact {
            deal_type,
            status,
            parties,
            date: DealDate { text: value.map(|_| date.to_owned()), value },
            amount: None,
            stakes: Vec::new(),
            evidence: vec![Span::new(at, at + 5)],
            confidence: 0.8,
        });
        self
    }

    /// The last deal's amount in won.
    pub fn won(mut self, value: f64) -> Self {
        if let Some(deal) = self.facts.deals.last_mut() {
            deal.amount = Some(Amount { text: format!("{value}원"), value, currency: "KRW".into() });
        }
        self
    }

    /// A share told with the last deal.
    pub fn stake(mut self, holder: &str, of: &str, value: f64) -> Self {
        let stake = Stake { holder: self.index(holder), of: self.index(of), text: format!("{value}%"), value };
        if let Some(deal) = self.facts.deals.last_mut() {
            deal.stakes.push(stake);
        }
        self
    }

    /// The article with its facts. Its text names every entity once, each in a sentence of its own.
    pub fn read(mut self) -> Read {
        let mut text = format!("{}\n", self.file);
        for entity in &mut self.facts.entities {
            let start = text.len();
            text.push_str(&entity.name);
            entity.mentions.push(Span::new(start, text.len()));
            text.push_str("였다.\n");
        }
        let meta = Meta { published: self.published.and_then(|day| day.parse().ok()), ..Meta::default() };
        let (file, path) = (self.file.clone(), format!("news/{}", self.file));
        let article = Article { id: ArticleId::of(&text), file, path, text, meta, lines: Vec::new() };
        Read { article: Arc::new(article), facts: Arc::new(self.facts) }
    }

    fn index(&mut self, name: &str) -> usize {
        if let Some(i) = self.facts.entities.iter().position(|e| e.name == name || e.aliases.iter().any(|a| a == name))
        {
            return i;
        }
        *self = std::mem::replace(self, story("", "")).entity(EntityKind::Company, name, "");
        self.facts.entities.len() - 1
    }
}
