//! What the lists have in common: a heading, a way to add, tools, and rows, or what to do first.

use std::sync::Arc;

use leptos::prelude::*;
use model::Id;
use workspace::Image;
use workspace::export_csv::List;

use crate::components::{Column, Glyph, Icon, VirtualList};
use crate::format;
use crate::i18n::{I18n, Words, label_of, t_string, text, tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::custom::listed;
use crate::views::parts::customer_path;
use crate::views::url::href;

/// A column that is not sorted by.
pub fn plain(i18n: I18n, words: Words, class: &'static str) -> Column {
    Column { label: label_of(i18n, words), class, sort: None }
}

/// The customer a record is of, or whom that one is part of now, with the name.
pub fn customer_of(image: &Image, id: Id) -> Option<(Id, String)> {
    let id = image.resolve(id);
    Some((id, image.tables.customers.get(id)?.name.clone()))
}

/// The cell that names a record of a customer: a press opens `form`. Below stands whose it is and,
/// on a phone, where there is no column for it, `when`.
pub fn named(
    form: Sheet,
    title: AnyView,
    customer: Option<(Id, String)>,
    when: AnyView,
    beside: Option<AnyView>,
) -> AnyView {
    let session = use_session();
    let customer =
        customer.map(|(id, name)| view! { <a href=href(&customer_path(id))>{name}</a> " " });
    view! {
        <div class="vrow-main" role="cell">
            <button type="button" class="vrow-link" on:click=move |_| session.sheets.open(form.clone())>
                <span class="vrow-title">{title}</span>
            </button>
            <div class="vrow-sub">
                {customer}
                <span class="phone-only">{when}</span>
                {beside}
            </div>
        </div>
    }
    .into_any()
}

/// A page that lists records of one kind.
#[component]
pub fn ListPage(
    /// What it lists.
    list: List,
    /// The heading.
    title: Words,
    /// What adding one is called.
    add: Words,
    /// The id of the button that does.
    add_id: &'static str,
    /// Adds one.
    on_add: Callback<()>,
    /// How many records there are, listed or not.
    total: fn(&Image) -> usize,
    /// What stands here as long as there are none.
    #[prop(into)]
    empty: ViewFn,
    /// What narrows the list.
    #[prop(into)]
    tools: ViewFn,
    /// What stands between the tools and the rows.
    #[prop(into, optional)]
    notes: ViewFn,
    /// Whether more may still be found.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// What stands in place of the rows when nothing matches.
    #[prop(into)]
    none_found: ViewFn,
    /// What the rows are, for screen readers.
    label: Words,
    /// The heads of the columns.
    #[prop(into)]
    columns: Callback<(), Vec<Column>>,
    /// Their widths.
    tracks: &'static str,
    /// What is listed, by slot.
    items: Memo<Arc<Vec<u32>>>,
    /// Draws one row.
    row: fn(u32) -> AnyView,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let total = Memo::new(move |_| session.look(total).unwrap_or_default());
    let is_empty = Memo::new(move |_| total.get() == 0);
    let found_any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    let count = move || {
        let locale = i18n.get_locale();
        let shown = format::count(locale, items.with(|items| items.len()));
        t_string!(i18n, shell.count, shown = shown, total = format::count(locale, total.get()))
            .to_string()
    };
    let export = move |_| {
        session.sheets.open(Sheet::Export { list, slots: items.get_untracked() });
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">{text(i18n, title)}</h1>
            <div class="topbar-actions">
                <a href=href("/settings") class="btn ghost icon-only phone-only" aria-label=tr!(i18n, shell.settings)>
                    <Icon glyph=Glyph::Settings/>
                </a>
                <button type="button" class="btn primary wide" id=add_id on:click=move |_| on_add.run(())>
                    <Icon glyph=Glyph::Plus/>
                    {text(i18n, add)}
                </button>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1" aria-busy=move || (!session.is_whole() || busy.get()).then_some("true")>
            {move || if is_empty.get() {
                empty.run()
            } else {
                let (tools, notes, none_found) = (tools.run(), notes.run(), none_found.clone());
                view! {
                    <div class="list-tools">
                        {tools}
                        <button
                            type="button"
                            class="btn"
                            id="export-list"
                            aria-haspopup="dialog"
                            disabled=move || !found_any.get() || !session.is_whole()
                            on:click=export
                        >
                            <Icon glyph=Glyph::Download/>
                            <span class="label">{tr!(i18n, out.export_list)}</span>
                        </button>
                        <p class="count" role="status">{count}</p>
                    </div>
                    {notes}
                    {move || if found_any.get() {
                        view! {
                            <VirtualList
                                label=label_of(i18n, label)
                                columns=[columns.run(()), listed::heads(&list.kind())].concat()
                                tracks=tracks
                                items=items
                                row=row
                                revision=Signal::derive(move || session.revision())
                            />
                        }.into_any()
                    } else {
                        none_found.run()
                    }}
                }.into_any()
            }}
        </main>
        <button type="button" class="fab" aria-label=text(i18n, add) on:click=move |_| on_add.run(())>
            <Icon glyph=Glyph::Plus/>
        </button>
    }
    .into_any()
}
