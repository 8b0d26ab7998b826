//! What a change set changed, and the way to take it back.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::ChangeSet;
use workspace::CommandError;
use workspace::digest::Outlook;

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::history::record::Named;
use crate::views::history::shown::{Shown, ShownGroup, ShownRecord, ShownValue};
use crate::views::url::href;
use crate::words;

/// Texts longer than this, in characters, are cut until somebody wants to see all of them.
const LONG: usize = 280;

/// The edits of the change set at a place in the journal.
pub fn edits(position: u64) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found = RwSignal::new(None::<Result<Arc<ChangeSet>, CommandError>>);
    spawn_local(async move {
        let read = session.change_at(position).await;
        // It may have been closed meanwhile.
        found.try_set(Some(read.map(Arc::new)));
    });
    view! {
        <div class="change-body">
            {move || match found.get() {
                None => view! { <progress class="late" aria-label=tr!(i18n, history.reading)></progress> }.into_any(),
                Some(Ok(set)) => body(set),
                Some(Err(why)) => view! {
                    <p class="error" role="alert">
                        <Icon glyph=Glyph::Alert/>
                        <span>{tr!(i18n, history.failed)} " " {words::command_error(i18n, &why)}</span>
                    </p>
                }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn body(set: Arc<ChangeSet>) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let looked_at = Arc::clone(&set);
    let shown = Memo::new(move |_| {
        session.look(|image| Shown::of(i18n, image, &looked_at)).unwrap_or_default()
    });
    view! {
        {move || shown.with(|shown| match shown.is_empty() {
            true => view! { <p class="muted">{t_string!(i18n, history.no_values)}</p> }.into_any(),
            false => view! {
                {shown.groups.iter().cloned().map(group).collect_view()}
                {shown.records.iter().cloned().map(|of| record(i18n, of)).collect_view()}
                {shown.more.clone().map(|more| view! { <p class="muted">{more}</p> })}
            }.into_any(),
        })}
        <TakeBack set=set/>
    }
    .into_any()
}

fn name(named: Named) -> AnyView {
    let Named { title, line, path, .. } = named;
    view! {
        {match path {
            Some(path) => view! { <a href=href(&path)>{title}</a> }.into_any(),
            None => view! { <span>{title}</span> }.into_any(),
        }}
        {(!line.is_empty()).then(|| view! { " " <span class="muted">{line}</span> })}
    }
    .into_any()
}

fn group(group: ShownGroup) -> AnyView {
    let ShownGroup { title, names, more } = group;
    view! {
        <section class="change-part">
            <h3>{title}</h3>
            <ul>
                {names.into_iter().map(|named| view! { <li>{name(named)}</li> }).collect_view()}
                {more.map(|more| view! { <li class="muted">{more}</li> })}
            </ul>
        </section>
    }
    .into_any()
}

fn record(i18n: I18n, record: ShownRecord) -> AnyView {
    let ShownRecord { kind, named, values, more } = record;
    let caption = format!("{kind}: {}", named.title);
    view! {
        <section class="change-part">
            <h3><span class="badge">{kind}</span> " " {name(named)}</h3>
            <table class="table edits">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t_string!(i18n, history.field)}</th>
                        <th scope="col">{t_string!(i18n, history.before)}</th>
                        <th scope="col">{t_string!(i18n, history.after)}</th>
                    </tr>
                </thead>
                <tbody>
                    {values.into_iter().map(|ShownValue { label, before, after }| view! {
                        <tr>
                            <th scope="row">{label}</th>
                            <td class="was">{value(before)}</td>
                            <td class="now">{value(after)}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
            {more.map(|more| view! { <p class="muted">{more}</p> })}
        </section>
    }
    .into_any()
}

fn value(value: Option<String>) -> AnyView {
    let i18n = use_i18n();
    match value.filter(|text| !text.is_empty()) {
        None => view! { <span class="muted">{t_string!(i18n, history.nothing)}</span> }.into_any(),
        Some(text) if text.chars().nth(LONG).is_none() => {
            view! { <span class="prose">{text}</span> }.into_any()
        }
        Some(text) => {
            let open = RwSignal::new(false);
            view! {
                <span class="prose clamp" class:open=open>{text}</span>
                <button type="button" class="btn ghost small" on:click=move |_| open.update(|open| *open = !*open)>
                    {move || match open.get() {
                        true => t_string!(i18n, history.show_less),
                        false => t_string!(i18n, history.show_all),
                    }}
                </button>
            }
            .into_any()
        }
    }
}

#[component]
fn TakeBack(set: Arc<ChangeSet>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let taking = RwSignal::new(false);
    let looked_at = Arc::clone(&set);
    let outlook = Memo::new(move |_| {
        session.look(|image| Outlook::of(image, &looked_at)).unwrap_or_default()
    });
    let hint = move || {
        let count = |count: usize| format::count(i18n.get_locale(), count);
        let Outlook { back, stay } = outlook.get();
        match (back, stay) {
            (0, 0) => t_string!(i18n, history.back_already).to_owned(),
            (0, stay) => t_string!(i18n, history.back_none, stay = count(stay)).to_string(),
            (back, 0) => t_string!(i18n, history.back_all, back = count(back)).to_string(),
            (back, stay) => {
                t_string!(i18n, history.back_some, back = count(back), stay = count(stay))
                    .to_string()
            }
        }
    };
    let can = move || outlook.with(|outlook| outlook.back > 0);
    let take_back = move |_| {
        let set = Arc::clone(&set);
        taking.set(true);
        spawn_local(async move {
            session.revert(&set).await;
            // It may have been closed meanwhile.
            taking.try_set(false);
        });
    };
    if session.data().is_none_or(|data| data.is_read_only()) {
        return ().into_any();
    }
    view! {
        <div class="take-back">
            <button
                type="button"
                class="btn"
                data-do="take-back"
                disabled=move || !can() || taking.get() || session.tasks.busy()
                aria-busy=move || taking.get().then_some("true")
                on:click=take_back
            >
                <Icon glyph=Glyph::Undo/>
                {tr!(i18n, history.take_back)}
            </button>
            <p class="hint" role="status">{hint}</p>
        </div>
        <Show when=move || taking.get()>
            <ProgressPanel tasks=session.tasks label=label!(i18n, history.taking_back)/>
        </Show>
    }
    .into_any()
}
