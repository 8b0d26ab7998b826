//! The trash: what was deleted, and a way to bring it back.

mod row;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Kind};
use workspace::commands::{Trashed, trash};

use crate::components::{Glyph, Icon, VirtualList};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::history::record::named;
use crate::views::list::plain;
use crate::views::params::SearchParam;
use crate::views::parts::empty;
use crate::views::trash::row::row;
use crate::views::url::{Params, href, use_params};

const TRACKS: &str = "2rem minmax(0,2fr) 11rem minmax(0,1fr) 8.5rem";

/// A record in the trash, by what names it everywhere.
type Key = (Kind, Id);

/// What the rows share with the page: they are drawn by number.
#[derive(Clone, Copy)]
struct Bin {
    all: Memo<Arc<Vec<Trashed>>>,
    chosen: RwSignal<BTreeSet<Key>>,
}

/// What was deleted.
#[component]
pub fn TrashPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let all = Memo::new(move |_| Arc::new(session.look(trash).unwrap_or_default()));
    let chosen = RwSignal::new(BTreeSet::new());
    let bin = Bin { all, chosen };
    provide_context(bin);
    // What has come back, here or in another tab, is chosen no more.
    Effect::new(move |_| {
        let there: BTreeSet<Key> = all.with(|all| all.iter().map(key).collect());
        if chosen.with_untracked(|chosen| !chosen.is_subset(&there)) {
            chosen.update(|chosen| chosen.retain(|key| there.contains(key)));
        }
    });
    let items = Memo::new(move |_| Arc::new(found(i18n, session, bin, &params.get("q"))));
    let is_empty = Memo::new(move |_| all.with(|all| all.is_empty()));
    let found_any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    view! {
        <header class="topbar">
            <a href=href("/data") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, history.trash)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            {move || if is_empty.get() {
                empty(
                    Glyph::Trash,
                    |i| t_string!(i, history.trash_empty_title),
                    |i| t_string!(i, history.trash_empty_text),
                    view! { <a href=href("/customers") class="btn primary">{tr!(i18n, shell.go_home)}</a> }.into_any(),
                )
            } else {
                view! {
                    <Tools params=params bin=bin items=items/>
                    {move || match found_any.get() {
                        true => list(i18n, session, items),
                        false => view! { <p class="empty">{tr!(i18n, history.trash_none)}</p> }.into_any(),
                    }}
                }.into_any()
            }}
        </main>
    }
    .into_any()
}

fn key(record: &Trashed) -> Key {
    (record.kind.clone(), record.id)
}

/// The records, by number, in which all words of `text` occur.
fn found(i18n: I18n, session: Session, bin: Bin, text: &str) -> Vec<u32> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    bin.all.with(|all| {
        let all = (0..).zip(all.iter());
        if words.is_empty() {
            return all.map(|(at, _)| at).collect();
        }
        let found = session.look(|image| {
            let matches = |record: &Trashed| {
                let named = named(i18n, image, &record.kind, record.id);
                let text = format!("{}\n{}", named.title, named.line).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            };
            all.filter(|(_, record)| matches(record)).map(|(at, _)| at).collect()
        });
        found.unwrap_or_default()
    })
}

fn list(i18n: I18n, session: Session, items: Memo<Arc<Vec<u32>>>) -> AnyView {
    view! {
        <VirtualList
            label=label!(i18n, history.trash_list)
            columns=vec![
                plain(i18n, |i| t_string!(i, history.choose), "visually-quiet"),
                plain(i18n, |i| t_string!(i, history.what), ""),
                plain(i18n, |i| t_string!(i, history.when), ""),
                plain(i18n, |i| t_string!(i, history.on), ""),
                plain(i18n, |i| t_string!(i, history.way_back), "visually-quiet"),
            ]
            tracks=TRACKS
            items=items
            row=row
            revision=Signal::derive(move || session.revision())
        />
    }
    .into_any()
}

#[component]
fn Tools(params: Params, bin: Bin, items: Memo<Arc<Vec<u32>>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let bringing = RwSignal::new(false);
    let chosen = bin.chosen;
    let many = Memo::new(move |_| chosen.with(BTreeSet::len));
    let number = move |number: usize| format::count(i18n.get_locale(), number);
    let count = move || {
        let (shown, total) = (items.with(|items| items.len()), bin.all.with(|all| all.len()));
        t_string!(i18n, shell.count, shown = number(shown), total = number(total)).to_string()
    };
    let choose_all = move |_| {
        let all = bin.all.get_untracked();
        let found = items.get_untracked();
        let keys = found.iter().filter_map(|at| all.get(*at as usize).map(key));
        match many.get_untracked() {
            0 => chosen.set(keys.collect()),
            _ => chosen.set(BTreeSet::new()),
        }
    };
    let bring_back = move |_| {
        let mut records = BTreeMap::<Kind, Vec<Id>>::new();
        for (kind, id) in chosen.get_untracked() {
            records.entry(kind).or_default().push(id);
        }
        bringing.set(true);
        spawn_local(async move {
            session.restore_all(records).await;
            // The page may have been left meanwhile.
            bringing.try_set(false);
        });
    };
    view! {
        <div class="list-tools">
            <SearchParam params=params label=|i| t_string!(i, history.trash_search)/>
            <button type="button" class="btn ghost" id="choose-all" on:click=choose_all>
                {move || match many.get() {
                    0 => t_string!(i18n, history.choose_all),
                    _ => t_string!(i18n, history.choose_none),
                }}
            </button>
            <Show when=move || { many.get() > 0 }>
                <button
                    type="button"
                    class="btn primary"
                    id="bring-back-chosen"
                    aria-busy=move || bringing.get().then_some("true")
                    disabled=bringing
                    on:click=bring_back
                >
                    <Icon glyph=Glyph::Restore/>
                    {move || t_string!(i18n, history.bring_back_many, count = number(many.get())).to_string()}
                </button>
            </Show>
            <p class="count" role="status">{count}</p>
        </div>
        <p class="hint trash-hint">{tr!(i18n, history.trash_hint)}</p>
    }
    .into_any()
}
