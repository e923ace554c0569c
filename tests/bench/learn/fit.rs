//! Logistic models fitted to examples with an L2 penalty, by L-BFGS (Nocedal and Wright, Numerical Optimization,
//! algorithm 7.4) with halved steps. The same examples give the same weights.

use hapjong::extract::deals::learned::model::{N_CLASSES, N_FIRST, N_SECOND, logistic, softmax};

/// A set of features, the class they have, and how much the example counts.
pub struct Example<'a> {
    pub features: &'a [u32],
    pub class: usize,
    pub weight: f32,
}

const MEMORY: usize = 8;
const MAX_STEPS: usize = 150;
/// Fitting ends when a step lowers the loss by less than this part of it.
const TOLERANCE: f64 = 1e-5;

/// The weights of the first model; features seen only once get none.
pub fn first(examples: &[Example], penalty: f32) -> Vec<f32> {
    let mut seen = vec![0_u32; N_FIRST as usize];
    examples.iter().flat_map(|e| e.features).for_each(|f| seen[*f as usize] += 1);
    let known: Vec<Vec<u32>> =
        examples.iter().map(|e| e.features.iter().copied().filter(|f| seen[*f as usize] > 1).collect()).collect();
    minimise(N_FIRST as usize * N_CLASSES, |weights, slope| {
        let mut loss = penalise(weights, slope, penalty);
        for (example, features) in examples.iter().zip(&known) {
            let mut scores = [0.0; N_CLASSES];
            for feature in features {
                let at = *feature as usize * N_CLASSES;
                scores.iter_mut().zip(&weights[at..at + N_CLASSES]).for_each(|(s, w)| *s += w);
            }
            let mut p = softmax(scores);
            loss -= f64::from(example.weight * p[example.class].max(1e-12).ln());
            p[example.class] -= 1.0;
            for feature in features {
                let at = *feature as usize * N_CLASSES;
                slope[at..at + N_CLASSES].iter_mut().zip(p).for_each(|(s, p)| *s += example.weight * p);
            }
        }
        loss
    })
}

/// The weights of the second model; class 1 holds, class 0 does not.
pub fn second(examples: &[Example], penalty: f32) -> Vec<f32> {
    minimise(N_SECOND as usize, |weights, slope| {
        let mut loss = penalise(weights, slope, penalty);
        for example in examples {
            let p = logistic(example.features.iter().map(|f| weights[*f as usize]).sum());
            let right = if example.class == 1 { p } else { 1.0 - p };
            loss -= f64::from(example.weight * right.max(1e-12).ln());
            let error = example.weight * (p - example.class as f32);
            example.features.iter().for_each(|f| slope[*f as usize] += error);
        }
        loss
    })
}

/// The penalty's part of the loss; its slope overwrites `slope`.
fn penalise(weights: &[f32], slope: &mut [f32], penalty: f32) -> f64 {
    slope.iter_mut().zip(weights).for_each(|(s, w)| *s = penalty * w);
    0.5 * f64::from(penalty) * dot(weights, weights)
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum()
}

fn add(a: &mut [f32], b: &[f32], times: f64) {
    a.iter_mut().zip(b).for_each(|(x, y)| *x += (times * f64::from(*y)) as f32);
}

/// The least of a convex function that writes its slope, from zero on.
fn minimise(n: usize, mut loss_at: impl FnMut(&[f32], &mut [f32]) -> f64) -> Vec<f32> {
    let (mut weights, mut slope) = (vec![0.0; n], vec![0.0; n]);
    let mut loss = loss_at(&weights, &mut slope);
    let mut past: Vec<(Vec<f32>, Vec<f32>)> = Vec::new();
    for _ in 0..MAX_STEPS {
        let way = direction(&slope, &past);
        let downhill = dot(&way, &slope);
        let mut length = if past.is_empty() { 1.0 / dot(&slope, &slope).sqrt() } else { 1.0 };
        let (next, next_slope, next_loss) = loop {
            let mut next = weights.clone();
            add(&mut next, &way, length);
            let mut next_slope = vec![0.0; n];
            let next_loss = loss_at(&next, &mut next_slope);
            if next_loss <= loss + 1e-4 * length * downhill || length < 1e-9 {
                break (next, next_slope, next_loss);
            }
            length /= 2.0;
        };
        let difference = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x - y).collect::<Vec<f32>>();
        let (moved, turned) = (difference(&next, &weights), difference(&next_slope, &slope));
        let is_done = loss - next_loss < TOLERANCE * loss;
        if dot(&moved, &turned) > 1e-12 {
            past.push((moved, turned));
        }
        if past.len() > MEMORY {
            past.remove(0);
        }
        (weights, slope, loss) = (next, next_slope, next_loss);
        if is_done {
            break;
        }
    }
    weights
}

/// Where to go: the slope turned by what the past steps tell of the curvature.
fn direction(slope: &[f32], past: &[(Vec<f32>, Vec<f32>)]) -> Vec<f32> {
    let mut way: Vec<f32> = slope.iter().map(|s| -s).collect();
    let mut factors = Vec::new();
    for (moved, turned) in past.iter().rev() {
        let factor = dot(moved, &way) / dot(moved, turned);
        add(&mut way, turned, -factor);
        factors.push(factor);
    }
    if let Some((moved, turned)) = past.last() {
        let scale = (dot(moved, turned) / dot(turned, turned)) as f32;
        way.iter_mut().for_each(|w| *w *= scale);
    }
    for ((moved, turned), factor) in past.iter().zip(factors.iter().rev()) {
        let back = dot(turned, &way) / dot(moved, turned);
        add(&mut way, moved, factor - back);
    }
    way
}
