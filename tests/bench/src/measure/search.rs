//! Keystrokes in the search field.

use super::{Measure, always, millis, p95};

/// A keystroke of a name.
pub const SEARCH_P50: Measure = millis("search.p50", "Search keystroke: rows painted, p50", &[]);
/// The same, for the slow ones.
pub const SEARCH_P95: Measure =
    p95("search.p95", "Search keystroke: rows painted, p95", &[always(50.0)]);
/// A keystroke of a part of a word that is not its beginning.
pub const MIDDLE_P50: Measure = millis("search.middle.p50", "Search within a word, p50", &[]);
/// The same, for the slow ones.
pub const MIDDLE_P95: Measure =
    p95("search.middle.p95", "Search within a word, p95", &[always(50.0)]);
/// A keystroke of a word with a wrong letter.
pub const TYPO_P50: Measure = millis("search.typo.p50", "Search with a typo, p50", &[]);
/// The same, for the slow ones.
pub const TYPO_P95: Measure = p95("search.typo.p95", "Search with a typo, p95", &[always(50.0)]);
/// A keystroke of two words.
pub const WORDS_P50: Measure = millis("search.words.p50", "Search by two words, p50", &[]);
/// The same, for the slow ones.
pub const WORDS_P95: Measure = p95("search.words.p95", "Search by two words, p95", &[always(50.0)]);
/// A keystroke of any of them, until nothing is added to what it found.
pub const SEARCH_DONE: Measure =
    p95("search.done", "Search, all of these: everything found, p95", &[]);
