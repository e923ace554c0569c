//! The docked panels: which there are, where they stand at first, and how their tabs look. They can be moved, and
//! where they were is remembered.

use super::{
    Views, action::Action, article_view, details, legend, model::Model, network_view, strings::Language, tables, theme,
};
use egui::{Color32, Stroke, Ui, Visuals, WidgetText};
use egui_tiles::{
    Behavior, Container, Linear, LinearDir, SimplificationOptions, TabState, Tile, TileId, Tiles, Tree, UiResponse,
};
use serde::{Deserialize, Serialize};

/// How much of a window's growth the column of the article gets.
const ARTICLE_PART: f32 = 0.15;

/// A panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pane {
    /// Legend that filters.
    Legend,
    /// The graph.
    Network,
    /// What is selected.
    Details,
    /// The open article.
    Article,
    /// Table of deals.
    Deals,
    /// Table of companies and institutions.
    Organisations,
    /// Table of people.
    People,
    /// Table of alliances.
    Alliances,
    /// Table of articles.
    Articles,
}

impl Pane {
    /// Every panel, in the order of the view menu.
    pub const ALL: &'static [Self] = &[
        Self::Legend,
        Self::Network,
        Self::Details,
        Self::Article,
        Self::Deals,
        Self::Organisations,
        Self::People,
        Self::Alliances,
        Self::Articles,
    ];

    /// Its name.
    pub fn name(self, lang: Language) -> &'static str {
        lang.t(match self {
            Self::Legend => "pane.legend",
            Self::Network => "pane.network",
            Self::Details => "pane.details",
            Self::Article => "pane.article",
            Self::Deals => "pane.deals",
            Self::Organisations => "pane.organisations",
            Self::People => "pane.people",
            Self::Alliances => "pane.alliances",
            Self::Articles => "pane.articles",
        })
    }
}

/// The panels as they stand at first, in a window of that width in points: legend left, network over the tables,
/// details over the article right. The network gets more than half the width.
pub fn first(window_width: f32) -> Tree<Pane> {
    let left = (window_width * 0.15).clamp(196.0, 260.0);
    let right = (window_width * 0.27).clamp(340.0, 560.0);
    let middle = (window_width - left - right).max(400.0);
    let mut tiles = Tiles::default();
    let legend = tiles.insert_pane(Pane::Legend);
    let legend = tiles.insert_tab_tile(vec![legend]);
    let network = tiles.insert_pane(Pane::Network);
    let network = tiles.insert_tab_tile(vec![network]);
    let table_panes = [Pane::Deals, Pane::Organisations, Pane::People, Pane::Alliances, Pane::Articles];
    let table_panes = table_panes.map(|pane| tiles.insert_pane(pane));
    let tables = tiles.insert_tab_tile(table_panes.to_vec());
    let details = tiles.insert_pane(Pane::Details);
    let details = tiles.insert_tab_tile(vec![details]);
    let article = tiles.insert_pane(Pane::Article);
    let article = tiles.insert_tab_tile(vec![article]);
    let center = split(&mut tiles, LinearDir::Vertical, &[(network, 0.68), (tables, 0.32)]);
    let reading = split(&mut tiles, LinearDir::Vertical, &[(details, 0.48), (article, 0.52)]);
    let root = split(&mut tiles, LinearDir::Horizontal, &[(legend, left), (center, middle), (reading, right)]);
    Tree::new("panels", root, tiles)
}

/// Brings a panel to the front, and shows it if it was switched off.
pub fn reveal(tree: &mut Tree<Pane>, pane: Pane) {
    if let Some(tile) = tree.tiles.find_pane(&pane) {
        tree.set_visible(tile, true);
        tree.make_active(|id, _| id == tile);
    }
}

/// Shows or hides a panel.
pub fn toggle(tree: &mut Tree<Pane>, pane: Pane) {
    if let Some(tile) = tree.tiles.find_pane(&pane) {
        tree.tiles.toggle_visibility(tile);
    }
}

/// True unless the panel is switched off.
pub fn is_shown(tree: &Tree<Pane>, pane: Pane) -> bool {
    tree.tiles.find_pane(&pane).is_some_and(|tile| tree.is_visible(tile))
}

/// Draws all panels into the rest of the window.
pub(super) fn panels_ui(
    ui: &mut Ui,
    model: &Model,
    views: &mut Views,
    tree: &mut Tree<Pane>,
    actions: &mut Vec<Action>,
) {
    let frame = egui::Frame::new().fill(model.colours.panel);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        keep_side_widths(tree, ui.available_width());
        tree.ui(&mut Panels { model, views, actions }, ui);
    });
}

fn split(tiles: &mut Tiles<Pane>, dir: LinearDir, children: &[(TileId, f32)]) -> TileId {
    let mut linear = Linear::new(dir, children.iter().map(|(id, _)| *id).collect());
    for &(id, share) in children {
        linear.shares.set_share(id, share);
    }
    tiles.insert_container(Container::Linear(linear))
}

