//! What is done with several customers of the watch list at once.

use leptos::prelude::*;
use model::Id;

use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::views::segments::watch::actions::{About, known, win_back};

/// A strip that is there while anybody is chosen; `all` are those on screen.
#[component]
pub fn Chosen(chosen: RwSignal<Vec<Id>>, #[prop(into)] all: Signal<Vec<About>>) -> impl IntoView {
    let i18n = use_i18n();
    // Who is not on screen any more is not meant either.
    let meant = move || -> Vec<About> {
        let is_chosen = |about: &&About| chosen.with(|ids| ids.contains(&about.customer));
        all.with(|all| all.iter().filter(is_chosen).cloned().collect())
    };
    let count = Memo::new(move |_| meant().len());
    let take = move || {
        let meant = untrack(meant);
        chosen.set(Vec::new());
        meant
    };
    let words = move || {
        let count = format::count(i18n.get_locale(), count.get());
        t_string!(i18n, watch.chosen, count = count).to_string()
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="rule-foot chosen" id="chosen">
                <p class="rule-strip" role="status">{words}</p>
                <button type="button" class="btn ghost" data-do="drop" on:click=move |_| chosen.set(Vec::new())>
                    {tr!(i18n, watch.drop_chosen)}
                </button>
                {known("btn", take)}
                {win_back("btn primary", |i| t_string!(i, watch.plan_chosen), take)}
            </div>
        </Show>
    }
    .into_any()
}
