//! The customer list.

use std::sync::Arc;

use leptos::prelude::*;
use workspace::query::{self, CustomerSort};

use crate::components::{Avatar, Column, Glyph, Icon, VirtualList};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::lazy;
use crate::platform::{page, time};
use crate::session::{Sheet, use_session};
use crate::views::customers::filters::{self, FilterBar, FilterSheet, SORTS};
use crate::views::parts::{
    MissingRates, ago, customer_line, customer_path, empty, is_organisation, segment_badge,
};
use crate::views::url::{Params, href, use_params};

const TRACKS: &str = "2rem minmax(0,2.4fr) 9rem minmax(6rem,1fr) 4.5rem 7rem";

/// All customers: searched, narrowed, sorted.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let panel = RwSignal::new(false);
    let items = Memo::new(move |_| {
        let filter = filters::read(params, session.settings().base(), time::today());
        let (sort, descending) = filters::sort(params);
        let rfm = filter.segment.and_then(|_| session.rfm_today());
        let found = session
            .look(|image| query::customers(image, &filter, rfm.as_deref(), sort, descending));
        page::mark("rapport:listed");
        Arc::new(found.unwrap_or_default())
    });
    let total = move || session.look(|image| image.tables.customers.len()).unwrap_or_default();
    let is_empty = Memo::new(move |_| total() == 0);
    let count = move || {
        let locale = i18n.get_locale();
        let shown = format::count(locale, items.with(|items| items.len()));
        t_string!(i18n, customers.count, shown = shown, total = format::count(locale, total()))
            .to_string()
    };
    let new = move |_| session.sheets.open(Sheet::Customer(None));
    view! {
        <header class="topbar">
            <h1 class="topbar-title">{tr!(i18n, customers.title)}</h1>
            <div class="topbar-actions">
                <a href=href("/settings") class="btn ghost icon-only phone-only" aria-label=tr!(i18n, shell.settings)>
                    <Icon glyph=Glyph::Settings/>
                </a>
                <button type="button" class="btn primary wide" id="new-customer" on:click=new>
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, customers.new)}
                </button>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            {move || if is_empty.get() {
                empty_list(i18n)
            } else {
                view! {
                    <ListTools params=params panel=panel count=Signal::derive(count)/>
                    <FilterBar params=params/>
                    <MissingRates/>
                    <Show
                        when=move || items.with(|items| !items.is_empty())
                        fallback=move || none_found(i18n, params)
                    >
                        <VirtualList
                            label=label!(i18n, customers.list)
                            columns=columns(i18n, params)
                            tracks=TRACKS
                            items=items
                            row=row
                            revision=Signal::derive(move || session.revision())
                        />
                    </Show>
                }.into_any()
            }}
        </main>
        <button type="button" class="fab" aria-label=tr!(i18n, customers.new) on:click=new>
            <Icon glyph=Glyph::Plus/>
        </button>
        <Show when=move || panel.get()>
            <FilterSheet params=params on_close=move |()| panel.set(false)/>
        </Show>
    }
}

#[component]
fn ListTools(params: Params, panel: RwSignal<bool>, count: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let set = Memo::new(move |_| filters::count(params));
    let sort_words = move |sort: CustomerSort| match sort {
        CustomerSort::Name => t_string!(i18n, customers.name),
        CustomerSort::LastContact => t_string!(i18n, customers.last_contact),
        CustomerSort::LastOrder => t_string!(i18n, customers.last_order),
        CustomerSort::Orders => t_string!(i18n, customers.orders),
        CustomerSort::Revenue => t_string!(i18n, customers.revenue),
        CustomerSort::Added => t_string!(i18n, customers.added),
    };
    view! {
        <div class="list-tools">
            <label class="search">
                <Icon glyph=Glyph::Search/>
                <input
                    type="search"
                    aria-label=tr!(i18n, customers.search)
                    placeholder=tr!(i18n, customers.search)
                    prop:value=params.get("q")
                    on:input=move |event| params.set(&[("q", event_target_value(&event))])
                />
                <kbd aria-hidden="true">"/"</kbd>
            </label>
            <button type="button" class="btn" aria-haspopup="dialog" on:click=move |_| panel.set(true)>
                <Icon glyph=Glyph::Filter/>
                <span class="label">{tr!(i18n, shell.filter)}</span>
                <Show when=move || { set.get() > 0 }>
                    <span class="badge" data-tone="accent">{set}</span>
                </Show>
            </button>
            <label class="btn sort-select">
                <Icon glyph=Glyph::Sort/>
                <select
                    aria-label=tr!(i18n, shell.sort)
                    on:change=move |event| {
                        let code = event_target_value(&event);
                        params.set(&[("sort", first_press(&code))]);
                    }
                >
                    {move || {
                        let (now, _) = filters::sort(params);
                        SORTS.iter().map(|(code, sort)| view! {
                            <option value=*code selected=*sort == now>{sort_words(*sort)}</option>
                        }).collect_view()
                    }}
                </select>
            </label>
            <p class="count" role="status">{count}</p>
        </div>
    }
}

