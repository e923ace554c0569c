//! Words that tell a deal, from `assets/lexicon/triggers.tsv`, and how far it has come, from `statuses.tsv`.

use crate::{
    Warning,
    article::pattern::Pattern,
    error::Reason,
    extract::{
        DealType, Status,
        facts::words,
        lexicon::table::{columns, read},
    },
    text::Span,
};
use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};

words! {
    /// How a trigger takes its parties.
    Frame {
        /// Symmetric: X와 Y.
        With = "with",
        /// Parents found a company.
        Found = "found",
        /// X가 Y에: giver is the subject.
        Give = "give",
        /// X가 Y로부터 받다: receiver is the subject.
        Receive = "receive",
        /// X가 Y의 지분을: investor is the subject.
        Stake = "stake",
        /// X가 Y를: acquirer is the subject.
        Take = "take",
        /// X가 Y에 인수되다.
        Passive = "passive",
        /// X와 Y의 합병.
        Merge = "merge",
        /// X가 Y를 Z에 매각.
        Sell = "sell",
        /// X가 Y로부터 수주: the supplier is the subject.
        Order = "order",
        /// X가 Y에서 구매: the customer is the subject.
        Buy = "buy",
        /// X가 Y의 투자 라운드에 참여, X가 Y의 주주로 합류.
        Join = "join",
        /// X가 Y를 공급사로 선정: the customer is the subject.
        Choose = "choose",
        /// X가 Y와 공급 계약: who supplies whom is the subject's to say.
        Contract = "contract",
        /// X가 Y의 일을 맡다: the supplier is the subject.
        Serve = "serve",
        /// Y의 제품이 X에 쓰이다: the maker stands first.
        Used = "used",
        /// X가 Y와 Z를 세우다: a joint venture where two found a firm.
        Establish = "establish",
        /// X가 Y를 N원에 …: whatever the verb, Y is bought.
        Price = "price",
        /// X가 Y에 N원을 …: whatever the verb, Y is paid.
        Pay = "pay",
        /// X가 Y를 대상으로 증자: the subject issues shares to Y.
        Offer = "offer",
        /// A word that only looks like a trigger (투자자, 공급망).
        Skip = "skip",
    }
}

const TRIGGERS: &str = include_str!("../../../assets/lexicon/triggers.tsv");
const STATUSES: &str = include_str!("../../../assets/lexicon/statuses.tsv");

/// Bytes of states that a thread keeps of the set of all patterns; with fewer they are made again and again.
const SET_CACHE: usize = 16 << 20;

/// The compiled tables.
pub struct Triggers {
    deals: Vec<(DealType, Frame, Regex)>,
    /// Tells in one pass which of `deals` a sentence has.
    set: RegexSet,
    statuses: Vec<(Status, Regex)>,
    clause: Pattern,
}

/// A trigger found in a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trigger {
    /// What it tells.
    pub deal_type: DealType,
    /// How it takes its parties.
    pub frame: Frame,
    /// The word, in text offsets.
    pub span: Span,
    /// Its clause, in text offsets.
    pub clause: Span,
}

/// Connective endings after which a new clause begins; 고 있다 does not end one.
const CLAUSE: &str = r"(?:하고|되고|했고|됐고|맺고|잡고|열고|짓고|받고|두고|갖고|이고|았고|었고|였고|렸고|리고|세우고|키우고|들고|만들고|나서고|밝히고|하며|했으며|됐으며|으며|이며|면서|데 이어|데다|한 뒤|한 후|지만|으나|였으나|는데|는 한편|한 데 이은|하는 등)(?:,| )";

/// What makes an end one that might come: "무산될 경우", "해지하지 않".
const HYPOTHETICAL: [&str; 9] = ["되면", "하면", "될 ", "할 수", "할 경우", "하지 않", "되지 않", " 가능성", " 위약"];

