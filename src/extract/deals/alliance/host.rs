//! Which alliance a telling word speaks of.

use super::{
    Scene,
    telling::{self, Link, Tells, Word},
};
use crate::{
    extract::{
        EntityKind, boundary,
        deals::{discourse::Discourse, unit::Unit},
        doc::Doc,
        lexicon::{Case, Class},
    },
    text::Span,
};

/// How many sentences back the alliance may be named that a sentence does not name itself.
const REACH: usize = 4;
/// Words of joining that need no alliance beside them.
const IMPLYING: [&str; 10] = ["가입", "합류", "동참", "가세", "이름을", "명단에", "포함", "몸담", "소속", "활동"];

/// The alliance of a telling word.
pub(super) struct Host {
    /// Entity index.
    pub alliance: usize,
    /// Where it stands.
    pub place: Place,
}

/// Where the alliance stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// Before the word, with its particle; the span of its unit.
    Before(Span, Case),
    /// Right after the word, which describes it.
    After,
    /// In an earlier sentence.
    Earlier,
}

/// The units with the words that point back to an alliance: 이 모임은, 연대에는, 여기에.
pub(super) fn with_pointers(doc: &Doc, sentence: Span, units: &[Unit], discourse: &Discourse) -> Vec<Unit> {
    let mut out = units.to_vec();
    let Some(alliance) = recent(doc, sentence, discourse, REACH) else { return out };
    let text = sentence.of(doc.text);
    let is_free = |span: Span| doc.mentions_over(span).is_empty();
    for (at, word) in doc.lexicon.places(Class::PointingWord, text) {
        let span = Span::new(sentence.start + at, sentence.start + at + word.len());
        if begins_word(text, at) && is_free(span) {
            out.push(Unit::new(vec![alliance], span, Case::To));
        }
    }
    for (at, word) in doc.lexicon.places(Class::AllianceNoun, text) {
        let end = sentence.start + at + word.len();
        let after = Span::new(end, sentence.end).of(doc.text);
        let before = text.get(..at).unwrap_or("");
        let is_pointed = ["이 ", "해당 ", "이번 ", "같은 ", "이들 "]
            .iter()
            .any(|p| before.strip_suffix(p).is_some_and(|b| b.is_empty() || b.ends_with([' ', ',', '”', '’'])));
        let is_named_so = || doc.mentions.iter().any(|m| m.entity == alliance && m.span.of(doc.text).ends_with(word));
        let particle = boundary::particle(doc.lexicon, after);
        let stands = is_pointed || begins_word(text, at) && particle.is_some() && is_bare(before) && is_named_so();
        let span = Span::new(sentence.start + at, end + particle.map_or(0, |p| p.1));
        let is_whole = particle.is_some() || after.starts_with(' ');
        if stands && is_whole && is_free(span) && out.iter().all(|u| !u.span.overlaps(span)) {
            out.push(Unit::new(vec![alliance], span, particle.map_or(Case::Bare, |p| p.0)));
        }
    }
    out.sort_by_key(|u| u.span.start);
    out
}

/// The alliance named last, if at most so many sentences before; those that go on telling of members do not count.
pub(super) fn recent(doc: &Doc, sentence: Span, discourse: &Discourse, reach: usize) -> Option<usize> {
    let alliance = discourse.alliance?;
    let named = doc.mentions_before(sentence.start).iter().rev().find(|m| m.entity == alliance)?;
    let goes_on = |text: &str| [Class::JoinWord, Class::MemberNoun].iter().any(|c| doc.lexicon.occurs(*c, text));
    let between = doc.sentences.iter().filter(|s| s.span.start >= named.span.end && s.span.start < sentence.start);
    let n_others = between.filter(|s| !goes_on(s.span.of(doc.text))).count();
    (n_others < reach).then_some(alliance)
}

fn begins_word(text: &str, at: usize) -> bool {
    !text.get(..at).is_some_and(|t| t.ends_with(char::is_alphanumeric))
}

/// True if no noun before makes it another one: the text before is empty or ends in a particle or ending.
fn is_bare(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with([',', '는', '은', '한', '된', '던', '도', '에', '서', '만', '해'])
}

fn alliance_in(doc: &Doc, unit: &Unit) -> Option<usize> {
    unit.entities.iter().copied().find(|e| doc.kind(*e) == EntityKind::Alliance)
}

