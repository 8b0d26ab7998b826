//! What is in a file of contacts, and what importing it did.

use std::sync::Arc;

use interchange::vcard::CardReason;
use leptos::prelude::*;
use workspace::commands::CardRefusal;

use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::cards::{Opened, Outcome, pictures};
use crate::views::data::desk::Desk;
use crate::views::data::outcome::{UndoButton, callout, can_undo, figure};
use crate::views::data::wording;
use crate::views::url::href;
use crate::words;

/// Refused cards shown.
const SHOWN: usize = 100;

/// The file of contacts last chosen: before it is imported, or after.
#[component]
pub fn CardsNote(desk: Desk) -> impl IntoView {
    move || match (desk.cards.opened.get(), desk.cards.outcome.get()) {
        (Some(opened), _) => view! { <Preview desk=desk opened=opened/> }.into_any(),
        (None, Some(outcome)) => view! { <Report outcome=outcome/> }.into_any(),
        (None, None) => ().into_any(),
    }
}

#[component]
fn Preview(desk: Desk, opened: Arc<Opened>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let preview = opened.preview;
    let left = pictures(&preview.dropped);
    let file = opened.name.clone();
    let title = move || t_string!(i18n, out.cards_title, file = file.clone()).to_string();
    let photos = move || {
        let count = format::count(i18n.get_locale(), left);
        t_string!(i18n, out.cards_photos, count = count).to_string()
    };
    view! {
        <section
            class="group"
            id="cards-preview"
            aria-labelledby="cards-preview-title"
            data-cards=preview.cards.to_string()
            data-created=preview.created.to_string()
            data-known=preview.known.to_string()
            data-rejected=preview.rejected.to_string()
            data-left=left.to_string()
        >
            <div class="stack">
                <h3 id="cards-preview-title">{title}</h3>
                <dl class="kv" role="status">
                    {figure(i18n, preview.cards, |i18n| t_string!(i18n, out.cards_count))}
                    {figure(i18n, preview.created, |i18n| t_string!(i18n, out.cards_new))}
                    {figure(i18n, preview.known, |i18n| t_string!(i18n, out.cards_known))}
                    {figure(i18n, preview.repeated, |i18n| t_string!(i18n, out.cards_repeated))}
                    {figure(i18n, preview.rejected, |i18n| t_string!(i18n, out.cards_rejected))}
                </dl>
                {(left > 0).then(|| view! { <p class="hint" id="cards-photos">{photos}</p> })}
                {(preview.known > 0).then(|| view! {
                    <div>
                        <label class="check">
                            <input
                                type="checkbox"
                                id="cards-update"
                                aria-describedby="cards-update-hint"
                                prop:checked=move || desk.cards.update.get()
                                on:change=move |event| desk.cards.update.set(event_target_checked(&event))
                            />
                            <span>{tr!(i18n, out.cards_update)}</span>
                        </label>
                        <p class="hint" id="cards-update-hint">{tr!(i18n, out.cards_update_hint)}</p>
                    </div>
                })}
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn primary"
                        id="run-cards"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| desk.import_cards(session)
                    >
                        {tr!(i18n, out.cards_run)}
                    </button>
                    <button
                        type="button"
                        class="btn ghost"
                        id="cancel-cards"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| desk.cards.clear()
                    >
                        {tr!(i18n, shell.cancel)}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

impl Outcome {
    fn words(&self, i18n: I18n) -> (&'static str, String) {
        let (file, report) = (&self.name, &self.report);
        match (report.set.is_some(), report.rejected.is_empty()) {
            (true, true) => ("good", t_string!(i18n, out.cards_done, file = file).to_string()),
            (true, false) => {
                ("warn", t_string!(i18n, out.cards_done_partly, file = file).to_string())
            }
            (false, _) if report.rejected.len() < report.cards => {
                ("info", t_string!(i18n, out.cards_done_known, file = file).to_string())
            }
            (false, _) => ("bad", t_string!(i18n, out.cards_done_nothing, file = file).to_string()),
        }
    }
}

#[component]
fn Report(outcome: Arc<Outcome>) -> impl IntoView {
    let i18n = use_i18n();
    let report = &outcome.report;
    let set = report.set;
    let left = pictures(&report.dropped);
    let can_undo = can_undo(set);
    let callout = {
        let outcome = outcome.clone();
        callout(set, can_undo, move || outcome.words(i18n))
    };
    let photos = move || {
        let count = format::count(i18n.get_locale(), left);
        t_string!(i18n, out.cards_photos_left, count = count).to_string()
    };
    let refused =
        (!report.rejected.is_empty()).then(|| view! { <Refused outcome=outcome.clone()/> });
    view! {
        <section
            class="group"
            id="cards-report"
            aria-label=tr!(i18n, data.result)
            data-cards=report.cards.to_string()
            data-created=report.created.to_string()
            data-updated=report.updated.to_string()
            data-unchanged=report.unchanged.to_string()
            data-repeated=report.repeated.to_string()
            data-rejected=report.rejected.len().to_string()
            data-left=left.to_string()
        >
            <div class="stack">
                <div role="status">{callout}</div>
                <dl class="kv">
                    {figure(i18n, report.cards, |i18n| t_string!(i18n, out.cards_count))}
                    {figure(i18n, report.created, |i18n| t_string!(i18n, out.cards_new))}
                    {figure(i18n, report.updated, |i18n| t_string!(i18n, out.cards_updated))}
                    {figure(i18n, report.unchanged, |i18n| t_string!(i18n, out.cards_unchanged))}
                    {figure(i18n, report.repeated, |i18n| t_string!(i18n, out.cards_repeated))}
                    {figure(i18n, report.rejected.len(), |i18n| t_string!(i18n, out.cards_rejected))}
                </dl>
                {(left > 0).then(|| view! { <p class="hint" id="cards-photos">{photos}</p> })}
                <div class="btn-row">
                    <a href=href("/customers") class="btn">{tr!(i18n, data.see_customers)}</a>
                    <UndoButton id="undo-cards" action=|i| t_string!(i, data.undo_import) set=set can_undo=can_undo/>
                </div>
                {refused}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Refused(outcome: Arc<Outcome>) -> impl IntoView {
    let i18n = use_i18n();
    let total = outcome.report.rejected.len();
    let first = move || {
        let locale = i18n.get_locale();
        let (shown, total) = (format::count(locale, SHOWN), format::count(locale, total));
        t_string!(i18n, out.cards_first, shown = shown, total = total).to_string()
    };
    let rows = move || {
        let cards = outcome.report.rejected.iter().take(SHOWN);
        let rows = cards.map(|card| {
            view! {
                <tr>
                    <td>{card.line.to_string()}</td>
                    <td>{card.name.clone()}</td>
                    <td>{refusal(i18n, &card.reason)}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        {(total > SHOWN).then(|| view! { <p class="hint">{first}</p> })}
        <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, out.cards_rejected)>
            <table class="table preview" id="card-rejects">
                <thead>
                    <tr>
                        <th scope="col">{tr!(i18n, out.cards_line)}</th>
                        <th scope="col">{tr!(i18n, out.cards_name)}</th>
                        <th scope="col">{tr!(i18n, out.cards_reason)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Why a card was not taken.
fn refusal(i18n: I18n, refusal: &CardRefusal) -> String {
    match refusal {
        CardRefusal::Unreadable(reason) => unreadable(i18n, reason),
        CardRefusal::Invalid(invalid) => words::problems(i18n, invalid),
        CardRefusal::Ambiguous { key } => t_string!(i18n, data.r_ambiguous, key = key).to_string(),
    }
}

fn unreadable(i18n: I18n, reason: &CardReason) -> String {
    match reason {
        CardReason::NoEnd => t_string!(i18n, out.c_no_end).to_owned(),
        CardReason::NotAProperty { text } => {
            t_string!(i18n, out.c_not_a_property, text = text).to_string()
        }
        CardReason::UnknownVersion { text } => {
            t_string!(i18n, out.c_version, text = text).to_string()
        }
        CardReason::NotUtf8 => t_string!(i18n, out.c_not_utf8).to_owned(),
        CardReason::Charset { charset } => {
            t_string!(i18n, out.c_charset, charset = charset).to_string()
        }
        CardReason::Encoding { encoding } => {
            t_string!(i18n, out.c_encoding, encoding = encoding).to_string()
        }
        CardReason::LineTooLong { limit } | CardReason::CardTooLong { limit } => {
            let limit = format::bytes(i18n.get_locale(), *limit as f64);
            t_string!(i18n, out.c_long, limit = limit).to_string()
        }
        CardReason::Group => t_string!(i18n, out.c_group).to_owned(),
        CardReason::NoName => t_string!(i18n, out.c_no_name).to_owned(),
        CardReason::TextTooLong { field, limit } => {
            let field = wording::field(i18n, *field);
            t_string!(i18n, data.r_text_long, field = field, limit = limit).to_string()
        }
        CardReason::TooMany { field, limit } => {
            let field = wording::field(i18n, *field);
            t_string!(i18n, data.r_many, field = field, limit = limit).to_string()
        }
    }
}
