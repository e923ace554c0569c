//! One small test a form.

use super::*;

/// The dates of `text` as `words=value`, published on 2024-10-11 unless told otherwise.
fn found(text: &str, published: Option<&str>, context: Option<&str>) -> Vec<String> {
    let date = |text: &str| text.parse::<PartialDate>().unwrap();
    let whens = dates(text, published.map(date), context.map(date));
    assert!(whens.iter().all(|when| when.span.of(text) == when.text));
    let value = |when: &When| when.value.map_or("-".to_owned(), |value| value.to_string());
    whens.iter().map(|when| format!("{}={}", when.text, value(when))).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text, Some("2024-10-11"), None), expected, "{text}");
}

#[test]
fn absolute_dates() {
    check("2024년 6월 19일", &["2024년 6월 19일=2024-06-19"]);
    check("2023년 12월 합병", &["2023년 12월=2023-12"]);
    check("2018년부터", &["2018년=2018"]);
    check("2025년 1분기", &["2025년 1분기=2025-Q1"]);
    check("2021년 하반기", &["2021년 하반기=2021"]);
    check("2024년 말", &["2024년 말=2024"]);
    check("2021.3.16 체결", &["2021.3.16=2021-03-16"]);
    check("2021-03-16", &["2021-03-16=2021-03-16"]);
    check("’24년에", &["’24년=2024"]);
    check("'23년 5월", &["'23년 5월=2023-05"]);
    check("23년 5월 3일", &["23년 5월 3일=2023-05-03"]);
    check("2023년 2월 30일", &["2023년 2월 30일=-"]);
}

#[test]
fn years_told_by_words() {
    check("지난해 11월 출범", &["지난해 11월=2023-11"]);
    check("지난해 7월 27일", &["지난해 7월 27일=2023-07-27"]);
    check("작년에", &["작년=2023"]);
    check("재작년 3월", &["재작년 3월=2022-03"]);
    check("올해 3월", &["올해 3월=2024-03"]);
    check("올해 초", &["올해 초=2024"]);
    check("올해 안에", &["올해 안=2024"]);
    check("올 상반기", &["올 상반기=2024"]);
    check("올 3월", &["올 3월=2024-03"]);
    check("내년 1분기", &["내년 1분기=2025-Q1"]);
    check("내년 상반기", &["내년 상반기=2025"]);
    check("전년 대비", &[]);
}

#[test]
fn months_told_by_words() {
    check("지난달", &["지난달=2024-09"]);
    check("지난달 17일에는", &["지난달 17일=2024-09-17"]);
    check("지난 달 초", &["지난 달 초=2024-09"]);
    check("이달 4일", &["이달 4일=2024-10-04"]);
    check("다음 달 4~5일", &["다음 달 4~5일=2024-11"]);
    check("이달 3~6일", &["이달 3~6일=2024-10"]);
    check("다음달 4일과 5일", &["다음달 4일=2024-11-04", "5일=2024-10-05"]);
    check("내달", &["내달=2024-11"]);
    check("이달 초", &["이달 초=2024-10"]);
    assert_eq!(found("지난달 27일", Some("2025-01-03"), None), ["지난달 27일=2024-12-27"]);
}

#[test]
fn months_before_and_after() {
    check("지난 6월", &["지난 6월=2024-06"]);
    check("지난 12월", &["지난 12월=2023-12"]);
    check("지난 10월", &["지난 10월=2023-10"]);
    check("지난 10월 5일", &["지난 10월 5일=2024-10-05"]);
    check("지난 6월 3일(현지시간)", &["지난 6월 3일(현지시간)=2024-06-03"]);
    check("오는 9월", &["오는 9월=2025-09"]);
    check("오는 12월", &["오는 12월=2024-12"]);
    check("8월 18일 본계약", &["8월 18일=2024-08-18"]);
    check("지난해 9월 계약, 12월 설립", &["지난해 9월=2023-09", "12월=2023-12"]);
}

#[test]
fn days_before_and_after() {
    check("지난 12일(현지시간)", &["지난 12일(현지시간)=2024-09-12"]);
    check("지난 1일", &["지난 1일=2024-10-01"]);
    check("오는 24일", &["오는 24일=2024-10-24"]);
    check("11일 체결", &["11일=2024-10-11"]);
    check("7일 이사회를", &["7일=2024-10-07"]);
    check("24일 공개한다", &["24일=2024-10-24"]);
    check("18일(현지 시간) 열린", &["18일(현지 시간)=2024-10-18"]);
    check("지난 7일부터 26일까지", &["지난 7일=2024-10-07", "26일=2024-10-26"]);
    assert_eq!(found("30일 체결", Some("2024-10-02"), None), ["30일=2024-09-30"]);
    assert_eq!(found("31일 체결", Some("2024-10-02"), None), ["31일=2024-10-31"]);
    assert_eq!(found("13일", Some("2024-10"), None), ["13일=-"]);
}

