//! Who may change a project file: whoever holds the lock on the file beside it. The system frees it when a process
//! ends, however it ends.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

/// The right to change a project file, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// The lock of the project file at `path`; `None` if somebody else has it, or the place cannot be written.
    pub fn take(path: &Path) -> Option<Self> {
        let name = format!(".{}.lock", path.file_name()?.to_string_lossy());
        let lock = path.with_file_name(name);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&lock).ok()?;
        file.try_lock().ok()?;
        let is_writable = !path.exists() || OpenOptions::new().write(true).open(path).is_ok();
        is_writable.then_some(Self { file, path: lock })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked, so that nobody holds a lock on a file that is gone.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}
