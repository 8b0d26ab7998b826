//! Orders across customers.

use std::sync::Arc;

use leptos::prelude::*;
use model::Kind;
use workspace::export_csv::List;
use workspace::query::{self, OrderFilter};

use crate::app::Place;
use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::custom;
use crate::views::interactions::Touches;
use crate::views::list::{ListPage, customer_of, named, plain};
use crate::views::params::DaysParam;
use crate::views::parts::{MissingRates, empty};
use crate::views::url::{href, use_params};
use crate::words;

const TRACKS: &str = "2rem minmax(0,2fr) minmax(0,2fr) 9rem 9rem";

/// All orders, narrowed by date and to refunds.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let items = Memo::new(move |_| {
        let filter = OrderFilter {
            from: params.parsed("from"),
            to: params.parsed("to"),
            refunds: params.get("refunds") == "1",
            custom: custom::read(params),
        };
        Arc::new(session.look(|image| query::orders(image, &filter)).unwrap_or_default())
    });
    let new = Callback::new(move |()| {
        session.sheets.open(Sheet::Order { customer: None, id: None });
    });
    let head = move |words, class| plain(i18n, words, class);
    let columns = move |()| {
        vec![
            head(|i| t_string!(i, orders.title), "visually-quiet"),
            head(|i| t_string!(i, orders.customer), ""),
            head(|i| t_string!(i, orders.lines), ""),
            head(|i| t_string!(i, orders.day), ""),
            head(|i| t_string!(i, orders.amount), "num"),
        ]
    };
    let empty = move || {
        let actions = view! {
            <button type="button" class="btn primary" on:click=move |_| new.run(())>{tr!(i18n, orders.new)}</button>
            <a href=href("/data/import") class="btn">{tr!(i18n, customers.import)}</a>
        }.into_any();
        let empty = empty(
            Glyph::Orders,
            |i| t_string!(i, orders.empty_title),
            |i| t_string!(i, orders.empty_text),
            actions,
        );
        view! { <Touches here=Place::Orders/> {empty} }
    };
    let tools = move || {
        view! {
            <Touches here=Place::Orders/>
            <DaysParam params=params/>
            <custom::CustomSelects kind=Kind::Order params=params/>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || params.get("refunds") == "1"
                    on:change=move |event| {
                        let on = if event_target_checked(&event) { "1" } else { "" };
                        params.set(&[("refunds", on.to_owned())]);
                    }
                />
                <span>{tr!(i18n, orders.refunds_only)}</span>
            </label>
        }
    };
    view! {
        <ListPage
            list=List::Orders
            title=|i| t_string!(i, orders.title)
            add=|i| t_string!(i, orders.new)
            add_id="new-order"
            on_add=new
            total=|image| image.tables.orders.len()
            empty=empty
            tools=tools
            notes=MissingRates
            none_found=move || view! { <p class="empty">{tr!(i18n, orders.none_found)}</p> }
            label=|i| t_string!(i, orders.list)
            columns=columns
            tracks=TRACKS
            items=items
            row=row
        />
    }
}

fn row(slot: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found = session.peek(|image| {
        let row = image.tables.orders.row(slot)?;
        Some((row.id, row.record.clone(), customer_of(image, row.record.customer?)))
    });
    let Some((id, order, customer)) = found.flatten() else { return ().into_any() };
    let day = order.day;
    let shown = move || day.map(|day| format::day(i18n.get_locale(), day));
    let amount = order.amount;
    let title = match (order.number.is_empty(), amount.is_some_and(|money| money.minor < 0)) {
        (false, _) => order.number.clone(),
        (true, true) => t_string!(i18n, orders.refund).to_owned(),
        (true, false) => words::kind_name(i18n, &Kind::Order),
    };
    let items: Vec<String> =
        order.lines.iter().map(|line| line.item.clone()).filter(|item| !item.is_empty()).collect();
    let custom::listed::Listed { cells, beside } =
        custom::listed::listed(&Kind::Order, &order.custom);
    let form = Sheet::Order { customer: None, id: Some(id) };
    view! {
        <span class="tl-icon" role="cell" data-kind="order"><Icon glyph=Glyph::Order/></span>
        {named(form, title.into_any(), customer, shown.into_any(), beside)}
        <div class="cell" role="cell">{items.join(", ")}</div>
        <div class="cell" role="cell">{shown}</div>
        <div class="cell num keep" role="cell">{move || amount.map(|money| format::money(i18n.get_locale(), money))}</div>
        {cells}
    }
    .into_any()
}
