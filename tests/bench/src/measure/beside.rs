//! What is measured beside others who do the same.

use super::{Budget, Measure, Unit, always, at, millis};

const fn part(id: &'static str, name: &'static str, budgets: &'static [Budget]) -> Measure {
    Measure { unit: Unit::Part, ..millis(id, name, budgets) }
}

/// Measuring and scoring in a browser, in a page with nothing else.
pub const BESIDE_RAPPORT: Measure =
    millis("beside.rapport", "RFM of all orders, in one page: Rapport", &[]);
/// The same by plain JavaScript on typed arrays, in the same page.
pub const BESIDE_PLAIN: Measure =
    millis("beside.plain", "RFM of all orders, in one page: typed-array JavaScript", &[]);
/// The same by DuckDB-WASM, in the same page.
pub const BESIDE_DUCKDB: Measure =
    millis("beside.duckdb", "RFM of all orders, in one page: DuckDB-WASM", &[]);
/// How long Rapport takes of what plain JavaScript does, round by round.
pub const BESIDE_OF_PLAIN: Measure =
    part("beside.of_plain", "RFM in one page: Rapport, of JavaScript", &[at(100_000, 0.5)]);
/// How long it takes of what DuckDB-WASM does.
pub const BESIDE_OF_DUCKDB: Measure =
    part("beside.of_duckdb", "RFM in one page: Rapport, of DuckDB-WASM", &[at(100_000, 0.2)]);
/// Scoring everybody again after one order more.
pub const BESIDE_MORE: Measure =
    millis("beside.more", "RFM after one new order, in one page", &[always(5.0)]);
/// Everybody in the order of names, when nobody has asked for it before, in the same page.
pub const SORT_RAPPORT: Measure =
    millis("sort.rapport", "List everybody by name, in one page: Rapport", &[]);
/// The same by plain JavaScript.
pub const SORT_PLAIN: Measure =
    millis("sort.plain", "List everybody by name, in one page: JavaScript", &[]);
/// How long Rapport takes of what plain JavaScript does, round by round.
pub const SORT_OF_PLAIN: Measure =
    part("sort.of_plain", "List by name in one page: Rapport, of JavaScript", &[]);
/// Everybody who holds what was typed, in the order of names.
pub const FIND_RAPPORT: Measure =
    millis("find.rapport", "Search keystroke, in one page: Rapport", &[]);
/// The same by plain JavaScript, which keeps the order too.
pub const FIND_PLAIN: Measure =
    millis("find.plain", "Search keystroke, in one page: JavaScript", &[]);
/// How long Rapport takes of what plain JavaScript does.
pub const FIND_OF_PLAIN: Measure =
    part("find.of_plain", "Search in one page: Rapport, of JavaScript", &[]);
/// All customers put into a new database, durably.
pub const STORE_RAPPORT: Measure =
    millis("store.rapport", "Store all customers, in one page: Rapport", &[]);
/// The same with Dexie.
pub const STORE_DEXIE: Measure =
    millis("store.dexie", "Store all customers, in one page: Dexie", &[]);
/// How long Rapport takes of what Dexie does, round by round.
pub const STORE_OF_DEXIE: Measure =
    part("store.of_dexie", "Store in one page: Rapport, of Dexie", &[]);
/// Opening that database, with all customers there to look at.
pub const REREAD_RAPPORT: Measure =
    millis("reread.rapport", "Read them back, in one page: Rapport", &[]);
/// The same with Dexie.
pub const REREAD_DEXIE: Measure = millis("reread.dexie", "Read them back, in one page: Dexie", &[]);
/// How long Rapport takes of what Dexie does.
pub const REREAD_OF_DEXIE: Measure =
    part("reread.of_dexie", "Read back in one page: Rapport, of Dexie", &[]);
