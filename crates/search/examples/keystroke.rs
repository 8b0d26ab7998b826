//! How long one keystroke takes over 100,000 customers, by what was typed; the
//! quickest of nine times, since what else runs here only slows:
//! `cargo run --profile native -p search --example keystroke`.

#![allow(clippy::print_stdout)]

#[path = "support/made_up.rs"]
mod made_up;

use std::time::Instant;

use search::{Hay, Query, Scratch};

const TIMES: usize = 9;

fn main() {
    for (language, haystacks, typed) in [
        ("English", made_up::english(100_000), made_up::TYPED_ENGLISH),
        ("Chinese", made_up::chinese(100_000), made_up::TYPED_CHINESE),
    ] {
        let bytes = haystacks.iter().map(|text| text.len()).sum::<usize>() / haystacks.len();
        println!("\n{language}, {} customers of {bytes} bytes: ms, and how many", haystacks.len());
        println!("{:24} {:>16} {:>16} {:>16}", "typed", "rank", "near", "find_in");
        let mut scratch = Scratch::default();
        for typed in typed {
            let rank = quickest(|| {
                let query = Query::parse(typed);
                haystacks
                    .iter()
                    .filter(|text| query.rank(&Hay::of(text, &mut scratch)).is_some())
                    .count()
            });
            let near = quickest(|| {
                let query = Query::parse(typed);
                haystacks
                    .iter()
                    .filter(|text| query.near(&Hay::of(text, &mut scratch)).is_some())
                    .count()
            });
            let find = quickest(|| {
                let query = Query::parse(typed);
                haystacks.iter().filter(|text| query.find_in(text, &mut scratch).is_some()).count()
            });
            println!("{typed:24} {rank:>16} {near:>16} {find:>16}");
        }
    }
}

fn quickest(mut work: impl FnMut() -> usize) -> String {
    let mut count = 0;
    let mut least = f64::INFINITY;
    for _ in 0..TIMES {
        let start = Instant::now();
        count = work();
        least = least.min(start.elapsed().as_secs_f64() * 1e3);
    }
    format!("{least:.1} {count:>7}")
}
