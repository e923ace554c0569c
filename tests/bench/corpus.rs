//! As many articles as one likes, made of the paragraphs of the project's own.

use crate::shapes::random::Random;
use std::{
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// About the length of a news article, in bytes.
const LENGTH: usize = 3000;
/// Lines at the top of an article that tell its title, outlet and date.
const HEAD: usize = 3;

/// Writes `n` articles into `folder` and returns their length in bytes.
pub fn write(folder: &Path, n: usize) -> usize {
    let articles = own_articles();
    let paragraphs: Vec<&str> =
        articles.iter().flat_map(|text| text.lines().skip(HEAD)).filter(|p| !p.is_empty()).collect();
    let mut random = Random::default();
    fs::create_dir_all(folder).unwrap();
    let mut n_bytes = 0;
    for i in 0..n {
        let head = articles[random.below(articles.len())].lines().take(HEAD);
        let mut text: String = head.map(|line| format!("{line}\n")).collect();
        while text.len() < LENGTH {
            text += paragraphs[random.below(paragraphs.len())];
            text.push('\n');
        }
        n_bytes += text.len();
        fs::write(folder.join(format!("{i:05}.txt")), text).unwrap();
    }
    n_bytes
}

/// The UTF-8 texts of the samples and of the parts of gold that are not sealed, sorted by path.
fn own_articles() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = |folder: &str| -> Vec<PathBuf> {
        let entries = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter();
        entries.map(|entry| entry.unwrap().into_path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect()
    };
    let paths = ["seeds", "tests/gold/train", "tests/gold/dev"].map(files).concat();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}
