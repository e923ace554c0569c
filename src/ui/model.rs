//! What every view reads: the project, all that is derived from it, and the state of the window.
//!
//! Views never change it; they push actions, and `ui::update` does.

use super::{
    facets::Counts,
    history::History,
    picture::Preview,
    places::Places,
    reviewing::Reviewing,
    selected::Selected,
    state::{Selection, Tool, UiState},
    strings::Language,
    theme::{self, Colours},
};
use crate::{
    Warning,
    article::{Article, ArticleId, Meta, copies::Stories},
    extract::{Extractor, Role},
    network::Network,
    pipeline::Derived,
    project::{Project, file::Trouble},
    resolve::{Deal, DealKey, Entity, EntityKey, Resolved},
    scene::{Looks, theme::Theme},
};
use std::{collections::BTreeSet, io::ErrorKind, path::PathBuf, sync::Arc, time::Duration};

/// Everything a view may read.
pub struct Model {
    /// Articles and edits.
    pub project: Project,
    /// Where they are saved.
    pub file: File,
    /// Which articles tell the same story.
    pub stories: Stories,
    /// A network that is shown as it was given, as long as there are no articles.
    pub given: Option<Arc<Resolved>>,
    /// Computed from them through the filter.
    pub derived: Arc<Derived>,
    /// Raised at each derivation; what was made for another revision is stale.
    pub revision: u64,
    /// Lookups into `derived`.
    pub index: Index,
    /// How many entities and deals each legend entry stands for.
    pub counts: Counts,
    /// Where the nodes are.
    pub places: Places,
    /// What the selection stands for.
    pub selected: Selected,
    /// What was looked at before.
    pub history: History,
    /// What dragging over the network does.
    pub tool: Tool,
    /// The layout stands still until it is told to go on.
    pub is_layout_paused: bool,
    /// What the window remembers.
    pub state: UiState,
    /// Dictionary, lexicon and tables; absent until the background has loaded them.
    pub extractor: Option<Arc<Extractor>>,
    /// Colours of the scene.
    pub theme: Theme,
    /// What size and colour of nodes say.
    pub looks: Arc<Looks>,
    /// Colours around it.
    pub colours: Colours,
    /// What is running in the background, if anything that takes long.
    pub activity: Option<Activity>,
    /// What the user should know, oldest first.
    pub notices: Vec<Notice>,
    /// The picture that the open window for pictures would make, or why there can be none.
    pub preview: Option<Result<Arc<Preview>, String>>,
    /// The review, while it lasts.
    pub reviewing: Option<Reviewing>,
    /// Articles that came to those that were there first.
    pub added: BTreeSet<ArticleId>,
    /// The line under the menu, until it is closed.
    pub banner: Option<Banner>,
    /// Key of a sentence about what was just done, shown over the network until something else is done.
    pub remark: Option<&'static str>,
    /// How long the last reading took.
    pub elapsed: Duration,
}

/// Long work, as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// What is being done.
    pub phase: Phase,
    /// How many of `total` are done.
    pub done: usize,
    /// 0 while unknown.
    pub total: usize,
}

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Unpacking dictionary and lexicon.
    Dictionary,
    /// Reading articles and extracting.
    Articles,
    /// Drawing a picture.
    Picture,
    /// Writing data.
    Data,
}

/// The project file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Where it is.
    pub path: Option<PathBuf>,
    /// Whether all is saved.
    pub state: FileState,
}

/// Whether all is saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FileState {
    /// There is no file.
    #[default]
    Unfiled,
    /// Everything is, or is about to be.
    Saved,
    /// Saving failed.
    NotSaved,
    /// Another window has the file open, or its place cannot be written.
    ReadOnly,
}

/// Something to tell the user, kept in the list of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A file, row or edit that was left out.
    Skipped(Warning),
    /// A picture or data was written.
    Saved(PathBuf),
    /// A file could not be written: what stood in the way, and the system's words for it.
    NotWritten(PathBuf, ErrorKind, String),
    /// A picture is on the clipboard.
    PictureCopied,
    /// So many names were learnt from a file.
    Taught(usize),
    /// What was to be written was cancelled.
    Cancelled,
    /// A project was saved there.
    ProjectSaved(PathBuf),
    /// A project cannot be saved.
    NotSaved(Trouble),
    /// A project cannot be opened.
    Refused(PathBuf, Trouble),
    /// A project can only be read.
    ReadOnly(PathBuf),
    /// A project of an older version was copied there before it was brought up to date.
    BackedUp(PathBuf),
    /// So many articles and edits of a damaged project are in a new one.
    Recovered(usize, usize),
    /// Something did not work; the reason as text.
    Failed(String),
}

