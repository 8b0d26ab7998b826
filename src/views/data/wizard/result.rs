//! The last step: what came of the rows.

use std::sync::Arc;

use interchange::csv::Delimiter;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Kind;
use workspace::Step;
use workspace::commands::ImportReport;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::outcome::{UndoButton, callout, can_undo, figure};
use crate::views::data::wizard::{Opened, rejects};
use crate::views::data::wording;
use crate::views::url::href;

/// Rejected rows shown.
const SHOWN: usize = 100;
/// Longest text of a row, in characters.
const RAW: usize = 200;

/// An import that is over.
#[derive(Debug)]
pub struct Outcome {
    /// The file's name.
    pub name: String,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// What divides them.
    pub delimiter: Delimiter,
    /// What its rows became.
    pub kind: Kind,
    /// What it did.
    pub report: ImportReport,
}

impl Outcome {
    /// The import of `opened`.
    pub fn new(opened: &Opened, delimiter: Delimiter, kind: Kind, report: ImportReport) -> Self {
        let (name, headers) = (opened.name.clone(), opened.headers.clone());
        Self { name, headers, delimiter, kind, report }
    }

    /// How many records of the kind that rows became are new.
    pub fn created(&self) -> usize {
        self.report.created(&self.kind)
    }

    fn words(&self, i18n: I18n) -> (&'static str, String) {
        let file = &self.name;
        let report = &self.report;
        match (report.set.is_some(), report.rejected.is_empty()) {
            (true, true) => ("good", t_string!(i18n, data.done, file = file).to_string()),
            (true, false) => ("warn", t_string!(i18n, data.done_partly, file = file).to_string()),
            (false, _) if report.rows == 0 => {
                ("warn", t_string!(i18n, data.done_empty, file = file).to_string())
            }
            (false, true) => ("info", t_string!(i18n, data.done_known, file = file).to_string()),
            (false, false) if report.accepted() > 0 => {
                ("warn", t_string!(i18n, data.done_known, file = file).to_string())
            }
            (false, false) => ("bad", t_string!(i18n, data.done_nothing, file = file).to_string()),
        }
    }
}

/// What came of an import, and what to do next.
#[component]
pub fn ResultCard(desk: Desk, outcome: Arc<Outcome>) -> impl IntoView {
    let i18n = use_i18n();
    let report = &outcome.report;
    let counts = counts(i18n, &outcome);
    let has_rejects = !report.rejected.is_empty();
    let set = report.set;
    let can_undo = can_undo(set);
    let callout = {
        let outcome = outcome.clone();
        callout(set, can_undo, move || outcome.words(i18n))
    };
    let is_orders = outcome.kind == Kind::Order;
    let is_interactions = outcome.kind == Kind::Interaction;
    view! {
        <section
            class="card"
            id="import-report"
            tabindex="-1"
            aria-labelledby="import-report-title"
            data-rows=report.rows.to_string()
            data-created=outcome.created().to_string()
            data-customers=report.customers.to_string()
            data-orders=report.orders.to_string()
            data-interactions=report.interactions.to_string()
            data-updated=report.updated.to_string()
            data-unchanged=report.unchanged.to_string()
            data-skipped=report.skipped.to_string()
            data-rejected=report.rejected.len().to_string()
        >
            <div class="card-head"><h2 id="import-report-title">{tr!(i18n, data.result)}</h2></div>
            <div class="card-body stack">
                <div role="status">{callout}</div>
                {counts}
                <div class="btn-row">
                    <a href=href("/customers") class="btn">{tr!(i18n, data.see_customers)}</a>
                    {is_orders.then(|| view! { <a href=href("/orders") class="btn">{tr!(i18n, data.see_orders)}</a> })}
                    {is_interactions.then(|| view! { <a href=href("/interactions") class="btn">{tr!(i18n, import.see_interactions)}</a> })}
                    <UndoButton id="undo-import" action=|i| t_string!(i, data.undo_import) set=set can_undo=can_undo/>
                </div>
            </div>
        </section>
        {has_rejects.then(|| view! { <Rejects desk=desk outcome=outcome/> })}
    }
    .into_any()
}

/// How many rows became what.
pub fn counts(i18n: I18n, outcome: &Outcome) -> AnyView {
    let report = &outcome.report;
    view! {
        <dl class="kv">
            {figure(i18n, report.rows, |i18n| t_string!(i18n, data.rows))}
            {figure(i18n, report.orders, |i18n| t_string!(i18n, data.new_orders))}
            {figure(i18n, report.interactions, |i18n| t_string!(i18n, import.new_interactions))}
            {figure(i18n, report.customers, |i18n| t_string!(i18n, data.new_customers))}
            {figure(i18n, report.updated, |i18n| t_string!(i18n, data.updated))}
            {figure(i18n, report.unchanged, |i18n| t_string!(i18n, data.unchanged))}
            {figure(i18n, report.repeated, |i18n| t_string!(i18n, data.repeated))}
            {figure(i18n, report.skipped, |i18n| t_string!(i18n, import.skipped))}
            {figure(i18n, report.rejected.len(), |i18n| t_string!(i18n, data.rejected))}
        </dl>
    }
    .into_any()
}

/// The rows that are not taken, each with its reason, and as a file.
#[component]
pub fn Rejects(desk: Desk, outcome: Arc<Outcome>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let total = outcome.report.rejected.len();
    let first = move || {
        let locale = i18n.get_locale();
        let (shown, total) = (format::count(locale, SHOWN), format::count(locale, total));
        t_string!(i18n, data.rejected_first, shown = shown, total = total).to_string()
    };
    let rows = {
        let outcome = outcome.clone();
        move || {
            let rejected = outcome.report.rejected.iter().take(SHOWN);
            let rows = rejected.map(|row| {
                let raw: String = row.raw.chars().take(RAW).collect();
                view! {
                    <tr>
                        <td>{row.line.to_string()}</td>
                        <td>{wording::refusal(i18n, &row.reason)}</td>
                        <td>{raw}</td>
                    </tr>
                }
            });
            rows.collect_view()
        }
    };
    let save = move |_| {
        let outcome = outcome.clone();
        spawn_local(async move {
            let name =
                outcome.name.rsplit_once('.').map_or(outcome.name.as_str(), |(stem, _)| stem);
            let file = t_string!(i18n, data.rejects_file, name = name).to_string();
            let column = t_string!(i18n, data.reason);
            let reason = |at: usize| {
                let row = outcome.report.rejected.get(at);
                row.map(|row| wording::refusal(i18n, &row.reason)).unwrap_or_default()
            };
            let done = desk
                .run(Doing::Rejects, Step::Writing, async |pace| {
                    rejects::download(&outcome, &file, column, reason, pace).await
                })
                .await;
            desk.wizard.trouble.set(done.err());
        });
    };
    view! {
        <section class="card">
            <div class="card-head"><h2 id="rejects-title">{tr!(i18n, data.rejected)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, data.rejected_text)}</p>
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn"
                        id="download-rejects"
                        disabled=move || session.tasks.busy()
                        on:click=save
                    >
                        <Icon glyph=Glyph::Download/>
                        {tr!(i18n, data.download_rejects)}
                    </button>
                </div>
                {(total > SHOWN).then(|| view! { <p class="hint">{first}</p> })}
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="rejects-title">
                <table class="table preview" id="rejects">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, data.line)}</th>
                            <th scope="col">{tr!(i18n, data.reason)}</th>
                            <th scope="col">{tr!(i18n, data.row)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
