//! Extraction over whole articles: what holds for any text, however odd.

use hapjong::{
    article::{
        Article,
        load::{from_bytes, samples},
    },
    export::jsonl,
    extract::{ArticleFacts, Extractor, extract},
    pipeline::{Watch, read_articles},
};
use rayon::ThreadPoolBuilder;
use std::{path::Path, sync::LazyLock};

pub static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let (extractor, warnings) = Extractor::load();
    assert_eq!(warnings, []);
    extractor
});

/// The sample articles and those of the gold set.
fn articles() -> Vec<Article> {
    let mut articles = samples().0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/train");
    let (files, _) = hapjong::article::load::find(&[folder]);
    articles.extend(files.iter().map(|file| hapjong::article::load::load(file).unwrap().0));
    assert!(articles.len() > 50);
    articles
}

fn article(text: &str) -> Option<Article> {
    from_bytes("t.txt", "t.txt", text.as_bytes()).ok().map(|(article, _)| article)
}

/// Every span names what it stands for, every index leads somewhere, every deal has parties and evidence.
fn assert_sound(article: &Article, facts: &ArticleFacts) {
    let text = &article.text;
    for entity in &facts.entities {
        assert!(!entity.name.is_empty() && !entity.mentions.is_empty());
        assert!(entity.mentions.is_sorted() && entity.mentions.windows(2).all(|two| !two[0].overlaps(two[1])));
        for span in &entity.mentions {
            let surface = span.of(text);
            let is_form = entity.name == surface || entity.aliases.iter().any(|alias| alias == surface);
            assert!(is_form, "{}: {surface:?} is no form of {}", article.file, entity.name);
        }
        assert!(entity.org.is_none_or(|org| facts.entities[org].kind.is_organisation()));
    }
    for deal in &facts.deals {
        assert!(deal.parties.len() >= 2 && deal.parties.iter().all(|party| party.entity < facts.entities.len()));
        assert!((0.0..=1.0).contains(&deal.confidence) && !deal.evidence.is_empty());
        for span in &deal.evidence {
            let sentence = span.of(text);
            let line = article.lines.iter().find(|line| line.span.contains(*span));
            assert!(!sentence.is_empty() && sentence.trim() == sentence && line.is_some(), "{}", article.file);
        }
    }
}

#[test]
fn spans_name_what_they_stand_for() {
    for article in articles() {
        assert_sound(&article, &extract(&article, &EXTRACTOR));
    }
}

#[test]
fn evidence_is_a_sentence() {
    for article in articles() {
        let sentences = |line: &hapjong::article::Line| hapjong::text::sentence::sentences(&article.text, line.span);
        let sentences: Vec<_> = article.lines.iter().flat_map(sentences).collect();
        for deal in extract(&article, &EXTRACTOR).deals {
            assert!(deal.evidence.iter().all(|span| sentences.contains(span)), "{}", article.file);
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines = |n_threads| {
        let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        let watch = Watch { progress: &|_, _| (), cancelled: &|| false };
        let reads = pool.install(|| read_articles(articles(), &EXTRACTOR, &watch));
        reads.iter().map(|read| jsonl::line(read, 0.0)).collect::<Vec<_>>()
    };
    let one = lines(1);
    assert!(one.iter().any(|line| line.contains("업무협약")));
    assert_eq!(one, lines(2));
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
    "\0",
    "\t",
    "１",
    "%",
    "글로벌 텔코 AI 얼라이언스(GTAA)",
];

#[test]
fn odd_texts_are_read_without_harm() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % n as u64) as usize
    };
    let mut n_read = 0;
    for _ in 0..400 {
        let text: String = (0..next(60)).map(|_| PIECES[next(PIECES.len())]).collect();
        let Some(article) = article(&text) else { continue };
        n_read += 1;
        assert_sound(&article, &extract(&article, &EXTRACTOR));
    }
    assert!(n_read > 200, "{n_read}");
}

/// Lines as long as a book: what is last in them is found too. Work that grows with the square of the length would
/// take hours here.
#[test]
fn long_lines_are_read_to_their_end() {
    let units = [
        "KT는 네이버와 협력한다고 유영상 대표가 밝혔다. ",
        "KT(",
        "삼성전자가",
        "\"‘",
        "KT, ",
        "그룹은 ",
        "3사",
        "‘KT·",
        "\u{202e}",
    ];
    for unit in units {
        let text = format!("{} 카카오가 협력한다고 밝혔다.", unit.repeat(300_000 / unit.len()));
        let article = article(&text).unwrap();
        let facts = extract(&article, &EXTRACTOR);
        assert_sound(&article, &facts);
        let last = facts.entities.iter().flat_map(|entity| &entity.mentions).max().unwrap();
        assert_eq!(last.of(&article.text), "카카오", "{unit}");
    }
}
