//! The facts of one article as a line of JSON, in the project's fact format.

use crate::resolve::Read;

/// One object on one line, without a newline: file, title, outlet, reporter, published, entities, deals with at
/// least `min_confidence`; also path, confidence and spans.
pub fn line(_read: &Read, _min_confidence: f32) -> String {
    String::new()
}
