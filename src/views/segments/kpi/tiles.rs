//! The figures of the period, each beside what it was before, and how it comes about.

use analytics::kpi::Figures;
use leptos::prelude::*;
use model::Currency;

use crate::components::How;
use crate::i18n::{I18n, Words, t_string, text, use_i18n};
use crate::views::segments::kpi::measure::Measure;
use crate::views::segments::kpi::value::Change;
use crate::views::segments::kpi::wording::date;

/// A period and, if there is one, the period before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The period asked about.
    pub now: Figures,
    /// The one before.
    pub before: Option<Figures>,
    /// How long somebody is a customer after an order, in days.
    pub window: u32,
    /// The currency of amounts.
    pub base: Currency,
}

/// All figures.
#[component]
pub fn Tiles(compared: Compared) -> impl IntoView {
    let i18n = use_i18n();
    let group = |id: &'static str, name: Words, measures: &[Measure]| {
        let tiles = measures.iter().map(|measure| tile(i18n, *measure, compared)).collect_view();
        view! {
            <section aria-labelledby=id>
                <h2 id=id class="kpi-group">{text(i18n, name)}</h2>
                <div class="kpi-tiles">{tiles}</div>
            </section>
        }
    };
    view! {
        {group("kpi-sales", |i| t_string!(i, kpi.sales), &Measure::SALES)}
        {group("kpi-base", |i| t_string!(i, kpi.base), &Measure::BASE)}
    }
    .into_any()
}

fn tile(i18n: I18n, measure: Measure, compared: Compared) -> AnyView {
    let Compared { now, base, .. } = compared;
    let value = move || match measure.of(&now) {
        Some(value) => value.shown(i18n.get_locale(), base),
        None => "–".to_owned(),
    };
    view! {
        <div class="card kpi-tile" id=format!("kpi-{}", measure.code())>
            <h3>{move || measure.name(i18n)}</h3>
            <p class="kpi-value">{value}</p>
            {move || change(i18n, measure, compared)}
            <How>{move || how(i18n, measure, compared)}</How>
        </div>
    }
    .into_any()
}

/// What it was before: an arrow for the eye, and the same in words.
fn change(i18n: I18n, measure: Measure, compared: Compared) -> AnyView {
    let Compared { now, before, base, .. } = compared;
    let Some(value) = measure.of(&now) else {
        return view! { <p class="kpi-change">{measure.missing(i18n)}</p> }.into_any();
    };
    let Some(was) = before.and_then(|before| measure.of(&before)) else {
        return view! { <p class="kpi-change">{t_string!(i18n, kpi.no_before)}</p> }.into_any();
    };
    let shown = was.shown(i18n.get_locale(), base);
    let change = value.change(was);
    let text = match (change, value.by(i18n, was)) {
        (Change::Same, _) => t_string!(i18n, kpi.same, before = shown).to_string(),
        (Change::Up, Some(by)) => t_string!(i18n, kpi.up, by = by, before = shown).to_string(),
        (Change::Down, Some(by)) => t_string!(i18n, kpi.down, by = by, before = shown).to_string(),
        (_, None) => t_string!(i18n, kpi.was, before = shown).to_string(),
    };
    let (arrow, is_up) = match change {
        Change::Up => ("▲", true),
        Change::Down => ("▼", false),
        Change::Same => ("", false),
    };
    let tone = match change {
        Change::Same => "neutral",
        _ if is_up != measure.is_loss() => "good",
        _ => "bad",
    };
    view! {
        <p class="kpi-change" data-tone=tone>
            <span class="kpi-arrow" aria-hidden="true">{arrow}</span>
            {text}
        </p>
    }
    .into_any()
}

fn how(i18n: I18n, measure: Measure, compared: Compared) -> AnyView {
    let Compared { now, before, window, base } = compared;
    let locale = i18n.get_locale();
    let before = before.map(|before| {
        let (from, to) = (date(locale, before.period.first()), date(locale, before.period.last()));
        view! {
            <p>{t_string!(i18n, kpi.before_sum, from = from, to = to).to_string()}</p>
            <p class="kpi-sum">{measure.sum(i18n, &before, base)}</p>
        }
    });
    let active = measure.rests_on_window().then(|| {
        view! { <p>{t_string!(i18n, kpi.active, window = window).to_string()}</p> }
    });
    view! {
        <p>{measure.what(i18n, &now, window)}</p>
        <p class="kpi-sum">{measure.sum(i18n, &now, base)}</p>
        {measure.otherwise(i18n, &now).map(|text| view! { <p>{text}</p> })}
        {active}
        {before}
    }
    .into_any()
}
