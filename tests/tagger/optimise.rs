//! Finds the minimum of a smooth convex function: L-BFGS with a backtracking line search (Nocedal and Wright 2006,
//! algorithms 7.4 and 3.1).

/// Steps whose curvature is remembered.
const MEMORY: usize = 8;
/// Ends when a step improves the value by less than this share.
const ENOUGH: f64 = 2e-5;

/// The point that `value` (with its gradient) is smallest at, from `start`, in at most `n_steps` steps.
pub fn minimise(start: Vec<f64>, n_steps: usize, value: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let mut point = start;
    let (mut now, mut gradient) = value(&point);
    let mut history: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for step in 0..n_steps {
        let direction = direction(&gradient, &history);
        let slope = dot(&direction, &gradient);
        let mut length = if history.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt() } else { 1.0 };
        let (next, next_value, next_gradient) = loop {
            let next: Vec<f64> = point.iter().zip(&direction).map(|(p, d)| p + length * d).collect();
            let (next_value, next_gradient) = value(&next);
            if next_value <= now + 1e-4 * length * slope || length < 1e-10 {
                break (next, next_value, next_gradient);
            }
            length *= 0.5;
        };
        let moved: Vec<f64> = next.iter().zip(&point).map(|(a, b)| a - b).collect();
        let bent: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        if dot(&moved, &bent) > 0.0 {
            history.push((moved, bent));
            if history.len() > MEMORY {
                history.remove(0);
            }
        }
        let gain = (now - next_value) / now.abs().max(1.0);
        (point, now, gradient) = (next, next_value, next_gradient);
        if step % 10 == 0 {
            println!("step {step}: {now:.1}");
        }
        if gain < ENOUGH && step > 10 {
            break;
        }
    }
    point
}

/// Against the gradient, bent by what is remembered of the curvature (two loops).
fn direction(gradient: &[f64], history: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut factors = Vec::new();
    for (moved, bent) in history.iter().rev() {
        let factor = dot(moved, &q) / dot(moved, bent);
        q.iter_mut().zip(bent).for_each(|(q, b)| *q -= factor * b);
        factors.push(factor);
    }
    if let Some((moved, bent)) = history.last() {
        let scale = dot(moved, bent) / dot(bent, bent);
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for ((moved, bent), factor) in history.iter().zip(factors.into_iter().rev()) {
        let back = dot(bent, &q) / dot(moved, bent);
        q.iter_mut().zip(moved).for_each(|(q, m)| *q += (factor - back) * m);
    }
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
