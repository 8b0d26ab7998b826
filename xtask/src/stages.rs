//! Everything that must hold before a change is good, the quick things first.

use crate::{
    build, process, project, simulate,
    tally::Tally,
    tools::{Browser, BuildTools, browser::CHROME_ARGUMENTS},
};
use anyhow::{Result, anyhow};
use std::{
    fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// What the stages use.
struct Setting {
    tools: BuildTools,
    browser: Browser,
}

type Stage = (&'static str, fn(&Setting) -> Result<(Tally, bool)>);

const STAGES: [Stage; 8] = [
    ("format", |_| checked(cargo(&["fmt", "--all", "--check"]))),
    ("lint, native", |_| {
        let mut clippy = cargo(&["clippy", "--workspace", "--exclude", "rapport"]);
        clippy.args(["--exclude", "store", "--all-targets", "--", "-D", "warnings"]);
        checked(clippy)
    }),
    ("lint, wasm", |_| {
        let mut clippy = cargo(&["clippy", "-p", "rapport", "-p", "store"]);
        clippy.args(WASM).args(["--all-targets", "--", "-D", "warnings"]);
        checked(clippy)
    }),
    ("tests, native", |_| {
        let mut test = cargo(&["test", "--workspace", "--no-fail-fast"]);
        test.args(["--exclude", "rapport", "--exclude", "store", "--exclude", "e2e"]);
        process::run_counting(&mut test)
    }),
    ("simulation", |_| {
        simulate::run(&["--seeds", "1000"])?;
        Ok((Tally::default(), true))
    }),
    ("tests, store in a browser", store_tests),
    ("release build and its size", |setting| {
        build::build(&setting.tools)?;
        Ok((Tally::default(), build::report()?))
    }),
    ("tests, end to end", |setting| {
        process::run_counting(&mut end_to_end(&setting.browser, &["--", "--test-threads=1"]))
    }),
];

/// Runs every stage up to the first that fails, and sums up.
///
/// # Errors
/// When a tool is missing or a stage fails.
pub fn test() -> Result<()> {
    let setting = Setting { tools: BuildTools::get()?, browser: Browser::get()? };
    let mut total = Tally::default();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for (name, stage) in STAGES {
        println!("\n==> {name}");
        let start = Instant::now();
        let result = stage(&setting);
        times.push((name, start.elapsed()));
        let stopped = match result {
            Ok((tally, good)) => {
                total.add(tally);
                if good {
                    continue;
                }
                anyhow!("{name} failed")
            }
            Err(error) => error.context(format!("{name} failed")),
        };
        summary(&times);
        return Err(stopped.context(format!("Stopped, after {total}")));
    }
    summary(&times);
    println!("{total}");
    Ok(())
}

/// Says how well duplicates are found in the labelled set, and how fast in a large one.
///
/// # Errors
/// When it does not build or run.
pub fn duplicates() -> Result<()> {
    process::run(&mut cargo(&["run", "--release", "-p", "duplicates", "--example", "quality"]))
}

fn summary(times: &[(&str, Duration)]) {
    println!();
    for (name, time) in times {
        println!("{:>8.1} s  {name}", time.as_secs_f64());
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("{:>8.1} s  in all", total.as_secs_f64());
}

/// Kills the browser `times` times in the midst of long work.
///
/// # Errors
/// When something was lost, or stood there half-done.
pub fn crash(times: u32) -> Result<()> {
    let arguments = ["--test", "crash_matrix", "--", "--nocapture"];
    let mut test = end_to_end(&Browser::get()?, &arguments);
    process::run(test.env("RAPPORT_CRASHES", times.to_string()))
}

fn end_to_end(browser: &Browser, arguments: &[&str]) -> Command {
    let mut test = cargo(&["test", "-p", "e2e"]);
    test.args(arguments)
        .env("RAPPORT_DIST", project::dist())
        .env("CHROME", &browser.chrome)
        .env("CHROMEDRIVER", &browser.chromedriver);
    test
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(project::root());
    command
}

fn checked(mut command: Command) -> Result<(Tally, bool)> {
    process::run(&mut command)?;
    Ok((Tally::default(), true))
}

fn store_tests(setting: &Setting) -> Result<(Tally, bool)> {
    // Doc tests do not run on this target.
    let mut test = cargo(&["test", "-p", "store", "--tests", "--no-fail-fast"]);
    test.args(WASM)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", setting.tools.test_runner())
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(setting)?)
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
        .env("CHROMEDRIVER", &setting.browser.chromedriver);
    process::run_counting(&mut test)
}

/// Writes what the test runner tells the driver about the browser; returns where.
fn capabilities(setting: &Setting) -> Result<PathBuf> {
    let file = project::scratch().join("webdriver.json");
    fs::create_dir_all(project::scratch())?;
    let options = serde_json::json!({
        "goog:chromeOptions": { "args": CHROME_ARGUMENTS, "binary": setting.browser.chrome },
    });
    fs::write(&file, options.to_string())?;
    Ok(file)
}
