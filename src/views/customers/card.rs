//! What a customer is worth, in figures.

use leptos::prelude::*;
use model::Money;
use workspace::Slot;

use crate::components::How;
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::customers::scored::how;
use crate::views::parts::{MissingRates, ago};
use crate::words;

/// Revenue, orders, and the RFM scores with what they rest on.
#[component]
pub fn ValueCard(at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let activity = Memo::new(move |_| session.look(|image| image.activity(at)).unwrap_or_default());
    let base = move || session.base();
    let scores = move || {
        let rfm = session.standing()?.rfm;
        let named = (rfm.scoring.frequency, rfm.scoring.monetary);
        let scored = rfm.score(at).zip(rfm.measures().get(at));
        Some(scored.map(|scored| (scored, named, rfm.bins.get())))
    };
    view! {
        <section class="card" id="value-card">
            <div class="card-head"><h2>{tr!(i18n, customers.value)}</h2></div>
            <div class="card-body">
                <div class="stat-row">
                    <div class="stat">
                        <span class="stat-value">{move || format::money_round(i18n.get_locale(), activity.get().revenue, base())}</span>
                        <span class="stat-label">{tr!(i18n, customers.revenue)}</span>
                    </div>
                    <div class="stat">
                        <span class="stat-value">{move || format::count(i18n.get_locale(), activity.get().orders as usize)}</span>
                        <span class="stat-label">{tr!(i18n, customers.orders)}</span>
                    </div>
                    <div class="stat">
                        <span class="stat-value">{move || ago(activity.get().last_contact.map(|at| at.day()), time::today())}</span>
                        <span class="stat-label">{tr!(i18n, customers.last_contact)}</span>
                    </div>
                </div>
                {move || match scores() {
                    None => ().into_any(),
                    Some(None) => view! { <p class="hint">{tr!(i18n, customers.unscored_text)}</p> }.into_any(),
                    Some(Some(((score, measure), (frequency, monetary), bins))) => {
                        let locale = i18n.get_locale();
                        let text = t_string!(
                            i18n, customers.rfm_text,
                            bins = bins,
                            unit = words::frequency(i18n, frequency),
                            kind = words::monetary(i18n, monetary),
                            recency = format::count(locale, measure.recency as usize),
                            frequency = format::count(locale, measure.frequency as usize),
                            monetary = format::money(locale, Money::new(measure.monetary, base()))
                        ).to_string();
                        let one = |name: &'static str, score: u8| view! {
                            <div class="rfm-score">
                                <span>{name}</span>
                                <b>{score}</b>
                                <div
                                    class="meter"
                                    aria-hidden="true"
                                    style:--v=format!("{}", f32::from(score) / f32::from(bins))
                                    style:--n=bins.to_string()
                                ></div>
                            </div>
                        };
                        view! {
                            <div class="rfm">
                                {one(t_string!(i18n, segments.recency), score.r)}
                                {one(t_string!(i18n, segments.frequency), score.f)}
                                {one(t_string!(i18n, segments.monetary), score.m)}
                            </div>
                            <p class="hint">{text}</p>
                        }.into_any()
                    }
                }}
                <How>{move || how(at, activity.get())}</How>
                <MissingRates/>
            </div>
        </section>
    }
    .into_any()
}
