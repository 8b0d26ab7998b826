//! The command line.

use crate::{
    bench::{self, Options},
    build, crates, fuzz, serve, simulate, stages,
    tools::{Browser, BuildTools},
};
use anyhow::{Context, Result, anyhow, bail};
use lexopt::{Arg, Parser, ValueExt};
use std::{num::NonZeroU32, process::ExitCode};

/// One command. Adding one costs a line in [`COMMANDS`].
struct Command {
    name: &'static str,
    options: &'static str,
    about: &'static str,
    run: fn(Parser) -> Result<()>,
}

/// How long a target is fuzzed unless told, in seconds.
const MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        options: "[--base /path/] [--port 8080] [--no-build]",
        about: "build the app and serve it to this machine",
        run: run_serve,
    },
    Command {
        name: "build",
        options: "",
        about: "build dist/, ready for any static host at any path",
        run: run_build,
    },
    Command {
        name: "size",
        options: "[--crates]",
        about: "show what a first visit downloads; fails over 350 kB; or what each crate weighs",
        run: run_size,
    },
    Command {
        name: "test",
        options: "",
        about: "check format and lints, run every test",
        run: run_test,
    },
    Command {
        name: "bench",
        options: "[--sizes 1000,10000] [--runs 3] [--no-build]",
        about: "measure the release in a browser; also --beside-only, --skip-criterion, --write-docs",
        run: run_bench,
    },
    Command {
        name: "crash",
        options: "[--times 50] [--no-build]",
        about: "kill the browser again and again in the midst of long work, and look what is left",
        run: run_crash,
    },
    Command {
        name: "simulate",
        options: "[--seeds 1000] [--from 0]",
        about: "let five devices change data apart and trade files, and compare them",
        run: run_simulate,
    },
    Command {
        name: "duplicates",
        options: "",
        about: "precision and recall of the search for duplicates on the labelled set",
        run: run_duplicates,
    },
    Command {
        name: "fuzz",
        options: "[target] [--seconds 60]",
        about: "feed the readers bytes a fuzzer thinks up; needs cargo-fuzz and nightly",
        run: run_fuzz,
    },
    Command {
        name: "tools",
        options: "",
        about: "set up the tools the other commands need (they do it themselves)",
        run: run_tools,
    },
];

/// Runs the command that the process's arguments name.
pub fn main() -> ExitCode {
    match run(Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Parser) -> Result<()> {
    match arguments.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => print!("{}", usage()),
        Some(Arg::Value(name)) => {
            let command = COMMANDS.iter().find(|command| name == command.name);
            let Some(command) = command else {
                bail!("There is no command {}.\n\n{}", name.display(), usage());
            };
            (command.run)(arguments)?;
        }
        Some(other) => return unexpected(other),
    }
    Ok(())
}

fn usage() -> String {
    let mut text = "Usage: cargo xtask <command>\n\n".to_owned();
    for Command { name, options, about, .. } in COMMANDS {
        let call = format!("{name} {options}");
        text.push_str(&format!("  {:<52} {about}\n", call.trim_end()));
    }
    text.push_str(
        "\nTools are kept in $RAPPORT_CACHE, or in rapport/ in the user's cache folder.\n\
         CHROME and CHROMEDRIVER choose the browser for tests.\n",
    );
    text
}

fn run_serve(mut arguments: Parser) -> Result<()> {
    let (mut base, mut port, mut build) = ("/".to_owned(), 8080, true);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("base") => base = arguments.value()?.string()?,
            Arg::Long("port") => {
                let given = arguments.value()?.string()?;
                port = given
                    .parse()
                    .with_context(|| format!("{given} is no port: --port takes 0 to 65535"))?;
            }
            Arg::Long("no-build") => build = false,
            other => return unexpected(other),
        }
    }
    if build {
        run_build_only()?;
    }
    serve::serve(&base, port)
}

fn run_build(mut arguments: Parser) -> Result<()> {
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("base") => {
                arguments.value()?;
                println!("--base changes nothing here: the build works at any path.");
            }
            other => return unexpected(other),
        }
    }
    run_build_only()
}

fn run_build_only() -> Result<()> {
    build::build(&BuildTools::get()?)?;
    // Over the budget is for `size` and `test` to fail on: the build itself is good.
    build::report()?;
    Ok(())
}

fn run_size(mut arguments: Parser) -> Result<()> {
    match arguments.next()? {
        None => {}
        Some(Arg::Long("crates")) => {
            none(arguments)?;
            return crates::report();
        }
        Some(other) => return unexpected(other),
    }
    if !build::report()? {
        bail!("A first visit downloads too much.");
    }
    Ok(())
}

fn run_test(arguments: Parser) -> Result<()> {
    none(arguments)?;
    stages::test()
}

fn run_bench(arguments: Parser) -> Result<()> {
    let options = Options::parse(arguments).map_err(|error| anyhow!("{error}.\n\n{}", usage()))?;
    bench::bench(&options)
}

fn run_crash(mut arguments: Parser) -> Result<()> {
    let (mut times, mut build) = (50, true);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("times") => {
                let given = arguments.value()?.string()?;
                times = given
                    .parse()
                    .with_context(|| format!("--times takes numbers from 1, not {given}"))?;
            }
            Arg::Long("no-build") => build = false,
            other => return unexpected(other),
        }
    }
    if build {
        run_build_only()?;
    }
    stages::crash(times)
}

fn run_simulate(mut arguments: Parser) -> Result<()> {
    simulate::run(&arguments.raw_args()?.collect::<Vec<_>>())
}

fn run_duplicates(arguments: Parser) -> Result<()> {
    none(arguments)?;
    stages::duplicates()
}

fn run_fuzz(mut arguments: Parser) -> Result<()> {
    let (mut target, mut seconds) = (None, MINUTE);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("seconds") => {
                let given = arguments.value()?.string()?;
                seconds = given
                    .parse()
                    .with_context(|| format!("--seconds takes numbers from 1, not {given}"))?;
            }
            Arg::Value(name) if target.is_none() => target = Some(name.string()?),
            other => return unexpected(other),
        }
    }
    fuzz::run(target.as_deref(), seconds)
}

fn run_tools(arguments: Parser) -> Result<()> {
    none(arguments)?;
    let tools = BuildTools::get()?;
    println!("trunk         {}", tools.trunk.display());
    println!("wasm-bindgen  {}", tools.bindgen.display());
    println!("wasm-opt      {}", tools.binaryen.display());
    let browser = Browser::get()?;
    println!("browser       {}", browser.chrome.display());
    println!("its driver    {}", browser.chromedriver.display());
    Ok(())
}

fn none(mut arguments: Parser) -> Result<()> {
    match arguments.next()? {
        None => Ok(()),
        Some(argument) => unexpected(argument),
    }
}

fn unexpected(argument: Arg<'_>) -> Result<()> {
    bail!("{}.\n\n{}", argument.unexpected(), usage());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{COMMANDS, run, usage};
    use lexopt::Parser;

    #[test]
    fn the_usage_lists_every_command() {
        for command in COMMANDS {
            assert!(usage().contains(&format!("\n  {}", command.name)));
        }
    }

    #[test]
    fn a_mistake_is_refused_before_anything_runs() {
        for line in [
            &["nonsense"][..],
            &["--nonsense"],
            &["size", "--base"],
            &["serve", "x"],
            &["fuzz", "a", "b"],
        ] {
            let error = run(Parser::from_args(line.iter().copied())).unwrap_err();
            assert!(format!("{error:#}").contains("Usage: cargo xtask"), "{line:?}");
        }
    }
}
