//! Colours of kinds and deal families, light and dark; safe for colour-blind readers (Okabe–Ito).

use super::Rgba;
use crate::extract::{DealType, EntityKind};

/// Deal types that share a hue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Investment, equity swap, acquisition, subsidiary.
    Capital,
    /// MOU, partnership.
    Agreement,
    /// Co-development, verification, supply.
    JointWork,
    /// Joint venture.
    JointVenture,
    /// Membership.
    Membership,
}

impl Family {
    /// Every family, in legend order.
    pub const ALL: &'static [Self] =
        &[Self::Capital, Self::Agreement, Self::JointWork, Self::JointVenture, Self::Membership];

    /// The family of a deal type.
    pub fn of(deal_type: DealType) -> Self {
        match deal_type {
            DealType::Investment | DealType::EquitySwap | DealType::Acquisition | DealType::Subsidiary => Self::Capital,
            DealType::Mou | DealType::Partnership => Self::Agreement,
            DealType::CoDevelopment | DealType::Verification | DealType::Supply => Self::JointWork,
            DealType::JointVenture => Self::JointVenture,
            DealType::Membership => Self::Membership,
        }
    }
}

/// A set of colours.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The paper.
    pub background: Rgba,
    /// Text and labels.
    pub text: Rgba,
    /// Small print.
    pub text_weak: Rgba,
    /// Edges of deals that are over.
    pub over: Rgba,
    /// The one accent: selection.
    pub accent: Rgba,
    dark: bool,
}

impl Theme {
    /// Dark marks on white paper.
    pub fn light() -> Self {
        Self {
            background: [255, 255, 255, 255],
            text: [28, 30, 33, 255],
            text_weak: [105, 110, 118, 255],
            over: [165, 168, 172, 255],
            accent: [0, 114, 178, 255],
            dark: false,
        }
    }

    /// Light marks on a dark ground.
    pub fn dark() -> Self {
        Self {
            background: [24, 26, 29, 255],
            text: [232, 234, 237, 255],
            text_weak: [150, 155, 163, 255],
            over: [96, 100, 106, 255],
            accent: [86, 180, 233, 255],
            dark: true,
        }
    }

    /// True for the dark set.
    pub fn is_dark(&self) -> bool {
        self.dark
    }

    /// Fill of a kind's nodes.
    pub fn kind(&self, kind: EntityKind) -> Rgba {
        match kind {
            EntityKind::Company => [0, 114, 178, 255],
            EntityKind::Institution => [0, 158, 115, 255],
            EntityKind::Alliance => [230, 159, 0, 255],
            EntityKind::Person => [204, 121, 167, 255],
            EntityKind::Product => [86, 180, 233, 255],
            EntityKind::Event => [184, 168, 0, 255],
        }
    }

    /// Line colour of a deal family.
    pub fn family(&self, family: Family) -> Rgba {
        match family {
            Family::Capital => [213, 94, 0, 255],
            Family::Agreement => [0, 114, 178, 255],
            Family::JointWork => [0, 158, 115, 255],
            Family::JointVenture => [230, 159, 0, 255],
            Family::Membership => [140, 144, 150, 255],
        }
    }
}
