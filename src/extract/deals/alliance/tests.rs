//! Memberships of small articles, one behaviour each.

use crate::extract::sample::deals;

/// The memberships of a text about 글로벌 텔코 AI 얼라이언스 as `STATUS NAME ROLE`.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = deals(text)
        .iter()
        .filter_map(|d| d.strip_prefix("membership "))
        .map(|d| d.replace(": 글로벌 텔코 AI 얼라이언스 alliance,", ""))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn an_alliance_lists_its_members() {
    let expected = ["completed KT member", "completed 네이버 member"];
    check("글로벌 텔코 AI 얼라이언스에는 KT와 네이버가 참여하고 있다.", &expected);
    check("글로벌 텔코 AI 얼라이언스는 KT와 네이버로 짜였다.", &expected);
    check("글로벌 텔코 AI 얼라이언스는 KT와 네이버를 회원사로 두고 있다.", &expected);
    check("글로벌 텔코 AI 얼라이언스 회원사는 KT, 네이버 등이다.", &expected);
    check("글로벌 텔코 AI 얼라이언스에 참여하는 기업은 KT, 네이버 등이다.", &expected);
}

#[test]
fn founders_are_members() {
    let expected = ["completed KT member", "completed 네이버 member"];
    check("KT는 네이버와 글로벌 텔코 AI 얼라이언스를 띄웠다.", &expected);
    check("KT가 네이버와 만든 글로벌 텔코 AI 얼라이언스가 있다.", &expected);
    check("글로벌 텔코 AI 얼라이언스가 있다. KT가 네이버와 결성한 모임이다.", &expected);
}

#[test]
fn a_member_can_stand_after_the_word() {
    check("글로벌 텔코 AI 얼라이언스에 참여한 KT는 웃었다.", &["completed KT member"]);
    check("글로벌 텔코 AI 얼라이언스 회원사인 KT는 칩을 공개한다.", &["completed KT member"]);
}

#[test]
fn an_alliance_is_pointed_to() {
    let expected = ["completed KT member"];
    check("글로벌 텔코 AI 얼라이언스가 출범했다. 이 모임에는 KT가 참여하고 있다.", &expected);
    check("글로벌 텔코 AI 얼라이언스가 출범했다. KT도 창립 멤버로 이름을 올렸다.", &expected);
}

#[test]
fn leaders_lead() {
    let expected = ["completed KT lead"];
    check("KT가 이끄는 글로벌 텔코 AI 얼라이언스가 있다.", &expected);
    check("글로벌 텔코 AI 얼라이언스의 의장사는 KT다.", &expected);
    check("KT를 축으로 글로벌 텔코 AI 얼라이언스가 움직인다.", &expected);
}

#[test]
fn those_who_leave_are_no_longer_members() {
    check("KT는 글로벌 텔코 AI 얼라이언스에서 탈퇴했다.", &["ended KT member"]);
}

#[test]
fn a_list_of_lines_names_members() {
    let text = "글로벌 텔코 AI 얼라이언스가 출범했다. 참여사는 다음과 같다.\n▲통신 : KT\n▲포털 : 네이버";
    check(text, &["completed KT member", "completed 네이버 member"]);
}

#[test]
fn other_parts_of_an_alliance_are_no_membership() {
    for text in [
        "글로벌 텔코 AI 얼라이언스는 KT와 함께 AI 칩을 만들었다.",
        "글로벌 텔코 AI 얼라이언스에 KT는 참여하지 않는다.",
        "글로벌 텔코 AI 얼라이언스가 있다. KT는 행사에 참여했다.",
        "글로벌 텔코 AI 얼라이언스가 있다. 네이버는 새 투자에 주주로 참여했다.",
        "KT가 있다. 글로벌 기업들도 글로벌 텔코 AI 얼라이언스에 참여한다.",
    ] {
        check(text, &[]);
    }
}
