//! `simulate --seeds N [--from S]`: runs N seeded simulations and says which did not agree.
//!
//! A seed decides everything, so one that fails can be run again alone.
#![allow(clippy::print_stdout)]

mod deeds;
mod device;
mod files;
mod world;

use std::process::ExitCode;
use std::time::Instant;

use lexopt::{Arg, Parser, ValueExt};

use crate::world::{Totals, run};

fn main() -> ExitCode {
    let (seeds, from) = match options() {
        Ok(options) => options,
        Err(why) => {
            println!("{why}\nUsage: simulate --seeds N [--from S]");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let mut totals = Totals::default();
    let mut failed = Vec::new();
    for seed in from..from.saturating_add(seeds) {
        match run(seed, &mut totals) {
            Ok(()) => {}
            Err(why) => {
                println!("seed {seed}: {why}");
                failed.push(seed);
            }
        }
    }
    println!("{totals}");
    println!("{seeds} seeds in {:.1} s, {} failed", start.elapsed().as_secs_f64(), failed.len());
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options() -> Result<(u64, u64), lexopt::Error> {
    let (mut seeds, mut from) = (1_000, 0);
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("seeds") => seeds = arguments.value()?.parse()?,
            Arg::Long("from") => from = arguments.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    Ok((seeds, from))
}
