//! The sheet on which a list is made a file.

use std::sync::Arc;

use gloo_storage::{LocalStorage, Storage};
use interchange::csv::Delimiter;
use interchange::vcard::Version;
use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::export_csv::{Column, List};

use crate::components::{Choice, Dialog, Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{Words, label, label_of, t_string, tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::data::{Desk, Trouble, TroubleNote};
use crate::views::lists_out::columns::{self, Columns};
use crate::views::lists_out::writing::{self, Wanted};

const DELIMITER: &str = "rapport.delimiter";

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Table,
    Cards,
}

fn delimiter_of(code: &str) -> Delimiter {
    if code == ";" { Delimiter::Semicolon } else { Delimiter::Comma }
}

fn delimiter_code(delimiter: Delimiter) -> String {
    char::from(delimiter.byte()).to_string()
}

fn version_code(version: Version) -> String {
    match version {
        Version::V3 => "3.0",
        Version::V4 => "4.0",
    }
    .to_owned()
}

/// The list the session has a sheet open for.
#[component]
pub fn ExportSheet() -> impl IntoView {
    let session = use_session();
    match untrack(move || session.sheets.current()) {
        Some(Sheet::Export { list, slots }) => view! { <Export list=list slots=slots/> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Export(list: List, slots: Arc<Vec<u32>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let total = slots.len();
    let chosen = RwSignal::new(columns::remembered(list));
    let offered =
        Memo::new(move |_| session.look(|image| Column::offered(list, image)).unwrap_or_default());
    let format = RwSignal::new(Format::Table);
    let code: String = LocalStorage::get(DELIMITER).unwrap_or_default();
    let delimiter = RwSignal::new(delimiter_of(&code));
    // What every phone reads.
    let version = RwSignal::new(Version::V3);
    let written = RwSignal::new(None::<(String, usize)>);
    let trouble = RwSignal::new(None::<Trouble>);
    let file = RwSignal::new(String::new());

    // In the order they are offered in; one that was remembered may be gone.
    let picked = Memo::new(move |_| {
        let mut columns = offered.get();
        chosen.with(|chosen| columns.retain(|column| chosen.contains(column)));
        columns
    });
    let is_table = move || format.get() == Format::Table;
    let nothing = move || is_table() && picked.with(Vec::is_empty);
    let download = move |_| {
        let wanted = match format.get_untracked() {
            Format::Cards => Wanted::Cards(version.get_untracked()),
            Format::Table => {
                chosen.with_untracked(|chosen| columns::remember(list, chosen));
                let delimiter = delimiter.get_untracked();
                let _ = LocalStorage::set(DELIMITER, delimiter_code(delimiter));
                Wanted::Table { columns: picked.get_untracked(), delimiter }
            }
        };
        let slots = Arc::clone(&slots);
        spawn_local(async move {
            let outcome = writing::write(session, i18n, list, slots, wanted).await;
            // The sheet may have been closed meanwhile; the browser shows the download itself.
            trouble.try_set(outcome.as_ref().err().cloned());
            written.try_set(outcome.ok());
        });
    };
    let title: Words = match list {
        List::Customers => |i18n| t_string!(i18n, out.title_customers),
        List::Interactions => |i18n| t_string!(i18n, out.title_interactions),
        List::Orders => |i18n| t_string!(i18n, out.title_orders),
        List::Tasks => |i18n| t_string!(i18n, out.title_tasks),
    };
    let rows = move || {
        let count = format::count(i18n.get_locale(), total);
        t_string!(i18n, out.rows, count = count).to_string()
    };
    let said = move || {
        let (file, count) = written.get()?;
        let shown = format::count(i18n.get_locale(), count);
        let words = t_string!(i18n, out.written, file = file, count = shown).to_string();
        Some(view! {
            <div class="callout" id="list-written" data-tone="good" data-count=count.to_string()>
                <Icon glyph=Glyph::Check/>
                <div>{words}</div>
            </div>
        })
    };
    view! {
        <Dialog title=label_of(i18n, title) on_close=move |()| session.sheets.close()>
            <div class="dialog-body" id="export-sheet" data-rows=total.to_string()>
                <div class="form">
                    <p>{rows}</p>
                    {(list == List::Customers).then(|| view! { <FormatChoice format=format/> })}
                    {move || if is_table() {
                        view! {
                            <Columns list=list offered=offered chosen=chosen/>
                            <Separator delimiter=delimiter/>
                        }.into_any()
                    } else {
                        view! { <VersionChoice version=version/> }.into_any()
                    }}
                </div>
            </div>
            <div class="dialog-foot wrap">
                <div class="stack dialog-notes">
                    <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
                    <TroubleNote trouble=trouble file=file/>
                    <div role="status">
                        {said}
                        {move || nothing().then(|| view! { <p class="hint">{tr!(i18n, out.none_chosen)}</p> })}
                    </div>
                </div>
                <button type="button" class="btn ghost" on:click=move |_| session.sheets.close()>{tr!(i18n, shell.close)}</button>
                <button
                    type="button"
                    class="btn primary"
                    id="download-list"
                    disabled=move || nothing() || session.tasks.busy()
                    on:click=download
                >
                    <Icon glyph=Glyph::Download/>
                    {tr!(i18n, out.download)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn FormatChoice(format: RwSignal<Format>) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |of: Format, id: &'static str, words: Words| {
        view! {
            <label>
                <input
                    type="radio"
                    name="out-format"
                    id=id
                    prop:checked=move || format.get() == of
                    on:change=move |_| format.set(of)
                />
                <span>{move || words(i18n)}</span>
            </label>
        }
    };
    view! {
        <div class="field">
            <fieldset class="segmented">
                <legend class="visually-hidden">{tr!(i18n, out.format)}</legend>
                {option(Format::Table, "out-csv", |i18n| t_string!(i18n, out.csv))}
                {option(Format::Cards, "out-vcard", |i18n| t_string!(i18n, out.vcard))}
            </fieldset>
            <p class="hint">
                {move || match format.get() {
                    Format::Table => t_string!(i18n, out.csv_hint),
                    Format::Cards => t_string!(i18n, out.vcard_hint),
                }}
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Separator(delimiter: RwSignal<Delimiter>) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        vec![
            (",".to_owned(), t_string!(i18n, out.comma).to_owned()),
            (";".to_owned(), t_string!(i18n, out.semicolon).to_owned()),
        ]
    });
    view! {
        <div>
            <Choice
                id="out-delimiter"
                label=label!(i18n, out.separator)
                value=Signal::derive(move || delimiter_code(delimiter.get()))
                options=options
                on_input=move |code: String| delimiter.set(delimiter_of(&code))
            />
            <p class="hint">{tr!(i18n, out.separator_hint)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn VersionChoice(version: RwSignal<Version>) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        vec![
            (version_code(Version::V3), t_string!(i18n, out.v3).to_owned()),
            (version_code(Version::V4), t_string!(i18n, out.v4).to_owned()),
        ]
    });
    view! {
        <Choice
            id="out-version"
            label=label!(i18n, out.version)
            value=Signal::derive(move || version_code(version.get()))
            options=options
            on_input=move |code: String| {
                let newer = code == version_code(Version::V4);
                version.set(if newer { Version::V4 } else { Version::V3 });
            }
        />
    }
    .into_any()
}
