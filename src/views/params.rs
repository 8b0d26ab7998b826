//! Controls whose value stands in the address.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{Words, t_string, text, use_i18n};
use crate::views::url::Params;

/// A search box: `q` in the address.
#[component]
pub fn SearchParam(
    /// The address.
    params: Params,
    /// What is searched.
    label: Words,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="search">
            <Icon glyph=Glyph::Search/>
            <input
                type="search"
                aria-label=text(i18n, label)
                // Beside other buttons on a phone there is room for a word.
                placeholder=text(i18n, |i| t_string!(i, shell.search))
                prop:value=params.get("q")
                on:input=move |event| params.set(&[("q", event_target_value(&event))])
            />
            <kbd aria-hidden="true">"/"</kbd>
        </label>
    }
    .into_any()
}

/// One of several answers, or none of them.
#[component]
pub fn SelectParam(
    /// The address.
    params: Params,
    /// The parameter.
    key: &'static str,
    /// The control's id.
    id: &'static str,
    /// Its icon.
    glyph: Glyph,
    /// What it asks.
    label: Words,
    /// What having none is called.
    any: Words,
    /// The others, as codes and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let each = move || {
        let chosen = params.get(key);
        let option = |(code, words): (String, String)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{words}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="btn sort-select">
            <Icon glyph=glyph/>
            <select
                id=id
                aria-label=text(i18n, label)
                on:change=move |event| params.set(&[(key, event_target_value(&event))])
            >
                <option value="" selected=move || params.get(key).is_empty()>{text(i18n, any)}</option>
                {each}
            </select>
        </label>
    }
    .into_any()
}

/// The first and the last day of what is listed: `from` and `to` in the address.
#[component]
pub fn DaysParam(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let day = |key: &'static str, label: Words| {
        view! {
            <label class="inline-field">
                <span>{text(i18n, label)}</span>
                <input
                    type="date"
                    prop:value=move || params.get(key)
                    on:change=move |event| params.set(&[(key, event_target_value(&event))])
                />
            </label>
        }
    };
    view! {
        <div class="days">
            {day("from", |i| t_string!(i, shell.from))}
            {day("to", |i| t_string!(i, shell.to))}
        </div>
    }
    .into_any()
}
