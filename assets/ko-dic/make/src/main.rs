//! Remakes `ko-dic.zst`: `ko-dic-make SOURCES METADATA FREQUENCIES WORK OUT`.
//!
//! Three steps: build lindera's dictionary from the CSV and DEF files in SOURCES, cut its word details to the four
//! fields that Hapjong reads, and pack the nine files into one zstd frame. WORK is a folder for what lies between.

use lindera_dictionary::{builder::DictionaryBuilder, dictionary::metadata::Metadata};
use std::{
    collections::HashMap,
    error::Error,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The files of a dictionary, in the order in which they are packed and read.
const FILES: [&str; 9] = [
    "metadata.json",
    "char_def.bin",
    "unk.bin",
    "matrix.mtx",
    "dict.trie",
    "dict.valsidx",
    "dict.vals",
    "dict.wordsidx",
    "dict.words",
];
/// The word details that are kept: tag, semantic class, type, decomposition.
const KEPT: [usize; 4] = [0, 1, 4, 7];
/// Their names in lindera's schema, behind the four that every entry has.
const SCHEMA: [&str; 8] =
    ["surface", "left_context_id", "right_context_id", "cost", "part_of_speech_tag", "meaning", "type", "expression"];

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [sources, metadata, frequencies, work, out] = &arguments[..] else {
        return Err("usage: ko-dic-make SOURCES METADATA FREQUENCIES WORK OUT".into());
    };
    let (full, cut) = (work.join("full"), work.join("cut"));
    build(sources, metadata, frequencies, &full)?;
    trim(&full, &cut)?;
    pack(&cut, out)
}

/// Builds lindera's dictionary in `full`.
fn build(sources: &Path, metadata: &Path, frequencies: &Path, full: &Path) -> Outcome {
    fs::create_dir_all(full)?;
    let metadata: Metadata = serde_json::from_slice(&fs::read(metadata)?)?;
    let builder = DictionaryBuilder::new(metadata).with_context_id_freq(frequencies);
    builder.build_dictionary(sources, full).map_err(|error| error.to_string().into())
}

/// Writes the dictionary in `full` to `cut` with only the kept details; words with equal details share one record.
fn trim(full: &Path, cut: &Path) -> Outcome {
    fs::create_dir_all(cut)?;
    let dictionary = lindera::dictionary::load_dictionary(&full.to_string_lossy())?;
    let words = &dictionary.prefix_dictionary;
    let (mut records, mut starts) = (Vec::new(), Vec::new());
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut new_number = Vec::with_capacity(words.word_count());
    for id in 0..words.word_count() {
        let details: Vec<&str> = dictionary.word_details_iter(id).collect();
        let record = KEPT.map(|field| details[field]).join("\0");
        let next = numbers.len() as u32;
        new_number.push(*numbers.entry(record).or_insert_with_key(|record| {
            starts.extend((records.len() as u32).to_le_bytes());
            records.extend((record.len() as u32).to_le_bytes());
            records.extend(record.as_bytes());
            next
        }));
    }
    // Each value is ten bytes: the word's number, its cost, its two context ids.
    let mut values = words.vals_data.to_vec();
    for value in values.as_chunks_mut::<10>().0 {
        let id = u32::from_le_bytes([value[0], value[1], value[2], value[3]]);
        value[..4].copy_from_slice(&new_number[id as usize].to_le_bytes());
    }
    for file in ["dict.trie", "dict.valsidx", "matrix.mtx", "char_def.bin", "unk.bin"] {
        fs::copy(full.join(file), cut.join(file))?;
    }
    let mut metadata: serde_json::Value = serde_json::from_slice(&fs::read(full.join("metadata.json"))?)?;
    metadata["dictionary_schema"]["fields"] = serde_json::json!(SCHEMA);
    fs::write(cut.join("metadata.json"), serde_json::to_vec(&metadata)?)?;
    fs::write(cut.join("dict.vals"), values)?;
    fs::write(cut.join("dict.words"), records)?;
    fs::write(cut.join("dict.wordsidx"), starts)?;
    println!("{} words share {} records", new_number.len(), numbers.len());
    Ok(())
}

/// Packs the dictionary in `cut`: nine little-endian lengths, then the nine files, as one zstd frame.
fn pack(cut: &Path, out: &Path) -> Outcome {
    let (mut packed, mut bodies) = (Vec::new(), Vec::new());
    for file in FILES {
        let body = fs::read(cut.join(file))?;
        packed.extend((body.len() as u32).to_le_bytes());
        bodies.extend(body);
    }
    packed.extend(bodies);
    let mut encoder = zstd::Encoder::new(Vec::new(), 19)?;
    encoder.long_distance_matching(true)?;
    encoder.window_log(27)?;
    encoder.include_contentsize(true)?;
    encoder.set_pledged_src_size(Some(packed.len() as u64))?;
    encoder.write_all(&packed)?;
    let frame = encoder.finish()?;
    println!("{} bytes packed to {}", packed.len(), frame.len());
    Ok(fs::write(out, frame)?)
}
