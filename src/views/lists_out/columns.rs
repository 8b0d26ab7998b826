//! Which columns a table has, remembered for each list.

use std::collections::BTreeSet;

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use workspace::export_csv::{Column, List};

use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
use crate::views::lists_out::wording::Spoken;

fn key(list: List) -> String {
    format!("rapport.columns.{}", list.kind().name())
}

/// The columns chosen last time on this device, or the usual ones.
pub fn remembered(list: List) -> BTreeSet<Column> {
    let codes: Option<Vec<String>> = LocalStorage::get(key(list)).ok();
    let chosen =
        codes.map(|codes| codes.iter().filter_map(|code| Column::from_code(code)).collect());
    chosen.filter(|chosen: &BTreeSet<Column>| !chosen.is_empty()).unwrap_or_else(|| usual(list))
}

/// Remembers them for the next time.
pub fn remember(list: List, chosen: &BTreeSet<Column>) {
    let codes: Vec<String> = chosen.iter().map(Column::code).collect();
    // A browser that keeps nothing still writes the file.
    let _ = LocalStorage::set(key(list), codes);
}

fn usual(list: List) -> BTreeSet<Column> {
    Column::defaults(list).into_iter().collect()
}

/// Chooses them.
#[component]
pub fn Columns(
    list: List,
    offered: Memo<Vec<Column>>,
    chosen: RwSignal<BTreeSet<Column>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let boxes = move || {
        let (settings, words) = (session.settings(), Spoken(i18n));
        let row = |column: Column| {
            let (id, code) = (format!("out-{}", column.code()), column.code());
            let header = column.header(&settings, &words);
            let (read, write) = (column.clone(), column);
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        id=id
                        data-column=code
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&read))
                        on:change=move |event| chosen.update(|chosen| {
                            if event_target_checked(&event) {
                                chosen.insert(write.clone());
                            } else {
                                chosen.remove(&write);
                            }
                        })
                    />
                    <span>{header}</span>
                </label>
            }
        };
        offered.get().into_iter().map(row).collect_view()
    };
    view! {
        <fieldset class="group">
            <legend>{tr!(i18n, out.columns)}</legend>
            <div class="btn-row">
                <button
                    type="button"
                    class="btn small"
                    id="columns-all"
                    on:click=move |_| chosen.set(offered.get_untracked().into_iter().collect())
                >
                    {tr!(i18n, out.all)}
                </button>
                <button
                    type="button"
                    class="btn small"
                    id="columns-none"
                    on:click=move |_| chosen.set(BTreeSet::new())
                >
                    {tr!(i18n, shell.none)}
                </button>
                <button
                    type="button"
                    class="btn small"
                    id="columns-usual"
                    on:click=move |_| chosen.set(usual(list))
                >
                    {tr!(i18n, out.usual)}
                </button>
            </div>
            <div class="checks">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
