//! How the figures and scores at the head of a customer's page come about.

use analytics::rfm::Axis;
use leptos::prelude::*;
use model::Money;
use workspace::{Activity, Rfm, Slot};

use crate::format;
use crate::i18n::{I18n, t_string, use_i18n};
use crate::session::use_session;
use crate::views::customers::bought::Bought;
use crate::words;

/// All of them, one after the other.
pub fn how(at: Slot, activity: Activity) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let scores = session.standing().map(|standing| of_scores(i18n, &standing.rfm, at));
    let lines = of_facts(i18n, at, activity).into_iter().chain(scores.unwrap_or_default());
    lines.map(|line| view! { <p>{line}</p> }).collect_view().into_any()
}

fn of_facts(i18n: I18n, at: Slot, activity: Activity) -> Vec<String> {
    let session = use_session();
    let (locale, base) = (i18n.get_locale(), session.base());
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    let number = |count: usize| format::count(locale, count);
    let own = session.look(|image| Bought::of(image, at, None)).unwrap_or_default();
    let contact = match activity.last_contact {
        Some(last) => t_string!(i18n, customers.how_contact, day = format::day(locale, last.day()))
            .to_string(),
        None => t_string!(i18n, customers.how_no_contact).to_owned(),
    };
    let revenue = t_string!(
        i18n,
        customers.how_revenue,
        bought = money(own.bought),
        refunded = money(own.refunded),
        revenue = money(activity.revenue)
    );
    let orders = t_string!(
        i18n,
        customers.how_orders,
        orders = number(own.orders),
        days = number(own.days),
        refunds = number(own.refunds)
    );
    vec![revenue.to_string(), orders.to_string(), contact]
}

fn of_scores(i18n: I18n, rfm: &Rfm, at: Slot) -> Vec<String> {
    let session = use_session();
    let Some((score, own)) = rfm.score(at).zip(rfm.measures().get(at)) else { return Vec::new() };
    let Some(unit) = session.look(|image| image.unit()) else { return Vec::new() };
    let (locale, base) = (i18n.get_locale(), session.base());
    let count = |number: i64| format::decimal(locale, number as f64, 0);
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    let (frequency, monetary) = (rfm.scoring.frequency, rfm.scoring.monetary);
    let axes = [
        (Axis::Recency, score.r, i64::from(own.recency)),
        (Axis::Frequency, score.f, i64::from(own.frequency)),
        (Axis::Monetary, score.m, own.monetary),
    ];
    let of_axis = |(axis, score, figure): (Axis, u8, i64)| {
        let name = words::axis(i18n, axis);
        let shown = |figure: i64| match axis {
            Axis::Recency => t_string!(i18n, value.days, n = count(figure)).to_string(),
            Axis::Frequency => count(figure),
            Axis::Monetary => money(figure),
        };
        let own = if axis == Axis::Recency { count(figure) } else { shown(figure) };
        let unit_name = match axis {
            Axis::Monetary => words::monetary(i18n, monetary),
            _ => words::frequency(i18n, frequency),
        };
        let first = match axis {
            Axis::Recency => {
                t_string!(i18n, customers.how_recency, axis = name, score = score, own = own)
                    .to_string()
            }
            _ => t_string!(
                i18n,
                customers.how_frequency,
                axis = name,
                score = score,
                unit = unit_name.to_lowercase(),
                own = own
            )
            .to_string(),
        };
        let range = match rfm.ranked.range(&rfm.scoring, unit, axis, score) {
            None => t_string!(i18n, customers.range_nested).to_owned(),
            Some((None, None)) => String::new(),
            Some((None, Some(most))) => {
                t_string!(i18n, customers.range_up_to, score = score, most = shown(most))
                    .to_string()
            }
            Some((Some(least), None)) => {
                t_string!(i18n, customers.range_from, score = score, least = shown(least))
                    .to_string()
            }
            Some((Some(least), Some(most))) => t_string!(
                i18n,
                customers.range_between,
                score = score,
                // The unit is said once.
                least = if axis == Axis::Recency { count(least) } else { shown(least) },
                most = shown(most)
            )
            .to_string(),
        };
        format::sentences(locale, &[first, range])
    };
    let window = match rfm.config.window {
        None => t_string!(i18n, customers.how_days_all).to_owned(),
        Some(days) => {
            let days = format::count(locale, days.get() as usize);
            t_string!(i18n, customers.how_days, days = days).to_string()
        }
    };
    let last =
        format::sentences(locale, &[window.as_str(), words::method(i18n, rfm.scoring.method())]);
    axes.into_iter().map(of_axis).chain([last]).collect()
}
