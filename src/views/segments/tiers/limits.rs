//! Where tiers begin, and by what customers are measured.

use leptos::prelude::*;
use model::Money;
use workspace::Tier;

use crate::components::{Choice, Text};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::segments::tiers::typed::{AMOUNTS, EXPECTED, SHARES, field_id};
use crate::views::segments::tiers::{Editing, problem};
use crate::words;

/// Windows to choose from, in days, and none; any other stands in the plan as it was kept.
const WINDOWS: [&str; 5] = ["", "90", "180", "365", "730"];

/// The three limits, as shares or as amounts.
#[component]
pub fn LimitsCard(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let typed = editing.typed;
    let is_amounts = Memo::new(move |_| typed.with(|typed| typed.mode == AMOUNTS));
    // Offered only where there is a model to tell it.
    let expects = Memo::new(move |_| {
        let ltv = session.look(|image| image.ltv(time::today()?)).flatten();
        ltv.is_some_and(|ltv| ltv.values)
    });
    let windows = Signal::derive(move || {
        let own = typed.with(|typed| typed.window.clone());
        let mut all: Vec<String> = WINDOWS.map(str::to_owned).into();
        if expects.get() {
            all.push(EXPECTED.to_owned());
        }
        if !all.contains(&own) {
            all.push(own);
        }
        all.into_iter().map(|days| (days.clone(), words::tier_window(i18n, &days))).collect()
    });
    let measure = Callback::new(move |mode: &'static str| {
        // Whoever goes from shares to amounts starts from what the shares came to.
        let bounds = untrack(|| editing.tiers.get()).map(|tiers| tiers.bounds.0);
        typed.update(|typed| {
            if mode == AMOUNTS && typed.amounts.iter().all(String::is_empty) {
                let base = editing.base.get_untracked();
                let text = |bound: Option<i64>| {
                    bound.map(|minor| Money::new(minor, base).number()).unwrap_or_default()
                };
                typed.amounts = bounds.unwrap_or_default().map(text);
            }
            if mode == SHARES && typed.shares.iter().all(String::is_empty) {
                typed.shares = ["5", "15", "30"].map(str::to_owned);
            }
            typed.mode = mode.to_owned();
        });
    });
    let wrong = move || {
        editing.read.with(|read| {
            let wrong = read.as_ref().err()?;
            let ours = wrong.field.ends_with("-from") || wrong.field == "tier-window";
            ours.then(|| problem(i18n, wrong.what))
        })
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, tiers.limits)}</h2></div>
            <div class="card-body form">
                <Choice id="tier-window" label=label!(i18n, tiers.basis) value=Signal::derive(move || typed.with(|typed| typed.window.clone())) options=windows on_input=Callback::new(move |days| typed.update(|typed| typed.window = days))/>
                <fieldset class="group">
                    <legend>{tr!(i18n, tiers.by)}</legend>
                    <div class="segmented">
                        <label>
                            <input type="radio" name="tier-mode" id="tier-mode-shares" prop:checked=move || !is_amounts.get() on:change=move |_| measure.run(SHARES)/>
                            {tr!(i18n, tiers.by_share)}
                        </label>
                        <label>
                            <input type="radio" name="tier-mode" id="tier-mode-amounts" prop:checked=move || is_amounts.get() on:change=move |_| measure.run(AMOUNTS)/>
                            {tr!(i18n, tiers.by_amount)}
                        </label>
                    </div>
                </fieldset>
                <p class="hint">{move || match is_amounts.get() {
                    true => t_string!(i18n, tiers.amounts_hint),
                    false => t_string!(i18n, tiers.shares_hint),
                }}</p>
                <div class="tier-limits">
                    {[Tier::Vip, Tier::High, Tier::Potential].map(|tier| limit(editing, is_amounts, tier)).into_iter().collect_view()}
                </div>
                {move || wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}
            </div>
        </section>
    }
    .into_any()
}

fn limit(editing: Editing, is_amounts: Memo<bool>, tier: Tier) -> AnyView {
    let i18n = use_i18n();
    let (typed, at) = (editing.typed, tier.index());
    let value = Signal::derive(move || {
        typed
            .with(|typed| if is_amounts.get() { &typed.amounts } else { &typed.shares }[at].clone())
    });
    let label = Signal::derive(move || {
        let unit = match is_amounts.get() {
            true => editing.base.get().to_string(),
            false => "%".to_owned(),
        };
        t_string!(i18n, tiers.limit_of, tier = words::tier(i18n, tier), unit = unit).to_string()
    });
    let write = Callback::new(move |text: String| {
        let amounts = is_amounts.get_untracked();
        typed.update(|typed| {
            let fields = if amounts { &mut typed.amounts } else { &mut typed.shares };
            fields[at] = text;
        });
    });
    let count = Signal::derive(move || {
        let customers = editing.tiers.get().map(|tiers| tiers.sums[at].customers);
        let count = format::count(i18n.get_locale(), customers.unwrap_or_default());
        t_string!(i18n, tiers.count, count = count).to_string()
    });
    view! { <Text id=field_id(tier, "from") label=label value=value on_input=write hint=count inputmode="decimal"/> }
        .into_any()
}
