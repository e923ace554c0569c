//! The model's likelihood and its gradient, and the model as bytes.

use crate::{data::Sequence, optimise};
use hapjong::extract::tagger::{
    crf::{Lattice, N_LABELS, Scores, Transitions, may_follow},
    features::hash,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// In how many articles a feature must stand.
const MIN_ARTICLES: usize = 3;
/// The strength of the pull of all weights to zero.
const PENALTY: f64 = 0.7;
/// Every article is read so often.
const READINGS: f64 = 5.0;
const N_STEPS: usize = 120;

/// Weights by feature and label.
pub struct Model {
    pub keys: Vec<u32>,
    weights: Vec<f64>,
    ordinary: BTreeMap<u32, usize>,
}

/// A sequence with features as rows of the weights.
struct Rows<'a> {
    rows: Vec<Vec<u32>>,
    labels: &'a [usize],
}

/// Maximises the likelihood of the labels, with a penalty on large weights.
pub fn train(sequences: &[Sequence], words: &BTreeMap<String, usize>) -> Model {
    let mut seen: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for sequence in sequences {
        for feature in sequence.features.iter().flatten() {
            let (n, last) = seen.entry(*feature).or_insert((0, usize::MAX));
            if *last != sequence.article {
                (*n, *last) = (*n + 1, sequence.article);
            }
        }
    }
    let keys: Vec<u32> = seen.iter().filter(|(_, (n, _))| *n >= MIN_ARTICLES).map(|(key, _)| *key).collect();
    let row = |feature: &u32| keys.binary_search(feature).ok().map(|i| i as u32);
    let data: Vec<Rows> = sequences
        .par_iter()
        .filter(|s| !s.labels.is_empty())
        .map(|s| Rows {
            rows: s.features.iter().map(|features| features.iter().filter_map(row).collect()).collect(),
            labels: &s.labels,
        })
        .collect();
    let n_tokens: usize = data.iter().map(|d| d.rows.len()).sum();
    println!("{} lines, {n_tokens} tokens, {} features of {}", data.len(), keys.len(), seen.len());
    let size = keys.len() * N_LABELS + N_LABELS * N_LABELS;
    let weights = optimise::minimise(vec![0.0; size], N_STEPS, |weights| loss(&data, weights));
    let ordinary = words.iter().map(|(word, n)| (hash("w", &[word]), *n)).collect();
    Model { keys, weights, ordinary }
}

fn transitions(weights: &[f64]) -> Transitions {
    let scores = &weights[weights.len() - N_LABELS * N_LABELS..];
    std::array::from_fn(|from| {
        std::array::from_fn(|to| if may_follow(from, to) { scores[from * N_LABELS + to].exp() } else { 0.0 })
    })
}

/// The negative logarithm of the likelihood with its penalty, and its gradient.
fn loss(data: &[Rows], weights: &[f64]) -> (f64, Vec<f64>) {
    let transitions = transitions(weights);
    let parts: Vec<(f64, Vec<f64>)> = data
        .par_chunks(data.len().div_ceil(4))
        .map(|chunk| {
            let mut gradient = vec![0.0; weights.len()];
            let loss = chunk.iter().map(|rows| add_line(rows, weights, &transitions, &mut gradient)).sum();
            (loss, gradient)
        })
        .collect();
    let penalty = PENALTY * READINGS;
    let mut loss = 0.5 * penalty * weights.iter().map(|w| w * w).sum::<f64>();
    let mut gradient: Vec<f64> = weights.iter().map(|w| w * penalty).collect();
    for (part, slopes) in parts {
        loss += part;
        gradient.iter_mut().zip(slopes).for_each(|(g, s)| *g += s);
    }
    (loss, gradient)
}

fn add_line(line: &Rows, weights: &[f64], transitions: &Transitions, gradient: &mut [f64]) -> f64 {
    let states: Vec<Scores> = line
        .rows
        .iter()
        .map(|rows| {
            let mut scores: Scores = [0.0; N_LABELS];
            for row in rows {
                let at = *row as usize * N_LABELS;
                scores.iter_mut().zip(&weights[at..at + N_LABELS]).for_each(|(s, w)| *s += w);
            }
            scores
        })
        .collect();
    let last = weights.len() - N_LABELS * N_LABELS;
    let mut gold: f64 = line.labels.iter().zip(&states).map(|(label, state)| state[*label]).sum();
    gold += line.labels.windows(2).map(|w| weights[last + w[0] * N_LABELS + w[1]]).sum::<f64>();
    let lattice = Lattice::new(states, transitions);
    for (at, rows) in line.rows.iter().enumerate() {
        let mut slope: Scores = std::array::from_fn(|l| lattice.forward[at][l] * lattice.backward[at][l]);
        slope[line.labels[at]] -= 1.0;
        for row in rows {
            let at = *row as usize * N_LABELS;
            gradient[at..at + N_LABELS].iter_mut().zip(&slope).for_each(|(g, s)| *g += s);
        }
        if at > 0 {
            for from in 0..N_LABELS {
                for to in 0..N_LABELS {
                    gradient[last + from * N_LABELS + to] += lattice.forward[at - 1][from]
                        * transitions[from][to]
                        * lattice.states[at][to]
                        * lattice.backward[at][to];
                }
            }
            gradient[last + line.labels[at - 1] * N_LABELS + line.labels[at]] -= 1.0;
        }
    }
    lattice.log_total - gold
}

impl Model {
    /// The bytes that `Crf::from_bytes` reads; features whose weights all round to zero are left out.
    pub fn pack(&self) -> Vec<u8> {
        let (states, transitions) = self.weights.split_at(self.keys.len() * N_LABELS);
        let top = states.iter().fold(0.0_f64, |top, w| top.max(w.abs()));
        let scale = top / 127.0;
        let rounded = |w: &f64| (w / scale).round() as i8;
        let rows: Vec<(u32, Vec<i8>)> = self
            .keys
            .iter()
            .zip(states.chunks_exact(N_LABELS))
            .map(|(key, row)| (*key, row.iter().map(rounded).collect::<Vec<_>>()))
            .filter(|(_, row)| row.iter().any(|w| *w != 0))
            .collect();
        let mut raw = Vec::new();
        raw.extend((rows.len() as u32).to_le_bytes());
        raw.extend((scale as f32).to_le_bytes());
        raw.extend(rows.iter().flat_map(|(key, _)| key.to_le_bytes()));
        raw.extend(rows.iter().flat_map(|(_, row)| row).map(|w| *w as u8));
        raw.extend(transitions.iter().flat_map(|w| (*w as f32).to_le_bytes()));
        let ordinary = self.ordinary.iter();
        raw.extend(ordinary.flat_map(|(word, n)| word.to_le_bytes().into_iter().chain([(*n).min(255) as u8])));
        zstd::bulk::compress(&raw, 19).unwrap()
    }
}
