//! The recency-frequency grid as a heat map.

use std::rc::Rc;
use std::sync::Arc;

use analytics::rfm::{GridCell, SegmentName};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use workspace::Rfm;

use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::segment_hue;
use crate::views::segments::question::{Measure, Question};
use crate::words;

/// Every cell of the grid, as strongly coloured as it is full.
#[component]
pub fn Grid(
    rfm: Signal<Option<Rc<Rfm>>, LocalStorage>,
    question: Memo<Option<Question>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, segments.grid)}</h2></div>
            <div class="card-body">
                {move || rfm.get().zip(question.get()).map(|(rfm, question)| heat_map(&rfm, &question))}
            </div>
        </section>
    }
    .into_any()
}

fn heat_map(rfm: &Rfm, question: &Question) -> AnyView {
    let i18n = use_i18n();
    let bins = rfm.bins;
    let amount = |cell: &GridCell| match question.show {
        Measure::Customers => cell.customers as f64,
        Measure::Revenue => cell.revenue.max(0) as f64,
        Measure::Mean => cell.mean_revenue().unwrap_or(0).max(0) as f64,
    };
    let most = rfm.table.grid.iter().map(amount).fold(0.0, f64::max);
    let map = rfm.scoring.map();
    let rows = bins.scores().rev().map(|r| {
        let cells = rfm.table.grid.iter().filter(|cell| cell.r == r);
        let cells = cells
            .map(|cell| {
                let segment = map.segment_across(cell.r, cell.f, None);
                let segment = segment.map(|segment| rfm.table.name(segment).clone());
                cell_view(*cell, segment, amount(cell) / most.max(1.0), question)
            })
            .collect_view();
        view! { <tr><th scope="row">{format!("R{r}")}</th>{cells}</tr> }
    });
    view! {
        <table class="heatmap" id="grid">
            <caption class="visually-hidden">{tr!(i18n, segments.grid_caption)}</caption>
            <thead>
                <tr>
                    <td></td>
                    {bins.scores().map(|f| view! { <th scope="col">{format!("F{f}")}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// Words that follow the language.
type AnyWords = Arc<dyn Fn() -> String + Send + Sync>;

/// A segment of `None` stands for several, by monetary score.
fn cell_view(
    cell: GridCell,
    segment: Option<SegmentName>,
    fullness: f64,
    question: &Question,
) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let base = untrack(move || session.base());
    let code = segment.as_ref().map(SegmentName::code);
    let hue = segment_hue(segment.as_ref());
    let name: AnyWords = Arc::new(move || match &segment {
        Some(segment) => words::segment(i18n, Some(segment)),
        None => t_string!(i18n, scoring.several).to_owned(),
    });
    let customers = move || format::count(i18n.get_locale(), cell.customers);
    let revenue = move || format::money_round(i18n.get_locale(), cell.revenue, base);
    let mean = move || {
        let mean = cell.mean_revenue();
        mean.map_or("–".to_owned(), |mean| format::money_round(i18n.get_locale(), mean, base))
    };
    let (shown, rest): (AnyWords, AnyWords) = match question.show {
        Measure::Customers => (Arc::new(customers), Arc::new(revenue)),
        Measure::Revenue => (Arc::new(revenue), Arc::new(customers)),
        Measure::Mean => (Arc::new(mean), Arc::new(customers)),
    };
    // What is read out begins with what is seen, so that it can be spoken to open the cell.
    let (read_shown, read_rest, read_name) = (shown.clone(), rest, name.clone());
    let label = move || {
        t_string!(
            i18n,
            segments.cell,
            shown = read_shown(),
            segment = read_name(),
            r = cell.r,
            f = cell.f,
            rest = read_rest()
        )
        .to_string()
    };
    let opens = question.is_today() && cell.customers > 0;
    let body = view! {
        {move || shown()}
        " "
        <small>{move || name()}</small>
    };
    let inner = if opens {
        view! {
            <button
                type="button"
                aria-label=label
                on:click=move |_| navigate(&format!("/customers?cell={}-{}", cell.r, cell.f), Default::default())
            >
                {body}
            </button>
        }
        .into_any()
    } else {
        view! { <span role="img" aria-label=label>{body}</span> }.into_any()
    };
    view! {
        <td class="cell-heat" data-seg=code data-hue=hue style:--v=fullness.to_string()>{inner}</td>
    }
    .into_any()
}
