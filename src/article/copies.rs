//! Near-duplicates: one story as several papers print it, or one paper twice.
//!
//! MinHash over runs of words (Broder 1997), in bands, so that only likely pairs are compared. The number of hashes is
//! such that two articles with half of their runs in common are compared with a probability of two thirds, those with
//! three quarters nearly always.

use crate::article::{Article, LineRole};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Words in a run.
const RUN: usize = 4;
/// Articles of fewer runs say too little to be told apart from others by them.
const MIN_RUNS: usize = 12;
const N_BANDS: usize = 16;
const N_ROWS: usize = 4;
/// Two articles are one story if they share this part of the shorter one's runs: papers cut a wire story at the end.
const SHARED: f64 = 0.6;

/// Which articles tell the same story. Indexes point into the articles given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stories {
    /// For each article the first one published that tells its story.
    pub first: Vec<usize>,
    /// The articles of each story that several tell, ascending, by the first.
    pub told_by: BTreeMap<usize, Vec<usize>>,
}

impl Stories {
    /// Finds them. As costly as [`stories`].
    pub fn of(articles: &[&Article]) -> Self {
        let first = stories(articles);
        let mut told_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        first.iter().enumerate().for_each(|(article, &story)| told_by.entry(story).or_default().push(article));
        told_by.retain(|_, articles| articles.len() > 1);
        Self { first, told_by }
    }

    /// True if no other article tells the same story first.
    pub fn is_first(&self, article: usize) -> bool {
        self.first.get(article).is_none_or(|&first| first == article)
    }
}

/// For each article the index of the story it tells: that of the first article published that tells it, itself if no
/// other does. O(words · log), and pairs within a story.
pub fn stories(articles: &[&Article]) -> Vec<usize> {
    let runs: Vec<Vec<u64>> = articles.par_iter().map(|article| runs(article)).collect();
    let mut likely: BTreeMap<(usize, [u64; N_ROWS]), Vec<usize>> = BTreeMap::new();
    let sketches: Vec<_> = runs.par_iter().map(|runs| sketch(runs)).collect();
    for (i, sketch) in sketches.iter().enumerate().filter(|(i, _)| runs.get(*i).is_some_and(|r| r.len() >= MIN_RUNS)) {
        for (band, rows) in sketch.iter().enumerate() {
            likely.entry((band, *rows)).or_default().push(i);
        }
    }
    let when = |i: usize| {
        let published = articles.get(i).and_then(|a| a.meta.published);
        (published.is_none(), published, i)
    };
    let mut story: Vec<usize> = (0..articles.len()).collect();
    let mut compared = BTreeSet::new();
    for alike in likely.into_values() {
        for (n, &b) in alike.iter().enumerate() {
            for &a in alike.iter().take(n) {
                let (first, second) = (root(&story, a), root(&story, b));
                let (Some(x), Some(y)) = (runs.get(a), runs.get(b)) else { continue };
                if first != second && compared.insert((a, b)) && is_same(x, y) {
                    let (first, second) = if when(first) <= when(second) { (first, second) } else { (second, first) };
                    story.iter_mut().skip(second).take(1).for_each(|s| *s = first);
                }
            }
        }
    }
    (0..articles.len()).map(|i| root(&story, i)).collect()
}

fn root(story: &[usize], mut i: usize) -> usize {
    while let Some(&next) = story.get(i).filter(|next| **next != i) {
        i = next;
    }
    i
}

/// Hashes of the runs of words in headline and text, sorted, each once.
fn runs(article: &Article) -> Vec<u64> {
    let told =
        article.lines.iter().filter(|l| matches!(l.role, LineRole::Headline | LineRole::Subheadline | LineRole::Body));
    let words: Vec<u64> = told
        .flat_map(|line| line.span.of(&article.text).split_whitespace())
        .map(|word| hash(word.as_bytes()))
        .collect();
    let mut runs: Vec<u64> =
        words.windows(RUN).map(|run| run.iter().fold(0, |sum: u64, &word| mix(sum.rotate_left(21) ^ word))).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The least of each of so many permutations of the runs, in bands.
fn sketch(runs: &[u64]) -> [[u64; N_ROWS]; N_BANDS] {
    let mut sketch = [[u64::MAX; N_ROWS]; N_BANDS];
    for &run in runs {
        for (seed, least) in (1..).zip(sketch.as_flattened_mut()) {
            *least = (*least).min(mix(run ^ mix(seed)));
        }
    }
    sketch
}

fn is_same(a: &[u64], b: &[u64]) -> bool {
    let n_shared = a.iter().filter(|run| b.binary_search(run).is_ok()).count();
    n_shared as f64 >= SHARED * a.len().min(b.len()) as f64
}

/// FNV-1a, 64 bits.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{article::load::samples, extract::sample::article};

    fn check(texts: &[&str], expected: &[usize]) {
        let articles: Vec<Article> = texts.iter().map(|text| article(text)).collect();
        assert_eq!(stories(&articles.iter().collect::<Vec<_>>()), expected);
    }

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("낱말{i} ")).collect()
    }

    #[test]
    fn a_copy_with_a_changed_line_or_cut_at_the_end_is_one_story() {
        let (whole, changed) = (words(0, 100), format!("{} 다른 {}", words(0, 50), words(50, 100)));
        check(&[&whole, &changed, &words(0, 80), &words(200, 300)], &[0, 0, 0, 3]);
    }

    #[test]
    fn the_first_published_stands_for_the_story() {
        let (mut early, late) = (article(&words(0, 60)), article(&words(0, 61)));
        early.meta.published = "2024-01-02".parse().ok();
        assert_eq!(stories(&[&late, &early]), [1, 1]);
    }

    #[test]
    fn short_texts_and_different_stories_stay_apart() {
        check(&["KT는 컸다.", "KT는 컸다. 참"], &[0, 1]);
        let samples = samples().0;
        let stories = stories(&samples.iter().collect::<Vec<_>>());
        assert_eq!(stories, (0..samples.len()).collect::<Vec<_>>());
    }
}
