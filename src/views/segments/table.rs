//! The segments in figures.

use std::rc::Rc;

use analytics::rfm::SegmentName;
use leptos::prelude::*;
use model::Money;
use workspace::Rfm;

use crate::format;
use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::segment_badge;
use crate::views::segments::question::Question;
use crate::views::url::href;
use crate::words;

/// Count, share, revenue and medians of each segment, and of those without a purchase.
#[component]
pub fn SegmentTable(
    rfm: Signal<Option<Rc<Rfm>>, LocalStorage>,
    question: Memo<Option<Question>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let body = move || {
        rfm.get().zip(question.get()).map(|(rfm, question)| rows(&rfm, question.is_today()))
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, segments.table)}</h2></div>
            <div
                class="table-scroll"
                tabindex="0"
                role="region"
                aria-label=tr!(i18n, segments.table)
            >
                <table class="table seg-table" id="segment-table">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, segments.segment)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.customers)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.share)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.revenue)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.median_recency)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.median_frequency)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.median_monetary)}</th>
                        </tr>
                    </thead>
                    {body}
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn rows(rfm: &Rfm, opens: bool) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let base = untrack(move || session.base());
    let locale = i18n.get_locale();
    let table = &rfm.table;
    let scored: usize = table.segments.iter().map(|segment| segment.customers).sum();
    let revenue: i64 = table.segments.iter().map(|segment| segment.revenue).sum();
    let segments = table.segments.iter().map(|summary| {
        let medians = summary.medians;
        let segment = Some(table.name(summary.segment));
        view! {
            <tr data-segment=words::segment_code(segment) data-customers=summary.customers.to_string()>
                <th scope="row">{segment_link(segment, opens)}</th>
                <td class="num">{format::count(locale, summary.customers)}</td>
                <td class="num">{format::percent(locale, summary.share)}</td>
                <td class="num">{format::money_round(locale, summary.revenue, base)}</td>
                <td class="num">{medians.map(|m| format::decimal(locale, m.recency, 1))}</td>
                <td class="num">{medians.map(|m| format::decimal(locale, m.frequency, 1))}</td>
                <td class="num">{medians.map(|m| format::money(locale, Money::new(m.monetary, base)))}</td>
            </tr>
        }
    }).collect_view();
    view! {
        <tbody>
            {segments}
            <tr data-segment=words::segment_code(None) data-customers=rfm.unscored.to_string()>
                <th scope="row">{segment_link(None, opens)}</th>
                <td class="num">{format::count(locale, rfm.unscored)}</td>
                <td></td>
                <td class="num">{format::money_round(locale, table.unscored.revenue, base)}</td>
                <td></td><td></td><td></td>
            </tr>
        </tbody>
        <tfoot>
            <tr data-segment="total" data-customers=(scored + rfm.unscored).to_string()>
                <th scope="row">{tr!(i18n, segments.total)}</th>
                <td class="num">{format::count(locale, scored + rfm.unscored)}</td>
                <td></td>
                <td class="num" id="total-revenue">{format::money(locale, Money::new(revenue + table.unscored.revenue, base))}</td>
                <td></td><td></td><td></td>
            </tr>
        </tfoot>
    }
    .into_any()
}

/// The segment, leading to its customers where the list shows the same ones.
fn segment_link(segment: Option<&SegmentName>, opens: bool) -> AnyView {
    if !opens {
        return segment_badge(segment);
    }
    let path = format!("/customers?segment={}", words::segment_code(segment));
    view! { <a href=href(&path)>{segment_badge(segment)}</a> }.into_any()
}
