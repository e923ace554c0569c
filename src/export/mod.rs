//! Writers: the scene as SVG, the SVG as pixels, the facts as JSON Lines, the network as tables and graphs. Files are
//! written whole or not at all.

pub mod caption;
pub mod cite;
pub mod clip;
pub mod csv;
pub mod data;
pub mod file;
pub mod ftm;
pub mod gexf;
pub mod graphml;
pub mod json;
pub mod jsonl;
pub mod neo4j;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod png;
pub mod rows;
pub mod sheet;
pub mod svg;
pub mod xlsx;

mod lead;
mod xml;
