//! Where things are in the checkout.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folder with the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The finished site: what `build` writes and `serve` serves.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Working files of the commands, inside the target folder so that `cargo clean` removes them.
pub fn scratch() -> PathBuf {
    root().join("target").join("xtask")
}

/// Every file below `folder`, as paths relative to it with `/` between the parts, sorted.
///
/// # Errors
/// When a folder cannot be read, or a name is not UTF-8 and so could not be a URL.
pub fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| {
            let name = name.to_string_lossy().into_owned();
            io::Error::new(io::ErrorKind::InvalidData, format!("{name} is not a UTF-8 name"))
        })?;
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
