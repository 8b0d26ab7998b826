//! How what somebody types matches a customer, without an index: it is asked of everybody at
//! every keystroke.
//!
//! ```
//! use search::{Hay, Query, Rank, Scratch, snippet};
//!
//! // A line a value, in lower case, the name first; each telephone number again as its digits.
//! let customers = ["josé smith\nc-17\n+1 (555) 010-1234\n15550101234\n", "张伟\nkh18\n上海\n"];
//! let mut scratch = Scratch::default();
//! let mut ranks = |typed: &str| {
//!     let query = Query::parse(typed);
//!     customers.map(|customer| query.rank(&Hay::of(customer, &mut scratch)))
//! };
//! assert_eq!(ranks("smith Jose"), [Some(Rank::NameWords), None]);
//! assert_eq!(ranks("+1 555 010"), [Some(Rank::LineStarts), None]);
//! assert_eq!(ranks("zhangw"), [None, Some(Rank::NameStarts)]);
//! assert_eq!(ranks("shanghai"), [None, Some(Rank::LineStarts)]);
//!
//! // Where few are found, those who nearly are.
//! let query = Query::parse("smiht");
//! assert!(query.may_be_mistyped());
//! let near = query.near(&Hay::of(customers[0], &mut scratch));
//! assert_eq!(near.map(|near| near.0), Some(1));
//!
//! // What was written about them, as it was written.
//! let note = "Asked for the PRICE LIST\nof spring";
//! let found = Query::parse("list").find_in(note, &mut scratch);
//! let cut = snippet(note, found.map_or(0..0, |found| found.at), 30);
//! assert_eq!([cut.before, cut.matched, cut.after], ["…PRICE ", "LIST", " of spring"]);
//! ```
//!
//! # What is the same
//!
//! Letter case; Latin letters with and without accents (é e, ß ss, ø o, ł l, ế e: `fold`); wide
//! and narrow forms; curled and straight apostrophes, all hyphens. Traditional and simplified
//! signs are not, nor are ü and ue. A text of ASCII has nothing to be folded and is searched as
//! the bytes it is.
//!
//! Han characters are also found by their pinyin (`pinyin`): each by any of its readings, in full
//! or by its first letter, the last one as far as it is typed; ü as v, u or yu. That holds in the
//! name from any character on. In other lines only their beginning is found by initials: within
//! them, the first syllable is to be typed out.
//!
//! A longer text may therefore find more than its beginning did: `shi` finds 市 within a line,
//! `sh` does not. Whom the last keystroke found are not the only ones to ask at the next.

mod fold;
mod folds;
mod hay;
mod letters;
mod near;
mod needle;
mod osa;
mod pinyin;
mod query;
mod rank;
mod snippet;
mod text;

pub use folds::Folds;
pub use hay::Hay;
pub use letters::plain;
pub use near::Nearness;
pub use query::Query;
pub use rank::Rank;
pub use snippet::{Snippet, snippet};
pub use text::{Found, Words};

/// Memory that is used again from one text to the next.
#[derive(Default)]
pub struct Scratch {
    folded: String,
}
