//! Values in running text: sums of money, percentages, dates. Each with the span and the words that give it.
//!
//! All are pure functions of a text, mostly a sentence; spans are byte ranges of that text.

pub mod money;
pub mod percent;
pub mod when;

pub use money::{Money, money};
pub use percent::{Percent, percents};
pub use when::{Context, When, dates};
