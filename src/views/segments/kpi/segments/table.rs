//! The period beside the one before, segment by segment.

use analytics::rfm::SegmentName;
use leptos::prelude::*;
use model::{Currency, Money};
use workspace::SegmentRevenue;

use crate::format;
use crate::i18n::{I18n, t_string, tr};
use crate::views::parts::segment_badge;
use crate::views::segments::kpi::covered::{Covered, covered, part_known};
use crate::views::segments::kpi::segments::answers::Answers;
use crate::views::segments::kpi::value::Value;
use crate::views::segments::kpi::wording::date;
use crate::words;

/// The table.
pub fn table(i18n: I18n, answers: &Answers, base: Currency, begin: i32) -> AnyView {
    let locale = i18n.get_locale();
    let money = move |minor: i64| format::money_round(locale, minor, base);
    let total = total(&answers.now);
    let before = known_before(answers, begin);
    let before_total = before.map(self::total);
    let none = || "–".to_owned();
    let row = |name: AnyView, orders: u32, revenue: i64, before: Option<i64>| {
        let share = share(revenue, total).map(|share| format::percent(locale, share));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num">{format::count(locale, orders as usize)}</td>
                <td class="num">{money(revenue)}</td>
                <td class="num">{share}</td>
                <td class="num">{before.map_or_else(none, money)}</td>
                <td class="num">{before.and_then(|before| change(i18n, before, revenue)).unwrap_or_else(none)}</td>
            </tr>
        }
    };
    let rows = answers.now.segments.iter().map(|(segment, brought)| {
        let before = before.map(|before| of_segment(before, segment.as_ref()));
        row(segment_badge(segment.as_ref()), brought.orders, brought.revenue, before)
    });
    let orders = answers.now.segments.iter().map(|(_, brought)| brought.orders).sum();
    let name = view! { {tr!(i18n, kpi.total)} }.into_any();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, kpi.by_segment)>
            <table class="table seg-table" id="kpi-segments">
                <thead>
                    <tr>
                        <th scope="col">{tr!(i18n, kpi.segment)}</th>
                        <th scope="col" class="num">{tr!(i18n, kpi.orders)}</th>
                        <th scope="col" class="num">{tr!(i18n, kpi.revenue)}</th>
                        <th scope="col" class="num">{tr!(i18n, kpi.share)}</th>
                        <th scope="col" class="num">{tr!(i18n, kpi.before)}</th>
                        <th scope="col" class="num">{tr!(i18n, kpi.change)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>{row(name, orders, total, before_total)}</tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The definition, with the numbers of the segment that brought most.
pub fn how(i18n: I18n, answers: &Answers, base: Currency, begin: i32) -> AnyView {
    let locale = i18n.get_locale();
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    let total = total(&answers.now);
    let most = answers.now.segments.iter().max_by_key(|(_, brought)| brought.revenue);
    let example = most.and_then(|(segment, brought)| {
        let share = format::percent(locale, share(brought.revenue, total)?);
        let text = t_string!(
            i18n,
            kpi.sum_share,
            name = words::segment(i18n, segment.as_ref()),
            part = money(brought.revenue),
            whole = money(total),
            share = share
        );
        Some(text.to_string())
    });
    let by = most.and_then(|(segment, brought)| {
        let before = of_segment(known_before(answers, begin)?, segment.as_ref());
        let (now, was) = (Value::Amount(brought.revenue), Value::Amount(before));
        let sum = now.by_sum(i18n, was, base)?;
        let name = words::segment(i18n, segment.as_ref());
        Some(t_string!(i18n, kpi.sum_change, name = name, sum = sum).to_string())
    });
    let compared = answers.before.as_ref().map(|before| before.period);
    let compared = compared.map(|before| match covered(before, begin) {
        Covered::Not => {
            t_string!(i18n, kpi.before_orders_whole, day = date(locale, begin)).to_string()
        }
        _ => {
            let (from, to) = (date(locale, before.first()), date(locale, before.last()));
            let text = t_string!(i18n, kpi.what_before, from = from, to = to).to_string();
            let known = part_known(i18n, before, begin).unwrap_or_default();
            format::sentences(locale, &[text, known])
        }
    });
    let to = date(locale, answers.now.period.last());
    view! {
        <p>{t_string!(i18n, kpi.what_segments, to = to).to_string()}</p>
        {example.map(|text| view! { <p class="kpi-sum">{text}</p> })}
        {compared.map(|text| view! { <p>{text}</p> })}
        {by.map(|text| view! { <p class="kpi-sum">{text}</p> })}
    }
    .into_any()
}

/// The period before, where there are orders in what it covers.
fn known_before(answers: &Answers, begin: i32) -> Option<&SegmentRevenue> {
    answers.before.as_deref().filter(|before| covered(before.period, begin) != Covered::Not)
}

fn of_segment(revenue: &SegmentRevenue, segment: Option<&SegmentName>) -> i64 {
    let same = revenue.segments.iter().find(|(other, _)| other.as_ref() == segment);
    same.map_or(0, |(_, brought)| brought.revenue)
}

fn total(revenue: &SegmentRevenue) -> i64 {
    revenue.segments.iter().map(|(_, brought)| brought.revenue).sum()
}

/// `None` of nothing, or of less: then refunds outweigh sales, and nothing is a share of that.
fn share(part: i64, total: i64) -> Option<f64> {
    (total > 0).then(|| part as f64 / total as f64)
}

/// `+12.3 %`.
fn change(i18n: I18n, before: i64, now: i64) -> Option<String> {
    let (before, now) = (Value::Amount(before), Value::Amount(now));
    Some(format!("{}{}", now.change(before).sign(), now.by(i18n, before)?))
}
