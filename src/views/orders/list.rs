//! Orders across customers.

use std::sync::Arc;

use leptos::prelude::*;
use workspace::query::{self, OrderFilter};

use crate::components::{Column, Glyph, Icon, VirtualList};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::interactions::DayParam;
use crate::views::parts::{MissingRates, customer_path, empty};
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
        };
        Arc::new(session.look(|image| query::orders(image, &filter)).unwrap_or_default())
    });
    let total = move || session.look(|image| image.tables.orders.len()).unwrap_or_default();
    let is_empty = Memo::new(move |_| total() == 0);
    let count = move || {
        let locale = i18n.get_locale();
        let shown = format::count(locale, items.with(|items| items.len()));
        t_string!(i18n, orders.count, shown = shown, total = format::count(locale, total()))
            .to_string()
    };
    let new = move |_| session.sheets.open(Sheet::Order { customer: None, id: None });
    let head = move |words: fn(I18n) -> &'static str, class: &'static str| Column {
        label: Signal::derive(move || words(i18n).to_owned()),
        class,
        sort: None,
    };
    let columns = move || {
        vec![
            head(|i| t_string!(i, orders.title), "visually-quiet"),
            head(|i| t_string!(i, orders.customer), ""),
            head(|i| t_string!(i, orders.lines), ""),
            head(|i| t_string!(i, orders.day), ""),
            head(|i| t_string!(i, orders.amount), "num"),
        ]
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">{tr!(i18n, orders.title)}</h1>
            <div class="topbar-actions">
                <button type="button" class="btn primary wide" on:click=new>
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, orders.new)}
                </button>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            {move || if is_empty.get() {
                let actions = view! {
                    <button type="button" class="btn primary" on:click=new>{tr!(i18n, orders.new)}</button>
                    <a href=href("/data/import") class="btn">{tr!(i18n, customers.import)}</a>
                }.into_any();
                empty(
                    Glyph::Orders,
                    Signal::derive(move || t_string!(i18n, orders.empty_title)),
                    Signal::derive(move || t_string!(i18n, orders.empty_text)),
                    actions,
                )
            } else {
                view! {
                    <div class="list-tools">
                        <DayParam key="from" params=params/>
                        <DayParam key="to" params=params/>
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
                        <p class="count" role="status">{count}</p>
                    </div>
                    <MissingRates/>
                    <Show
                        when=move || items.with(|items| !items.is_empty())
                        fallback=move || view! { <p class="empty">{tr!(i18n, orders.none_found)}</p> }
                    >
                        <VirtualList
                            label=label!(i18n, orders.list)
                            columns=columns()
                            tracks=TRACKS
                            items=items
                            row=row
                            revision=Signal::derive(move || session.revision())
                        />
                    </Show>
                }.into_any()
            }}
        </main>
        <button type="button" class="fab" aria-label=tr!(i18n, orders.new) on:click=new>
            <Icon glyph=Glyph::Plus/>
        </button>
    }
}

fn row(slot: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found = session.peek(|image| {
        let row = image.tables.orders.row(slot)?;
        let customer = row.record.customer?;
        let name = image.tables.customers.get(customer).map(|customer| customer.name.clone());
        Some((row.id, row.record.clone(), customer, name.unwrap_or_default()))
    });
    let Some((id, order, customer, name)) = found.flatten() else { return ().into_any() };
    let day = order.day;
    let shown = move || day.map(|day| format::day(i18n.get_locale(), day));
    let amount = order.amount;
    let title = match (order.number.is_empty(), amount.is_some_and(|money| money.minor < 0)) {
        (false, _) => order.number.clone(),
        (true, true) => t_string!(i18n, orders.refund).to_owned(),
        (true, false) => words::kind_name(i18n, &model::Kind::Order),
    };
    let items: Vec<String> =
        order.lines.iter().map(|line| line.item.clone()).filter(|item| !item.is_empty()).collect();
    view! {
        <span class="tl-icon" role="cell" data-kind="order"><Icon glyph=Glyph::Order/></span>
        <div class="vrow-main" role="cell">
            <button
                type="button"
                class="vrow-link"
                on:click=move |_| session.sheets.open(Sheet::Order { customer: None, id: Some(id) })
            >
                <span class="vrow-title">{title}</span>
            </button>
            <div class="vrow-sub">
                <a href=href(&customer_path(customer))>{name}</a>
                <span class="phone-only">" · " {shown}</span>
            </div>
        </div>
        <div class="cell" role="cell">{items.join(", ")}</div>
        <div class="cell" role="cell">{shown}</div>
        <div class="cell num keep" role="cell">{move || amount.map(|money| format::money(i18n.get_locale(), money))}</div>
    }
    .into_any()
}
