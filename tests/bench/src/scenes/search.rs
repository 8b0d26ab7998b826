//! Typing into the search field of the customer list.

use super::Scene;
use crate::{
    measure::{
        MIDDLE_P50, MIDDLE_P95, Measure, SEARCH_DONE, SEARCH_P50, SEARCH_P95, TYPO_P50, TYPO_P95,
        WORDS_P50, WORDS_P95,
    },
    probe,
    typed::Way,
};
use anyhow::{Result, ensure};
use e2e::App;
use serde::Deserialize;
use serde_json::json;

/// Every way of telling whom one means, and what measuring it is called.
pub const WAYS: [(Way, &str); 4] = [
    (Way::Name, "search by name"),
    (Way::Middle, "search within a word"),
    (Way::Typo, "search with a typo"),
    (Way::Words, "search by two words"),
];

/// Measures every keystroke of what is typed one way.
///
/// # Errors
/// When it does not find anybody.
pub async fn measure(scene: &mut Scene<'_>, app: &App, way: Way) -> Result<()> {
    #[derive(Deserialize)]
    struct Key {
        first: f64,
        last: f64,
    }
    #[derive(Deserialize)]
    struct Found {
        keys: Vec<Key>,
        names: Vec<String>,
    }
    let size = scene.size();
    for typed in scene.data.typed.iter().filter(|typed| typed.way == way) {
        let text = &typed.text;
        let Found { keys, names } = probe::call(app, "search", json!([text])).await?;
        // Others may hold a part of a word elsewhere than in their names, and be listed before.
        let is_there = match way {
            Way::Name => names.iter().any(|name| name.contains(text.trim())),
            Way::Middle | Way::Typo | Way::Words => !names.is_empty(),
        };
        ensure!(is_there, "{text:?} does not find whom it should, but {names:?}");
        let [p50, p95] = measures(way);
        for Key { first, last } in keys {
            scene.report.add(p50, size, first);
            scene.report.add(p95, size, first);
            scene.report.add(SEARCH_DONE, size, last.max(first));
        }
    }
    Ok(())
}

fn measures(way: Way) -> [Measure; 2] {
    match way {
        Way::Name => [SEARCH_P50, SEARCH_P95],
        Way::Middle => [MIDDLE_P50, MIDDLE_P95],
        Way::Typo => [TYPO_P50, TYPO_P95],
        Way::Words => [WORDS_P50, WORDS_P95],
    }
}
