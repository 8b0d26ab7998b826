//! The one form or panel that is open above the page.

use leptos::prelude::*;

use crate::session::{Sheet, use_session};
use crate::views::customers::{CustomerForm, FilterSheet};
use crate::views::interactions::InteractionForm;
use crate::views::orders::OrderForm;
use crate::views::palette::Palette;
use crate::views::shortcuts::ShortcutList;
use crate::views::tasks::TaskForm;

/// Draws whatever sheet the session has open.
#[component]
pub fn OpenSheet() -> impl IntoView {
    let session = use_session();
    move || match session.sheets.current() {
        // An export is drawn by a part of its own.
        None | Some(Sheet::Export { .. }) => ().into_any(),
        Some(Sheet::Customer(id)) => view! { <CustomerForm id=id/> }.into_any(),
        Some(Sheet::Interaction { customer, id, channel }) => {
            view! { <InteractionForm customer=customer id=id channel=channel/> }.into_any()
        }
        Some(Sheet::Order { customer, id }) => {
            view! { <OrderForm customer=customer id=id/> }.into_any()
        }
        Some(Sheet::Task { customer, id }) => {
            view! { <TaskForm customer=customer id=id/> }.into_any()
        }
        Some(Sheet::Filters) => view! { <FilterSheet/> }.into_any(),
        Some(Sheet::Palette) => view! { <Palette/> }.into_any(),
        Some(Sheet::Shortcuts) => view! { <ShortcutList/> }.into_any(),
    }
}
