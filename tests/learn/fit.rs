//! Logistic models fitted to examples with an L2 penalty. The same examples give the same weights.

use super::optimise::minimise;
use hapjong::extract::deals::learned::model::{N_CLASSES, N_FIRST, N_SECOND, logistic, softmax};

/// A set of features, the class they have, and how much the example counts.
pub struct Example<'a> {
    pub features: &'a [u32],
    pub class: usize,
    pub weight: f64,
}

const MAX_STEPS: usize = 150;

/// The weights of the first model; features seen only once get none.
pub fn first(examples: &[Example], penalty: f64) -> Vec<f32> {
    let mut seen = vec![0_u32; N_FIRST as usize];
    examples.iter().flat_map(|e| e.features).for_each(|f| seen[*f as usize] += 1);
    let known = |e: &Example| e.features.iter().map(|f| *f as usize).filter(|f| seen[*f] > 1).collect();
    let known: Vec<Vec<usize>> = examples.iter().map(known).collect();
    fitted(N_FIRST as usize * N_CLASSES, penalty, |weights, slope| {
        let mut loss = 0.0;
        for (example, features) in examples.iter().zip(&known) {
            let mut scores = [0.0; N_CLASSES];
            for at in features.iter().map(|f| f * N_CLASSES) {
                scores.iter_mut().zip(&weights[at..at + N_CLASSES]).for_each(|(s, w)| *s += *w as f32);
            }
            let mut p = softmax(scores).map(f64::from);
            loss -= example.weight * p[example.class].max(1e-12).ln();
            p[example.class] -= 1.0;
            for at in features.iter().map(|f| f * N_CLASSES) {
                slope[at..at + N_CLASSES].iter_mut().zip(p).for_each(|(s, p)| *s += example.weight * p);
            }
        }
        loss
    })
}

/// The weights of the second model; class 1 holds, class 0 does not.
pub fn second(examples: &[Example], penalty: f64) -> Vec<f32> {
    fitted(N_SECOND as usize, penalty, |weights, slope| {
        let mut loss = 0.0;
        for example in examples {
            let score: f64 = example.features.iter().map(|f| weights[*f as usize]).sum();
            let p = f64::from(logistic(score as f32));
            let right = if example.class == 1 { p } else { 1.0 - p };
            loss -= example.weight * right.max(1e-12).ln();
            let error = example.weight * (p - example.class as f64);
            example.features.iter().for_each(|f| slope[*f as usize] += error);
        }
        loss
    })
}

/// The weights at which the loss, which `add` gives with its slope, and the penalty are least.
fn fitted(n: usize, penalty: f64, add: impl Fn(&[f64], &mut [f64]) -> f64) -> Vec<f32> {
    let best = minimise(vec![0.0; n], MAX_STEPS, |weights| {
        let mut slope: Vec<f64> = weights.iter().map(|w| penalty * w).collect();
        let size: f64 = weights.iter().map(|w| w * w).sum();
        (penalty / 2.0 * size + add(weights, &mut slope), slope)
    });
    best.into_iter().map(|w| w as f32).collect()
}
