//! Patterns of our own tables and code: a `Regex` that cannot fail at run time.

use regex::{CaptureMatches, Captures, Match, Regex};

/// A compiled pattern. One that does not compile matches nothing; debug builds, and so every test, stop at it.
#[derive(Debug, Clone)]
pub struct Pattern(Option<Regex>);

impl Pattern {
    /// Compiles `pattern`. The `regex` crate is built without `unicode-perl`: write `[0-9]` and ` `, not `\d` and `\s`.
    pub fn new(pattern: &str) -> Self {
        let regex = Regex::new(pattern);
        debug_assert!(regex.is_ok(), "{regex:?}");
        Self(regex.ok())
    }

    /// True if it occurs in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The first occurrence.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.0.as_ref()?.find(text)
    }

    /// All occurrences, from left to right, without overlaps.
    pub fn find_iter<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'r, 't> {
        self.0.iter().flat_map(move |regex| regex.find_iter(text))
    }

    /// The first occurrence with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures(text)
    }

    /// All occurrences with their groups, from left to right, without overlaps.
    pub fn captures_iter<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        self.0.iter().flat_map(move |regex| -> CaptureMatches<'r, 't> { regex.captures_iter(text) })
    }
}