impl Notice {
    /// True if something is amiss.
    pub fn is_alarm(&self) -> bool {
        !matches!(
            self,
            Self::Saved(_)
                | Self::Taught(_)
                | Self::Cancelled
                | Self::PictureCopied
                | Self::ProjectSaved(_)
                | Self::BackedUp(_)
                | Self::Recovered(..)
        )
    }
}

/// The line under the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// First start: these are samples.
    Samples,
    /// So many new notices, the last of which says most.
    Notices(usize),
}

/// Lookups into a [`Derived`]; all indexed by entity.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Shown deals an entity is party to, ascending.
    pub deals_of: Vec<Vec<usize>>,
    /// The entity's node in the network.
    pub node_of: Vec<Option<usize>>,
    /// People of an organisation, ascending.
    pub people_of: Vec<Vec<usize>>,
}

impl Index {
    /// O(entities + deals · parties).
    pub fn of(derived: &Derived) -> Self {
        let n_entities = derived.resolved.entities.len();
        let mut index = Self {
            deals_of: vec![Vec::new(); n_entities],
            node_of: vec![None; n_entities],
            people_of: vec![Vec::new(); n_entities],
        };
        for &deal in &derived.network.deals {
            let parties = derived.resolved.deals.get(deal).map(|d| d.parties.as_slice()).unwrap_or_default();
            for party in parties {
                if let Some(deals) = index.deals_of.get_mut(party.entity)
                    && deals.last() != Some(&deal)
                {
                    deals.push(deal);
                }
            }
        }
        for (i, node) in derived.network.nodes.iter().enumerate() {
            if let Some(place) = index.node_of.get_mut(node.entity) {
                *place = Some(i);
            }
        }
        for (i, entity) in derived.resolved.entities.iter().enumerate() {
            if let Some(people) = entity.org.and_then(|org| index.people_of.get_mut(org)) {
                people.push(i);
            }
        }
        index
    }
}

impl Model {
    /// The language of the interface.
    pub fn lang(&self) -> Language {
        self.state.language
    }

    /// An empty window that remembers `state`.
    pub fn new(state: UiState) -> Self {
        Self {
            project: Project::default(),
            file: File::default(),
            stories: Stories::default(),
            given: None,
            derived: Arc::default(),
            revision: 0,
            index: Index::default(),
            counts: Counts::default(),
            places: Places::default(),
            selected: Selected::default(),
            history: History::default(),
            tool: Tool::default(),
            is_layout_paused: false,
            extractor: None,
            theme: theme::scene_theme(state.theme),
            looks: Arc::default(),
            colours: Colours::of(state.theme),
            activity: None,
            notices: Vec::new(),
            preview: None,
            reviewing: None,
            added: BTreeSet::new(),
            banner: None,
            remark: None,
            elapsed: Duration::ZERO,
            state,
        }
    }

    /// The entity with that index.
    pub fn entity(&self, index: usize) -> Option<&Entity> {
        self.derived.resolved.entities.get(index)
    }

    /// Index of the entity that has that key, or had it before it was merged or changed its kind.
    pub fn find_entity(&self, key: &EntityKey) -> Option<usize> {
        let place = |key| self.derived.resolved.entities.binary_search_by(|e| e.key.cmp(key)).ok();
        place(key).or_else(|| place(self.derived.marks.redirects.follow(key)))
    }

    /// The deal with that index.
    pub fn deal(&self, index: usize) -> Option<&Deal> {
        self.derived.resolved.deals.get(index)
    }

    /// Index of the deal with that key.
    pub fn find_deal(&self, key: &DealKey) -> Option<usize> {
        self.derived.resolved.deals.binary_search_by(|d| d.key.cmp(key)).ok()
    }