/// When the window is widened or narrowed, the network takes the difference, but for a part that goes to the article.
fn keep_side_widths(tree: &mut Tree<Pane>, width: f32) {
    let Some(root) = tree.root() else { return };
    let Some(Tile::Container(Container::Linear(linear))) = tree.tiles.get(root) else { return };
    if linear.dir != LinearDir::Horizontal {
        return;
    }
    let children: Vec<TileId> = linear.children.iter().copied().filter(|&id| tree.is_visible(id)).collect();
    let widths: Option<Vec<f32>> = children.iter().map(|&id| Some(tree.tiles.rect(id)?.width())).collect();
    let (Some(widths), Some(network)) = (widths, children.iter().position(|&id| holds(tree, id, Pane::Network))) else {
        return;
    };
    let article = children.iter().position(|&id| holds(tree, id, Pane::Article)).filter(|&i| i != network);
    let growth = width - widths.iter().sum::<f32>() - (children.len() - 1) as f32;
    if growth.abs() < 2.0 {
        return;
    }
    let Some(Tile::Container(Container::Linear(linear))) = tree.tiles.get_mut(root) else { return };
    for (i, (&id, width)) in children.iter().zip(widths).enumerate() {
        let part = match i {
            _ if i == network => 1.0 - article.map_or(0.0, |_| ARTICLE_PART),
            _ if Some(i) == article => ARTICLE_PART,
            _ => 0.0,
        };
        linear.shares.set_share(id, (width + growth * part).max(100.0));
    }
}

fn holds(tree: &Tree<Pane>, tile: TileId, pane: Pane) -> bool {
    match tree.tiles.get(tile) {
        Some(Tile::Pane(p)) => *p == pane,
        Some(Tile::Container(container)) => container.children().any(|&child| holds(tree, child, pane)),
        None => false,
    }
}

struct Panels<'a> {
    model: &'a Model,
    views: &'a mut Views,
    actions: &'a mut Vec<Action>,
}

impl Behavior<Pane> for Panels<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, pane: &mut Pane) -> UiResponse {
        let Self { model, views, actions } = self;
        let fill = if *pane == Pane::Legend { model.colours.panel } else { model.colours.paper };
        ui.painter().rect_filled(ui.max_rect(), 0.0, fill);
        ui.push_id(*pane, |ui| match pane {
            Pane::Legend => legend::legend_ui(ui, model, &mut views.legend, actions),
            Pane::Network => network_view::network_ui(ui, model, &mut views.network, actions),
            Pane::Details => details::details_ui(ui, model, actions),
            Pane::Article => article_view::article_ui(ui, model, &mut views.article, actions),
            table => tables::table_pane_ui(ui, model, &mut views.tables, *table, actions),
        });
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        let name = pane.name(self.model.lang());
        let title = match tables::n_rows(self.model, *pane) {
            Some(n) => format!("{name} {n}"),
            None => name.to_owned(),
        };
        egui::RichText::new(title).text_style(theme::table_style()).into()
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Pane>,
        ui: &mut Ui,
        _tile: TileId,
        tabs: &egui_tiles::Tabs,
        _scroll: &mut f32,
    ) {
        if let Some(pane) = tabs.active.and_then(|tile| tiles.get_pane(&tile).copied()) {
            match pane {
                Pane::Legend => legend::clear_ui(ui, self.model, self.actions),
                table => tables::filter_box_ui(ui, self.model, &mut self.views.tables, table, self.actions),
            }
        }
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: true, ..SimplificationOptions::default() }
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        30.0
    }

    fn tab_title_spacing(&self, _visuals: &Visuals) -> f32 {
        12.0
    }

    fn min_size(&self) -> f32 {
        96.0
    }

    fn tab_bar_color(&self, _visuals: &Visuals) -> Color32 {
        self.model.colours.raised
    }

    fn tab_bg_color(&self, _visuals: &Visuals, _tiles: &Tiles<Pane>, _tile: TileId, state: &TabState) -> Color32 {
        if state.active { self.model.colours.paper } else { Color32::TRANSPARENT }
    }

    fn tab_outline_stroke(&self, _visuals: &Visuals, _tiles: &Tiles<Pane>, _tile: TileId, _state: &TabState) -> Stroke {
        Stroke::NONE
    }

    fn tab_text_color(&self, _visuals: &Visuals, _tiles: &Tiles<Pane>, _tile: TileId, state: &TabState) -> Color32 {
        if state.active { self.model.colours.text } else { self.model.colours.weak }
    }

    fn resize_stroke(&self, _style: &egui::Style, state: egui_tiles::ResizeState) -> Stroke {
        match state {
            egui_tiles::ResizeState::Idle => Stroke::new(1.0, self.model.colours.line),
            _ => Stroke::new(2.0, self.model.colours.accent),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_is_there_at_first() {
        let tree = first(1280.0);
        assert!(Pane::ALL.iter().all(|pane| is_shown(&tree, *pane)));
    }

    #[test]
    fn the_panels_are_remembered() {
        let mut tree = first(1280.0);
        toggle(&mut tree, Pane::Legend);
        let text = serde_json::to_string(&tree).unwrap();
        let back: Tree<Pane> = serde_json::from_str(&text).unwrap();
        assert!(!is_shown(&back, Pane::Legend) && is_shown(&back, Pane::Network));
    }
}
