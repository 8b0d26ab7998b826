//! What customers are compared by, as of when, and into how many clusters.

use analytics::clusters::{Aspect, LEAST, MOST};
use leptos::prelude::*;

use super::asked::Asked;
use super::wording;
use crate::components::Choice;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::days::{DayParam, LastOrder};
use crate::views::url::Params;

/// The choices, and the button that begins.
#[component]
pub fn Controls(
    params: Params,
    asked: Memo<Option<Asked>>,
    /// Whether there are too few customers to look for clusters among.
    few: Memo<bool>,
    /// Called to begin.
    on_find: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let compares = move |aspect| {
        asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.measures.contains(&aspect)))
    };
    let by_nothing =
        move || asked.with(|asked| asked.as_ref().is_none_or(|asked| asked.measures.is_empty()));
    let check = move |aspect: Aspect| {
        let change = move |event| {
            if let Some(asked) = asked.get_untracked() {
                asked.compare(params, aspect, event_target_checked(&event));
            }
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    id=format!("by-{}", aspect.code())
                    prop:checked=move || compares(aspect)
                    on:change=change
                />
                <span>{move || wording::aspect(i18n, aspect)}</span>
            </label>
        }
    };
    let day = Signal::derive(move || asked.get().map(|asked| asked.day));
    let options = Signal::derive(move || {
        let numbers = (LEAST..=MOST).map(|k| (k.to_string(), k.to_string()));
        let suggested = (String::new(), t_string!(i18n, clusters.automatic).to_owned());
        std::iter::once(suggested).chain(numbers).collect::<Vec<_>>()
    });
    let k = Signal::derive(move || {
        let k = asked.get().and_then(|asked| asked.clusters);
        k.map(|k| k.to_string()).unwrap_or_default()
    });
    let set_k = Callback::new(move |k: String| params.set(&[("k", k)]));
    let idle = move || !session.tasks.busy();
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, clusters.find_title)}</h2></div>
            <div class="card-body stack">
                <fieldset class="group">
                    <legend>{tr!(i18n, clusters.compare_by)}</legend>
                    <div class="checks">{Aspect::ALL.map(check).into_iter().collect_view()}</div>
                    <Show when=by_nothing>
                        <p class="error" role="alert">{tr!(i18n, clusters.by_nothing)}</p>
                    </Show>
                </fieldset>
                <div class="toolbar">
                    <DayParam params=params key="day" id="clusters-day" label=label!(i18n, segments.analysis_date) value=day/>
                    <Choice id="clusters-k" label=label!(i18n, clusters.how_many) value=k options=options on_input=set_k/>
                    <button
                        type="button"
                        class="btn primary"
                        id="find-clusters"
                        disabled=move || by_nothing() || few.get() || !idle()
                        on:click=move |_| on_find.run(())
                    >
                        {tr!(i18n, clusters.find)}
                    </button>
                    <LastOrder params=params key="day" id="clusters-day" asked=day/>
                </div>
            </div>
        </section>
    }
    .into_any()
}
