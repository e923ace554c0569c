//! Texts that no editor would print: for tests, that nothing breaks, and for the benchmark, that time stays linear.

pub mod random;

use random::Random;

/// A kind of odd text: its name, and what makes about `n` bytes of it.
pub struct Shape {
    pub name: &'static str,
    pub make: fn(usize) -> String,
}

/// Every kind.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "one line of sentences", make: |n| fill("KT는 네이버와 협력한다고 유영상 대표가 밝혔다. ", n)
    },
    Shape {
        name: "one line without an end of sentence",
        make: |n| fill("KT와 네이버는 카카오에 100억원을 투자하고 ", n),
    },
    Shape { name: "names in a list", make: |n| fill("KT, ", n) },
    Shape { name: "one word", make: |n| fill("삼성전자가", n) },
    Shape { name: "names that could be", make: |n| fill("그룹은 ", n) },
    Shape { name: "plurals", make: |n| fill("3사", n) },
    Shape { name: "nested brackets", make: |n| fill("KT(", n / 2) + &fill(")", n / 2) },
    Shape { name: "nested quotes", make: |n| fill("\"‘", n) },
    Shape { name: "lists in quotes", make: |n| fill("‘KT·", n) },
    Shape { name: "short lines", make: |n| fill("KT가 협력했다.\n", n) },
    Shape { name: "sums and dates", make: |n| fill("지난해 3월 5일 1조2000억원에 지분 5%를 ", n) },
    Shape { name: "digits", make: |n| fill("1234567890", n) },
    Shape { name: "right to left", make: |n| fill("KT\u{202e}와 \u{200f}네이버는 ", n) },
    Shape { name: "pieces", make: |n| until(n, piece) },
    Shape { name: "any Unicode", make: |n| until(n, character) },
];

fn fill(unit: &str, n_bytes: usize) -> String {
    unit.repeat(n_bytes / unit.len() + 1)
}

fn until(n_bytes: usize, part: fn(&mut Random, &mut String)) -> String {
    let (mut random, mut text) = (Random::default(), String::new());
    while text.len() < n_bytes {
        part(&mut random, &mut text);
    }
    text
}

/// Any character there is, those of Hangul as often as all others.
pub fn character(random: &mut Random, text: &mut String) {
    let code = if random.below(2) == 0 { 0xac00 + random.below(11_172) } else { random.below(0x11_0000) };
    text.extend(u32::try_from(code).ok().and_then(char::from_u32));
}

/// Something of the kind that articles are made of, or a sign that has no place there.
pub fn piece(random: &mut Random, text: &mut String) {
    text.push_str(PIECES[random.below(PIECES.len())]);
}

/// Pieces that meet in odd ways.
const PIECES: &[&str] = &[
    "KT",
    "SK텔레콤",
    "삼성전자",
    "유영상",
    "대표",
    "(",
    ")",
    "((",
    "‘",
    "’",
    "“",
    "\"",
    "·",
    ",",
    " ",
    " ",
    "\n",
    ".",
    "는",
    "와",
    "에",
    "을",
    "의",
    "이하",
    "업무협약을 체결했다",
    "투자했다",
    "지분 5%를",
    "3사",
    "양사",
    "이들",
    "얼라이언스",
    "스타트업 ",
    "㈜",
    "CES 2024",
    "2024년 6월",
    "100억원",
    "\u{202e}",
    "\u{200f}",
    "\u{200b}",
    "\u{0301}",
    "\u{feff}",
    "ﬁ",
    "🦀",
    "中",
    "ᄒ",
    "ㅎ",
    "é",
    "\u{1F468}\u{200D}\u{1F469}",
    "\t",
    "１",
    "%",
    "글로벌 텔코 AI 얼라이언스(GTAA)",
];
