//! How fast the release build is.

use crate::{
    beside, build, process, project,
    tools::{Browser, BuildTools},
};
use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use std::{fs, path::PathBuf, process::Command};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Numbers of customers, rising.
    pub sizes: Vec<usize>,
    /// How often everything is measured.
    pub runs: usize,
    /// Whether the native benchmarks run as well.
    pub criterion: bool,
    /// Whether the release is built first.
    pub build: bool,
    /// Whether only what others do too is measured, beside them.
    pub beside_only: bool,
    /// Whether the table in `docs/performance.md` is replaced.
    pub write_docs: bool,
}

impl Default for Options {
    fn default() -> Self {
        let sizes = vec![1_000, 10_000, 100_000];
        Self { sizes, runs: 5, criterion: true, build: true, beside_only: false, write_docs: false }
    }
}

impl Options {
    /// Reads them from a command line.
    ///
    /// # Errors
    /// When it holds anything else.
    pub fn parse(mut arguments: Parser) -> Result<Self, lexopt::Error> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next()? {
            match argument {
                Arg::Long("sizes") => {
                    let text = arguments.value()?.string()?;
                    let sizes: Result<Vec<usize>, _> =
                        text.split(',').map(|size| size.trim().parse()).collect();
                    options.sizes =
                        sizes.map_err(|_| "--sizes takes numbers with commas between them")?;
                    options.sizes.sort_unstable();
                    options.sizes.dedup();
                    if options.sizes.first().is_none_or(|size| *size < LEAST) {
                        return Err(format!("--sizes takes numbers from {LEAST}").into());
                    }
                }
                Arg::Long("runs") => {
                    options.runs = arguments.value()?.parse()?;
                    if options.runs == 0 {
                        return Err("--runs takes a number from 1".into());
                    }
                }
                Arg::Long("skip-criterion") => options.criterion = false,
                Arg::Long("no-build") => options.build = false,
                Arg::Long("beside-only") => options.beside_only = true,
                Arg::Long("write-docs") => options.write_docs = true,
                other => return Err(other.unexpected()),
            }
        }
        Ok(options)
    }

    /// The command line that means these.
    fn arguments(&self) -> Vec<String> {
        let sizes: Vec<String> = self.sizes.iter().map(usize::to_string).collect();
        let mut line =
            vec!["--sizes".to_owned(), sizes.join(","), "--runs".to_owned(), self.runs.to_string()];
        let flags = [
            (!self.criterion, "--skip-criterion"),
            (!self.build, "--no-build"),
            (self.beside_only, "--beside-only"),
            (self.write_docs, "--write-docs"),
        ];
        line.extend(flags.iter().filter(|(set, _)| *set).map(|(_, flag)| (*flag).to_owned()));
        line
    }
}

/// Fewest customers: with less there is nothing to fit models to.
const LEAST: usize = 500;

/// Where the benchmark keeps its data and its result.
pub fn folder() -> PathBuf {
    project::root().join("target").join("bench")
}

/// Where criterion keeps what the benchmark reads.
pub fn criterion() -> PathBuf {
    folder().join("criterion")
}

/// Builds the release, and measures it.
///
/// # Errors
/// When a tool is missing or something cannot be measured; never for a figure.
pub fn bench(options: &Options) -> Result<()> {
    let browser = Browser::get()?;
    let tools = BuildTools::get()?;
    beside::build(&tools)?;
    if options.build {
        build::build(&tools)?;
    } else if !project::dist().join("index.html").is_file() {
        bail!("There is no build in dist/ yet: leave out --no-build.");
    }
    if options.criterion {
        // Figures of another day must not pass for today's.
        if criterion().exists() {
            fs::remove_dir_all(criterion())?;
        }
        let mut native = cargo(&["bench", "--package", "analytics", "--bench", "rfm"]);
        process::run(native.env("CRITERION_HOME", criterion()))?;
    }
    let mut measure = cargo(&["run", "--quiet", "--profile", "bench", "--package", "bench", "--"]);
    measure
        .args(options.arguments())
        .env("RAPPORT_DIST", project::dist())
        .env("CHROME", &browser.chrome)
        .env("CHROMEDRIVER", &browser.chromedriver);
    process::run(&mut measure)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(project::root());
    command
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Options;
    use lexopt::Parser;

    fn parse(line: &[&str]) -> Result<Options, lexopt::Error> {
        Options::parse(Parser::from_args(line))
    }

    #[test]
    fn a_command_line_means_the_same_when_passed_on() {
        for line in [
            &[][..],
            &["--sizes", "10000, 1000,1000", "--runs=5", "--write-docs"],
            &["--skip-criterion", "--no-build", "--beside-only"],
        ] {
            let options = parse(line).unwrap();
            let again = options.arguments();
            let again: Vec<&str> = again.iter().map(String::as_str).collect();
            assert_eq!(parse(&again).unwrap(), options);
        }
        assert_eq!(parse(&["--sizes", "10000, 1000,1000"]).unwrap().sizes, [1_000, 10_000]);
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        for line in [
            &["--sizes", "1"][..],
            &["--sizes", ""],
            &["--sizes", "1000,many"],
            &["--runs", "0"],
            &["--base"],
            &["x"],
        ] {
            assert!(parse(line).is_err(), "{line:?}");
        }
    }
}
