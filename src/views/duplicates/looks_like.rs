//! "Looks like …", while a customer is being entered.

use duplicates::{LIKELY, Match};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Customer, Id};
use std::time::Duration;

use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};
use crate::session::{BrowserPace, use_session};
use crate::views::duplicates::{index, reasons};
use crate::views::parts::{customer_line, customer_path};
use crate::views::url::href;

/// How long after the last letter a search begins.
const PAUSE: Duration = Duration::from_millis(350);
/// How many are shown.
const SHOWN: usize = 3;

/// Customers who are probably the one being entered, each with the reason and a way there.
#[component]
pub fn LooksLike(
    /// What is entered so far.
    #[prop(into)]
    entered: Signal<Customer>,
    /// The customer being edited, who is no other.
    except: Option<Id>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let found = RwSignal::new(Vec::<Match>::new());
    let typed = StoredValue::new(0_u32);
    let search = move |turn: u32| {
        let still = move || typed.try_get_value() == Some(turn);
        spawn_local(async move {
            if !still() || index::refresh(session, &BrowserPace::unwatched()).await.is_err() {
                return;
            }
            if !still() {
                return;
            }
            let customer = entered.get_untracked();
            let mut alike = index::current().like(&customer, except, LIKELY);
            alike.truncate(SHOWN);
            // The form may be closed by now.
            found.try_set(alike);
        });
    };
    Effect::new(move |opened: Option<()>| {
        entered.track();
        // Nothing is entered yet, and whoever only came to log a number need not wait for an index.
        if opened.is_none() {
            return;
        }
        let turn = typed.get_value().wrapping_add(1);
        typed.set_value(turn);
        set_timeout(move || search(turn), PAUSE);
    });
    let row = move |found: Match| {
        let (name, line) = session
            .peek(|image| {
                let customer = image.tables.customers.get(found.id)?;
                Some((customer.name.clone(), customer_line(customer)))
            })
            .flatten()
            .unwrap_or_default();
        view! {
            <li>
                <a href=href(&customer_path(found.id)) on:click=move |_| session.sheets.close()><b>{name}</b></a>
                " " <span class="muted">{line}</span>
                {reasons::badges(found.reasons)}
            </li>
        }
    };
    view! {
        <div role="status">
            <Show when=move || !found.with(Vec::is_empty)>
                <div class="callout" id="looks-like" data-tone="warn">
                    <Icon glyph=Glyph::Merge/>
                    <div>
                        <p>{tr!(i18n, duplicates.looks_like)}</p>
                        <ul class="plain-list">{move || found.get().into_iter().map(row).collect_view()}</ul>
                    </div>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
