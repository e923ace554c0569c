//! What earlier sentences leave for later ones: the topic that an elided subject takes up, groups for 양사 and 이들,
//! the alliance that 여기에 means.

use super::unit::{Unit, Wanted};
use crate::extract::{EntityKind, doc::Doc, lexicon::Case};

/// The state after the sentences read so far.
#[derive(Debug, Clone, Default)]
pub struct Discourse {
    /// The organisations last spoken of as topic.
    pub topic: Vec<usize>,
    /// The alliance last named.
    pub alliance: Option<usize>,
    groups: Vec<Vec<usize>>,
}

/// How many groups back a pronoun can reach.
const REACH: usize = 12;

impl Discourse {
    /// The same, with no alliance for 여기에 to mean.
    pub fn without_alliance(&self) -> Self {
        Self { alliance: None, ..self.clone() }
    }

    /// Remembers a group of parties, the latest last.
    pub fn remember(&mut self, group: &[usize]) {
        if group.len() >= 2 {
            self.groups.retain(|g| g != group);
            self.groups.push(group.to_vec());
            let surplus = self.groups.len().saturating_sub(REACH);
            self.groups.drain(..surplus);
        }
    }

    /// Takes up what a sentence leaves behind.
    pub fn after(&mut self, doc: &Doc, units: &[Unit]) {
        let is_company_like = |u: &&Unit| !u.entities.is_empty();
        let topic = units.iter().filter(is_company_like).find(|u| u.case == Case::Topic);
        let topic = topic.or_else(|| units.iter().filter(is_company_like).find(|u| u.case == Case::Subject));
        for unit in units {
            let organisations: Vec<usize> =
                unit.entities.iter().copied().filter(|e| doc.kind(*e) != EntityKind::Alliance).collect();
            if organisations.len() >= 2 {
                self.remember(&organisations);
            }
            if let Some(alliance) = unit.entities.iter().find(|e| doc.kind(**e) == EntityKind::Alliance) {
                self.alliance = Some(*alliance);
            }
        }
        if let Some(topic) = topic.filter(|t| !t.has_alliance(doc)) {
            self.topic = topic.entities.clone();
        }
    }

    /// The organisations a pronoun at `place` stands for; empty if nothing fits.
    pub fn group(&self, doc: &Doc, wanted: Wanted, place: usize) -> Vec<usize> {
        match wanted {
            Wanted::Count(count) => {
                let fits = |g: &&Vec<usize>| g.len() == count;
                self.groups.iter().rev().find(fits).cloned().unwrap_or_default()
            }
            Wanted::Group => self.groups.last().cloned().unwrap_or_default(),
            Wanted::Topic => self.topic.clone(),
            Wanted::Firm(ending) => {
                let fits =
                    |e: usize| doc.mentions.iter().any(|m| m.entity == e && m.span.of(doc.text).ends_with(ending));
                let last = doc
                    .mentions
                    .iter()
                    .rev()
                    .find(|m| m.span.end <= place && doc.is_organisation(m.entity) && fits(m.entity));
                last.map(|m| vec![m.entity]).unwrap_or_default()
            }
            Wanted::One => {
                let last = doc
                    .mentions
                    .iter()
                    .rev()
                    .find(|m| m.span.end <= place && doc.kind(m.entity) == EntityKind::Company);
                last.map(|m| vec![m.entity]).unwrap_or_default()
            }
        }
    }
}
