//! Every input that was kept, once more.

use std::{fs, path::Path};

/// Hands each file of `corpus/<target>/` to `run`; answers how many there were.
///
/// # Panics
/// When one cannot be read.
pub fn replay(target: &str, run: fn(&[u8])) -> usize {
    // Of the crate that takes this file in, or of this one.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().find(|folder| folder.join("fuzz/corpus").is_dir());
    let folder = root.unwrap_or(here).join("fuzz/corpus").join(target);
    let mut files: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in &files {
        // A panic of the target is preceded by the file's name.
        eprintln!("{}", file.display());
        run(&fs::read(file).unwrap());
    }
    files.len()
}
