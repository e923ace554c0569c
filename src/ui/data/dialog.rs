//! The window for data: which part, and in which format.

use super::{Scope, whole};
use crate::{
    export::data::Format,
    network::part,
    ui::{
        action::{Action, Save},
        model::Model,
        widgets,
    },
};
use egui::{RichText, Ui};

/// What the window keeps for itself: the numbers of nodes and deals without a filter, and for which revision.
#[derive(Debug, Default)]
pub struct DataDialog {
    whole: Option<(u64, [usize; 2])>,
}

/// In the order of how many want them.
const FORMATS: [Format; 9] = [
    Format::Xlsx,
    Format::Csv,
    Format::CsvArchive,
    Format::Gexf,
    Format::GraphMl,
    Format::Json,
    Format::Cytoscape,
    Format::Neo4j,
    Format::FollowTheMoney,
];
const SCOPES: [(Scope, &str); 3] =
    [(Scope::Shown, "data.shown"), (Scope::Whole, "data.whole"), (Scope::Selected, "data.selected")];

impl DataDialog {
    /// Draws the window's content.
    pub fn show(&mut self, ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
        let lang = model.lang();
        let mut options = model.state.data;
        widgets::heading(ui, lang.t("do.data").trim_end_matches('…'));
        ui.label(RichText::new(lang.t("data.tip")).weak());
        widgets::section(ui, lang.t("data.scope"));
        let counts = self.counts(model);
        for ((scope, key), [n_nodes, n_deals]) in SCOPES.into_iter().zip(counts) {
            ui.add_enabled_ui(n_nodes > 0, |ui| {
                ui.horizontal(|ui| {
                    let response = ui.radio_value(&mut options.scope, scope, lang.t(key));
                    response.on_disabled_hover_text(lang.t("picture.select_first"));
                    ui.label(RichText::new(lang.fill("data.counts", &[&n_nodes, &n_deals])).weak());
                });
            });
        }
        widgets::section(ui, lang.t("data.format"));
        egui::Grid::new("formats").num_columns(2).spacing([14.0, 3.0]).show(ui, |ui| {
            for format in FORMATS {
                let [name, about] = words(format);
                ui.radio_value(&mut options.format, format, lang.t(name));
                ui.label(RichText::new(lang.t(about)).weak());
                ui.end_row();
            }
        });
        if options != model.state.data {
            actions.push(Action::SetData(options));
        }
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(lang.t("do.close")).clicked() {
                    actions.push(Action::CloseDialog);
                }
                let at = SCOPES.iter().position(|(scope, _)| *scope == options.scope);
                let is_any = at.and_then(|at| counts.get(at)).is_some_and(|[n_nodes, _]| *n_nodes > 0);
                if ui.add_enabled(is_any, egui::Button::new(lang.t("picture.save"))).clicked() {
                    actions.push(Action::ChoosePath(Save::Data));
                }
            });
        });
    }

    /// Nodes and deals of each scope, in the order of [`SCOPES`].
    fn counts(&mut self, model: &Model) -> [[usize; 2]; 3] {
        let shown = &model.derived.network;
        if self.whole.is_none_or(|(revision, _)| revision != model.revision) {
            let whole = whole(&model.derived, &model.project.reads);
            self.whole = Some((model.revision, [whole.nodes.len(), whole.deals.len()]));
        }
        let near = part::of(shown, &part::around(shown, &model.selected.nodes, 1));
        let all = self.whole.map_or([0; 2], |(_, counts)| counts);
        [[shown.nodes.len(), shown.deals.len()], all, [near.nodes.len(), near.deals.len()]]
    }
}

/// Keys of a format's name and of what it is for.
fn words(format: Format) -> [&'static str; 2] {
    match format {
        Format::Csv => ["format.csv", "format.csv.tip"],
        Format::CsvArchive => ["format.zip", "format.zip.tip"],
        Format::Neo4j => ["format.neo4j", "format.neo4j.tip"],
        Format::Xlsx => ["format.xlsx", "format.xlsx.tip"],
        Format::Gexf => ["format.gexf", "format.gexf.tip"],
        Format::GraphMl => ["format.graphml", "format.graphml.tip"],
        Format::Json => ["format.json", "format.json.tip"],
        Format::Cytoscape => ["format.cyjs", "format.cyjs.tip"],
        Format::FollowTheMoney => ["format.ftm", "format.ftm.tip"],
    }
}
