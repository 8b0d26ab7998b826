//! Who went from which segment to which between two days.

mod charts;
mod question;
mod who;

use std::rc::Rc;

use leptos::prelude::*;
use workspace::{Move, Moves};

use crate::components::chart::Chart;
use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::MissingRates;
use crate::views::segments::days::{DayParam, LastOrder};
use crate::views::segments::moves::charts::{flow, matrix};
use crate::views::segments::moves::question::{Question, chosen};
use crate::views::segments::moves::who::Who;
use crate::views::segments::needs_orders::{has_orders, needs_orders};
use crate::views::segments::tabs::Tabs;
use crate::views::url::{Params, use_params};
use crate::words;

/// What a move is called, with its days.
pub fn name(i18n: I18n, moved: &Move) -> String {
    let locale = i18n.get_locale();
    let segment = |code: &str| words::segment_of_code(i18n, code).unwrap_or(code.to_owned());
    t_string!(
        i18n,
        moves.name,
        was = segment(&moved.was),
        is = segment(&moved.is),
        from = format::day(locale, moved.from),
        to = format::day(locale, moved.to)
    )
    .to_string()
}

/// The page.
#[component]
pub fn MovesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let has_orders = has_orders(session);
    let question = Memo::new(move |_| Question::read(params, session));
    let in_order = move || question.get().filter(|question| question.from < question.to);
    let moves = Signal::derive_local(move || {
        let Question { from, to } = in_order()?;
        session.look(|image| image.moves(from, to)).flatten().map(Rc::new)
    });
    let out_of_order = move || question.get().is_some() && in_order().is_none();
    let chosen = Memo::new(move |_| chosen(params, question.get()?));
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, segments.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            {move || if has_orders.get() {
                view! {
                    <div class="stack">
                        <p class="hint">{tr!(i18n, moves.intro)}</p>
                        <Dates params=params question=question/>
                        <MissingRates/>
                        <Show when=out_of_order>
                            <div class="callout" data-tone="warn" role="alert">
                                <Icon glyph=Glyph::Alert/>
                                <div>{tr!(i18n, moves.out_of_order)}</div>
                            </div>
                        </Show>
                        <Chart
                            id="moves"
                            title=label!(i18n, moves.matrix)
                            summary=label!(i18n, moves.matrix_summary)
                            plot=matrix(moves, question, chosen)
                        >
                            <How>
                                <p>{move || moves.get().zip(question.get()).map(|(moves, question)| explained(i18n, &moves, question))}</p>
                                <p>{move || moves.get().zip(question.get()).and_then(|(moves, question)| example(i18n, &moves, question))}</p>
                            </How>
                        </Chart>
                        <Who chosen=chosen/>
                        <Chart
                            id="moves-flow"
                            title=label!(i18n, moves.flow)
                            summary=label!(i18n, moves.flow_summary)
                            plot=flow(moves, question)
                        >
                            <How>
                                <p>{move || moves.get().zip(question.get()).and_then(|(moves, question)| band(i18n, &moves, question))}</p>
                            </How>
                        </Chart>
                    </div>
                }.into_any()
            } else {
                needs_orders(
                    |i| t_string!(i, segments.empty_title),
                    |i| t_string!(i, segments.empty_text),
                )
            }}
        </main>
    }
}

#[component]
fn Dates(params: Params, question: Memo<Option<Question>>) -> impl IntoView {
    let i18n = use_i18n();
    let from = Signal::derive(move || question.get().map(|question| question.from));
    let to = Signal::derive(move || question.get().map(|question| question.to));
    view! {
        <div class="toolbar">
            <DayParam params=params key="from" id="moves-from" label=label!(i18n, moves.from) value=from/>
            <DayParam params=params key="to" id="moves-to" label=label!(i18n, moves.to) value=to/>
            <LastOrder params=params key="to" id="moves-to" asked=to/>
        </div>
    }
    .into_any()
}

fn explained(i18n: I18n, moves: &Moves, question: Question) -> String {
    let locale = i18n.get_locale();
    let (mut all, mut same, mut new, mut never) = (0, 0, 0, 0);
    for (was, cells) in moves.counts.rows() {
        let of: usize = cells.iter().sum();
        match was {
            Some(was) => {
                let name = &moves.counts.from[was.get()];
                let stayed = moves.counts.to.iter().position(|to| to == name);
                same += stayed.and_then(|at| cells.get(at)).copied().unwrap_or(0);
                all += of;
            }
            None => {
                let still = cells.last().copied().unwrap_or(0);
                new += of - still;
                never += still;
            }
        }
    }
    let share = if all > 0 { same as f64 / all as f64 } else { 0.0 };
    t_string!(
        i18n,
        moves.how,
        from = format::day(locale, question.from),
        to = format::day(locale, question.to),
        all = format::count(locale, all),
        same = format::count(locale, same),
        share = format::percent(locale, share),
        other = format::count(locale, all - same),
        new = format::count(locale, new),
        never = format::count(locale, never),
        whole = format::count(locale, all + new + never)
    )
    .to_string()
}

/// A number of the matrix, of those who were in one segment and are in another.
struct Cell {
    was: String,
    is: String,
    count: usize,
    /// How many were where they were.
    of: usize,
}

/// The largest number of those who changed from a segment to another.
fn largest(i18n: I18n, moves: &Moves) -> Option<Cell> {
    let (from, to) = (&moves.counts.from, &moves.counts.to);
    let mut found: Option<Cell> = None;
    for (was, cells) in moves.counts.rows() {
        let Some(was) = was.and_then(|was| from.get(was.get())) else { continue };
        for (is, count) in to.iter().zip(cells) {
            if is != was && *count > found.as_ref().map_or(0, |found| found.count) {
                found = Some(Cell {
                    was: words::segment(i18n, Some(was)),
                    is: words::segment(i18n, Some(is)),
                    count: *count,
                    of: cells.iter().sum(),
                });
            }
        }
    }
    found
}

fn example(i18n: I18n, moves: &Moves, question: Question) -> Option<String> {
    let cell = largest(i18n, moves)?;
    let locale = i18n.get_locale();
    let text = t_string!(
        i18n,
        moves.how_cell,
        was = cell.was,
        is = cell.is,
        from = format::day(locale, question.from),
        to = format::day(locale, question.to),
        of = format::count(locale, cell.of),
        count = format::count(locale, cell.count),
        share = format::percent(locale, cell.count as f64 / cell.of.max(1) as f64)
    );
    Some(text.to_string())
}

fn band(i18n: I18n, moves: &Moves, question: Question) -> Option<String> {
    let cell = largest(i18n, moves)?;
    let locale = i18n.get_locale();
    let never = moves.counts.rows().find(|(was, _)| was.is_none());
    let never = never.and_then(|(_, cells)| cells.last().copied()).unwrap_or(0);
    let text = t_string!(
        i18n,
        moves.how_band,
        was = cell.was,
        is = cell.is,
        count = format::count(locale, cell.count),
        from = format::day(locale, question.from),
        to = format::day(locale, question.to),
        never = format::count(locale, never)
    );
    Some(text.to_string())
}
