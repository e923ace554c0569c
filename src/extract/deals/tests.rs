//! Deals of small articles, one behaviour each.

use crate::extract::{
    facts::DealFact,
    sample::{deals, facts},
};

fn check(text: &str, expected: &[&str]) {
    assert_eq!(deals(text), expected, "{text}");
}

/// The only deal of the text.
fn deal(text: &str) -> DealFact {
    let mut deals = facts(text).deals;
    assert_eq!(deals.len(), 1, "{text}: {deals:?}");
    deals.remove(0)
}

fn amount(text: &str) -> Option<String> {
    deal(text).amount.map(|amount| format!("{} {}", amount.value, amount.currency))
}

fn stakes(text: &str) -> Vec<String> {
    let facts = facts(text);
    let name = |entity: usize| facts.entities[entity].name.as_str();
    let stakes = facts.deals.iter().flat_map(|deal| &deal.stakes);
    stakes.map(|stake| format!("{} {} {}", name(stake.holder), name(stake.of), stake.text)).collect()
}

#[test]
fn partners_sign_a_memorandum() {
    check("KT는 네이버와 업무협약(MOU)을 체결했다.", &["mou signed: KT partner, 네이버 partner"]);
    check("KT와 네이버는 업무협약을 맺었다.", &["mou signed: KT partner, 네이버 partner"]);
}

#[test]
fn money_goes_from_the_subject() {
    check("KT는 업스테이지에 100억원을 투자했다.", &["investment completed: KT investor, 업스테이지 investee"]);
    check("업스테이지는 KT로부터 투자를 유치했다.", &["investment completed: KT investor, 업스테이지 investee"]);
}

#[test]
fn a_takeover_has_a_target() {
    check("네이버는 포시마크를 인수했다.", &["acquisition completed: 네이버 acquirer, 포시마크 target"]);
}

#[test]
fn shares_are_swapped() {
    check("KT와 현대차그룹은 지분을 맞교환했다.", &["equity_swap completed: KT partner, 현대차그룹 partner"]);
}

#[test]
fn parents_found_a_joint_venture() {
    let expected = ["joint_venture completed: LG에너지솔루션 jv_parent, 혼다 jv_parent"];
    check("LG에너지솔루션과 혼다는 합작법인을 설립했다.", &expected);
}

#[test]
fn work_is_done_together() {
    let expected = ["co_development completed: 네이버 partner, 삼성전자 partner"];
    check("네이버와 삼성전자는 AI 반도체를 공동 개발했다.", &expected);
}

#[test]
fn a_supplier_has_a_customer() {
    let expected = ["supply completed: SK하이닉스 supplier, 엔비디아 customer"];
    check("SK하이닉스는 엔비디아에 메모리를 공급했다.", &expected);
}

#[test]
fn members_join_an_alliance() {
    let expected = ["membership completed: 글로벌 텔코 AI 얼라이언스 alliance, KT member"];
    check("KT는 글로벌 텔코 AI 얼라이언스에 참여하고 있다.", &expected);
}

#[test]
fn here_means_the_alliance_named_before() {
    let text = "SK텔레콤은 글로벌 텔코 AI 얼라이언스를 소개했다. 여기에 소프트뱅크가 합류했다.";
    check(text, &["membership completed: 글로벌 텔코 AI 얼라이언스 alliance, 소프트뱅크 member"]);
}

#[test]
fn a_subsidiary_is_stated() {
    let expected = ["subsidiary completed: SK텔레콤 parent, SK브로드밴드 subsidiary"];
    check("SK텔레콤의 자회사 SK브로드밴드는 커졌다.", &expected);
}

#[test]
fn a_joint_test_is_a_verification() {
    check("KT와 노키아는 기술 검증을 마쳤다.", &["verification completed: KT partner, 노키아 partner"]);
}

#[test]
fn lists_are_one_party_each() {
    let expected = ["mou signed: KT partner, 네이버 partner", "mou signed: KT partner, 카카오 partner"];
    check("KT는 네이버·카카오 등과 업무협약을 체결했다.", &expected);
}

#[test]
fn both_firms_are_those_named_before() {
    let text = "KT와 네이버는 1일 만났다. 양사는 업무협약을 체결했다.";
    check(text, &["mou signed: KT partner, 네이버 partner"]);
}

#[test]
fn three_firms_are_those_named_before() {
    let text = "KT, 네이버, 카카오가 1일 만났다. 3사는 업무협약을 체결했다.";
    check(text, &["mou signed: KT partner, 네이버 partner, 카카오 partner"]);
}

#[test]
fn status_words_count() {
    let status = |text: &str| deal(text).status.word();
    assert_eq!(status("네이버는 포시마크 인수를 검토하고 있다."), "exploring");
    assert_eq!(status("KT는 네이버와 업무협약을 체결할 예정이다."), "planned");
    assert_eq!(status("네이버의 포시마크 인수가 무산됐다."), "ended");
    assert_eq!(status("네이버는 포시마크를 인수한다는 보도는 사실무근이라고 했다."), "denied");
    assert_eq!(status("네이버가 포시마크를 인수하는 것으로 알려졌다."), "rumoured");
}

#[test]
fn a_deal_told_twice_is_one_record() {
    let text = "KT는 네이버와 업무협약을 체결했다. 양사는 이번 업무협약으로 함께 일한다.";
    assert_eq!(deal(text).evidence.len(), 2);
}

#[test]
fn an_amount_belongs_to_its_deal() {
    assert_eq!(amount("KT는 업스테이지에 100억원을 투자했다."), Some("10000000000 KRW".into()));
    assert_eq!(amount("KT는 업스테이지에 올해만 100억원을 투자했다."), None);
}

#[test]
fn stakes_are_read_both_ways() {
    let text = "KT와 신한은행은 지분을 맞교환했다. KT는 신한은행 지분 2.1%를, 신한은행은 KT 지분 5.5%를 취득했다.";
    let found = stakes(text);
    assert!(found.contains(&"KT 신한은행 2.1%".into()) && found.contains(&"신한은행 KT 5.5%".into()), "{found:?}");
}

#[test]
fn dates_are_resolved() {
    let date = |text: &str| deal(text).date.value.map(|date| date.to_string());
    assert_eq!(date("KT는 지난달 네이버와 업무협약을 체결했다."), Some("2024-09".into()));
    assert_eq!(date("KT는 네이버와 업무협약을 체결했다."), None);
}

#[test]
fn talk_is_no_deal() {
    for text in [
        "KT는 네이버와 경쟁하고 있다.",
        "KT는 글로벌 기업과 협력을 확대한다.",
        "KT는 네이버를 행사에 초청했다.",
        "네이버 출신 김철수 KT 상무는 말했다.",
        "KT와 네이버의 협력이 중요하다고 강조했다.",
        "KT는 협력사와 만났다. 네이버는 컸다.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn words_of_a_speaker_are_no_deal() {
    check("그는 “KT가 네이버와 협력한다”고 썼다.", &[]);
}
