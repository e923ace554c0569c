//! Known names and word tables, read from `assets/lexicon`.

/// The tables in memory.
pub struct Lexicon {}

impl Lexicon {
    /// Reads the embedded tables.
    pub fn load() -> (Self, Vec<crate::Warning>) {
        (Self {}, Vec::new())
    }

    /// What the lexicon knows of a canonical name: country (ISO 3166 alpha-2) and sector.
    pub fn about(&self, _canonical: &str) -> Option<About> {
        None
    }
}

/// Facts of an organisation that stand in the lexicon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// ISO 3166 alpha-2, or empty.
    pub country: String,
    /// A sector word, or empty.
    pub sector: String,
    /// Listing code, or empty.
    pub code: String,
}
