//! Words that stand for a name the article has given: the bare 얼라이언스, and a group's short name in a headline.

use super::{
    EntityKind, boundary,
    doc::{Doc, Mention},
    lexicon::Class,
};
use crate::{article::LineRole, text::Span};

/// Adds mentions for a bare 얼라이언스 that no other noun describes: the alliance last named that ends so.
pub fn alliances(doc: &mut Doc) {
    let mut more = Vec::new();
    for word in doc.lexicon.class(Class::BareAlliance) {
        let ends_so = |m: &&Mention| m.span.of(doc.text).ends_with(word) && doc.kind(m.entity) == EntityKind::Alliance;
        let named: Vec<Mention> = doc.mentions.iter().filter(ends_so).copied().collect();
        if named.is_empty() || doc.local(word).is_some() {
            continue;
        }
        for (line, _) in &doc.lines {
            let text = line.of(doc.text);
            for (at, _) in text.match_indices(word.as_str()) {
                let span = Span::new(line.start + at, line.start + at + word.len());
                if doc.mentions_over(span).is_empty()
                    && boundary::is_whole(doc.lexicon, text, at, at + word.len())
                    && stands_alone(doc, text, at)
                {
                    let n_before = named.partition_point(|m| m.span.end <= span.start);
                    let last = n_before.checked_sub(1).and_then(|i| named.get(i)).or(named.first());
                    more.extend(last.map(|m| Mention { span, entity: m.entity }));
                }
            }
        }
    }
    doc.add_mentions(more);
}

/// True if the word before is no bare noun (AI 얼라이언스): it ends in a particle or an adnominal ending.
fn stands_alone(doc: &Doc, text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let Some(head) = before.strip_suffix(' ') else {
        return before.is_empty() || before.ends_with(['“', '‘', '"', '\'', '(']);
    };
    let word = head.rsplit(' ').next().unwrap_or("");
    word.ends_with(['는', '한', '된', '던', '할', '.', ',', '”', '’']) || boundary::split(doc.lexicon, word).1.is_some()
}

/// A group's short name (삼성) that stands only in headlines means the one member the article speaks of.
pub fn groups(doc: &mut Doc) {
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for (entity, draft) in doc.entities.iter().enumerate() {
        let Some(name) = draft.entry.and_then(|e| doc.lexicon.entries.get(e)).and_then(|e| e.name.strip_suffix("그룹"))
        else {
            continue;
        };
        let mut own = doc.mentions.iter().filter(|m| m.entity == entity).peekable();
        let is_named = own.peek().is_some();
        let only_short = own.all(|m| m.span.of(doc.text) == name && in_headline(doc, m.span));
        let others = doc.mentions.iter().filter(|m| m.entity != entity && m.span.of(doc.text).starts_with(name));
        let mut members: Vec<usize> =
            others.map(|m| m.entity).filter(|e| doc.kind(*e) == EntityKind::Company).collect();
        members.sort_unstable();
        members.dedup();
        if let ([member], true, true) = (&members[..], is_named, only_short) {
            moves.push((entity, *member));
        }
    }
    for (group, member) in moves {
        doc.mentions.iter_mut().filter(|m| m.entity == group).for_each(|m| m.entity = member);
    }
}

fn in_headline(doc: &Doc, span: Span) -> bool {
    doc.line_at(span.start).is_some_and(|(_, role)| matches!(role, LineRole::Headline | LineRole::Subheadline))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::sample::{aliases, names};

    #[test]
    fn a_bare_alliance_is_the_one_named_before() {
        let text =
            "KT는 AI 원팀 얼라이언스에 참여한다. SK텔레콤은 글로벌 텔코 AI 얼라이언스를 만들었다. 얼라이언스는 크다.";
        assert_eq!(aliases(text, "글로벌 텔코 AI 얼라이언스"), ["얼라이언스"]);
    }

    #[test]
    fn an_alliance_with_another_noun_is_another_one() {
        let text = "SK텔레콤은 글로벌 텔코 AI 얼라이언스를 만들었다. 국내 AI 얼라이언스도 있다.";
        assert_eq!(aliases(text, "글로벌 텔코 AI 얼라이언스"), [""; 0]);
    }

    #[test]
    fn a_group_named_only_in_the_headline_is_its_member() {
        assert_eq!(names("삼성, 네이버와 손잡다\n\n삼성전자는 네이버와 협력한다고 밝혔다."), ["삼성전자", "네이버"]);
    }
}
