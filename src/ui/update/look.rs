//! Changes of what is looked at: selecting by shape, surroundings, back and forward, saved views.

use super::super::{
    App, Stale,
    action::Action,
    history::View,
    panels::{self, Pane},
    selecting,
    state::{SavedView, Selection, Tool},
};
use crate::{
    network::{Filter, part::Around},
    scene::Camera,
};

impl App {
    /// Takes note of what is looked at, for the way back.
    pub(super) fn note_view(&mut self) {
        let network = &self.views.network;
        self.model.history.note(View {
            filter: self.model.state.filter.clone(),
            selection: self.model.state.selection.clone(),
            camera: network.camera(),
            is_whole: network.is_whole(),
        });
    }

    /// Carries out what changes only what is looked at.
    pub(super) fn look(&mut self, action: Action) {
        match action {
            Action::StepOut => self.step_out(),
            Action::UseTool(tool) => self.model.tool = tool,
            Action::Around(steps) => self.look_around(steps),
            Action::LeaveAround => self.leave_around(),
            Action::Back => self.model.history.back().into_iter().for_each(|view| self.return_to(view)),
            Action::Forward => self.model.history.forward().into_iter().for_each(|view| self.return_to(view)),
            Action::SaveView(name) => self.save_view(name),
            Action::OpenView(name) => self.open_view(&name),
            Action::DeleteView(name) => drop(self.model.state.views.remove(&name)),
            action => self.select(action),
        }
    }

    fn select(&mut self, action: Action) {
        let selection = &mut self.model.state.selection;
        match action {
            Action::ClearSelection => *selection = Selection::default(),
            Action::Select(new) => *selection = new,
            Action::ToggleSelected(key) => {
                (selection.edge, selection.path, selection.deal) = (None, None, None);
                if !selection.entities.remove(&key) {
                    selection.entities.insert(key);
                }
            }
            Action::FocusOn(key) => {
                *selection = Selection::of(key);
                self.model.follow_selection();
                self.views.network.steer(&self.model, &Action::FocusSelected);
            }
            Action::SelectDeal(deal) => {
                selection.deal = deal;
                if selection.deal.is_some() {
                    panels::reveal(&mut self.panels, Pane::Details);
                }
            }
            Action::Read(reading) => {
                self.model.state.reading = Some(reading);
                self.views.article.scroll_to_highlight();
                panels::reveal(&mut self.panels, Pane::Article);
            }
            Action::Reveal(pane) => panels::reveal(&mut self.panels, pane),
            Action::Search => self.views.search.focus(),
            action => self.select_by_shape(&action),
        }
    }

    fn select_by_shape(&mut self, action: &Action) {
        match selecting::after(&self.model, action) {
            Ok(selection) => self.model.state.selection = selection,
            Err(why) => self.model.remark = Some(why),
        }
        self.model.follow_selection();
        if matches!(action, Action::Component(_) | Action::FindPaths) && self.model.remark.is_none() {
            self.views.network.steer(&self.model, &Action::FocusSelected);
            panels::reveal(&mut self.panels, Pane::Details);
        }
    }

    fn step_out(&mut self) {
        if self.views.network.drop_marquee() || self.model.tool != Tool::Move {
            self.model.tool = Tool::Move;
        } else if !self.model.selection().is_empty() {
            self.model.state.selection = Selection::default();
        } else if self.model.state.filter.around.is_some() {
            self.leave_around();
        }
    }

    /// Shows only the selection and its surroundings; with nothing selected, more or less of those that are shown.
    fn look_around(&mut self, steps: usize) {
        let selected = selecting::of_nodes(&self.model, self.model.selected.nodes.iter().copied()).entities;
        let before = self.model.state.filter.around.as_ref().map(|around| around.entities.clone());
        let entities = Some(selected).filter(|s| !s.is_empty()).or(before).unwrap_or_default();
        self.model.state.selection = Selection::default();
        self.set_filter(Filter { around: Some(Around { entities, steps }), ..self.model.state.filter.clone() });
        self.views.network.follow_layout();
    }

    fn leave_around(&mut self) {
        self.set_filter(Filter { around: None, ..self.model.state.filter.clone() });
        self.views.network.follow_layout();
    }

    fn return_to(&mut self, view: View) {
        self.set_filter(view.filter);
        self.model.state.selection = view.selection;
        self.aim((!view.is_whole).then_some(view.camera));
    }

    /// Goes to a camera, or shows all.
    fn aim(&mut self, camera: Option<Camera>) {
        match camera {
            Some(camera) => self.views.network.go_to(camera, self.model.state.motion),
            None => self.views.network.follow_layout(),
        }
    }

    fn save_view(&mut self, name: String) {
        let Camera { center, zoom, .. } = self.views.network.camera();
        let view = SavedView {
            filter: self.model.state.filter.clone(),
            camera: (!self.views.network.is_whole()).then_some((center, zoom)),
            places: self.model.places.by_key(&self.model.derived),
        };
        self.model.state.views.insert(name, view);
        self.model.remark = Some("remark.view_saved");
    }

    fn open_view(&mut self, name: &str) {
        let Some(view) = self.model.state.views.get(name).cloned() else { return };
        self.model.places.put(view.places);
        self.model.state.selection = Selection::default();
        self.set_filter(view.filter);
        self.stale = self.stale.max(Stale::Network);
        self.keeps_places = true;
        self.aim(view.camera.map(|(center, zoom)| Camera { center, zoom, ..self.views.network.camera() }));
    }
}
