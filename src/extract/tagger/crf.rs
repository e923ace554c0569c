//! A linear-chain conditional random field: which label each token of a line has, with its probability.
//! (Lafferty, McCallum, Pereira 2001; forward and backward values are scaled to sum to one at each token.)

use super::features::hash;
use crate::extract::EntityKind;
use std::collections::HashMap;

/// Outside, and beginning and inside of each kind.
pub const N_LABELS: usize = 1 + 2 * EntityKind::ALL.len();
/// The label of a token that is part of no name.
pub const OUTSIDE: usize = 0;
/// One number for each label.
pub type Scores = [f64; N_LABELS];
/// Scores of a label (column) after another (row).
pub type Transitions = [Scores; N_LABELS];

const N_BUCKETS: usize = 1 << 16;
/// Room for the unpacked model.
const UNPACKED_MAX: usize = 16 << 20;

/// The label of the first token of a name.
pub fn begin(kind: EntityKind) -> usize {
    1 + 2 * kind as usize
}

/// The label of a further token of a name.
pub fn inside(kind: EntityKind) -> usize {
    begin(kind) + 1
}

/// True if a name may go on so: its inside follows its beginning or its inside.
pub fn may_follow(previous: usize, next: usize) -> bool {
    let is_inside = next != OUTSIDE && next.is_multiple_of(2);
    !is_inside || previous == next || previous + 1 == next
}

/// A trained model.
pub struct Crf {
    /// Hashes of features, sorted.
    keys: Vec<u32>,
    /// For the first 16 bits of a hash where its keys begin; one more for the end.
    starts: Vec<u32>,
    weights: Vec<[i8; N_LABELS]>,
    scale: f64,
    /// `exp` of the transition scores; 0 where a label may not follow.
    transitions: Transitions,
    /// Words that were no names in the training articles, by hash, and in how many.
    ordinary: HashMap<u32, u8>,
}

/// Forward and backward values of a line.
pub struct Lattice {
    /// For each token and label: of all that comes up to it.
    pub forward: Vec<Scores>,
    /// For each token and label: of all that comes after it.
    pub backward: Vec<Scores>,
    /// `exp` of the state scores, scaled; a token's forward values follow from those before through it.
    pub states: Vec<Scores>,
    /// Logarithm of the sum over all labellings.
    pub log_total: f64,
}

impl Crf {
    /// Reads a model as `tests/tagger` writes it: a zstd frame that holds, little-endian, the number of features (u32),
    /// the unit of the weights (f32), their hashes (u32, sorted), their weights by label (i8), and the transition
    /// scores (f32); then for each ordinary word its hash (u32) and its articles (u8). `Err` says what is wrong.
    pub fn from_bytes(packed: &[u8]) -> Result<Self, String> {
        let raw = zstd::bulk::decompress(packed, UNPACKED_MAX).map_err(|e| e.to_string())?;
        let word = |at: usize| raw.get(at..at + 4).and_then(|b| b.try_into().ok()).ok_or("cut off");
        let n = u32::from_le_bytes(word(0)?) as usize;
        let scale = f64::from(f32::from_le_bytes(word(4)?));
        let keys: Vec<u32> = (0..n).map(|i| word(8 + i * 4).map(u32::from_le_bytes)).collect::<Result<_, _>>()?;
        let at = 8 + n * 4;
        let rows = raw.get(at..at + n * N_LABELS).ok_or("cut off")?.chunks_exact(N_LABELS);
        let weights = rows.map(|row| std::array::from_fn(|i| row.get(i).map_or(0, |b| *b as i8))).collect();
        let at = at + n * N_LABELS;
        let mut transitions = [[0.0; N_LABELS]; N_LABELS];
        for (i, cell) in transitions.iter_mut().flatten().enumerate() {
            let score = f64::from(f32::from_le_bytes(word(at + i * 4)?));
            *cell = if may_follow(i / N_LABELS, i % N_LABELS) { score.exp() } else { 0.0 };
        }
        let at = at + N_LABELS * N_LABELS * 4;
        let words = raw.get(at..).unwrap_or(&[]).chunks_exact(5).filter_map(|row| row.split_last_chunk::<1>());
        let ordinary = words.filter_map(|(hash, n)| Some((u32::from_le_bytes(hash.try_into().ok()?), n[0]))).collect();
        let starts = (0..=N_BUCKETS).map(|b| keys.partition_point(|k| (*k >> 16) < b as u32) as u32).collect();
        Ok(Self { keys, starts, weights, scale, transitions, ordinary })
    }

