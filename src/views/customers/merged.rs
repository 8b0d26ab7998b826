//! Customers who have become part of this one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::customer_line;

/// Who they are, with a way to make each one of their own again; nothing where there are none.
#[component]
pub fn MergedCard(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let separating = RwSignal::new(false);
    let merged = Memo::new(move |_| {
        let found = session.look(|image| {
            let row = |gone: Id| {
                let customer = &image.tables.customers.find(gone)?.record;
                Some((customer.name.clone(), gone, customer_line(customer)))
            };
            let mut found: Vec<_> = image.merged_into(id).filter_map(row).collect();
            found.sort_unstable();
            found
        });
        found.unwrap_or_default()
    });
    let separate = move |gone: Id| {
        separating.set(true);
        spawn_local(async move {
            session.unmerge(gone).await;
            // The page may have been left meanwhile.
            separating.try_set(false);
        });
    };
    let row = move |(name, gone, line): (String, Id, String)| {
        let what = name.clone();
        view! {
            <li>
                <span>
                    {name}
                    {(!line.is_empty()).then(|| view! { " " <span class="muted">{line}</span> })}
                </span>
                <button
                    type="button"
                    class="btn small"
                    disabled=separating
                    aria-label=move || t_string!(i18n, history.separate_what, name = what.clone()).to_string()
                    on:click=move |_| separate(gone)
                >
                    <Icon glyph=Glyph::Split/>
                    {tr!(i18n, history.separate)}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !merged.with(Vec::is_empty)>
            <section class="card" id="merged-customers">
                <div class="card-head"><h2>{tr!(i18n, history.merged)}</h2></div>
                <div class="card-body stack">
                    <p class="hint">{tr!(i18n, history.merged_text)}</p>
                    <ul class="rows">{move || merged.get().into_iter().map(row).collect_view()}</ul>
                </div>
            </section>
        </Show>
    }
    .into_any()
}
