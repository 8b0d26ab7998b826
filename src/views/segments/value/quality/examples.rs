//! What the figures and charts of a fit rest on, with numbers of their own.

use analytics::ltv::{Compared, Quality};
use leptos::prelude::*;
use model::Day;
use workspace::FittedValue;

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::session::Session;
use crate::views::segments::counted::counted;

/// The sums up to the last day and after it.
pub fn of_sums(i18n: I18n, session: Session, quality: &Quality, fitted: &FittedValue) -> AnyView {
    let locale = i18n.get_locale();
    let sum = |compared: Compared| {
        let Compared { actual, expected } = compared;
        (actual > 0.0).then(|| {
            // Purchases are whole; of what is expected, so much is said that the sum is right.
            let (actual, expected) =
                (format::decimal(locale, actual, 0), format::decimal(locale, expected, 2));
            let off = format::percent(locale, compared.expected / compared.actual - 1.0);
            format!("({expected} − {actual}) / {actual} = {off}")
        })
    };
    let customers = fitted.fit.customers as usize;
    let count = format::count(locale, customers);
    let whole = fitted.last_day().map(|day| counted(i18n, session, customers, day));
    let known = t_string!(i18n, value.how_sum_known, count = count.clone()).to_string();
    let later = sum(quality.held_out).map(|sum| {
        let text = t_string!(i18n, value.how_sum_held, count = count).to_string();
        view! { <p>{text}</p> <p class="kpi-sum">{sum}</p> }
    });
    view! {
        <p>{known}</p>
        {sum(quality.known).map(|sum| view! { <p class="kpi-sum">{sum}</p> })}
        {later}
        {whole.map(|text| view! { <p>{text}</p> })}
    }
    .into_any()
}

/// The last week's end.
pub fn of_tracking(i18n: I18n, quality: &Quality) -> Option<String> {
    let locale = i18n.get_locale();
    let week = quality.tracking.last()?;
    let number = |value: f64| format::count(locale, value.max(0.0).round() as usize);
    let text = t_string!(
        i18n,
        value.of_tracking,
        day = format::day(locale, Day::from_number(week.day)?),
        actual = number(week.repeats.actual),
        expected = number(week.repeats.expected)
    );
    Some(text.to_string())
}

/// Those who never bought again.
pub fn of_histogram(i18n: I18n, quality: &Quality) -> Option<String> {
    let locale = i18n.get_locale();
    let never = quality.histogram.first()?;
    let text = t_string!(
        i18n,
        value.of_histogram,
        actual = format::count(locale, never.actual.round() as usize),
        expected = format::decimal(locale, never.expected, 1)
    );
    Some(text.to_string())
}

/// The group with the most customers.
pub fn of_later(i18n: I18n, quality: &Quality) -> Option<String> {
    let locale = i18n.get_locale();
    let rows = quality.by_repeats.iter().enumerate();
    let (repeats, row) = rows.max_by_key(|(_, row)| row.customers)?;
    let customers = f64::from(row.customers);
    let count = format::count(locale, row.customers as usize);
    let repeats = match repeats + 1 == quality.by_repeats.len() {
        true => t_string!(i18n, value.times_or_more, n = repeats).to_string(),
        false => t_string!(i18n, value.times, n = repeats).to_string(),
    };
    let text = t_string!(
        i18n,
        value.of_later,
        repeats = repeats,
        count = count,
        actual = format::decimal(locale, row.mean.actual * customers, 0),
        mean = format::decimal(locale, row.mean.actual, 2),
        foretold = format::decimal(locale, row.mean.expected * customers, 1),
        expected = format::decimal(locale, row.mean.expected, 2)
    );
    (row.customers > 0).then(|| text.to_string())
}
