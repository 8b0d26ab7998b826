//! Initials on a colour that stays with the name.

use leptos::prelude::*;

/// Stands in for a portrait.
#[component]
pub fn Avatar(
    /// Whose.
    #[prop(into)]
    name: String,
    /// Square for an organisation, round for a person.
    #[prop(optional)]
    square: bool,
    /// For the head of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let hue = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    view! {
        <div class="avatar" class:square=square class:large=large data-hue=(hue % 8).to_string() aria-hidden="true">
            {initials(&name)}
        </div>
    }
}

/// The first letters of the first and last word; of a name in Han characters, the first one.
fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let Some(first) = words.next() else { return "·".to_owned() };
    if !first.is_ascii() && !first.is_lowercase() && !first.is_uppercase() {
        return first.to_string();
    }
    // The style makes them capitals: the tables of which letter has which are large.
    [Some(first), words.next_back()].into_iter().flatten().collect()
}
