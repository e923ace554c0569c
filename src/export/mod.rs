//! Writers: the scene as SVG, the SVG as pixels, the facts as JSON Lines. Files are written whole or not at all.

pub mod file;
pub mod jsonl;
pub mod png;
pub mod svg;
