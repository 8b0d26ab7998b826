//! The borders between scores, as people set them.

use analytics::rfm::Axis;
use leptos::prelude::*;

use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::views::segments::scoring::desk::Desk;
use crate::views::segments::scoring::editor::words_for;
use crate::views::segments::scoring::typed::Wrong;
use crate::words;

/// A row for each score but the lowest, which is whatever is left.
#[component]
pub fn ThresholdsTable(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let typed = desk.form.typed;
    let bins = Memo::new(move |_| desk.map.with(|map| map.bins().get()));
    let rows = move || {
        let bins = bins.get();
        let row = move |score: u8| {
            // The nearest score takes the fewest days, the highest the most orders.
            let cells = Axis::ALL.map(|axis| match axis {
                Axis::Recency => (axis, usize::from(bins - score)),
                _ => (axis, usize::from(score - 2)),
            });
            let cells = cells.map(|(axis, at)| input(desk, axis, at, score));
            view! { <tr><th scope="row">{score}</th>{cells.collect_view()}</tr> }
        };
        (2..=bins).rev().map(row).collect_view()
    };
    let problems = move || {
        let wrong = desk.wrong.get();
        let mut words: Vec<String> = wrong
            .iter()
            .filter(|wrong| matches!(wrong, Wrong::Unread(..) | Wrong::Order(..) | Wrong::Number))
            .map(|wrong| words_for(i18n, wrong))
            .collect();
        words.dedup();
        format::sentences(i18n.get_locale(), &words)
    };
    let again = move |_| {
        typed.update(|typed| typed.thresholds = Default::default());
        desk.suggest();
    };
    view! {
        <div class="stack">
            <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, scoring.thresholds)>
                <table class="table thresholds">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, scoring.score)}</th>
                            <th scope="col">{tr!(i18n, scoring.days_at_most)}</th>
                            <th scope="col">{tr!(i18n, scoring.orders_at_least)}</th>
                            <th scope="col">{move || t_string!(i18n, scoring.amount_at_least, currency = desk.base.get().to_string()).to_string()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="error" role="alert" id="thresholds-wrong">{problems}</p>
            <button type="button" class="btn ghost small" on:click=again>{tr!(i18n, scoring.suggest)}</button>
        </div>
    }
    .into_any()
}

fn input(desk: Desk, axis: Axis, at: usize, score: u8) -> AnyView {
    let i18n = use_i18n();
    let typed = desk.form.typed;
    let value = move || {
        typed.with(|typed| typed.thresholds[axis as usize].get(at).cloned().unwrap_or_default())
    };
    let write = move |event| {
        let text = event_target_value(&event);
        typed.update(|typed| {
            if let Some(border) = typed.thresholds[axis as usize].get_mut(at) {
                *border = text;
            }
        });
    };
    let invalid = move || {
        let here = |wrong: &Wrong| matches!(wrong, Wrong::Unread(a, p) | Wrong::Order(a, p) if (*a, *p) == (axis, at));
        desk.wrong.with(|wrong| wrong.iter().any(here)).then_some("true")
    };
    let label = move || {
        t_string!(i18n, scoring.threshold_of, axis = words::axis(i18n, axis), score = score)
            .to_string()
    };
    view! {
        <td>
            <input
                type="text"
                inputmode=if axis == Axis::Monetary { "decimal" } else { "numeric" }
                autocomplete="off"
                aria-label=label
                aria-describedby="thresholds-wrong"
                aria-invalid=invalid
                data-axis=format!("{axis:?}")
                data-at=at.to_string()
                prop:value=value
                on:input=write
            />
        </td>
    }
    .into_any()
}