impl Triggers {
    /// Compiles the embedded tables; a broken row is left out and told.
    pub fn load() -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let (mut deals, mut statuses) = (Vec::new(), Vec::new());
        read("triggers.tsv", TRIGGERS, &mut warnings, |row| {
            let [deal_type, frame, pattern] = *row else { return Err(columns(row, 3)) };
            deals.push((deal_type.parse()?, frame.parse()?, compile(pattern)?));
            Ok(())
        });
        read("statuses.tsv", STATUSES, &mut warnings, |row| {
            let [status, pattern] = *row else { return Err(columns(row, 2)) };
            statuses.push((status.parse()?, compile(pattern)?));
            Ok(())
        });
        let set = RegexSetBuilder::new(deals.iter().map(|(.., regex)| unbounded(regex.as_str())))
            .dfa_size_limit(SET_CACHE)
            .build()
            .unwrap_or_else(|why| {
                warnings.push(Warning { about: "triggers.tsv".into(), reason: Reason::Unreadable(why.to_string()) });
                RegexSet::empty()
            });
        (Self { deals, set, statuses, clause: Pattern::new(CLAUSE) }, warnings)
    }

    /// The triggers of a sentence, in order, the more specific type first where two overlap. `masked` is the
    /// sentence with its names blanked, byte for byte; `names` are the places of its units. A clause reaches back far
    /// enough to name someone before its trigger.
    pub fn find(&self, masked: &str, offset: usize, names: &[usize]) -> Vec<Trigger> {
        let breaks = self.breaks(masked);
        let mut out: Vec<Trigger> = Vec::new();
        let matched = self.set.matches(masked);
        for (deal_type, frame, regex) in matched.iter().filter_map(|row| self.deals.get(row)) {
            for m in regex.find_iter(masked) {
                let span = Span::new(offset + m.start(), offset + m.end());
                if out.iter().any(|t| t.span.overlaps(span)) {
                    continue;
                }
                // Talk of working together is no deal unless its own clause names the partner.
                let is_loose = (*deal_type, *frame) == (DealType::Partnership, Frame::With);
                let names_one = |from: usize| is_loose || names.iter().any(|n| (from..m.start()).contains(n));
                let start = breaks.iter().rev().find(|b| **b <= m.start() && names_one(**b)).copied().unwrap_or(0);
                let end = breaks.iter().find(|b| **b > m.end()).copied().unwrap_or(masked.len());
                let clause = Span::new(offset + start, offset + end);
                out.push(Trigger { deal_type: *deal_type, frame: *frame, span, clause });
            }
        }
        out.sort_by_key(|t| t.span.start);
        out
    }

    /// Offsets in the sentence at which a clause begins.
    fn breaks(&self, masked: &str) -> Vec<usize> {
        self.clause
            .find_iter(masked)
            .filter(|m| !masked.get(m.end()..).is_some_and(|t| t.starts_with("있") || t.starts_with("나섰")))
            .map(|m| m.end())
            .collect()
    }

    /// The status that the words from a trigger on state, and where the word stands; `None` where they state none.
    ///
    /// The last word counts, as Korean puts modality last; a mere announcement yields to any other, and an end that
    /// might come is none.
    pub fn status(&self, predicate: &str) -> Option<(Status, usize)> {
        let is_real =
            |end: usize| !predicate.get(end..).is_some_and(|rest| HYPOTHETICAL.iter().any(|w| rest.starts_with(w)));
        let last = |status: Status| {
            let rules = self.statuses.iter().filter(move |(s, _)| *s == status);
            let places = rules.flat_map(|(_, r)| r.find_iter(predicate).filter(|m| is_real(m.end())));
            places.map(|m| m.start()).max().map(|at| (status, at))
        };
        let over = [Status::Denied, Status::Ended].into_iter().find_map(last);
        let modal = [Status::Rumoured, Status::Exploring, Status::Planned, Status::Completed, Status::Signed];
        over.or_else(|| modal.into_iter().filter_map(last).max_by_key(|(_, at)| *at))
            .or_else(|| last(Status::Announced))
    }
}

/// The pattern with gaps of any length, `.{0,40}` as `.*`: it finds all that the pattern finds and more, in a fraction
/// of the states.
fn unbounded(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("{0,") {
        let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
        out.push_str(before);
        out.push('*');
        rest = digits.strip_prefix('}').unwrap_or(digits);
    }
    out + rest
}

fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).map_err(|why| why.to_string())
}
