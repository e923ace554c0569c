//! Texts nobody would print are read without harm: no panic, spans that name what they stand for, nothing lost.
//! Larger ones are in the benchmark, which also prints how time grows.

use crate::{
    extract::{EXTRACTOR, assert_sound},
    shapes::{SHAPES, piece, random::Random},
};
use hapjong::{
    article::{
        Article,
        load::{from_bytes, samples},
    },
    extract::{ArticleFacts, extract},
};

fn read(bytes: &[u8]) -> Option<(Article, ArticleFacts)> {
    let article = from_bytes("t.txt", "t.txt", bytes).ok()?.0;
    let facts = extract(&article, &EXTRACTOR);
    assert_sound(&article, &facts);
    Some((article, facts))
}

#[test]
fn odd_texts_are_read_without_harm() {
    let mut random = Random::default();
    let mut n_read = 0;
    for _ in 0..400 {
        let mut text = String::new();
        (0..random.below(60)).for_each(|_| piece(&mut random, &mut text));
        n_read += usize::from(read(text.as_bytes()).is_some());
    }
    assert!(n_read > 200, "{n_read}");
}

#[test]
fn odd_texts_of_every_shape_are_read_without_harm() {
    for shape in SHAPES {
        assert!(read((shape.make)(20_000).as_bytes()).is_some(), "{}", shape.name);
    }
}

#[test]
fn brackets_in_ten_thousand_brackets_are_read_without_harm() {
    for (open, close) in [("(", ")"), ("KT(", ")"), ("‘KT(", ")’"), ("[", "]"), ("“‘", "’”"), ("<", ">")] {
        let text = format!("{}네이버{}는 KT와 협력한다.", open.repeat(10_000), close.repeat(10_000));
        assert!(read(text.as_bytes()).is_some(), "{open}");
    }
}

#[test]
fn files_cut_off_within_a_character_are_read() {
    let mut random = Random::default();
    for article in samples().0 {
        let bytes = article.text.as_bytes();
        for _ in 0..3 {
            let end = 200 + random.below(bytes.len() - 200);
            assert!(read(&bytes[..end]).is_some(), "{} up to {end}", article.file);
        }
    }
}

#[test]
fn files_with_wrong_bytes_are_refused_or_read_without_harm() {
    let mut random = Random::default();
    for article in samples().0 {
        let mut bytes = article.text.into_bytes();
        for _ in 0..3 {
            let (at, start) = (random.below(bytes.len()), random.below(bytes.len()));
            bytes[at] = random.below(256) as u8;
            read(&bytes[start..]);
        }
    }
}

/// What is last in a line as long as a book is found, too. Work that grows with the square of the length would take
/// minutes here.
#[test]
fn long_lines_are_read_to_their_end() {
    for shape in SHAPES.iter().filter(|shape| !matches!(shape.name, "pieces" | "any Unicode")) {
        let text = format!("{} 카카오가 협력한다고 밝혔다.", (shape.make)(100_000));
        let (article, facts) = read(text.as_bytes()).unwrap();
        let last = facts.entities.iter().flat_map(|entity| &entity.mentions).max().unwrap();
        assert_eq!(last.of(&article.text), "카카오", "{}", shape.name);
    }
}
