//! What two people changed without knowing of each other.

use leptos::prelude::*;

/// Conflicts waiting for a decision.
#[component]
pub fn Conflicts() -> impl IntoView {}
