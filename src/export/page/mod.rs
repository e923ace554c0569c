//! One-page papers besides the network: the profile of an organisation, and the table of deals. Each is a
//! [`crate::scene::Scene`], so that it leaves as PDF, SVG or PNG like any picture.

mod deals;
mod profile;
mod sheet;

pub use deals::deals;
pub use profile::profile;

use super::lead::lead;
use crate::{
    network::{Filter, Network},
    pipeline::Derived,
    resolve::{Deal, Place, Read},
    scene::theme::Theme,
    strings::Language,
};
use jiff::civil::Date;

/// What a page is made of.
pub struct Input<'a> {
    /// Entities, deals and the network of which the page speaks.
    pub derived: &'a Derived,
    /// The articles.
    pub reads: &'a [Read],
    /// What was left out.
    pub filter: &'a Filter,
    /// Width and height in points.
    pub size: [f32; 2],
    /// Colours.
    pub theme: &'a Theme,
    /// Of all words.
    pub language: Language,
    /// The day of the drawing.
    pub drawn: Date,
}

impl Input<'_> {
    fn network(&self) -> &Network {
        &self.derived.network
    }

    fn name(&self, entity: usize) -> &str {
        self.derived.resolved.entities.get(entity).map_or("", |e| e.name.as_str())
    }

    /// The network's deals, the latest first, those without a date last.
    fn deals(&self) -> Vec<&Deal> {
        let deals = self.network().deals.iter().filter_map(|&i| self.derived.resolved.deals.get(i));
        let mut deals: Vec<&Deal> = deals.collect();
        deals.sort_by_key(|deal| std::cmp::Reverse(deal.date.value));
        deals
    }

    /// The place of the evidence that says most of a deal.
    fn place(&self, deal: &Deal) -> Option<Place> {
        deal.evidence.get(lead(deal, &self.derived.resolved, self.reads)).copied()
    }

    fn sentence(&self, deal: &Deal) -> &str {
        let place = self.place(deal);
        place.and_then(|p| Some(p.span.of(&self.reads.get(p.article)?.article.text))).unwrap_or_default()
    }

    /// Outlet, day and title of the sentence's article.
    fn source(&self, deal: &Deal) -> String {
        let read = self.place(deal).and_then(|place| self.reads.get(place.article));
        let Some(meta) = read.map(|read| &read.article.meta) else { return String::new() };
        let day = meta.published.map(|day| day.to_string());
        let parts = [meta.outlet.clone(), day, meta.title.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
