//! The article's own definitions: `X(Y)` and `이하 Y`. A bracket can also hold a gloss (GPU), a place (독일), a
//! ticker (017670) or a date; those are no names.

use super::{EntityKind, doc::Doc, lexicon::Class};
use crate::text::form::{bracketed, is_hangul, is_quote};

/// Reads every bracket that follows a mention and makes the names in it aliases of that mention's entity.
pub fn brackets(doc: &mut Doc) {
    let mut found = Vec::new();
    for (line, _) in &doc.lines {
        let text = line.of(doc.text);
        for (open, _) in text.match_indices('(') {
            let Some(inner) = text.get(open..).and_then(bracketed) else { continue };
            let before = text.get(..open).unwrap_or("").trim_end_matches(is_quote).trim_end();
            let Some(left) = doc.mention_ending(line.start + before.len()) else { continue };
            for part in inner.split([',', ';', '·']) {
                if let Some(form) = alias_in(doc, left.span.of(doc.text), doc.kind(left.entity), part) {
                    found.push((form, left.entity));
                }
            }
        }
    }
    for (form, entity) in found {
        doc.alias(&form, entity);
    }
}

/// The alias that a part of a bracket gives to `name`, if it is one.
pub fn alias_in(doc: &Doc, name: &str, kind: EntityKind, part: &str) -> Option<String> {
    let part = part.trim();
    let (is_declared, part) = match part.strip_prefix("이하") {
        Some(rest) => (true, rest),
        None => (false, part),
    };
    let formers = doc.lexicon.class(Class::FormerWord).iter();
    let former = formers.filter_map(|word| part.strip_prefix(word.as_str())?.strip_prefix(' ')).next();
    let form = former.unwrap_or(part).trim_matches(|c: char| is_quote(c) || c.is_whitespace());
    let length = form.chars().count();
    if !(2..=40).contains(&length) || form == name || doc.local(form).is_some() {
        return None;
    }
    if doc.lexicon.is_any(&[Class::Place, Class::Gloss], form) || doc.lexicon.title(form).is_some() {
        return None;
    }
    let latin = form.chars().filter(char::is_ascii_alphabetic).count();
    let is_latin = latin >= 1
        && form.starts_with(|c: char| c.is_ascii_alphanumeric())
        && form.chars().all(|c| c.is_ascii_alphanumeric() || " &+.-'/".contains(c))
        && form.chars().any(|c| c.is_ascii_uppercase() || c == '&');
    let own = doc.lexicon.form(name).map(|f| f.entry);
    let is_other = doc.lexicon.form(form).is_some_and(|f| Some(f.entry) != own);
    let is_acronym = length <= 6 && form.chars().all(|c| c.is_ascii_uppercase()) && own.is_none();
    if is_other && !is_declared && former.is_none() && !is_acronym {
        return None;
    }
    let is_part = form.chars().all(|c| is_hangul(c) || c == ' ') && name.contains(form);
    let fits = kind != EntityKind::Company || latin < 30;
    (is_declared || former.is_some() || (is_latin && fits) || is_part).then(|| form.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use crate::extract::sample::aliases;

    #[test]
    fn a_bracket_gives_the_other_name() {
        assert_eq!(
            aliases("글로벌 텔코 AI 얼라이언스(GTAA)를 알린 KT는 GTAA에 참여한다.", "글로벌 텔코 AI 얼라이언스"),
            ["GTAA"]
        );
        assert_eq!(aliases("스타트업 푸르멜랩스(PRM)는 나섰다.", "푸르멜랩스"), ["PRM"]);
    }

    #[test]
    fn a_declared_short_name_is_one() {
        assert_eq!(aliases("한국정보통신기술협회(이하 협회)는 나섰다.", "한국정보통신기술협회"), ["협회"]);
    }

    #[test]
    fn glosses_places_and_codes_are_no_names() {
        for text in ["엔비디아(GPU)는 나섰다.", "엔비디아(미국)는 나섰다.", "엔비디아(017670)는 나섰다."]
        {
            assert_eq!(aliases(text, "엔비디아"), [""; 0], "{text}");
        }
    }

    #[test]
    fn another_known_firm_in_a_bracket_stays_itself() {
        assert_eq!(aliases("삼성전자(KT)는 나섰다.", "삼성전자"), [""; 0]);
    }
}
