//! Sums of money: `1000만달러`, `약 2조 4,000억 원`, `4375억여원`, `US$3억`.
//!
//! A sum in brackets behind another one is its conversion and no second sum. Not read: sums without digits but for
//! `백만달러` and the like, sums without a currency.

use crate::{article::pattern::Pattern, text::Span};
use std::{collections::BTreeMap, sync::LazyLock};

/// A sum of money as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// Where the words stand.
    pub span: Span,
    /// The words, without what qualifies them (약, 총, 규모).
    pub text: String,
    /// In units of `currency`; of a range the lower end.
    pub value: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// True if the text says about, up to, more than, or gives a range.
    pub approximate: bool,
}

/// Groups: symbol, number, unit in Latin letters, currency word.
struct Forms {
    sum: Pattern,
    codes: BTreeMap<&'static str, &'static str>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let (mut codes, mut words, mut symbols) = (BTreeMap::new(), Vec::new(), Vec::new());
    for row in include_str!("../../../assets/lexicon/currencies.tsv").lines().skip(1) {
        let mut cells = row.split('\t');
        let (Some(code), Some(forms), Some(signs)) = (cells.next(), cells.next(), cells.next()) else { continue };
        words.extend(forms.split('|'));
        symbols.extend(signs.split('|'));
        codes.extend(forms.split('|').chain(signs.split('|')).map(|form| (form, code)));
    }
    // The regex takes the first alternative that fits: longer ones must come first.
    let alternatives = |forms: &mut Vec<&str>| {
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.iter().map(|form| form.replace('$', "\\$")).collect::<Vec<_>>().join("|")
    };
    let (words, symbols) = (alternatives(&mut words), alternatives(&mut symbols));
    let number = "(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?";
    let part = format!("(?:(?:{number} ?[십백천] ?){{0,3}}(?:{number})? ?여? ?[십백천]?(?:만|억|조|경))");
    let sum = format!("(?:{part}(?: ?{part})*(?: ?{number})?|{number}|(?:십|백|천)(?:만|억|조))");
    let unit = "million|billion|trillion|bn|mn|[MB]";
    let range = format!("{sum}(?:원|달러)? ?[~∼–-] ?");
    let pattern = format!("(?:({symbols}) ?)?((?:{range})?{sum})(?: ?({unit}))?여?(?: ?({words}|{symbols}))?");
    Forms { sum: Pattern::new(&pattern), codes }
});
/// What ends a currency word: anything but a syllable that makes another word of it (엔비디아, 원팀).
const AFTER_CURRENCY: &str = "을를이은는가의에로으과와도만씩대규어짜상정여투까부보초미선안수였인라며고지나";
static ABOUT_BEFORE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new("(?:약|최대|최소|최고|무려|대략|거의|한화|수준인) ?$"));
static ABOUT_AFTER: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new("^ ?(?:대|가량|안팎|내외|이상|이하|정도|수준|이내|초과|미만|남짓|넘|넘게)"));
static CONVERSION: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "^(?: ?(?:규모|가량|상당|정도|안팎))? ?[(\\[](?:현재 환율 |환율 )?(?:기준 )?(?:약|한화|원화|미화|우리 ?돈|달러화|환산|으로|로|,| )*$",
    )
});

/// The sums of money in `text`, from left to right.
pub fn money(text: &str) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    let mut last_end = None;
    for groups in FORMS.sum.captures_iter(text) {
        let (Some(whole), Some(number)) = (groups.get(0), groups.get(2)) else { continue };
        let symbol = groups.get(1).or_else(|| groups.get(4));
        let Some(symbol) = symbol.filter(|_| stands_alone(text, whole.range(), groups.get(4).is_some())) else {
            continue;
        };
        let Some(currency) = FORMS.codes.get(symbol.as_str()) else { continue };
        let span = Span::new(whole.start(), whole.end());
        let is_conversion =
            last_end.is_some_and(|end| text.get(end..span.start).is_some_and(|gap| CONVERSION.is_match(gap)));
        last_end = Some(span.end);
        if is_conversion {
            continue;
        }
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let is_range = number.as_str().contains(['~', '∼', '–', '-']);
        sums.push(Money {
            span,
            text: span.of(text).to_owned(),
            value: value(number.as_str(), groups.get(3).map_or("", |unit| unit.as_str())),
            currency: (*currency).to_owned(),
            approximate: is_range
                || span.of(text).contains('여')
                || ABOUT_BEFORE.is_match(before)
                || ABOUT_AFTER.is_match(after),
        });
    }
    sums
}

/// True if the match is no part of a longer number or word.
fn stands_alone(text: &str, range: std::ops::Range<usize>, ends_in_currency: bool) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let begins = before.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | ',' | '수' | '몇'));
    let matched = &text[range.clone()];
    let latin = matched.ends_with(|c: char| c.is_ascii());
    let ends = match after {
        None => true,
        Some(c) if latin => !c.is_ascii_alphanumeric(),
        Some(c) => !('가'..='힣').contains(&c) || AFTER_CURRENCY.contains(c),
    };
    // `5원칙`, `1원인`: without a large unit only what cannot begin another word may follow.
    let small = ends_in_currency && !matched.contains(['만', '억', '조', '천', '백']);
    begins && ends && !(small && after.is_some_and(|c| "인가상정부선보투미수".contains(c)))
}

