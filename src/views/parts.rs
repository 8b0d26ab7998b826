//! Small pieces several screens share.

use std::sync::Arc;

use analytics::rfm::SegmentName;
use leptos::prelude::*;
use model::{Customer, CustomerType, Day, Id, Row};
use workspace::{Image, Tier};

use crate::components::{Field, Glyph, Icon};
use crate::format;
use crate::i18n::{self, Words, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::search::use_search;
use crate::views::url::href;
use crate::words;

/// The address of a customer's page.
pub fn customer_path(id: Id) -> String {
    format!("/customers/{id}")
}

/// The words and colour of a segment.
pub fn segment_badge(segment: Option<&SegmentName>) -> AnyView {
    let i18n = use_i18n();
    let (code, hue) = (words::segment_code(segment), segment_hue(segment));
    let segment = segment.cloned();
    view! {
        <span class="seg" data-seg=code data-hue=hue>{move || words::segment(i18n, segment.as_ref())}</span>
    }
    .into_any()
}

/// The words and colour of a tier.
pub fn tier_badge(tier: Tier) -> AnyView {
    let i18n = use_i18n();
    view! { <span class="badge" data-tier=tier.code()>{move || words::tier(i18n, tier)}</span> }
        .into_any()
}

/// The colour of a segment people made, for `data-hue` beside `data-seg`: known ones have the
/// one of their code.
pub fn segment_hue(segment: Option<&SegmentName>) -> Option<String> {
    match segment {
        Some(SegmentName::Own(own)) => Some(own.colour().to_string()),
        _ => None,
    }
}

/// Whether the customer is shown square.
pub fn is_organisation(customer: &Customer) -> bool {
    customer.customer_type == Some(CustomerType::Organisation)
}

/// A second line for a customer: what tells two of the same name apart.
pub fn customer_line(customer: &Customer) -> String {
    let parts = [&customer.industry, &customer.city, &customer.code];
    let found: Vec<&str> =
        parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    found.into_iter().take(2).collect::<Vec<_>>().join(" · ")
}

/// A screen with nothing on it yet: what it is for and what to do first.
pub fn empty(glyph: Glyph, title: Words, text: Words, actions: AnyView) -> AnyView {
    let i18n = use_i18n();
    view! {
        <section class="empty">
            <Icon glyph=glyph/>
            <h2>{i18n::text(i18n, title)}</h2>
            <p>{i18n::text(i18n, text)}</p>
            <div class="btn-row">{actions}</div>
        </section>
    }
    .into_any()
}

/// A button that puts the text in a filter away.
pub fn chip(text: String, remove: impl Fn() + 'static) -> AnyView {
    let i18n = use_i18n();
    let what = text.clone();
    view! {
        <span class="chip">
            {text}
            <button
                type="button"
                aria-label=move || t_string!(i18n, shell.remove_filter, what = what.clone()).to_string()
                on:click=move |_| remove()
            >
                <Icon glyph=Glyph::Close/>
            </button>
        </span>
    }
    .into_any()
}

/// How long ago a day was, with the date for those who want it exactly.
pub fn ago(day: Option<Day>, today: Option<Day>) -> AnyView {
    let i18n = use_i18n();
    match (day, today) {
        (Some(day), Some(today)) => view! {
            <time datetime=day.to_string() title=move || format::day(i18n.get_locale(), day)>
                {move || format::relative(i18n.get_locale(), day, today)}
            </time>
        }
        .into_any(),
        _ => view! { <span class="muted">{tr!(i18n, customers.never)}</span> }.into_any(),
    }
}

/// Chooses a customer by typing part of the name. Shows the one chosen, as a link when it
/// cannot be changed.
#[component]
pub fn CustomerPicker(
    /// The id of the control.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// The customer chosen.
    #[prop(into)]
    chosen: Signal<Option<Id>>,
    /// Called with another, or when the one chosen is put away.
    #[prop(into)]
    on_choose: Callback<Option<Id>>,
    /// Whether another may be chosen.
    fixed: bool,
    /// What is wrong; empty when nothing is.
    #[prop(into)]
    error: Signal<String>,
) -> impl IntoView {
    const OFFERED: usize = 8;
    let i18n = use_i18n();
    let session = use_session();
    let text = RwSignal::new(String::new());
    let searched = use_search(text.into());
    let name = move || {
        let id = chosen.get()?;
        // One who has become part of another is shown as that one, and kept as it is.
        let name = |image: &Image| {
            image.tables.customers.get(image.resolve(id)).map(|found| found.name.clone())
        };
        session.look(name).flatten()
    };
    let offers = Memo::new(move |_| {
        let offer = |slot: u32, row: &Row<Customer>| {
            (slot, row.id, row.record.name.clone(), customer_line(&row.record))
        };
        Arc::new(searched.first(OFFERED, offer))
    });
    let at = id.clone();
    let body = move || {
        let id = at.clone();
        match name() {
        Some(name) if fixed => view! { <p id=id><b>{name}</b></p> }.into_any(),
        Some(name) => view! {
            <div class="chips-input">
                <span class="chip">
                    {name.clone()}
                    <button
                        type="button"
                        id=id
                        aria-label=move || t_string!(i18n, customers.remove, what = name.clone()).to_string()
                        on:click=move |_| on_choose.run(None)
                    >
                        <Icon glyph=Glyph::Close/>
                    </button>
                </span>
            </div>
        }
        .into_any(),
        None => view! {
            <input
                id=id
                type="text"
                autocomplete="off"
                placeholder=tr!(i18n, interactions.choose_customer)
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
            <Show when=move || !text.get().trim().is_empty()>
                <div class="menu picker">
                    {move || offers.get().iter().map(|(slot, id, name, line)| {
                        let (slot, id, line) = (*slot, *id, line.clone());
                        view! {
                            <button type="button" on:click=move |_| { on_choose.run(Some(id)); text.set(String::new()); }>
                                <span>{name.clone()}</span>
                                <span class="palette-hint">{move || searched.told(slot, &line)}</span>
                            </button>
                        }
                    }).collect_view()}
                </div>
            </Show>
        }
        .into_any(),
    }
    };
    view! { <Field id=id label=label error=error>{body}</Field> }
}

/// A warning that some orders count in no sum, and where to mend it.
#[component]
pub fn MissingRates() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    move || {
        let missing =
            session.look(|image| image.unconverted()).filter(|missing| !missing.is_empty())?;
        let count = format::count(i18n.get_locale(), missing.values().sum());
        let codes: Vec<String> = missing.keys().map(ToString::to_string).collect();
        let text = t_string!(i18n, customers.unconverted, count = count, codes = codes.join(", "))
            .to_string();
        Some(view! {
            <div class="callout" data-tone="warn">
                <Icon glyph=Glyph::Alert/>
                <div>{text} " " <a href=href("/settings")>{tr!(i18n, customers.set_rates)}</a></div>
            </div>
        })
    }
}
