//! Colours of kinds and deal families, light and dark; safe for colour-blind readers (Okabe–Ito).
//!
//! The hues are Okabe and Ito's; each theme takes fill or outline, and each line, to a contrast of 3:1 or more
//! against its paper (WCAG 2.2, 1.4.11).

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
            background: rgb(0xFFFFFF),
            text: rgb(0x1C1E21),
            text_weak: rgb(0x646A73),
            over: rgb(0x8C9096),
            accent: rgb(0x0B57D0),
            dark: false,
        }
    }

    /// Light marks on a dark ground.
    pub fn dark() -> Self {
        Self {
            background: rgb(0x181A1D),
            text: rgb(0xE8EAED),
            text_weak: rgb(0x9DA3AC),
            over: rgb(0x70757D),
            accent: rgb(0xA8C7FA),
            dark: true,
        }
    }

    /// True for the dark set.
    pub fn is_dark(&self) -> bool {
        self.dark
    }

    /// Fill of a kind's nodes.
    pub fn kind(&self, kind: EntityKind) -> Rgba {
        let (light, dark) = match kind {
            EntityKind::Company => (0x0072B2, 0x2B8CCB),
            EntityKind::Institution => (0x009E73, 0x12A67C),
            EntityKind::Alliance => (0xE69F00, 0xE69F00),
            EntityKind::Person => (0xCC79A7, 0xCC79A7),
            EntityKind::Product => (0x56B4E9, 0x7CC6F0),
            EntityKind::Event => (0xC8B700, 0xC9BA1C),
        };
        self.pick(light, dark)
    }

    /// Outline of a kind's nodes: the same hue, further from the paper.
    pub fn kind_outline(&self, kind: EntityKind) -> Rgba {
        let (light, dark) = match kind {
            EntityKind::Company => (0x00568A, 0x7FBDE6),
            EntityKind::Institution => (0x00744F, 0x6FD1B3),
            EntityKind::Alliance => (0x9A6700, 0xFFCB5C),
            EntityKind::Person => (0x9B4F7A, 0xEBB4D3),
            EntityKind::Product => (0x1F7FB5, 0xC2E6FA),
            EntityKind::Event => (0x7D7200, 0xEDE27A),
        };
        self.pick(light, dark)
    }

    /// Fill and outline of a community's nodes. There are ten; the largest communities differ, the rest share.
    pub fn community(&self, number: usize) -> [Rgba; 2] {
        // Tol's muted scheme, which colour-blind readers tell apart; outlines as far from the paper as kinds have them.
        const FILL: [u32; 10] =
            [0x332288, 0x88CCEE, 0x44AA99, 0x117733, 0xDDCC77, 0xCC6677, 0xAA4499, 0x999933, 0x882255, 0xA0A0A0];
        const OUTLINE: [[u32; 2]; 10] = [
            [0x221566, 0x8B7FD6],
            [0x2F7FA6, 0xBDE4F8],
            [0x2A7468, 0x86D3C6],
            [0x0A4D20, 0x5CBB7C],
            [0x8A7A20, 0xEEE2A8],
            [0x8F3545, 0xE8A3AF],
            [0x742A68, 0xD58ACA],
            [0x66661A, 0xCFCF70],
            [0x5C1238, 0xC96A9A],
            [0x6B6B6B, 0xCFCFCF],
        ];
        let at = number % FILL.len();
        [rgb(FILL[at]), self.pick(OUTLINE[at][0], OUTLINE[at][1])]
    }

    /// Line colour of a deal family.
    pub fn family(&self, family: Family) -> Rgba {
        let (light, dark) = match family {
            Family::Capital => (0xD55E00, 0xF0762B),
            Family::Agreement => (0x0072B2, 0x3C9BDA),
            Family::JointWork => (0x009E73, 0x12B385),
            Family::JointVenture => (0xB47A00, 0xE69F00),
            Family::Membership => (0x8A8F98, 0x777D86),
        };
        self.pick(light, dark)
    }

    fn pick(&self, light: u32, dark: u32) -> Rgba {
        rgb(if self.dark { dark } else { light })
    }
}

/// An opaque colour from `0xRRGGBB`.
fn rgb(hex: u32) -> Rgba {
    let [_, r, g, b] = hex.to_be_bytes();
    [r, g, b, 255]
}

/// `color` with its alpha multiplied by `factor`, 0 to 1.
pub fn fade(color: Rgba, factor: f32) -> Rgba {
    let [r, g, b, a] = color;
    [r, g, b, (f32::from(a) * factor.clamp(0.0, 1.0)).round() as u8]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    /// Contrast of two opaque colours, 1 to 21 (WCAG 2.2).
    fn contrast(a: Rgba, b: Rgba) -> f32 {
        let luminance = |c: Rgba| {
            let linear = |v: u8| {
                let v = f32::from(v) / 255.0;
                if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2])
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_readable_on_its_paper() {
        for theme in [Theme::light(), Theme::dark()] {
            assert!(contrast(theme.text, theme.background) >= 7.0);
            assert!(contrast(theme.text_weak, theme.background) >= 4.5);
        }
    }

    #[test]
    fn nodes_and_lines_stand_out_from_their_paper() {
        for theme in [Theme::light(), Theme::dark()] {
            for &kind in EntityKind::ALL {
                assert!(contrast(theme.kind_outline(kind), theme.background) >= 3.0, "{kind:?}");
            }
            for &family in Family::ALL {
                assert!(contrast(theme.family(family), theme.background) >= 3.0, "{family:?}");
            }
            for community in 0..10 {
                assert!(contrast(theme.community(community)[1], theme.background) >= 3.0, "{community}");
            }
            assert!(contrast(theme.over, theme.background) >= 3.0);
            assert!(contrast(theme.accent, theme.background) >= 4.5);
        }
    }
}
