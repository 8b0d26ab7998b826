//! Data in and out.

use leptos::prelude::*;

use crate::session::Session;

/// Adds sample data.
pub async fn load_sample(_: Session) {}

#[component]
pub fn DataPage() -> impl IntoView {}

#[component]
pub fn ImportPage() -> impl IntoView {}
