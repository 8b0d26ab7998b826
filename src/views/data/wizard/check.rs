//! The step before the import: what it would do, record by record.

use std::sync::Arc;

use interchange::csv::Delimiter;
use leptos::prelude::*;
use model::{Kind, Settings};
use workspace::commands::{ImportPreview, Previewed};

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{Words, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::trouble::TroubleNote;
use crate::views::data::wizard::columns::import_label;
use crate::views::data::wizard::result::{Outcome, Rejects, counts};
use crate::views::data::wizard::{Opened, changes};

/// Records shown that would change.
pub const SHOWN: usize = 50;
/// Records shown that would be new.
const NEW: usize = 5;

/// What an import would do.
#[derive(Debug)]
pub struct Checked {
    /// Its report, as if it were over.
    pub outcome: Arc<Outcome>,
    /// The records; the report is in the outcome.
    pub preview: ImportPreview,
}

impl Checked {
    /// What the import of `opened` would do.
    pub fn new(
        opened: &Opened,
        delimiter: Delimiter,
        kind: Kind,
        mut preview: ImportPreview,
    ) -> Self {
        let report = std::mem::take(&mut preview.report);
        Self { outcome: Arc::new(Outcome::new(opened, delimiter, kind, report)), preview }
    }
}

/// What the import would do, and the way to have it do that.
#[component]
pub fn Check(desk: Desk, checked: Arc<Checked>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    let report = &checked.outcome.report;
    let does_something = report.changes_something();
    let has_rejects = !report.rejected.is_empty();
    let tone = if !does_something {
        "warn"
    } else if has_rejects {
        "info"
    } else {
        "good"
    };
    let words: Words = match does_something {
        true => |i18n| t_string!(i18n, import.check_text),
        false => |i18n| t_string!(i18n, import.check_nothing),
    };
    let names: Vec<String> =
        checked.preview.fields.iter().map(|(_, field)| field.name.clone()).collect();
    let fields = (!names.is_empty()).then(|| {
        let names = names.join(", ");
        move || t_string!(i18n, import.new_fields, names = names.clone()).to_string()
    });
    let run = move |_| {
        if let Some(plan) = wizard.decided_plan() {
            wizard.import(desk, plan);
        }
    };
    view! {
        <section
            class="card"
            id="import-check"
            tabindex="-1"
            aria-labelledby="import-check-title"
            data-rows=report.rows.to_string()
            data-created=checked.outcome.created().to_string()
            data-updated=report.updated.to_string()
            data-unchanged=report.unchanged.to_string()
            data-skipped=report.skipped.to_string()
            data-rejected=report.rejected.len().to_string()
        >
            <div class="card-head"><h2 id="import-check-title">{tr!(i18n, import.check_title)}</h2></div>
            <div class="card-body stack">
                <div class="callout" data-tone=tone>
                    <Icon glyph=if does_something { Glyph::Info } else { Glyph::Alert }/>
                    <div>{move || words(i18n)}</div>
                </div>
                {counts(i18n, &checked.outcome)}
                {fields.map(|words| view! { <p class="hint">{words}</p> })}
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn primary"
                        id="run-import"
                        disabled=move || session.tasks.busy() || !does_something
                        on:click=run
                    >
                        {move || import_label(i18n, wizard.target())}
                    </button>
                    <button
                        type="button"
                        class="btn"
                        id="back-to-columns"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| wizard.back_to_columns()
                    >
                        {tr!(i18n, import.back)}
                    </button>
                </div>
                <TroubleNote trouble=wizard.trouble file=wizard.name/>
                <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
            </div>
        </section>
        {has_rejects.then(|| view! {
            <p class="hint">{tr!(i18n, import.rejected_hint)}</p>
            <Rejects desk=desk outcome=checked.outcome.clone()/>
        })}
    }
    .into_any()
}

/// The records that would change or be new.
#[component]
pub fn Effects(checked: Arc<Checked>) -> impl IntoView {
    let session = use_session();
    let total = checked.outcome.report.updated;
    let mut settings = session.peek(|image| image.settings().clone()).unwrap_or_default();
    settings.fields.extend(checked.preview.fields.iter().cloned());
    let settings = Arc::new(settings);
    let changed = checked.preview.changes.clone();
    let created: Vec<Previewed> = checked.preview.created.iter().take(NEW).cloned().collect();
    let created_total = checked.outcome.created();
    view! {
        <Records
            id="import-changes"
            title=|i18n| t_string!(i18n, import.changes)
            records=changed
            settings=settings.clone()
            total=total
        />
        <Records
            id="import-new"
            title=|i18n| t_string!(i18n, import.new_ones)
            records=created
            settings=settings
            total=created_total
        />
    }
    .into_any()
}

#[component]
fn Records(
    id: &'static str,
    title: Words,
    records: Vec<Previewed>,
    /// The settings as the import would make them.
    settings: Arc<Settings>,
    /// How many there are, shown or not.
    total: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    if records.is_empty() {
        return ().into_any();
    }
    let shown = records.len();
    let first = move || {
        let locale = i18n.get_locale();
        let (shown, total) = (format::count(locale, shown), format::count(locale, total));
        t_string!(i18n, import.changes_first, shown = shown, total = total).to_string()
    };
    view! {
        <section class="card" id=id>
            <div class="card-head"><h2>{move || title(i18n)}</h2></div>
            {(total > shown).then(|| view! { <div class="card-body"><p class="hint">{first}</p></div> })}
            <ul class="diff">
                {records.into_iter().map(|one| changes::record(one, &settings)).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}