/// Names begin at A; everything else begins with the most or the latest.
fn first_press(code: &str) -> String {
    if code.is_empty() { String::new() } else { format!("-{code}") }
}

fn columns(i18n: I18n, params: Params) -> Vec<Column> {
    let sortable = |code: &'static str, sort: CustomerSort| {
        let press = Callback::new(move |()| {
            let (now, descending) = filters::sort(params);
            let next = match (now == sort, descending) {
                (false, _) => first_press(code),
                (true, true) => code.to_owned(),
                (true, false) => format!("-{code}"),
            };
            params.set(&[("sort", next)]);
        });
        let order = Signal::derive(move || match filters::sort(params) {
            (now, _) if now != sort => "",
            (_, true) => "descending",
            (_, false) => "ascending",
        });
        Some((press, order))
    };
    let words = |words: fn(I18n) -> &'static str| Signal::derive(move || words(i18n).to_owned());
    vec![
        Column {
            label: words(|i18n| t_string!(i18n, customers.picture)),
            class: "visually-quiet",
            sort: None,
        },
        Column {
            label: words(|i18n| t_string!(i18n, customers.name)),
            class: "",
            sort: sortable("", CustomerSort::Name),
        },
        Column { label: words(|i18n| t_string!(i18n, customers.segment)), class: "", sort: None },
        Column {
            label: words(|i18n| t_string!(i18n, customers.last_contact)),
            class: "",
            sort: sortable("contact", CustomerSort::LastContact),
        },
        Column {
            label: words(|i18n| t_string!(i18n, customers.orders)),
            class: "num",
            sort: sortable("orders", CustomerSort::Orders),
        },
        Column {
            label: words(|i18n| t_string!(i18n, customers.revenue)),
            class: "num",
            sort: sortable("revenue", CustomerSort::Revenue),
        },
        Column {
            label: words(|i18n| t_string!(i18n, customers.owner)),
            class: "wider",
            sort: None,
        },
    ]
}

fn row(slot: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let rfm = untrack(move || session.rfm_today());
    let found = session.peek(|image| {
        let row = image.tables.customers.row(slot)?;
        Some((row.id, row.record.clone(), image.activity(slot), image.settings().base()))
    });
    let Some((id, customer, activity, base)) = found.flatten() else { return ().into_any() };
    let segment = rfm.and_then(|rfm| rfm.segment(slot));
    let contact = activity.last_contact.map(|at| at.day());
    let (name, line, square) =
        (customer.name.clone(), customer_line(&customer), is_organisation(&customer));
    view! {
        <div role="cell"><Avatar name=name.clone() square=square/></div>
        <div class="vrow-main" role="cell">
            <a href=href(&customer_path(id)) class="vrow-link"><span class="vrow-title">{name}</span></a>
            <div class="vrow-sub">{line}</div>
        </div>
        <div class="cell keep" role="cell">{segment_badge(segment)}</div>
        <div class="cell" role="cell">{ago(contact, time::today())}</div>
        <div class="cell num" role="cell">{move || format::count(i18n.get_locale(), activity.orders as usize)}</div>
        <div class="cell num" role="cell">{move || format::money_round(i18n.get_locale(), activity.revenue, base)}</div>
        <div class="cell wider" role="cell">{customer.owner}</div>
    }
    .into_any()
}

fn empty_list(i18n: I18n) -> AnyView {
    let session = use_session();
    let actions = view! {
        <button type="button" class="btn primary" on:click=move |_| session.sheets.open(Sheet::Customer(None))>
            <Icon glyph=Glyph::Plus/>
            {tr!(i18n, customers.new)}
        </button>
        <a href=href("/data/import") class="btn"><Icon glyph=Glyph::Upload/>{tr!(i18n, customers.import)}</a>
        <button type="button" class="btn" id="load-sample" on:click=move |_| lazy::load_sample(session)>
            <Icon glyph=Glyph::Star/>
            {tr!(i18n, customers.sample)}
        </button>
    }
    .into_any();
    empty(
        Glyph::Customers,
        Signal::derive(move || t_string!(i18n, customers.empty_title)),
        Signal::derive(move || t_string!(i18n, customers.empty_text)),
        actions,
    )
}

fn none_found(i18n: I18n, params: Params) -> AnyView {
    let actions = view! {
        <button type="button" class="btn" on:click=move |_| filters::clear(params)>
            {tr!(i18n, customers.clear_filters)}
        </button>
    }
    .into_any();
    empty(
        Glyph::Search,
        Signal::derive(move || t_string!(i18n, customers.none_found)),
        Signal::derive(move || t_string!(i18n, customers.none_found_text)),
        actions,
    )
}
