//! Project files that were cut or changed by hand, killed writers, full disks: a clear word and no panic.

use crate::{extract::EXTRACTOR, shapes::random::Random};
use hapjong::{
    article::load::samples,
    extract::{EntityKind, taught::Row},
    pipeline::{Watch, read_articles},
    project::{
        Edit, EditLog, Project,
        file::{self, Trouble, recover::recover},
    },
    resolve::EntityKey,
};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::LazyLock,
    time::Duration,
};

const QUIET: Watch = Watch { progress: &|_, _| (), cancelled: &|| false };
const N_DAMAGES: usize = 1000;

static SAMPLES: LazyLock<Project> = LazyLock::new(|| {
    let mut project = Project::default();
    project.add(read_articles(samples().0.into_iter().take(4).collect(), &EXTRACTOR, &QUIET));
    (0..20).for_each(|i| project.edits.push(hide(i), None));
    project
});

fn hide(i: usize) -> Edit {
    Edit::Hide { entity: EntityKey { kind: EntityKind::Company, name: format!("회사 {i}") } }
}

fn damaged(random: &mut Random, whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    match random.below(4) {
        0 => bytes.truncate(random.below(bytes.len())),
        1 => {
            let (start, len) = (random.below(bytes.len()), random.below(5000));
            let end = (start + len).min(bytes.len());
            bytes[start..end].fill(random.below(256) as u8);
        }
        2 => drop(bytes.drain(..random.below(bytes.len()))),
        _ => (0..1 + random.below(40)).for_each(|_| {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }),
    }
    bytes
}

#[test]
fn damaged_files_are_refused_or_read_whole_and_recovered_as_far_as_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.hapjong");
    drop(file::create(&path, &SAMPLES).unwrap());
    let whole = fs::read(&path).unwrap();
    let mut random = Random::default();
    let (mut n_refused, mut n_recovered) = (0, 0);
    for _ in 0..N_DAMAGES {
        let bytes = damaged(&mut random, &whole);
        fs::write(&path, &bytes).unwrap();
        match file::open(&path) {
            Ok(opened) => {
                assert_eq!(opened.stored.articles.len(), SAMPLES.reads.len());
                assert!(opened.stored.records == *SAMPLES.edits.records());
            }
            Err(Trouble::Disk(why)) => panic!("{why}"),
            Err(_) => {
                n_refused += 1;
                if let Ok(stored) = recover(&path) {
                    let is_known = |id| SAMPLES.article(id).is_some();
                    assert!(stored.articles.iter().all(|(article, _)| is_known(&article.id)));
                    n_recovered += 1;
                }
                assert_eq!(fs::read(&path).unwrap(), bytes, "the damaged file is left as it is");
            }
        }
    }
    assert!(n_refused > N_DAMAGES / 4 && n_recovered > n_refused / 4, "{n_refused} refused, {n_recovered} recovered");
}

#[test]
fn a_place_that_cannot_be_written_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no such folder").join("a.hapjong");
    assert!(matches!(file::create(&path, &SAMPLES), Err(Trouble::Disk(_))));
    let path = folder.path().join("a.hapjong");
    fs::create_dir(&path).unwrap();
    assert!(matches!(file::create(&path, &SAMPLES), Err(Trouble::Disk(_) | Trouble::InUse)));
}

/// A disk of 300 kB, until it is dropped. `None` where none can be mounted.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=300k", "none"]).arg(folder.path()).stderr(Stdio::null());
        let is_mounted = mount.status().is_ok_and(|status| status.success());
        is_mounted.then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_told_and_what_was_saved_stays() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("left out: no small disk can be mounted here");
        return;
    };
    let path = disk.0.path().join("a.hapjong");
    let mut project = Project::default();
    let mut saver = file::create(&path, &project).unwrap();
    let mut n_saved = 0;
    let refused = (0..200).find_map(|i| {
        let note = Edit::Teach { rows: vec![Row::name(&"가".repeat(2000), &i.to_string(), EntityKind::Company)] };
        project.edits.push(note, None);
        let result = saver.save(&project);
        n_saved += usize::from(result.is_ok());
        result.err()
    });
    assert!(matches!(refused, Some(Trouble::Disk(_))), "{refused:?}");
    assert!(matches!(file::create(&disk.0.path().join("b.hapjong"), &project), Err(Trouble::Disk(_))));
    drop(saver);
    let opened = file::open(&path).unwrap();
    assert_eq!(opened.stored.records.len(), n_saved);
    let names: Vec<_> = fs::read_dir(disk.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name == "b.hapjong"), "{names:?}");
    // Elsewhere all of it can be saved.
    let elsewhere = tempfile::tempdir().unwrap();
    let saver = file::create(&elsewhere.path().join("b.hapjong"), &project).unwrap();
    drop(saver);
    let stored = file::open(&elsewhere.path().join("b.hapjong")).unwrap().stored;
    assert!(stored.records == *project.edits.records());
}

/// Tells the child of the next test which file to write.
const VICTIM: &str = "HAPJONG_TEST_VICTIM";

/// Adds edits for ever, each told once it is saved.
fn edit_until_killed(path: &Path) {
    let opened = file::open(path).unwrap();
    let mut saver = opened.saver.unwrap();
    let mut project = Project::default();
    project.edits = EditLog::new(opened.stored.records, opened.stored.cursor);
    let mut out = std::io::stdout().lock();
    for i in project.edits.records().len().. {
        project.edits.push(hide(i), None);
        saver.save(&project).unwrap();
        writeln!(out, "saved {}", i + 1).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_a_whole_file_without_at_most_the_last_edit() {
    const N_KILLS: usize = 200;
    if let Some(path) = std::env::var_os(VICTIM) {
        return edit_until_killed(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.hapjong");
    let mut random = Random::default();
    let mut n_edits = 0;
    for i in 0..N_KILLS {
        if i % 20 == 0 {
            drop(file::create(&path, &Project::default()).unwrap());
        }
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args([
            "--exact",
            "--nocapture",
            "damage::a_killed_writer_leaves_a_whole_file_without_at_most_the_last_edit",
        ]);
        let mut child = child.env(VICTIM, &path).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut told = lines.by_ref().find_map(|line| line.strip_prefix("saved ")?.parse::<usize>().ok());
        std::thread::sleep(Duration::from_micros(random.below(20_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        told = lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).last().or(told);
        n_edits = check_after_kill(&path, told.unwrap());
    }
    assert!(n_edits > 0);
}

/// The file after a kill: whole, with every edit that was told, and at most one more. Returns how many there are.
fn check_after_kill(path: &Path, n_told: usize) -> usize {
    let opened = file::open(path).unwrap();
    let records = &opened.stored.records;
    assert!((n_told..=n_told + 1).contains(&records.len()), "{} edits of {n_told} told", records.len());
    assert!(records.iter().enumerate().all(|(i, record)| record.edit == hide(i)));
    assert_eq!(file::recover::integrity(path).unwrap(), "ok");
    records.len()
}
