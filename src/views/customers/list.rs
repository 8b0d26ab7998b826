//! The customer list.

use std::sync::Arc;

use leptos::prelude::*;
use model::Kind;
use workspace::export_csv::List;
use workspace::query::{self, CustomerFilter, CustomerSort};

use crate::components::{Avatar, Column, Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, Locale, t_string, tr, use_i18n};
use crate::lazy;
use crate::platform::{page, time};
use crate::session::{Awaited, Searched, Session, Sheet, use_session};
use crate::views::custom::listed;
use crate::views::customers::filters::{self, FilterBar, SORTS};
use crate::views::list::{ListPage, plain};
use crate::views::opening;
use crate::views::params::SearchParam;
use crate::views::parts::{
    MissingRates, ago, customer_line, customer_path, empty, is_organisation, segment_badge,
};
use crate::views::search::use_search;
use crate::views::url::{Params, href, use_params};

const TRACKS: &str = "2rem minmax(0,2.4fr) 9rem minmax(6rem,1fr) 4.5rem 7rem";

/// All customers: searched, narrowed, sorted.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let searched = use_search(Signal::derive(move || params.get("q")));
    provide_context(searched);
    let items = Memo::new(move |_| {
        let mut filter = filters::read(params, session.base(), time::today());
        let (sort, descending) = filters::sort(params);
        if is_awaited(session, &filter, sort) {
            return Arc::default();
        }
        let Awaited::Ready(found) = searched.found.get() else { return Arc::default() };
        filter.found = found;
        let groups = filters::groups(params);
        if !groups.is_empty() {
            let Some(members) = session.members(&groups) else { return Arc::default() };
            filter.among = Some(members);
        }
        let found = session.look(|image| query::customers(image, &filter, sort, descending));
        page::mark("rapport:listed");
        Arc::new(found.unwrap_or_default())
    });
    let columns = move |()| columns(i18n, params);
    view! {
        <ListPage
            list=List::Customers
            title=|i| t_string!(i, customers.title)
            add=|i| t_string!(i, customers.new)
            add_id="new-customer"
            on_add=Callback::new(move |()| session.sheets.open(Sheet::Customer(None)))
            total=|image| image.tables.customers.len()
            empty=move || empty_list(i18n)
            tools=move || view! { <ListTools params=params/> }
            notes=move || view! { {opening::reading()} <FilterBar params=params/> <MissingRates/> }
            none_found=move || none_found(i18n, params, searched)
            busy=searched.busy
            label=|i| t_string!(i, customers.list)
            columns=columns
            tracks=TRACKS
            items=items
            row=row
        />
    }
}

/// Whether what the list asks for is still being read: it may be orders and interactions.
fn is_awaited(session: Session, filter: &CustomerFilter, sort: CustomerSort) -> bool {
    let can_tell = matches!(sort, CustomerSort::Name | CustomerSort::Added);
    !(session.is_whole() || can_tell && !filter.asks_for_activity())
}

#[component]
fn ListTools(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
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
        <SearchParam params=params label=|i| t_string!(i, customers.search)/>
        <button type="button" class="btn" aria-haspopup="dialog" on:click=move |_| session.sheets.open(Sheet::Filters)>
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
    let head = |words, class| plain(i18n, words, class);
    let sorted = |words, class, sort| Column { sort, ..plain(i18n, words, class) };
    vec![
        head(|i18n| t_string!(i18n, customers.picture), "visually-quiet"),
        sorted(|i18n| t_string!(i18n, customers.name), "", sortable("", CustomerSort::Name)),
        head(|i18n| t_string!(i18n, customers.segment), ""),
        sorted(
            |i18n| t_string!(i18n, customers.last_contact),
            "",
            sortable("contact", CustomerSort::LastContact),
        ),
        sorted(
            |i18n| t_string!(i18n, customers.orders),
            "num",
            sortable("orders", CustomerSort::Orders),
        ),
        sorted(
            |i18n| t_string!(i18n, customers.revenue),
            "num",
            sortable("revenue", CustomerSort::Revenue),
        ),
        head(|i18n| t_string!(i18n, customers.owner), "wider"),
    ]
}

fn row(slot: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let searched: Searched = expect_context();
    let found = session.peek(|image| {
        let row = image.tables.customers.row(slot)?;
        Some((row.id, row.record.clone(), image.activity(slot), image.settings().base()))
    });
    let Some((id, customer, activity, base)) = found.flatten() else { return ().into_any() };
    let (name, line, square) =
        (customer.name.clone(), customer_line(&customer), is_organisation(&customer));
    let is_whole = session.is_whole_now();
    let figure = move |say: &dyn Fn(Locale) -> String| match is_whole {
        true => say(i18n.get_locale()),
        false => String::new(),
    };
    let contact = match is_whole {
        true => ago(activity.last_contact.map(|at| at.day()), time::today()),
        false => ().into_any(),
    };
    let listed::Listed { cells, beside } = listed::listed(&Kind::Customer, &customer.custom);
    view! {
        <div role="cell"><Avatar name=name.clone() square=square/></div>
        <div class="vrow-main" role="cell">
            <a href=href(&customer_path(id)) class="vrow-link"><span class="vrow-title">{name}</span></a>
            <div class="vrow-sub">{move || searched.told(slot, &line)} {beside}</div>
        </div>
        <div class="cell keep" role="cell">{move || {
            session.standing().map(|standing| segment_badge(standing.rfm.segment(slot)))
        }}</div>
        <div class="cell" role="cell">{contact}</div>
        <div class="cell num" role="cell">{move || figure(&|locale| format::count(locale, activity.orders as usize))}</div>
        <div class="cell num" role="cell">{move || figure(&|locale| format::money_round(locale, activity.revenue, base))}</div>
        <div class="cell wider" role="cell">{customer.owner}</div>
        {cells}
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
        |i| t_string!(i, customers.empty_title),
        |i| t_string!(i, customers.empty_text),
        actions,
    )
}

fn none_found(i18n: I18n, params: Params, searched: Searched) -> AnyView {
    let session = use_session();
    if !session.is_whole() {
        return ().into_any();
    }
    let analysis = match filters::groups(params).is_empty() {
        true => Awaited::Ready(()),
        false => session.analysis().map(|_| ()),
    };
    match (searched.found.get().map(|_| ()), analysis) {
        (Awaited::Failed, _) => return not_there(i18n, lazy::load_searching),
        (_, Awaited::Failed) => return not_there(i18n, lazy::load_analysis),
        (Awaited::Ready(()), Awaited::Ready(())) if !searched.busy.get() => {}
        _ => {
            let label = tr!(i18n, shell.loading);
            return view! { <progress class="late" aria-label=label></progress> }.into_any();
        }
    }
    let actions = view! {
        <button type="button" class="btn" on:click=move |_| filters::clear(params)>
            {tr!(i18n, customers.clear_filters)}
        </button>
    }
    .into_any();
    empty(
        Glyph::Search,
        |i| t_string!(i, customers.none_found),
        |i| t_string!(i, customers.none_found_text),
        actions,
    )
}

/// Code that has to tell who is listed did not load.
fn not_there(i18n: I18n, load: fn(Session)) -> AnyView {
    let session = use_session();
    let actions = view! {
        <button type="button" class="btn primary" on:click=move |_| load(session)>
            {tr!(i18n, shell.try_again)}
        </button>
    }
    .into_any();
    empty(
        Glyph::Alert,
        |i| t_string!(i, shell.part_failed),
        |i| t_string!(i, shell.part_failed_hint),
        actions,
    )
}
