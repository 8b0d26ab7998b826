//! What each segment comes to.

use std::rc::Rc;

use analytics::ltv::ModelKind;
use leptos::prelude::*;
use model::Currency;
use workspace::analysis::ltv::{SegmentOutlook, Totals};
use workspace::{Ltv, Rfm};

use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::segment_badge;
use crate::views::segments::counted::counted;
use crate::words;

/// A row a segment.
pub fn table(ltv: &Rc<Ltv>, rfm: &Rc<Rfm>, base: Currency) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let locale = i18n.get_locale();
    let values = ltv.values;
    let cells = move |totals: Totals| {
        let mean = totals.alive / totals.customers.max(1) as f64;
        let each = totals.value / totals.customers.max(1) as f64;
        let money = |minor: f64| match values {
            true => format::money_round(locale, minor.round() as i64, base),
            false => "–".to_owned(),
        };
        view! {
            <td class="num">{format::count(locale, totals.customers)}</td>
            <td class="num">{format::percent(locale, mean)}</td>
            <td class="num">{format::decimal(locale, totals.orders, 1)}</td>
            <td class="num">{money(totals.value)}</td>
            <td class="num">{money(each)}</td>
        }
    };
    let row = |row: SegmentOutlook| {
        let SegmentOutlook { segment, totals } = row;
        view! {
            <tr data-seg=words::segment_code(segment.as_ref())>
                <th scope="row">{segment_badge(segment.as_ref())}</th>
                {cells(totals)}
            </tr>
        }
    };
    let all = ltv.by_segment(rfm);
    let most = all.iter().max_by(|a, b| {
        let of = |one: &SegmentOutlook| (one.totals.value, one.totals.orders);
        let (a, b) = (of(a), of(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    let day = ltv.day;
    let whole = ltv.totals().customers;
    let once = of_one_time_buyers(i18n, ltv).map(StoredValue::new);
    let explained = StoredValue::new(most.cloned());
    let rows = all.into_iter().map(row).collect_view();
    view! {
        <section class="card" id="value-by-segment">
            <div class="card-head"><h2>{tr!(i18n, value.by_segment)}</h2></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, value.by_segment)>
                <table class="table seg-table" id="value-segments">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, segments.segment)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.customers)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.p_alive)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.orders)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.value)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.each)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr><th scope="row">{tr!(i18n, segments.total)}</th>{cells(ltv.totals())}</tr>
                    </tfoot>
                </table>
            </div>
            <div class="card-body">
                <How>
                    {move || explained.with_value(|most| most.as_ref().map(|most| how(i18n, most, values, base)))}
                    {once.map(|text| view! { <p>{text.get_value()}</p> })}
                    <p>{move || counted(i18n, session, whole, day)}</p>
                </How>
            </div>
        </section>
    }
    .into_any()
}

/// Why segments of one-time buyers look high.
fn of_one_time_buyers(i18n: I18n, ltv: &Ltv) -> Option<String> {
    let once = ltv.once();
    let count = format::count(i18n.get_locale(), once);
    let text = match ltv.fitted.fit.model.kind() {
        ModelKind::BgNbd => t_string!(i18n, value.how_segment_once, count = count).to_string(),
        _ if !ltv.values => return None,
        _ => t_string!(i18n, value.how_segment_assumed, count = count).to_string(),
    };
    (once > 0).then_some(text)
}

/// How a row comes about, with the numbers of a segment.
fn how(i18n: I18n, row: &SegmentOutlook, values: bool, base: Currency) -> AnyView {
    let locale = i18n.get_locale();
    let Totals { customers, alive, orders, value } = row.totals;
    let count = customers.max(1) as f64;
    let text = t_string!(
        i18n,
        value.how_segment,
        name = words::segment(i18n, row.segment.as_ref()),
        count = format::count(locale, customers),
        alive = format::decimal(locale, alive, 1),
        mean = format::percent(locale, alive / count),
        orders = format::decimal(locale, orders, 1)
    );
    let money = |minor: f64| format::money_round(locale, minor.round() as i64, base);
    let value = values.then(|| {
        t_string!(
            i18n,
            value.how_segment_value,
            count = format::count(locale, customers),
            value = money(value),
            each = money(value / count)
        )
        .to_string()
    });
    view! {
        <p>{text.to_string()}</p>
        {value.map(|text| view! { <p>{text}</p> })}
    }
    .into_any()
}
