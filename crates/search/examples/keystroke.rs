//! How long one keystroke takes over 100,000 customers, by what was typed:
//! `cargo run --profile native -p search --example keystroke`.

#![allow(clippy::print_stdout)]

#[path = "support/made_up.rs"]
mod made_up;

use std::time::Instant;

use search::{Query, Scratch};

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
            let rank = median(|| {
                let query = Query::parse(typed);
                haystacks.iter().filter(|text| query.rank(text, &mut scratch).is_some()).count()
            });
            let near = median(|| {
                let query = Query::parse(typed);
                haystacks.iter().filter(|text| query.near(text, &mut scratch).is_some()).count()
            });
            let find = median(|| {
                let query = Query::parse(typed);
                haystacks.iter().filter(|text| query.find_in(text, &mut scratch).is_some()).count()
            });
            println!("{typed:24} {rank:>16} {near:>16} {find:>16}");
        }
    }
}

fn median(mut work: impl FnMut() -> usize) -> String {
    let mut count = 0;
    let mut times = [0.0; TIMES];
    for time in &mut times {
        let start = Instant::now();
        count = work();
        *time = start.elapsed().as_secs_f64() * 1e3;
    }
    times.sort_by(f64::total_cmp);
    format!("{:.1} {count:>7}", times[TIMES / 2])
}
