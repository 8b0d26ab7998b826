//! Bytes a fuzzer thinks up, for everything that reads files or storage.

use crate::{process, project};
use anyhow::{Context, Result, bail};
use std::{fs, num::NonZeroU32, process::Command};

/// Runs one target, or each in turn, for so many seconds. What is new goes to `target/fuzz/`;
/// what breaks something, to `fuzz/artifacts/`.
///
/// # Errors
/// When there is no such target, a tool is missing, or an input broke something.
pub fn run(target: Option<&str>, seconds: NonZeroU32) -> Result<()> {
    let mut targets = targets()?;
    if let Some(wanted) = target {
        if !targets.iter().any(|target| target == wanted) {
            bail!("There is no target {wanted}. There are: {}.", targets.join(", "));
        }
        targets = vec![wanted.to_owned()];
    }
    equipped()?;
    let folder = project::root().join("fuzz");
    for target in &targets {
        println!("\n==> {target}");
        let found = project::root().join("target").join("fuzz").join(target);
        fs::create_dir_all(&found)?;
        let mut fuzz = Command::new("cargo");
        fuzz.args(["fuzz", "run", target])
            // No unsafe code is in what is run, so there is nothing for a sanitizer to see.
            .args(["--sanitizer", "none"])
            .args([&found, &folder.join("corpus").join(target)])
            .arg("--")
            .arg(format!("-dict={}", folder.join("dict").join(format!("{target}.dict")).display()))
            .arg(format!("-max_total_time={seconds}"))
            .args(["-rss_limit_mb=2048", "-timeout=10", "-print_final_stats=1"])
            .current_dir(project::root());
        process::run(&mut fuzz)?;
    }
    Ok(())
}

/// The names of all targets.
fn targets() -> Result<Vec<String>> {
    let folder = project::root().join("fuzz").join("fuzz_targets");
    let files = fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))?;
    let names = files.filter_map(|file| Some(file.ok()?.path().file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

/// Says plainly what is missing.
fn equipped() -> Result<()> {
    if process::on_path(&["cargo-fuzz"]).is_none() {
        bail!("cargo-fuzz is not on PATH. Install it: cargo install cargo-fuzz --locked");
    }
    if cfg!(unix) && process::on_path(&["c++", "g++", "clang++"]).is_none() {
        bail!(
            "The fuzzer's runtime needs a C++ compiler. On Debian or Ubuntu: apt-get install g++."
        );
    }
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let version = process::output(Command::new(rustc).arg("--version")).unwrap_or_default();
    let unlocked = std::env::var("RUSTC_BOOTSTRAP").is_ok_and(|value| value == "1");
    if !unlocked && !version.contains("nightly") {
        bail!(
            "The fuzzer needs compiler flags that {version} does not take. \
             Use a nightly compiler (cargo +nightly xtask fuzz), \
             or set RUSTC_BOOTSTRAP=1 to have this one take them."
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{run, targets};
    use crate::project;
    use std::num::NonZeroU32;

    #[test]
    fn every_target_has_a_corpus_and_a_dictionary() {
        let targets = targets().unwrap();
        assert_eq!(targets, ["bundle", "csv", "stored", "vcard"]);
        for target in targets {
            assert!(project::root().join("fuzz/corpus").join(&target).is_dir());
            assert!(project::root().join(format!("fuzz/dict/{target}.dict")).is_file());
        }
    }

    #[test]
    fn an_unknown_target_is_refused_with_those_there_are() {
        let error = run(Some("nonsense"), NonZeroU32::MIN).unwrap_err().to_string();
        assert_eq!(error, "There is no target nonsense. There are: bundle, csv, stored, vcard.");
    }
}