impl Scene<'_> {
    /// The alliance the word speaks of: right after it (참여한 ‘AI 원팀’); before it; or the one named before.
    pub(super) fn host(&self, word: &Word) -> Option<Host> {
        let before = self.units.iter().rev().filter(|u| u.span.end <= word.span.start);
        let before = before.clone().find_map(|u| alliance_in(self.doc, u).map(|a| (a, u)));
        if let Some((alliance, link)) = self.next_alliance(word)
            && (link == Link::Adnominal || before.is_none())
        {
            return Some(Host { alliance, place: Place::After });
        }
        if let Some((alliance, unit)) = before {
            return self.fits(word, unit).then_some(Host { alliance, place: Place::Before(unit.span, unit.case) });
        }
        let reach = self.reach(word)?;
        let alliance = recent(self.doc, self.sentence, self.discourse, reach)?;
        Some(Host { alliance, place: Place::Earlier })
    }

    fn next_alliance(&self, word: &Word) -> Option<(usize, Link)> {
        let mut after = self.units.iter().filter(|u| u.span.start >= word.span.end);
        let rest = self.text(word.span.end, self.sentence.end);
        let is_aside = word.span.of(self.doc.text).ends_with("으로")
            || ["으로 ", "로 ", "이 돼 "].iter().any(|p| rest.starts_with(p));
        if word.tells == Tells::Lead && is_aside {
            return after.find_map(|u| alliance_in(self.doc, u)).map(|alliance| (alliance, Link::Connective));
        }
        let unit = after.next()?;
        let alliance = alliance_in(self.doc, unit)?;
        let gap = self.text(word.span.end, unit.span.start);
        let link = telling::link(word.span.of(self.doc.text), gap, word.is_noun);
        let is_head =
            link == Link::Adnominal || link == Link::Connective && matches!(unit.case, Case::Topic | Case::Subject);
        is_head.then_some((alliance, link))
    }

    /// True if the particle of an alliance before the word can make it the word's own.
    fn fits(&self, word: &Word, unit: &Unit) -> bool {
        let gap = self.text(unit.span.end, word.span.start);
        if matches!(word.tells, Tells::Join | Tells::Leave) && !word.is_noun && self.has_other_goal(word, unit) {
            return false;
        }
        if word.tells == Tells::Found && !self.is_made(word, unit) {
            return false;
        }
        let is_near = gap.chars().count() <= 8;
        match unit.case {
            Case::From | Case::Object if word.tells == Tells::Leave => true,
            Case::Of | Case::Bare if word.tells == Tells::Leave => is_near,
            _ if word.tells == Tells::Leave => false,
            Case::To
            | Case::Object
            | Case::Topic
            | Case::Subject
            | Case::Bare
            | Case::Of
            | Case::Toward
            | Case::Copula => true,
            Case::From => word.tells != Tells::Found,
            Case::Other => is_near,
            Case::With | Case::OfWith => false,
        }
    }

    /// True if what is founded is the alliance: no other object stands right before the word.
    fn is_made(&self, word: &Word, unit: &Unit) -> bool {
        let last = self.text(unit.span.end, word.span.start).trim_end().rsplit(' ').next().unwrap_or("");
        let is_object = last.ends_with(['을', '를']) && last.chars().count() > 1;
        let names_it = || self.doc.lexicon.class(Class::AllianceNoun).iter().any(|n| last.contains(n.as_str()));
        let is_unit =
            self.units.iter().any(|u| u.span.end == word.span.start.saturating_sub(1) && u.case == Case::Object);
        !is_object || unit.case != Case::Topic && names_it() || is_unit && matches!(unit.case, Case::To | Case::Topic)
    }

    /// True if another goal stands right before the word: "X 회원인 A는 사업에 참여한다".
    fn has_other_goal(&self, word: &Word, unit: &Unit) -> bool {
        let gap = self.text(unit.span.end, word.span.start);
        let last = gap.trim_end().rsplit(' ').next().unwrap_or("");
        self.is_goal(last) && !self.is_named(word.span.start)
    }

    fn is_goal(&self, word: &str) -> bool {
        let stem = ["에도", "에는", "에만", "에"].iter().find_map(|p| word.strip_suffix(p));
        stem.is_some_and(|s| {
            !s.is_empty()
                && !self.doc.lexicon.ends(Class::TimeNoun, s)
                && !self.doc.lexicon.ends(Class::AllianceNoun, s)
        })
    }

    /// True if a unit ends right before `place`.
    fn is_named(&self, place: usize) -> bool {
        self.units.iter().any(|u| u.span.end < place && self.text(u.span.end, place).trim().is_empty())
    }

    /// How many sentences back the alliance of a word may stand that has none beside it; `None` if nowhere.
    fn reach(&self, word: &Word) -> Option<usize> {
        let text = word.span.of(self.doc.text);
        let start = telling::clause_start(self.doc, word, self.sentence);
        let clause = self.text(start, word.span.start);
        let is_elsewhere = !word.is_noun && clause.split(' ').any(|w| self.is_goal(w) || self.is_other_part(w));
        match word.tells {
            Tells::Join if is_elsewhere => None,
            Tells::Join if word.is_noun || IMPLYING.iter().any(|w| text.starts_with(w)) => Some(REACH),
            Tells::Join if text.starts_with("참여") => Some(1),
            Tells::Leave if text.starts_with("탈퇴") || self.words.iter().any(|w| w.tells == Tells::Join) => {
                Some(REACH)
            }
            Tells::Lead if word.is_noun => Some(2),
            Tells::Found if self.makes_group(word) => Some(1),
            _ => None,
        }
    }

    /// "A가 B와 만든 모임이다".
    fn makes_group(&self, word: &Word) -> bool {
        let rest = self.text(word.span.end, self.sentence.end);
        let noun = rest.trim_start_matches(['한', '된', '은', '인']).trim_start().split(' ').next().unwrap_or("");
        self.doc.lexicon.class(Class::AllianceNoun).iter().any(|n| {
            let particle = noun.strip_prefix(n.as_str()).unwrap_or("");
            ["다", "이다", "로", "으로", "이며", "며"].iter().any(|p| particle.trim_end_matches(['.', ',']) == *p)
        })
    }

    /// True for the part that one takes in something else: 투자자로, 주주로.
    fn is_other_part(&self, word: &str) -> bool {
        let part = word.strip_suffix("으로").or_else(|| word.strip_suffix('로'));
        part.is_some_and(|p| {
            p.chars().count() >= 2
                && !self.doc.lexicon.ends(Class::MemberNoun, p)
                && !self.doc.lexicon.ends(Class::LeadNoun, p)
                && !self.doc.lexicon.is_any(&[Class::OrgNoun, Class::Generic], p)
                && p.ends_with(['자', '주', '사', '인'])
        })
    }
}
