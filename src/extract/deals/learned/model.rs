//! The model's weights, and what it says of a set of features: a multinomial logistic model over [`Class`]es, and a
//! logistic one that judges its answers in their context. Weights are whole numbers with one scale for each model.

use crate::extract::DealType;

/// What the first model chooses from: no deal, or a deal with the side that gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// What kind of deal; `None` for no deal.
    pub deal_type: Option<DealType>,
    /// Who of the pair gives, leads, or is the parent; a joint venture's other side is the firm founded.
    pub giver: Giver,
}

/// Which side of a pair gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Giver {
    /// Both alike.
    Neither,
    /// The one named first.
    First,
    /// The other.
    Second,
}

const fn class(deal_type: DealType, giver: Giver) -> Class {
    Class { deal_type: Some(deal_type), giver }
}

/// How many classes there are.
pub const N_CLASSES: usize = 18;
/// All classes, in the order of the weights.
pub const CLASSES: [Class; N_CLASSES] = [
    Class { deal_type: None, giver: Giver::Neither },
    class(DealType::Investment, Giver::First),
    class(DealType::Investment, Giver::Second),
    class(DealType::Acquisition, Giver::First),
    class(DealType::Acquisition, Giver::Second),
    class(DealType::Supply, Giver::First),
    class(DealType::Supply, Giver::Second),
    class(DealType::Subsidiary, Giver::First),
    class(DealType::Subsidiary, Giver::Second),
    class(DealType::JointVenture, Giver::Neither),
    class(DealType::JointVenture, Giver::First),
    class(DealType::JointVenture, Giver::Second),
    class(DealType::EquitySwap, Giver::Neither),
    class(DealType::Mou, Giver::Neither),
    class(DealType::Partnership, Giver::Neither),
    class(DealType::CoDevelopment, Giver::Neither),
    class(DealType::Verification, Giver::Neither),
    class(DealType::Membership, Giver::Neither),
];

/// Features of the first model are numbers below this.
pub const N_FIRST: u32 = 1 << 16;
/// Features of the second model are numbers below this.
pub const N_SECOND: u32 = 1 << 13;

static PACKED: &[u8] = include_bytes!("../../../../assets/deals.zst");
const N_WEIGHTS: usize = N_FIRST as usize * N_CLASSES + N_SECOND as usize;
/// Both scales stand before the weights.
const HEADER: usize = 8;

/// The weights of both models. Shared by threads.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    scale: [f32; 2],
    weights: Vec<i16>,
}

impl Model {
    /// Unpacks the embedded weights; about 1 ms. `Err` tells what was wrong with them; the model then knows nothing.
    pub fn load() -> (Self, Option<String>) {
        let trouble = |why: String| (Self::none(), Some(why));
        match zstd::bulk::decompress(PACKED, HEADER + 2 * N_WEIGHTS) {
            Ok(raw) => Self::from_bytes(&raw).map_or_else(|| trouble("wrong length".into()), |model| (model, None)),
            Err(why) => trouble(why.to_string()),
        }
    }

    /// A model that knows nothing: the rules then stand alone.
    pub fn none() -> Self {
        Self { scale: [0.0; 2], weights: Vec::new() }
    }

    /// True if it knows nothing.
    pub fn is_none(&self) -> bool {
        self.weights.is_empty()
    }

    /// Rounds weights to whole numbers. `first` holds [`N_CLASSES`] weights a feature, `second` one.
    pub fn from_weights(first: &[f32], second: &[f32]) -> Self {
        let scale = [first, second].map(|w| w.iter().fold(1e-9_f32, |m, x| m.max(x.abs())) / 32767.0);
        let bytes = |w: &[f32], scale: f32| w.iter().map(|x| (x / scale).round() as i16).collect::<Vec<_>>();
        Self { scale, weights: [bytes(first, scale[0]), bytes(second, scale[1])].concat() }
    }

    fn from_bytes(raw: &[u8]) -> Option<Self> {
        let (first, rest) = raw.split_first_chunk::<4>()?;
        let (second, weights) = rest.split_first_chunk::<4>()?;
        let scale = [f32::from_le_bytes(*first), f32::from_le_bytes(*second)];
        let weights: Vec<i16> = weights.as_chunks::<2>().0.iter().map(|w| i16::from_le_bytes(*w)).collect();
        (weights.len() == N_WEIGHTS).then_some(Self { scale, weights })
    }

    /// The bytes that [`Model::load`] reads, not yet packed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let scale = self.scale.iter().flat_map(|s| s.to_le_bytes());
        scale.chain(self.weights.iter().flat_map(|w| w.to_le_bytes())).collect()
    }

    /// True if the weights could not be read.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How probable each class is, by the first model.
    pub fn first(&self, features: &[u32]) -> [f32; N_CLASSES] {
        let mut sums = [0_i32; N_CLASSES];
        for feature in features {
            let at = *feature as usize * N_CLASSES;
            for (sum, weight) in sums.iter_mut().zip(self.weights.get(at..at + N_CLASSES).unwrap_or(&[])) {
                *sum += i32::from(*weight);
            }
        }
        softmax(sums.map(|s| s as f32 * self.scale[0]))
    }

    /// How probable it is that an answer of the first model holds.
    pub fn second(&self, features: &[u32]) -> f32 {
        let base = N_FIRST as usize * N_CLASSES;
        let weight = |f: &u32| i32::from(self.weights.get(base + *f as usize).copied().unwrap_or(0));
        logistic(features.iter().map(weight).sum::<i32>() as f32 * self.scale[1])
    }
}

/// Scores as probabilities.
pub fn softmax(scores: [f32; N_CLASSES]) -> [f32; N_CLASSES] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|s| (s - top).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|p| p / sum)
}

/// A score as a probability.
pub fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The number of a feature, from its parts (FNV-1a).
pub fn number(parts: &[&str], n: u32) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut take = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for part in parts {
        part.bytes().for_each(&mut take);
        take(0);
    }
    (hash ^ (hash >> 16)) % n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_read() {
        let (model, trouble) = Model::load();
        assert_eq!(trouble, None);
        assert!(!model.is_empty());
    }

    #[test]
    fn weights_survive_their_bytes() {
        let mut first = vec![0.0; N_FIRST as usize * N_CLASSES];
        first[1] = 3.0;
        let model = Model::from_weights(&first, &vec![0.0; N_SECOND as usize]);
        assert_eq!(Model::from_bytes(&model.to_bytes()), Some(model.clone()));
        let probable = model.first(&[0]);
        assert!(probable[1] > 0.5 && (probable.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }
}
