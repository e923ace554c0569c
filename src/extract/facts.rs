//! The facts of one article: entities, deals, and where each is said. Plain data.

use crate::text::{PartialDate, Span};
use serde::{Deserialize, Serialize};

/// An enum whose values are words of files and tables.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// Every value, in display order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word used in files, and the key of its string in the interface.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(word: &str) -> Result<Self, String> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(format!("unknown {}: {word}", stringify!($name))) }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What an entity is.
    EntityKind {
        /// A firm or a group of firms.
        Company = "company",
        /// A ministry, university, public body, research institute, association or standards forum.
        Institution = "institution",
        /// A named consortium, coalition or council of organisations.
        Alliance = "alliance",
        /// A human being.
        Person = "person",
        /// A product, service, model or technology brand.
        Product = "product",
        /// A conference, fair or round table.
        Event = "event",
    }
}

words! {
    /// What kind of deal it is; the most specific type counts.
    DealType {
        /// Money for a share.
        Investment = "investment",
        /// Two firms exchange shares.
        EquitySwap = "equity_swap",
        /// A takeover or merger.
        Acquisition = "acquisition",
        /// A firm founded together.
        JointVenture = "joint_venture",
        /// A memorandum of understanding (업무협약).
        Mou = "mou",
        /// Any other agreement between named parties.
        Partnership = "partnership",
        /// Joint research, development or construction.
        CoDevelopment = "co_development",
        /// Delivery, licence, customer contract.
        Supply = "supply",
        /// Proof of concept, technical verification, pilot.
        Verification = "verification",
        /// An organisation in an alliance.
        Membership = "membership",
        /// Ownership stated as a fact.
        Subsidiary = "subsidiary",
    }
}

words! {
    /// How far a deal has come, as the article states it.
    Status {
        /// Reported without confirmation.
        Rumoured = "rumoured",
        /// Talks, review.
        Exploring = "exploring",
        /// Intended.
        Planned = "planned",
        /// Told without a signing or completion.
        Announced = "announced",
        /// A signing is told.
        Signed = "signed",
        /// Done or in force.
        Completed = "completed",
        /// No longer in force, withdrawn.
        Ended = "ended",
        /// The parties say there is none.
        Denied = "denied",
    }
}

words! {
    /// A party's part in a deal.
    Role {
        /// Gives the money.
        Investor = "investor",
        /// Receives it.
        Investee = "investee",
        /// Takes over.
        Acquirer = "acquirer",
        /// Is taken over.
        Target = "target",
        /// Founds a joint venture.
        JvParent = "jv_parent",
        /// The joint venture itself.
        Jv = "jv",
        /// Delivers.
        Supplier = "supplier",
        /// Receives the delivery.
        Customer = "customer",
        /// Leads an alliance.
        Lead = "lead",
        /// Belongs to an alliance.
        Member = "member",
        /// The alliance of a membership.
        Alliance = "alliance",
        /// Owns.
        Parent = "parent",
        /// Is owned.
        Subsidiary = "subsidiary",
        /// Symmetric deals; also the seller in an acquisition.
        Partner = "partner",
    }
}

impl EntityKind {
    /// True for the kinds that can be party to a deal.
    pub fn is_organisation(self) -> bool {
        matches!(self, Self::Company | Self::Institution | Self::Alliance)
    }
}

impl DealType {
    /// True where the roles have a giving and a receiving side.
    pub fn is_directed(self) -> bool {
        matches!(self, Self::Investment | Self::Acquisition | Self::Supply | Self::Membership | Self::Subsidiary)
    }
}

impl Role {
    /// True for the side an arrow starts from: investor, acquirer, supplier, parent, joint-venture parent.
    pub fn is_giver(self) -> bool {
        matches!(self, Self::Investor | Self::Acquirer | Self::Supplier | Self::Parent | Self::JvParent)
    }
}

/// Coarse reading of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusGroup {
    /// Announced, signed, completed.
    InForce,
    /// Rumoured, exploring, planned: drawn dashed.
    Ahead,
    /// Ended, denied: drawn grey.
    Over,
}

impl Status {
    /// The group it belongs to.
    pub fn group(self) -> StatusGroup {
        match self {
            Self::Announced | Self::Signed | Self::Completed => StatusGroup::InForce,
            Self::Rumoured | Self::Exploring | Self::Planned => StatusGroup::Ahead,
            Self::Ended | Self::Denied => StatusGroup::Over,
        }
    }
}

/// All facts of one article. Indexes (`usize`) point into `entities` of the same value.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleFacts {
    /// In order of first mention.
    pub entities: Vec<EntityFact>,
    /// In order of first evidence.
    pub deals: Vec<DealFact>,
}

/// An entity as one article names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityFact {
    /// The fullest Korean form the article uses.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Every other surface form, without particles (조사), in order of first use.
    pub aliases: Vec<String>,
    /// The canonical name, where the lexicon or the user gives one.
    pub lexicon: Option<String>,
    /// A person's title.
    pub title: Option<String>,
    /// A person's organisation.
    pub org: Option<usize>,
    /// Where it is named; sorted, disjoint. `text[span]` is the name or one of the aliases.
    pub mentions: Vec<Span>,
}

/// A deal as one article tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DealFact {
    /// What kind of deal.
    pub deal_type: DealType,
    /// The strongest status the article states.
    pub status: Status,
    /// Who, in which role; at least two, in order of mention.
    pub parties: Vec<Party>,
    /// When, with the article's words.
    pub date: DealDate,
    /// The deal's own amount.
    pub amount: Option<Amount>,
    /// Shares stated by the article.
    pub stakes: Vec<Stake>,
    /// The sentences that say so, best first; at least one.
    pub evidence: Vec<Span>,
    /// 0 to 1: how likely all of it is right.
    pub confidence: f32,
}

/// A party of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Index of the entity.
    pub entity: usize,
    /// Its part.
    pub role: Role,
}

/// A deal's date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealDate {
    /// The words that give it.
    pub text: Option<String>,
    /// Resolved against the publication date; `None` where the article cannot place it.
    pub value: Option<PartialDate>,
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The article's words, such as `1000만달러`.
    pub text: String,
    /// In units of `currency`.
    pub value: f64,
    /// ISO 4217 code.
    pub currency: String,
}

/// A stated share of one organisation in another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stake {
    /// Index of the entity that holds it.
    pub holder: usize,
    /// Index of the entity it is held in.
    pub of: usize,
    /// The article's words, such as `1.6%`.
    pub text: String,
    /// In per cent.
    pub value: f64,
}
