//! The figures of the period, each beside what it was before, and how it comes about.

use analytics::kpi::{Figures, Period};
use leptos::prelude::*;
use model::Currency;

use crate::components::How;
use crate::format;
use crate::i18n::{I18n, Words, t_string, text, use_i18n};
use crate::views::segments::kpi::covered::{Covered, covered, part_known};
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
    /// The day of the first order there is.
    pub begin: i32,
}

impl Compared {
    /// The days that tell who is a customer on the day before a period.
    fn days_before(self, period: Period) -> Option<Period> {
        let days = i32::try_from(self.window).ok()?;
        Period::new(period.first().checked_sub(days)?, period.first() - 1).ok()
    }
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
    let Compared { now, before, base, begin, .. } = compared;
    let plain = |text: String| view! { <p class="kpi-change">{text}</p> }.into_any();
    let Some(value) = measure.of(&now) else {
        return plain(measure.missing(i18n).to_owned());
    };
    let Some(before) = before else {
        return plain(t_string!(i18n, kpi.no_before).to_owned());
    };
    if covered(before.period, begin) == Covered::Not {
        let day = date(i18n.get_locale(), begin);
        return plain(t_string!(i18n, kpi.before_orders, day = day).to_string());
    }
    // Nobody can be kept or lost where nobody was there.
    if measure.is_of_start() && before.start == 0 {
        return plain(t_string!(i18n, kpi.nobody_before).to_owned());
    }
    let Some(was) = measure.of(&before) else {
        return plain(t_string!(i18n, kpi.no_before).to_owned());
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
    let Compared { now, before, window, base, begin } = compared;
    let locale = i18n.get_locale();
    let line = |text: String| view! { <p>{text}</p> };
    let before = before.filter(|before| covered(before.period, begin) != Covered::Not);
    let before = before.map(|before| {
        let (from, to) = (date(locale, before.period.first()), date(locale, before.period.last()));
        let values = measure.of(&now).zip(measure.of(&before));
        let by = values.and_then(|(value, was)| value.by_sum(i18n, was, base));
        view! {
            <p>{t_string!(i18n, kpi.before_sum, from = from, to = to).to_string()}</p>
            <p class="kpi-sum">{measure.sum(i18n, &before, base)}</p>
            {by.map(|by| view! {
                <p>{t_string!(i18n, kpi.change_sum)}</p>
                <p class="kpi-sum">{by}</p>
            })}
            {part_known(i18n, before.period, begin).map(line)}
        }
    });
    let active = measure.rests_on_window().then(|| {
        let known = compared.days_before(now.period);
        let known = known.filter(|_| measure != Measure::Buyers);
        let known = known.and_then(|days| window_known(i18n, days, begin));
        view! {
            <p>{t_string!(i18n, kpi.active, window = window).to_string()}</p>
            {known.map(line)}
        }
    });
    let newcomers = covered(now.period, begin) != Covered::Wholly
        || before.is_some() && covered_before(compared) != Covered::Wholly;
    let newcomers = (measure == Measure::New && newcomers)
        .then(|| line(t_string!(i18n, kpi.new_begin, day = date(locale, begin)).to_string()));
    view! {
        <p>{measure.what(i18n, &now, window)}</p>
        <p class="kpi-sum">{measure.sum(i18n, &now, base)}</p>
        {measure.otherwise(i18n, &now).map(|text| view! { <p>{text}</p> })}
        {active}
        {before}
        {newcomers}
    }
    .into_any()
}

fn covered_before(compared: Compared) -> Covered {
    compared.before.map_or(Covered::Not, |before| covered(before.period, compared.begin))
}

/// Says that of the days that tell who is a customer at the start only some are known.
fn window_known(i18n: I18n, days: Period, begin: i32) -> Option<String> {
    let known = match covered(days, begin) {
        Covered::Wholly => return None,
        Covered::Partly(known) => known as usize,
        Covered::Not => 0,
    };
    let locale = i18n.get_locale();
    let text = t_string!(
        i18n,
        kpi.part_window,
        begin = date(locale, begin),
        known = format::count(locale, known),
        days = format::count(locale, days.days() as usize),
        from = date(locale, days.last() + 1)
    );
    Some(text.to_string())
}
