//! Ownership in small articles, one behaviour each.

use crate::extract::sample::deals;

fn check(text: &str, expected: &[&str]) {
    let kinds = ["subsidiary ", "joint_venture "];
    let found: Vec<String> = deals(text).into_iter().filter(|d| kinds.iter().any(|k| d.starts_with(k))).collect();
    assert_eq!(found, expected, "{text}");
}

const OWNED: [&str; 1] = ["subsidiary completed: SK텔레콤 parent, SK브로드밴드 subsidiary"];

#[test]
fn a_subsidiary_has_an_owner() {
    check("SK텔레콤의 유선 자회사 SK브로드밴드는 커졌다.", &OWNED);
    check("SK브로드밴드는 SK텔레콤의 자회사다.", &OWNED);
    check("SK텔레콤이 2010년 세운 자회사가 SK브로드밴드다.", &OWNED);
    check("SK텔레콤은 SK브로드밴드를 자회사로 두고 있다.", &OWNED);
    check("SK브로드밴드의 모회사인 SK텔레콤은 커졌다.", &OWNED);
}

#[test]
fn an_owner_can_be_elided() {
    check("SK텔레콤은 커졌다. 통신망을 까는 자회사 SK브로드밴드도 커졌다.", &OWNED);
    check("SK브로드밴드는 커졌다. 모회사 SK텔레콤도 커졌다.", &OWNED);
}

#[test]
fn a_majority_owns() {
    check("SK텔레콤이 지분 74%를 가진 SK브로드밴드는 커졌다.", &OWNED);
    check("SK브로드밴드 주식 74%를 보유한 SK텔레콤은 커졌다.", &OWNED);
    check("SK텔레콤은 SK브로드밴드 지분 74%를 갖고 있다.", &OWNED);
    check("SK텔레콤은 SK브로드밴드 지분 14%를 갖고 있다.", &[]);
}

#[test]
fn the_largest_shareholder_owns_from_a_third_on() {
    check("SK브로드밴드의 최대주주는 지분 38%를 가진 SK텔레콤이다.", &OWNED);
    check("SK브로드밴드의 최대주주인 SK텔레콤은 말을 아꼈다.", &[]);
}

#[test]
fn owners_in_a_list_share_a_firm() {
    let expected = ["joint_venture completed: KT jv_parent, 네이버 jv_parent, SK브로드밴드 jv"];
    check("SK브로드밴드의 주주는 KT(51%)와 네이버(49%)다.", &expected);
}

#[test]
fn affiliates_and_plans_are_no_ownership() {
    for text in ["KT는 계열사 SK브로드밴드와 일한다.", "SK브로드밴드는 KT의 자회사로 편입된다."]
    {
        check(text, &[]);
    }
}
