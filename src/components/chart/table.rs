//! The figures of a chart as a table.

use leptos::prelude::*;
use plot::{Cell, Table};

use crate::platform::page;

/// The table, below a chart of that title.
pub fn figures(table: Table, title: Signal<String>) -> AnyView {
    let numeric: Vec<bool> = table.columns.iter().map(|column| column.numeric).collect();
    let class = move |at: usize| numeric.get(at).copied().unwrap_or(false).then_some("num");
    let heads = table.columns.iter().enumerate().map(|(at, column)| {
        view! { <th scope="col" class=class(at)>{column.label.clone()}</th> }
    });
    let heads = heads.collect_view();
    let rows = table.rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().map(|(at, cell)| match at {
            0 => view! { <th scope="row">{words(cell)}</th> }.into_any(),
            _ => view! { <td class=class(at)>{words(cell)}</td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=title>
            <table class="table">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn words(cell: Cell) -> AnyView {
    match cell.path {
        Some(path) => {
            view! { <a href=format!("{}{path}", page::base_path())>{cell.text}</a> }.into_any()
        }
        None => cell.text.into_any(),
    }
}
