//! The user's corrections. Plain data; [`super::review`] and [`super::teach`] give them their effect, and
//! [`super::correct`] makes those that depend on what is known of their target.

use crate::{
    article::ArticleId,
    extract::{
        Amount, DealType, EntityKind, Role, Status,
        taught::{Row, Says},
    },
    resolve::{DealKey, EntityKey, Review},
    text::{PartialDate, Span},
};
use serde::{Deserialize, Serialize};

/// One correction. Targets are named by content, so it survives re-extraction; a target that is gone is a warning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// The entity is shown under another name.
    Rename {
        /// Which entity.
        entity: EntityKey,
        /// The name from now on.
        name: String,
    },
    /// The entity is of another kind. Teaches the kind of its forms, so that its deals are read accordingly.
    ChangeKind {
        /// Which entity.
        entity: EntityKey,
        /// What it is.
        kind: EntityKind,
        /// Its forms that say enough by themselves; see [`super::correct::change_kind`].
        forms: Vec<String>,
    },
    /// `from` is the same as `into`: its mentions, aliases and deals move there.
    Merge {
        /// The entity that goes.
        from: EntityKey,
        /// The entity that stays.
        into: EntityKey,
    },
    /// The alias is an entity of its own. Takes back an earlier `Merge` of an entity of that name.
    SplitAlias {
        /// The entity that had it.
        entity: EntityKey,
        /// The form.
        alias: String,
    },
    /// The form is one more name of the entity. Teaches it, unless the entity is a person.
    AddAlias {
        /// Which entity.
        entity: EntityKey,
        /// The form.
        alias: String,
    },
    /// The forms name nothing: the entity goes, here or everywhere.
    NotAName {
        /// Which entity.
        entity: EntityKey,
        /// All its forms; see [`super::correct::not_a_name`].
        forms: Vec<String>,
        /// Only in this article.
        article: Option<ArticleId>,
    },
    /// A name that was not found, selected in a text. Teaches it.
    AddEntity {
        /// Where it was selected.
        said: Said,
        /// The selected words, without particles.
        form: String,
        /// The entity's name; `form`, unless that is an alias.
        name: String,
        /// What it is.
        kind: EntityKind,
    },
    /// Rows of a personal lexicon, as read from a file.
    Teach {
        /// What each form means.
        rows: Vec<Row>,
    },
    /// The entity is not drawn or listed.
    Hide {
        /// Which entity.
        entity: EntityKey,
    },
    /// The entity is drawn and listed again.
    Show {
        /// Which entity.
        entity: EntityKey,
    },
    /// Undoes every earlier `Hide`.
    ShowAll,
    /// The node stays at this place.
    Pin {
        /// Which entity's node.
        entity: EntityKey,
        /// Layout coordinate, to the right.
        x: f32,
        /// Layout coordinate, downwards.
        y: f32,
    },
    /// The node may move again.
    Unpin {
        /// Which entity's node.
        entity: EntityKey,
    },
    /// The user's word on a deal. `Automatic` takes a verdict back; corrections stay.
    ReviewDeal {
        /// Which deal.
        deal: DealTarget,
        /// What the user says of it.
        review: Review,
    },
    /// One fact of a deal is otherwise. Its key stays as it was.
    CorrectDeal {
        /// Which deal.
        deal: DealTarget,
        /// What is otherwise.
        change: DealChange,
    },
    /// A deal that was not found.
    AddDeal(NewDeal),
    /// A remark; an empty one takes it away.
    Note {
        /// On what.
        on: NoteTarget,
        /// The remark.
        text: String,
    },
    /// What the page does not say, typed in; `None` leaves the page's own.
    SetMeta {
        /// Which article.
        article: ArticleId,
        /// The newspaper or site.
        outlet: Option<String>,
        /// The day of publication; relative dates in the text count from it.
        published: Option<PartialDate>,
    },
    /// Several corrections that were made, and are undone, as one. The first one names them.
    Several(Vec<Edit>),
}

/// A place in an article, by content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Which article.
    pub article: ArticleId,
    /// Where in its text.
    pub span: Span,
}

/// Names a deal by its key, and by a sentence that tells it: the number in a key changes when an earlier deal of the
/// same parties is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealTarget {
    /// Its key when the edit was made.
    pub key: DealKey,
    /// Its first evidence then; none where a user added it without any.
    pub said: Option<Said>,
}

/// What is otherwise about a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DealChange {
    /// Its type; the roles become those of that type, giver for giver.
    Type(DealType),
    /// Who, in which role; at least two.
    Parties(Vec<PartyOf>),
    /// How far it has come.
    Status(Status),
    /// When; `None` if nobody knows.
    Date(Option<PartialDate>),
    /// How much; `None` if nobody knows.
    Amount(Option<Amount>),
    /// Shares.
    Stakes(Vec<StakeOf>),
}

/// A party, by content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyOf {
    /// Which entity.
    pub entity: EntityKey,
    /// Its part.
    pub role: Role,
}

/// A share, by content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StakeOf {
    /// The entity that holds it.
    pub holder: EntityKey,
    /// The entity it is held in.
    pub of: EntityKey,
    /// In words, such as `1.6%`.
    pub text: String,
    /// In per cent.
    pub value: f64,
}

/// A deal as a user tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewDeal {
    /// The selected text that says so; none where the user knows it from elsewhere.
    pub said: Option<Said>,
    /// What kind of deal.
    pub deal_type: DealType,
    /// How far it has come.
    pub status: Status,
    /// Who, in which role; at least two.
    pub parties: Vec<PartyOf>,
    /// When.
    pub date: Option<PartialDate>,
    /// How much.
    pub amount: Option<Amount>,
    /// Shares.
    pub stakes: Vec<StakeOf>,
}

/// What a note is on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum NoteTarget {
    /// An entity.
    Entity(EntityKey),
    /// A deal.
    Deal(DealTarget),
    /// An article.
    Article(ArticleId),
}

impl Edit {
    /// The edits it consists of, in order: itself, unless it is several.
    pub fn parts(&self) -> Vec<&Edit> {
        match self {
            Self::Several(edits) => edits.iter().flat_map(Edit::parts).collect(),
            _ => vec![self],
        }
    }

    /// The article without which it has no effect.
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::SetMeta { article, .. }
            | Self::NotAName { article: Some(article), .. }
            | Self::Note { on: NoteTarget::Article(article), .. } => Some(article),
            Self::AddEntity { said, .. } | Self::AddDeal(NewDeal { said: Some(said), .. }) => Some(&said.article),
            _ => None,
        }
    }

    /// True if it acts before extraction, on what is read in articles.
    pub fn teaches(&self) -> bool {
        match self {
            Self::ChangeKind { .. }
            | Self::SplitAlias { .. }
            | Self::AddAlias { .. }
            | Self::NotAName { .. }
            | Self::AddEntity { .. }
            | Self::Teach { .. }
            | Self::SetMeta { .. } => true,
            Self::Several(edits) => edits.iter().any(Edit::teaches),
            _ => false,
        }
    }
}

impl Row {
    /// `form` names that entity.
    pub fn name(form: &str, name: &str, kind: EntityKind) -> Self {
        Self { form: form.into(), says: Says::Name { name: name.into(), kind }, article: None }
    }
}
