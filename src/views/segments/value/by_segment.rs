//! What each segment comes to.

use std::rc::Rc;

use leptos::prelude::*;
use model::Currency;
use workspace::analysis::ltv::{SegmentOutlook, Totals};
use workspace::{Ltv, Rfm};

use crate::format;
use crate::i18n::{tr, use_i18n};
use crate::views::parts::segment_badge;
use crate::words;

/// A row a segment.
pub fn table(ltv: &Rc<Ltv>, rfm: &Rc<Rfm>, base: Currency) -> AnyView {
    let i18n = use_i18n();
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
    let rows = ltv.by_segment(rfm).into_iter().map(row).collect_view();
    view! {
        <section class="card">
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
        </section>
    }
    .into_any()
}
