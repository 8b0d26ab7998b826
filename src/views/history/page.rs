//! The history: change sets day by day, newest first.

use std::sync::Arc;

use leptos::prelude::*;
use model::Day;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::history::entry::entry;
use crate::views::history::filters::{self, FilterBar, Tools};
use crate::views::history::reading::{Line, Reading};
use crate::views::history::wording;
use crate::views::parts::empty;
use crate::views::url::{Params, href, use_params};
use crate::words;

/// The change sets of one day.
#[derive(Debug, Clone, PartialEq)]
struct Daily {
    day: Option<Day>,
    lines: Vec<Arc<Line>>,
}

/// Lines that follow one another and are of the same day, together.
fn by_day(lines: &[Arc<Line>]) -> Vec<Daily> {
    let day = |line: &Line| line.at.map(|at| at.day());
    let days = lines.chunk_by(|one, other| day(one) == day(other));
    days.filter_map(|lines| Some(Daily { day: day(lines.first()?), lines: lines.to_vec() }))
        .collect()
}

/// All that was done.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let filter = Memo::new(move |_| filters::read(params));
    let reading = Reading::follow(session, filter);
    let found_any = Memo::new(move |_| reading.lines.with(|lines| !lines.is_empty()));
    let is_new = Memo::new(move |_| {
        let idle = !reading.busy.get() && reading.trouble.with(Option::is_none);
        idle && !found_any.get() && !filters::any(params)
    });
    let status = move || {
        if reading.busy.get() && !found_any.get() {
            return t_string!(i18n, history.reading).to_owned();
        }
        let count = format::count(i18n.get_locale(), reading.lines.with(|lines| lines.len()));
        t_string!(i18n, history.shown, count = count).to_string()
    };
    view! {
        <header class="topbar">
            <a href=href("/data") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, history.title)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            {move || if is_new.get() {
                empty(
                    Glyph::History,
                    |i| t_string!(i, history.empty_title),
                    |i| t_string!(i, history.empty_text),
                    view! { <a href=href("/customers") class="btn primary">{tr!(i18n, shell.go_home)}</a> }.into_any(),
                )
            } else {
                view! {
                    <div class="history">
                        <div class="list-tools">
                            <Tools params=params actors=reading.actors/>
                            <p class="count" role="status">{status}</p>
                        </div>
                        <FilterBar params=params/>
                        <Trouble reading=reading/>
                        <Days reading=reading/>
                        <Rest reading=reading params=params/>
                    </div>
                }.into_any()
            }}
        </main>
    }
    .into_any()
}

#[component]
fn Days(reading: Reading) -> impl IntoView {
    let i18n = use_i18n();
    let days = Memo::new(move |_| Arc::new(reading.lines.with(|lines| by_day(lines))));
    let heads = move || days.get().iter().map(|of| of.day).collect::<Vec<_>>();
    let lines_of = move |day: Option<Day>| {
        let days = days.get();
        days.iter().find(|of| of.day == day).map(|of| of.lines.clone()).unwrap_or_default()
    };
    view! {
        <For each=heads key=|day| *day let:day>
            <section class="change-day">
                <h2 class="tl-day">{move || wording::day(i18n, day)}</h2>
                <ul class="changes">
                    <For each=move || lines_of(day) key=|line| line.position children=entry/>
                </ul>
            </section>
        </For>
    }
    .into_any()
}

/// What stands below the list: the way to what is older, or that there is nothing.
#[component]
fn Rest(reading: Reading, params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let none = move || {
        let quiet = !reading.busy.get() && reading.trouble.with(Option::is_none);
        quiet && reading.lines.with(|lines| lines.is_empty())
    };
    view! {
        <Show when=move || reading.busy.get() && reading.lines.with(|lines| lines.is_empty())>
            <progress class="late" aria-label=tr!(i18n, history.reading)></progress>
        </Show>
        <Show when=none>
            <section class="empty">
                <h2>{tr!(i18n, history.none_found)}</h2>
                <p>{tr!(i18n, history.none_found_text)}</p>
                <div class="btn-row">
                    <button type="button" class="btn" on:click=move |_| filters::clear(params)>
                        {tr!(i18n, shell.clear)}
                    </button>
                </div>
            </section>
        </Show>
        <Show when=move || reading.next.get().is_some() && !none()>
            <button
                type="button"
                class="btn"
                id="older"
                aria-busy=move || reading.busy.get().then_some("true")
                disabled=reading.busy
                on:click=move |_| reading.older()
            >
                {tr!(i18n, history.older)}
            </button>
        </Show>
    }
    .into_any()
}

#[component]
fn Trouble(reading: Reading) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let why = reading.trouble.get()?;
        Some(view! {
            <div class="callout" role="alert" data-tone="bad">
                <Icon glyph=Glyph::Alert/>
                <div>
                    <p>{tr!(i18n, history.failed)} " " {move || words::command_error(i18n, &why)}</p>
                    <button type="button" class="btn small" on:click=move |_| reading.again()>
                        {tr!(i18n, shell.try_again)}
                    </button>
                </div>
            </div>
        })
    }
}
