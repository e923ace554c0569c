//! Back and forward through what was looked at: filter, selection, camera. Corrections are not views; undo serves them.

use super::state::Selection;
use crate::{network::Filter, scene::Camera};

/// So many views are kept.
const N_KEPT: usize = 200;
/// A camera moved by less than this part of the view, or zoomed by less than this factor, shows the same.
const MOVED: f32 = 0.2;
const ZOOMED: f32 = 1.25;

/// What is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What is shown.
    pub filter: Filter,
    /// What is selected.
    pub selection: Selection,
    /// From where.
    pub camera: Camera,
    /// The camera shows all, however that is laid out.
    pub is_whole: bool,
}

impl View {
    fn is_as_before(&self, before: &Self) -> bool {
        let is_same_subject = self.selection == before.selection && self.filter == before.filter;
        is_same_subject && ((self.is_whole && before.is_whole) || is_near(&self.camera, &before.camera))
    }
}

/// True if two cameras show about the same.
fn is_near(a: &Camera, b: &Camera) -> bool {
    let ratio = a.zoom / b.zoom;
    let moved = |axis: usize| (a.center[axis] - b.center[axis]).abs() * a.zoom > MOVED * a.size[axis];
    (1.0 / ZOOMED..=ZOOMED).contains(&ratio) && !moved(0) && !moved(1)
}

/// The views so far, and which of them is shown.
#[derive(Debug, Clone, Default)]
pub struct History {
    views: Vec<View>,
    at: usize,
}

impl History {
    /// Takes note of what is looked at now. If it is another view than before, it comes after it, and what had been
    /// gone back from is dropped.
    pub fn note(&mut self, now: View) {
        match self.views.get_mut(self.at) {
            Some(view) if now.is_as_before(view) => (view.camera, view.is_whole) = (now.camera, now.is_whole),
            _ => {
                self.views.truncate(self.at + 1);
                self.views.push(now);
                let n_dropped = self.views.len().saturating_sub(N_KEPT);
                self.views.drain(..n_dropped);
                self.at = self.views.len() - 1;
            }
        }
    }

    /// The view before, which is shown from now on.
    pub fn back(&mut self) -> Option<View> {
        let before = self.views.get(self.at.checked_sub(1)?)?;
        self.at -= 1;
        Some(before.clone())
    }

    /// The view that was gone back from, which is shown from now on.
    pub fn forward(&mut self) -> Option<View> {
        let next = self.views.get(self.at + 1)?;
        self.at += 1;
        Some(next.clone())
    }

    /// True if there is a view before.
    pub fn has_back(&self) -> bool {
        self.at > 0
    }

    /// True if some view was gone back from.
    pub fn has_forward(&self) -> bool {
        self.at + 1 < self.views.len()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{extract::EntityKind, resolve::EntityKey};

    fn view(name: &str, x: f32) -> View {
        let key = EntityKey { kind: EntityKind::Company, name: name.into() };
        let camera = Camera { center: [x, 0.0], zoom: 1.0, size: [1000.0, 800.0] };
        View { filter: Filter::default(), selection: Selection::of(key), camera, is_whole: false }
    }

    #[test]
    fn back_and_forward_are_inverse() {
        let mut history = History::default();
        for name in ["a", "b", "c"] {
            history.note(view(name, 0.0));
        }
        assert_eq!(history.back(), Some(view("b", 0.0)));
        assert_eq!(history.back(), Some(view("a", 0.0)));
        assert_eq!((history.back(), history.has_back()), (None, false));
        assert_eq!(history.forward(), Some(view("b", 0.0)));
        history.note(view("d", 0.0));
        assert_eq!((history.forward(), history.has_forward()), (None, false), "what was gone back from is dropped");
        assert_eq!(history.back(), Some(view("b", 0.0)));
    }

    #[test]
    fn a_small_move_is_no_new_view_and_a_large_one_is() {
        let mut history = History::default();
        history.note(view("a", 0.0));
        history.note(view("a", 50.0));
        assert!(!history.has_back());
        history.note(view("a", 900.0));
        assert_eq!(history.back(), Some(view("a", 50.0)), "the view as it was left");
    }

    #[test]
    fn a_whole_network_stays_one_view_while_it_is_laid_out() {
        let mut history = History::default();
        for x in [0.0, 900.0, 5000.0] {
            history.note(View { is_whole: true, ..view("a", x) });
        }
        assert!(!history.has_back());
    }

    #[test]
    fn old_views_are_forgotten() {
        let mut history = History::default();
        (0..3 * N_KEPT).for_each(|i| history.note(view(&i.to_string(), 0.0)));
        let n_back = std::iter::from_fn(|| history.back()).count();
        assert_eq!(n_back, N_KEPT - 1);
    }
}