/// The value of a number with Korean and Latin units; of a range its first number.
fn value(number: &str, unit: &str) -> f64 {
    let first = number.split(['~', '∼', '–', '-']).next().unwrap_or_default();
    let borrowed = if first.contains(['만', '억', '조', '경']) { "" } else { unit_of(number) };
    let (mut sum, mut small, mut digits) = (0.0, 0.0, String::new());
    for c in first.chars().chain(borrowed.chars()) {
        match c {
            '0'..='9' | '.' => digits.push(c),
            '십' | '백' | '천' => {
                let unit = match c {
                    '십' => 1e1,
                    '백' => 1e2,
                    _ => 1e3,
                };
                small += digits.parse().unwrap_or(1.0) * unit;
                digits.clear();
            }
            '만' | '억' | '조' | '경' => {
                let large = match c {
                    '만' => 1e4,
                    '억' => 1e8,
                    '조' => 1e12,
                    _ => 1e16,
                };
                let ones = digits.parse().unwrap_or(if small == 0.0 { 1.0 } else { 0.0 });
                sum += (small + ones) * large;
                small = 0.0;
                digits.clear();
            }
            _ => {}
        }
    }
    let latin = match unit {
        "trillion" => 1e12,
        "billion" | "bn" | "B" => 1e9,
        "million" | "mn" | "M" => 1e6,
        _ => 1.0,
    };
    let ones: f64 = digits.parse().unwrap_or(0.0);
    ((sum + small + ones) * latin * 100.0).round() / 100.0
}

/// The Korean units at the end of a range, which its first number leaves out: `10~20억달러`.
fn unit_of(number: &str) -> &str {
    number.rfind(|c: char| c.is_ascii_digit()).map_or("", |at| number[at + 1..].trim_start())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, f64, &str)]) {
        let found = money(text);
        let found: Vec<_> = found.iter().map(|sum| (sum.text.as_str(), sum.value, sum.currency.as_str())).collect();
        assert_eq!(found, expected, "{text}");
        assert!(money(text).iter().all(|sum| sum.span.of(text) == sum.text));
    }

    #[test]
    fn korean_units_are_read() {
        check("1000만달러를 투자", &[("1000만달러", 1e7, "USD")]);
        check("3000억원 규모 지분", &[("3000억원", 3e11, "KRW")]);
        check("2조4000억원을", &[("2조4000억원", 2.4e12, "KRW")]);
        check("9,559억원", &[("9,559억원", 9.559e11, "KRW")]);
        check("1.2조원에", &[("1.2조원", 1.2e12, "KRW")]);
        check("1억5천만달러", &[("1억5천만달러", 1.5e8, "USD")]);
        check("8억8000만달러", &[("8억8000만달러", 8.8e8, "USD")]);
        check("5천억원대", &[("5천억원", 5e11, "KRW")]);
        check("1천500억원씩", &[("1천500억원", 1.5e11, "KRW")]);
        check("3천2백억원", &[("3천2백억원", 3.2e11, "KRW")]);
        check("백만달러", &[("백만달러", 1e6, "USD")]);
        check("주당 15만원", &[("15만원", 1.5e5, "KRW")]);
        check("주당 7만8500원에", &[("7만8500원", 78500.0, "KRW")]);
    }

    #[test]
    fn spaces_and_other_currencies_are_read() {
        check("약 2조 4,000억 원을", &[("2조 4,000억 원", 2.4e12, "KRW")]);
        check("40억 달러", &[("40억 달러", 4e9, "USD")]);
        check(
            "3억유로, 500억엔, 100만위안",
            &[("3억유로", 3e8, "EUR"), ("500억엔", 5e10, "JPY"), ("100만위안", 1e6, "CNY")],
        );
        check("2억 홍콩달러", &[("2억 홍콩달러", 2e8, "HKD")]);
    }

    #[test]
    fn signs_before_the_number_are_read() {
        check("$1억를", &[("$1억", 1e8, "USD")]);
        check("US$3억", &[("US$3억", 3e8, "USD")]);
        check("$100M 투자", &[("$100M", 1e8, "USD")]);
        check("€2.5 billion", &[("€2.5 billion", 2.5e9, "EUR")]);
        check("1000만 USD", &[("1000만 USD", 1e7, "USD")]);
    }

    #[test]
    fn a_conversion_in_brackets_is_no_second_sum() {
        check("2억3000만달러(약 3100억원) 이상", &[("2억3000만달러", 2.3e8, "USD")]);
        check("1억달러 (한화 약 1300억원)", &[("1억달러", 1e8, "USD")]);
        check("1억달러(현재 환율 기준 약 1300억원)", &[("1억달러", 1e8, "USD")]);
        check("1억달러, 1300억원", &[("1억달러", 1e8, "USD"), ("1300억원", 1.3e11, "KRW")]);
    }

    #[test]
    fn approximate_sums_say_so() {
        let about = |text: &str| money(text)[0].approximate;
        assert!(about("약 7조원") && about("4375억여원") && about("3100억원 이상") && about("2조원대"));
        assert!(!about("3000억원 규모") && !about("총 5000억원"));
        check("4375억여원", &[("4375억여원", 4.375e11, "KRW")]);
        check("100여억원", &[("100여억원", 1e10, "KRW")]);
    }

    #[test]
    fn a_range_counts_from_its_lower_end() {
        check("10억~20억달러", &[("10억~20억달러", 1e9, "USD")]);
        check("10~20억달러", &[("10~20억달러", 1e9, "USD")]);
        assert!(money("5000억∼6000억원")[0].approximate);
    }

    #[test]
    fn what_is_no_money_is_left() {
        for text in [
            "10만 엔비디아 GPU",
            "3 원팀",
            "GPU 5만장",
            "110개국 800여 통신사",
            "수천억원",
            "5원칙",
            "H100원",
            "1만 프랑스인",
            "2024년",
        ] {
            check(text, &[]);
        }
    }
}