#[test]
fn days_told_by_those_before() {
    check("지난달 4일 만났다. 이날 계약했다.", &["지난달 4일=2024-09-04", "이날=2024-09-04"]);
    check("이날 밝혔다", &["이날=2024-10-11"]);
    assert_eq!(found("같은 날", Some("2024-10-11"), Some("2024-09-27")), ["같은 날=2024-09-27"]);
    assert_eq!(found("같은 달 30일", Some("2024-09-23"), Some("2024-04-09")), ["같은 달 30일=2024-04-30"]);
    assert_eq!(found("같은 해 8월", Some("2021-06-22"), Some("2020-03")), ["같은 해 8월=2020-08"]);
    assert_eq!(found("이듬해 3월", Some("2021-06-22"), Some("2018-03")), ["이듬해 3월=2019-03"]);
    check("2019년 9월 세웠고 이듬해 끝났다", &["2019년 9월=2019-09", "이듬해=2020"]);
}

#[test]
fn neighbouring_days() {
    check("전날 만났다", &["전날=2024-10-10"]);
    assert_eq!(found("전날", Some("2024-10-11"), Some("2024-09-27")), ["전날=2024-09-26"]);
    assert_eq!(found("이튿날", Some("2024-10-11"), Some("2024-09-30")), ["이튿날=2024-10-01"]);
    check("어제 그리고 오늘", &["어제=2024-10-10", "오늘=2024-10-11"]);
}

#[test]
fn weeks() {
    check("지난주 체결", &["지난주=-"]);
    assert_eq!(found("지난주", Some("2024-10-25"), None), ["지난주=2024-10"]);
    check("지난주 금요일", &["지난주 금요일=2024-10-04"]);
    check("지난 금요일", &["지난 금요일=2024-10-04"]);
    check("다음 주총에서", &[]);
}

#[test]
fn quarters_and_halves() {
    check("3분기 매출", &["3분기=2024-Q3"]);
    check("지난 4분기", &["지난 4분기=2023-Q4"]);
    check("연내 출시", &["연내=2024"]);
    check("하반기에", &["하반기=2024"]);
    check("분기점", &[]);
    assert_eq!(found("4분기만", Some("2024-02-08"), None), ["4분기=2023-Q4"]);
}

#[test]
fn times_apart() {
    check("3년 전", &["3년 전=2021"]);
    check("두 달 전부터", &["두 달 전=2024-08"]);
    check("6개월 전", &["6개월 전=2024-04"]);
    check("사흘 전에", &["사흘 전=2024-10-08"]);
    assert_eq!(found("4개월 뒤에는", Some("2021-04-21"), Some("2020-02-20")), ["4개월 뒤=2020-06"]);
    check("2019년 세웠다. 3년 뒤 팔았다.", &["2019년=2019", "3년 뒤=2022"]);
}

#[test]
fn without_publication_only_named_years_count() {
    let found = |text: &str| found(text, None, None);
    assert_eq!(
        found("지난달 지난 6월 지난 5일 11일 이날 올해 8월 3년 전"),
        ["지난달=-", "지난 6월=-", "지난 5일=-", "11일=-", "이날=-", "올해 8월=-", "3년 전=-"]
    );
    assert_eq!(
        found("2022년 10월 4일 계약했다. 이날 발표했다. 같은 달 12월"),
        ["2022년 10월 4일=2022-10-04", "이날=2022-10-04", "같은 달=2022-10", "12월=2022-12"]
    );
}

#[test]
fn saying_is_told_from_happening() {
    let report =
        |text: &str| dates(text, "2024-07-14".parse().ok(), None).iter().map(|when| when.is_report).collect::<Vec<_>>();
    assert_eq!(report("지난 12일 개최했다고 14일 밝혔다."), [false, true]);
    assert_eq!(report("14일 업계에 따르면 KT는 나섰다."), [true]);
    assert_eq!(report("열었다고 14일 전했다."), [true]);
    assert_eq!(report("14일 업무협약을 체결했다고 밝혔다."), [false]);
    assert_eq!(found("지난 12일 개최했다고 14일 밝혔다. 이날", Some("2024-07-14"), None)[2], "이날=2024-07-12");
}

#[test]
fn what_is_no_date_is_left() {
    for text in [
        "5년간",
        "3년 만에",
        "10일 만에",
        "2010년대",
        "5년 전략적 제휴",
        "제1일",
        "13억명",
        "5G",
        "3개월간",
        "CES 2024",
        "오늘의집",
        "100일째",
        "모레와",
    ] {
        check(text, &[]);
    }
}
