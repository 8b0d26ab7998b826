//! The benchmark behind `cargo xtask bench`: drives the release build in a browser, at several
//! sizes, and prints what it took. It measures and never judges: no figure makes it fail, only
//! what could not be measured.

#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

mod data;
mod docs;
mod machine;
mod measure;
mod native;
mod probe;
mod report;
mod scenes;
mod table;
mod trace;
mod typed;

use anyhow::{Context, Result, ensure};
use machine::Machine;
use measure::EMPTY;
use report::{Failure, Report};
use std::{fs, path::PathBuf, process::ExitCode};
use xtask::{bench::Options, project, size};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let options = Options::parse(lexopt::Parser::from_env())?;
    let mut report = Report::new(&options, Machine::look());
    if options.criterion {
        let read = native::read(&xtask::bench::criterion(), &mut report);
        read.unwrap_or_else(|why| report.fail("criterion", EMPTY, &why));
    }
    let dist = std::env::var_os("RAPPORT_DIST").map_or_else(project::dist, PathBuf::from);
    let bytes = size::first_load(&size::measure(&dist)?);
    report.add(measure::FIRST_BYTES, EMPTY, bytes as f64);

    let outcome = e2e::test("bench", async |world| {
        scenes::all(world, &mut report, &options).await;
        Ok(())
    });
    if let Err(why) = outcome {
        eprintln!("{why:#}");
        report.fail("the browser", EMPTY, &why);
    }
    report.machine.finish();
    println!("\n{}", table::plain(&report));
    let file = xtask::bench::folder().join("result.json");
    fs::create_dir_all(xtask::bench::folder())?;
    fs::write(&file, serde_json::to_string_pretty(&report.json())? + "\n")
        .with_context(|| format!("could not write {}", file.display()))?;
    println!("The same with every sample: {}", file.display());
    if options.write_docs {
        let page = project::root().join("docs").join("performance.md");
        docs::write(&page, &report)?;
        println!("The table in {} is new.", page.display());
    }
    // What was measured took long and is true whatever failed: it is written first.
    let failures: Vec<String> = report.failures.iter().map(Failure::sentence).collect();
    ensure!(failures.is_empty(), "Could not be measured:\n{}", failures.join("\n"));
    Ok(())
}