    /// The name shown for an entity.
    pub fn name(&self, entity: usize) -> &str {
        self.entity(entity).map_or("", |e| e.name.as_str())
    }

    /// The selection.
    pub fn selection(&self) -> &Selection {
        &self.state.selection
    }

    /// Looks up anew what the selection stands for, if it or the network changed.
    pub fn follow_selection(&mut self) {
        let mut selected = std::mem::take(&mut self.selected);
        selected.follow(self);
        self.selected = selected;
    }

    /// Selected entities that are known, ascending.
    pub fn selected_entities(&self) -> &[usize] {
        &self.selected.entities
    }

    /// The selected edge, as index into the network's edges.
    pub fn selected_edge(&self) -> Option<usize> {
        self.selected.edge
    }

    /// Shown deals of what is selected, ascending; all shown deals if nothing is.
    pub fn deals_in_scope(&self) -> Vec<usize> {
        self.selected.deals.clone()
    }

    /// Names of the givers' and the receivers' side; the second is empty where all parties are equal.
    pub fn sides(&self, deal: &Deal) -> (Vec<usize>, Vec<usize>) {
        let is_first = |role: Role| role.is_giver() || matches!(role, Role::Member | Role::Lead | Role::Partner);
        let (first, second): (Vec<_>, Vec<_>) = deal.parties.iter().partition(|p| is_first(p.role));
        let entities = |side: Vec<&crate::resolve::DealParty>| side.iter().map(|p| p.entity).collect::<Vec<_>>();
        if first.is_empty() { (entities(second), Vec::new()) } else { (entities(first), entities(second)) }
    }

    /// A deal's parties in one line: `SK텔레콤 → 퍼플렉시티`, `A · B`.
    pub fn parties(&self, deal: &Deal) -> String {
        let names = |side: &[usize]| side.iter().map(|&e| self.name(e)).collect::<Vec<_>>().join(" · ");
        let (first, second) = self.sides(deal);
        if second.is_empty() { names(&first) } else { format!("{} → {}", names(&first), names(&second)) }
    }

    /// The deal shown in the details, as index.
    pub fn selected_deal(&self) -> Option<usize> {
        self.selection().deal.as_ref().and_then(|key| self.find_deal(key))
    }

    /// The article with that index.
    pub fn article(&self, index: usize) -> Option<&Arc<Article>> {
        self.project.reads.get(index).map(|r| &r.article)
    }

    /// An article's headline, else its file name.
    pub fn headline(&self, article: usize) -> &str {
        self.article(article).map_or("", |a| a.meta.title.as_deref().unwrap_or(&a.file))
    }

    /// Outlet and date of an article in one line, as far as known.
    pub fn source_line(&self, meta: &Meta) -> String {
        let published = meta.published.as_ref().map(super::strings::date);
        [meta.outlet.clone(), published].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The other articles that tell the same story nearly word for word, ascending.
    pub fn copies(&self, article: usize) -> Vec<usize> {
        let told_by = self.stories.first.get(article).and_then(|story| self.stories.told_by.get(story));
        told_by.into_iter().flatten().copied().filter(|&other| other != article).collect()
    }

    /// True once articles are loaded.
    pub fn has_articles(&self) -> bool {
        !self.project.reads.is_empty()
    }
}

/// What an edge says from near: type, amount, year of its latest deal, and how many more there are; or of that one deal.
pub fn edge_label(
    resolved: &Resolved,
    network: &Network,
    lang: Language,
    (edge, deal): (usize, Option<usize>),
) -> Option<String> {
    let edge = network.edges.get(edge)?;
    let deals = edge.deals.iter().filter_map(|&i| resolved.deals.get(i));
    let of_type = || deals.filter(|d| Some(d.deal_type) == edge.deal_type).max_by_key(|d| d.date.value);
    let latest = deal.map_or_else(of_type, |deal| resolved.deals.get(deal))?;
    let year = latest.date.value.map(|v| v.get_year().to_string()).unwrap_or_default();
    let facts = [lang.deal_type(latest.deal_type).to_owned(), super::strings::amount(&latest.amount), year];
    let label = facts.into_iter().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" ");
    Some(if deal.is_none() && edge.deals.len() > 1 { format!("{label} +{}", edge.deals.len() - 1) } else { label })
}
