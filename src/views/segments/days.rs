//! Days in the address: as of when customers are looked at, how that is chosen, and the way to
//! the last day there is something to see on.

use leptos::prelude::*;
use model::Day;

use crate::components::Field;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::platform::{page, time};
use crate::session::{Session, use_session};
use crate::views::url::Params;

/// The day customers are looked at from: the one in the address, or today; follows changes.
/// `None` if the device has no clock.
pub fn as_of(params: Params) -> Option<Day> {
    params.parsed("day").or_else(time::today)
}

/// The day of the last order of all; follows orders.
pub fn last_order(session: Session) -> Option<Day> {
    let last = |image: &workspace::Image| image.columns.day.iter().copied().max();
    session.look(last).flatten().and_then(Day::from_number)
}

/// Chooses a day in the address.
#[component]
pub fn DayParam(
    /// The address.
    params: Params,
    /// The parameter.
    key: &'static str,
    /// The id of the input.
    id: &'static str,
    /// What it asks for.
    label: Signal<String>,
    /// The day that is asked about, in the address or not.
    #[prop(into)]
    value: Signal<Option<Day>>,
    /// Whether something is wrong with it.
    #[prop(optional, into)]
    wrong: Signal<bool>,
) -> impl IntoView {
    view! {
        <Field id=id label=label>
            <input
                id=id
                type="date"
                prop:value=move || value.get().map(|day| day.to_string())
                aria-invalid=move || wrong.get().then_some("true")
                on:change=move |event| params.set(&[(key, event_target_value(&event))])
            />
        </Field>
    }
    .into_any()
}

/// The way to the day of the last order, unless that is asked about already.
#[component]
pub fn LastOrder(
    /// The address.
    params: Params,
    /// The parameter.
    key: &'static str,
    /// The input that has the focus afterwards, because the button is gone.
    id: &'static str,
    /// The day that is asked about.
    #[prop(into)]
    asked: Signal<Option<Day>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let last = Memo::new(move |_| last_order(session));
    let button = move |day: Day| {
        let shown = format::day(i18n.get_locale(), day);
        let go = move |_| {
            params.set(&[(key, day.to_string())]);
            page::focus(&format!("#{id}"));
        };
        view! {
            <button type="button" class="btn ghost small" on:click=go>
                {t_string!(i18n, segments.last_order_day, day = shown).to_string()}
            </button>
        }
    };
    move || last.get().filter(|day| asked.get() != Some(*day)).map(button)
}
