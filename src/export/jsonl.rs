//! The facts of one article as a line of JSON, in the project's fact format.

use crate::{
    extract::{Amount, ArticleFacts, DealFact, EntityFact},
    resolve::Read,
    text::{PartialDate, Span},
};
use serde::Serialize;

/// One object on one line, without a newline: file, title, outlet, reporter, published, entities, deals with at
/// least `min_confidence`; also path, confidence and spans (first byte, one past the last, in the decoded text).
pub fn line(read: &Read, min_confidence: f32) -> String {
    let (article, facts) = (&read.article, &read.facts);
    let deals = facts.deals.iter().filter(|deal| deal.confidence >= min_confidence);
    let line = Line {
        file: &article.file,
        path: &article.path,
        title: article.meta.title.as_deref(),
        outlet: article.meta.outlet.as_deref(),
        reporter: article.meta.reporter.as_deref(),
        published: article.meta.published,
        entities: facts.entities.iter().map(|entity| entity_line(facts, entity)).collect(),
        deals: deals.map(|deal| deal_line(&article.text, facts, deal)).collect(),
    };
    // Strings, numbers and lists always have a form in JSON.
    serde_json::to_string(&line).unwrap_or_default()
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    reporter: Option<&'a str>,
    published: Option<PartialDate>,
    entities: Vec<EntityLine<'a>>,
    deals: Vec<DealLine<'a>>,
    path: &'a str,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    name: &'a str,
    kind: &'a str,
    aliases: &'a [String],
    title: Option<&'a str>,
    org: Option<&'a str>,
    spans: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct DealLine<'a> {
    #[serde(rename = "type")]
    deal_type: &'a str,
    status: &'a str,
    parties: Vec<PartyLine<'a>>,
    date: DateLine<'a>,
    amount: Option<AmountLine<'a>>,
    stakes: Vec<StakeLine<'a>>,
    evidence: Vec<&'a str>,
    confidence: f64,
    spans: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct PartyLine<'a> {
    name: &'a str,
    role: &'a str,
}

#[derive(Serialize)]
struct DateLine<'a> {
    text: Option<&'a str>,
    value: Option<PartialDate>,
}

#[derive(Serialize)]
struct AmountLine<'a> {
    text: &'a str,
    value: serde_json::Number,
    currency: &'a str,
}

#[derive(Serialize)]
struct StakeLine<'a> {
    holder: &'a str,
    of: &'a str,
    text: &'a str,
    value: serde_json::Number,
}

fn entity_line<'a>(facts: &'a ArticleFacts, entity: &'a EntityFact) -> EntityLine<'a> {
    EntityLine {
        name: &entity.name,
        kind: entity.kind.word(),
        aliases: &entity.aliases,
        title: entity.title.as_deref(),
        org: entity.org.and_then(|org| name(facts, org)),
        spans: spans(&entity.mentions),
    }
}

fn deal_line<'a>(text: &'a str, facts: &'a ArticleFacts, deal: &'a DealFact) -> DealLine<'a> {
    let party = |p: &crate::extract::Party| Some(PartyLine { name: name(facts, p.entity)?, role: p.role.word() });
    DealLine {
        deal_type: deal.deal_type.word(),
        status: deal.status.word(),
        parties: deal.parties.iter().filter_map(party).collect(),
        date: DateLine { text: deal.date.text.as_deref(), value: deal.date.value },
        amount: deal.amount.as_ref().map(amount_line),
        stakes: deal.stakes.iter().filter_map(|stake| stake_line(facts, stake)).collect(),
        evidence: deal.evidence.iter().map(|span| span.of(text)).collect(),
        confidence: (f64::from(deal.confidence) * 1000.0).round() / 1000.0,
        spans: spans(&deal.evidence),
    }
}

fn amount_line(amount: &Amount) -> AmountLine<'_> {
    AmountLine { text: &amount.text, value: number(amount.value), currency: &amount.currency }
}

fn stake_line<'a>(facts: &'a ArticleFacts, stake: &'a crate::extract::Stake) -> Option<StakeLine<'a>> {
    let (holder, of) = (name(facts, stake.holder)?, name(facts, stake.of)?);
    Some(StakeLine { holder, of, text: &stake.text, value: number(stake.value) })
}

fn name(facts: &ArticleFacts, entity: usize) -> Option<&str> {
    facts.entities.get(entity).map(|e| e.name.as_str())
}

fn spans(spans: &[Span]) -> Vec<[usize; 2]> {
    spans.iter().map(|span| [span.start, span.end]).collect()
}

/// Whole numbers are written without a fraction, as the fact format does.
pub(super) fn number(value: f64) -> serde_json::Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        return (value as i64).into();
    }
    serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        extract::{DealType, Role, Status},
        resolve::sample::story,
    };
    use serde_json::{Value, json};

    fn read() -> Read {
        story("SKT.txt", "2024-10-11")
            .person("유영상", "대표", "SK텔레콤")
            .deal(
                DealType::Investment,
                Status::Completed,
                &[("SK텔레콤", Role::Investor), ("퍼플렉시티", Role::Investee)],
                "2024-06",
            )
            .won(1e10)
            .stake("SK텔레콤", "퍼플렉시티", 1.6)
            .read()
    }

    fn value(min_confidence: f32) -> Value {
        serde_json::from_str(&line(&read(), min_confidence)).unwrap()
    }

    #[test]
    fn every_key_of_the_format_is_there() {
        let value = value(0.0);
        assert_eq!(value["file"], "SKT.txt");
        assert_eq!(value["published"], "2024-10-11");
        assert!(value["title"].is_null() && value["outlet"].is_null() && value["reporter"].is_null());
        assert_eq!(value["entities"][0]["aliases"], json!([]));
        assert_eq!(value["entities"][1]["org"], "SK텔레콤");
        let deal = &value["deals"][0];
        assert_eq!(deal["type"], "investment");
        assert_eq!(deal["date"], json!({"text": "2024-06", "value": "2024-06"}));
        assert_eq!(deal["parties"][1], json!({"name": "퍼플렉시티", "role": "investee"}));
        assert_eq!(deal["stakes"], json!([{"holder": "SK텔레콤", "of": "퍼플렉시티", "text": "1.6%", "value": 1.6}]));
        assert_eq!(deal["evidence"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn whole_amounts_have_no_fraction() {
        assert_eq!(value(0.0)["deals"][0]["amount"]["value"].to_string(), "10000000000");
        assert_eq!(number(1.5).to_string(), "1.5");
        assert_eq!(number(f64::NAN).to_string(), "0");
    }

    #[test]
    fn doubtful_deals_are_left_out_and_the_line_is_one() {
        assert_eq!(value(0.9)["deals"], json!([]));
        assert!(!line(&read(), 0.0).contains('\n'));
    }
}
