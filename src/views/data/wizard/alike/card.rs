//! The rows that look like somebody, each with a choice.

use leptos::prelude::*;

use crate::components::ProgressPanel;
use crate::format;
use crate::i18n::{Words, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::wizard::Wizard;
use crate::views::data::wizard::alike::all::ForAll;
use crate::views::data::wizard::alike::found::{Found, Told, Whom};
use crate::views::data::wizard::alike::{Choice, Phase};
use crate::views::duplicates::reasons;
use crate::views::parts::{customer_line, customer_path};
use crate::views::url::href;

/// Rows shown at first, and how many more at a time.
const SHOWN: usize = 50;

/// Which of the new rows look like somebody, and what becomes of them.
#[component]
pub fn AlikeCard(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let phase = wizard.alike.phase;
    let is_there = Memo::new(move |_| !phase.with(|phase| matches!(phase, Phase::Nothing)));
    let body = move || {
        phase.with(|phase| match phase {
            Phase::Nothing => ().into_any(),
            Phase::Comparing => view! { <Comparing wizard=wizard/> }.into_any(),
            Phase::Stopped => {
                view! {
                    <p role="status">{tr!(i18n, alike.stopped)}</p>
                    <div class="btn-row">
                        <button type="button" class="btn" id="compare-again" on:click=move |_| wizard.compare_again()>
                            {tr!(i18n, alike.compare)}
                        </button>
                    </div>
                }
                .into_any()
            }
            Phase::Done(found) if found.is_empty() => {
                view! { <p role="status" id="alike-found" data-count="0">{tr!(i18n, alike.none)}</p> }
                    .into_any()
            }
            Phase::Done(_) => view! { <Rows wizard=wizard/> }.into_any(),
        })
    };
    view! {
        <Show when=move || is_there.get()>
            <section class="card" id="import-alike" aria-labelledby="import-alike-title">
                <div class="card-head"><h2 id="import-alike-title">{tr!(i18n, alike.title)}</h2></div>
                <div class="card-body stack">{body}</div>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn Comparing(wizard: Wizard) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    view! {
        <p class="hint">{tr!(i18n, alike.no_need_to_wait)}</p>
        // One panel at a time: what was begun later is what people wait for.
        <Show when=move || !session.tasks.busy()>
            <ProgressPanel tasks=wizard.alike.tasks label=label!(i18n, alike.comparing)/>
        </Show>
    }
    .into_any()
}

#[component]
fn Rows(wizard: Wizard) -> impl IntoView {
    let i18n = use_i18n();
    let alike = wizard.alike;
    let shown = RwSignal::new(SHOWN);
    let total = Memo::new(move |_| alike.found().len());
    let heading = move || match total.get() {
        1 => t_string!(i18n, alike.found_one).to_owned(),
        count => {
            let count = format::count(i18n.get_locale(), count);
            t_string!(i18n, alike.found, count = count).to_string()
        }
    };
    let counts = move || {
        let locale = i18n.get_locale();
        let checked = wizard.checked.get()?;
        let report = &checked.outcome.report;
        let created = format::count(locale, report.customers);
        let updated = format::count(locale, report.updated);
        let skipped = format::count(locale, report.skipped);
        let words =
            t_string!(i18n, alike.counts, created = created, updated = updated, skipped = skipped);
        Some(words.to_string())
    };
    let visible = move || {
        let found = alike.found();
        let end = shown.get().min(found.len());
        found.get(..end).map(<[Found]>::to_vec).unwrap_or_default()
    };
    let left = move || total.get().saturating_sub(shown.get());
    let more = move || {
        let left = format::count(i18n.get_locale(), left());
        t_string!(i18n, alike.more, left = left).to_string()
    };
    view! {
        <p id="alike-found" role="status" data-count=move || total.get().to_string()>{heading}</p>
        <p class="hint">{tr!(i18n, alike.hint)}</p>
        <ForAll wizard=wizard/>
        <p
            id="alike-counts"
            role="status"
            aria-busy=move || alike.counting.get().to_string()
        >
            {counts}
        </p>
        <ul class="pairs">
            <For each=visible key=|found| found.line children=move |found| row(wizard, found)/>
        </ul>
        <Show when=move || { left() > 0 }>
            <button type="button" class="btn" id="alike-more" on:click=move |_| shown.update(|shown| *shown += SHOWN)>
                {more}
            </button>
        </Show>
    }
    .into_any()
}

fn row(wizard: Wizard, found: Found) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let (line, score) = (found.line, found.score);
    let is_known = matches!(found.whom, Whom::Known(_));
    let creates_only = wizard.creates_only();
    let offered: Vec<Choice> =
        Choice::ALL.into_iter().filter(|choice| found.offers(*choice, creates_only)).collect();
    let Found { told, whom, reasons, .. } = found.clone();
    let chosen =
        Memo::new(move |_| wizard.alike.choices.with(|all| found.chosen(all, creates_only)));
    let who = told.name.clone();
    let group = move || t_string!(i18n, alike.row, line = line, name = &who).to_string();
    let option = move |choice: Choice| {
        let words: Words = match (choice, is_known) {
            (Choice::Create, true) => |i18n| t_string!(i18n, alike.create),
            (Choice::Create, false) => |i18n| t_string!(i18n, alike.create_both),
            (Choice::Join, true) => |i18n| t_string!(i18n, alike.update),
            (Choice::Join, false) => |i18n| t_string!(i18n, alike.put_together),
            (Choice::LeaveOut, _) => |i18n| t_string!(i18n, alike.leave_out),
        };
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("alike-{line}")
                    value=choice.code()
                    prop:checked=move || chosen.get() == choice
                    on:change=move |_| wizard.decide(std::iter::once(line), choice)
                />
                {move || words(i18n)}
            </label>
        }
    };
    let like = match whom {
        Whom::Known(id) => {
            let customer = session.peek(|image| {
                let customer = image.tables.customers.get(id)?;
                Some((customer.name.clone(), customer_line(customer)))
            });
            let (name, more) = customer.flatten().unwrap_or_default();
            view! {
                <p>
                    <span class="muted">{tr!(i18n, alike.like)}</span>
                    " " <a href=href(&customer_path(id))><b>{name}</b></a>
                    " " <span class="muted">{more}</span>
                </p>
            }
            .into_any()
        }
        Whom::Row { line, told: Told { name, more } } => {
            let words = move || t_string!(i18n, alike.like_line, line = line).to_string();
            view! {
                <p><span class="muted">{words}</span> " " <b>{name}</b> " " <span class="muted">{more}</span></p>
            }
            .into_any()
        }
    };
    let Told { name, more } = told;
    let at = move || t_string!(i18n, alike.line, line = line).to_string();
    view! {
        <li class="pair" data-line=line.to_string() data-score=score.to_string()>
            <div class="pair-who">
                <p><span class="muted">{at}</span> " " <b>{name}</b> " " <span class="muted">{more}</span></p>
                {like}
                {reasons::badges(reasons)}
            </div>
            <div class="pair-do">
                <span class="count">{move || t_string!(i18n, duplicates.score, score = score).to_string()}</span>
                <fieldset class="segmented">
                    <legend class="visually-hidden">{group}</legend>
                    {offered.into_iter().map(option).collect_view()}
                </fieldset>
            </div>
        </li>
    }
    .into_any()
}
