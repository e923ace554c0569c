//! Names the engine: a hash of the code and tables that extraction consists of, as `HAPJONG_ENGINE`.

use std::{fs, io, path::Path};

const PARTS: [&str; 5] = ["src/article", "src/extract", "src/text", "assets/lexicon", "assets/ko-dic"];
const FILES: [&str; 2] = ["assets/deals.zst", "assets/tagger.zst"];

#[allow(clippy::disallowed_macros, reason = "cargo listens to what a build script prints")]
fn main() -> io::Result<()> {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for part in PARTS.iter().chain(&FILES) {
        println!("cargo:rerun-if-changed={part}");
        add(Path::new(part), &mut hash)?;
    }
    println!("cargo:rustc-env=HAPJONG_ENGINE={hash:016x}");
    Ok(())
}

/// Adds the bytes of a file, or of all files in a folder by name, to an FNV-1a hash.
fn add(path: &Path, hash: &mut u64) -> io::Result<()> {
    if path.is_dir() {
        let mut paths: Vec<_> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        return paths.iter().try_for_each(|path| add(path, hash));
    }
    for byte in fs::read(path)? {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Ok(())
}