    /// A model that knows nothing: every token is outside.
    pub fn empty() -> Self {
        let transitions = [[0.0; N_LABELS]; N_LABELS];
        Self {
            keys: Vec::new(),
            starts: Vec::new(),
            weights: Vec::new(),
            scale: 0.0,
            transitions,
            ordinary: HashMap::new(),
        }
    }

    /// True if the model knows nothing.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// In how many training articles `word` was no name.
    pub fn ordinary(&self, word: &str) -> usize {
        self.ordinary.get(&hash("w", &[word])).map_or(0, |n| usize::from(*n))
    }

    /// Adds the weights of a feature to `scores`.
    pub fn add(&self, feature: u32, scores: &mut Scores) {
        let bucket = (feature >> 16) as usize;
        let (Some(from), Some(to)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else { return };
        let keys = self.keys.get(*from as usize..*to as usize).unwrap_or(&[]);
        let Some(row) = keys.iter().position(|k| *k == feature) else { return };
        let Some(weights) = self.weights.get(*from as usize + row) else { return };
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score += f64::from(*weight) * self.scale;
        }
    }

    /// The lattice of a line, from its tokens' state scores.
    pub fn lattice(&self, states: Vec<Scores>) -> Lattice {
        Lattice::new(states, &self.transitions)
    }

    /// Calls `see` with every likely name of a line: its first and last token, its kind, and the probability that
    /// exactly these tokens are a name of that kind. Names less likely than `least` are left out.
    pub fn names(&self, lattice: &Lattice, least: f64, mut see: impl FnMut(usize, usize, EntityKind, f64)) {
        let value = |values: &[Scores], at: usize, label: usize| values.get(at).map_or(0.0, |v| v[label]);
        for first in 0..lattice.forward.len() {
            for kind in EntityKind::ALL {
                let (begin, inside) = (begin(*kind), inside(*kind));
                let (mut label, mut last) = (begin, first);
                let mut forward = value(&lattice.forward, first, begin);
                let mut all = forward * value(&lattice.backward, first, begin);
                while all >= least {
                    let on = forward * self.transitions[label][inside] * value(&lattice.states, last + 1, inside);
                    let longer = on * value(&lattice.backward, last + 1, inside);
                    if all - longer >= least {
                        see(first, last, *kind, all - longer);
                    }
                    (label, last, forward, all) = (inside, last + 1, on, longer);
                }
            }
        }
    }
}

impl Lattice {
    /// Runs forward and backward over the state scores (logarithms). Linear in the tokens.
    pub fn new(mut states: Vec<Scores>, transitions: &Transitions) -> Self {
        let mut forward: Vec<Scores> = Vec::with_capacity(states.len());
        let mut log_total = 0.0;
        for state in &mut states {
            let top = state.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            state.iter_mut().for_each(|s| *s = (*s - top).exp());
            let mut values: Scores = [0.0; N_LABELS];
            match forward.last() {
                Some(previous) => {
                    for (from, row) in previous.iter().zip(transitions) {
                        values.iter_mut().zip(row).for_each(|(value, t)| *value += from * t);
                    }
                }
                None => (0..N_LABELS).filter(|l| may_follow(OUTSIDE, *l)).for_each(|l| values[l] = 1.0),
            }
            values.iter_mut().zip(state.iter()).for_each(|(value, s)| *value *= s);
            let sum: f64 = values.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            values.iter_mut().for_each(|value| *value /= sum);
            state.iter_mut().for_each(|s| *s /= sum);
            log_total += sum.ln() + top;
            forward.push(values);
        }
        let mut backward = vec![[1.0; N_LABELS]; states.len()];
        for at in (1..states.len()).rev() {
            let ahead: Scores = std::array::from_fn(|l| backward[at][l] * states[at][l]);
            backward[at - 1] =
                std::array::from_fn(|l| transitions[l].iter().zip(&ahead).map(|(t, value)| t * value).sum());
        }
        Self { forward, backward, states, log_total }
    }
}
