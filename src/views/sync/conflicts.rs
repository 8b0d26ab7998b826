//! What two people changed without knowing of each other: both values and the one before, side
//! by side, and a tap to take the other.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Conflict, Value};
use workspace::Image;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::history::record::named;
use crate::views::history::wording;
use crate::views::sync::device_name;
use crate::views::url::href;

/// How many are shown at once; deciding one makes room for the next.
const SHOWN: usize = 50;

/// Conflicts waiting for a decision.
#[component]
pub fn Conflicts() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let all = Memo::new(move |_| {
        session.revision();
        session.data().map(|data| data.conflicts()).unwrap_or_default()
    });
    let count = Memo::new(move |_| all.with(Vec::len));
    view! {
        <section class="card" id="conflicts" data-count=move || count.get().to_string()>
            <div class="card-head">
                <h2>{tr!(i18n, sync.conflicts)}</h2>
                <span class="count">{move || format::count(i18n.get_locale(), count.get())}</span>
            </div>
            <div class="card-body stack">
                {move || if count.get() == 0 {
                    view! { <p class="hint">{tr!(i18n, sync.no_conflicts)}</p> }.into_any()
                } else {
                    view! { <p>{tr!(i18n, sync.conflicts_text)}</p> }.into_any()
                }}
                <ul class="conflicts">
                    <For
                        each=move || all.with(|all| all.iter().take(SHOWN).cloned().collect::<Vec<_>>())
                        key=|conflict| (conflict.kind.clone(), conflict.id, conflict.path.clone(), conflict.stamp)
                        children=move |conflict| view! { <OneConflict conflict=conflict/> }
                    />
                </ul>
            </div>
        </section>
    }
    .into_any()
}

/// What is shown of a conflict.
#[derive(Debug, Clone, PartialEq)]
struct Worded {
    title: String,
    line: String,
    path: Option<String>,
    field: String,
    mine: String,
    theirs: String,
    before: String,
}

fn worded(i18n: I18n, image: &Image, conflict: &Conflict) -> Worded {
    let record = named(i18n, image, &conflict.kind, conflict.id);
    let value = |value: &Option<Value>| match (&conflict.path, value) {
        (None, Some(_)) => t_string!(i18n, sync.is_there).to_owned(),
        (None, None) => t_string!(i18n, sync.is_deleted).to_owned(),
        (Some(path), Some(value)) => {
            wording::value(i18n, image, image.settings(), &conflict.kind, path, value)
        }
        (Some(_), None) => t_string!(i18n, sync.nothing).to_owned(),
    };
    let field = match &conflict.path {
        Some(path) => wording::field(i18n, image.settings(), &conflict.kind, path),
        None => t_string!(i18n, sync.the_record).to_owned(),
    };
    Worded {
        title: record.title,
        line: record.line,
        path: record.path,
        field,
        mine: value(&conflict.mine),
        theirs: value(&conflict.theirs),
        before: value(&conflict.before),
    }
}

fn decide(session: Session, conflict: Conflict, theirs: bool, label: String) {
    spawn_local(async move {
        let Some(data) = session.data() else { return };
        session.tell(data.decide(&conflict, theirs, &label).await);
    });
}

#[component]
fn OneConflict(conflict: Conflict) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (device, actor) = (conflict.device, conflict.actor.clone());
    let took_theirs = conflict.took_theirs;
    let has_path = conflict.path.is_some();
    let shown = {
        let conflict = conflict.clone();
        Memo::new(move |_| session.look(|image| worded(i18n, image, &conflict)))
    };
    let text = move |part: fn(&Worded) -> &String| {
        shown.with(|shown| shown.as_ref().map(|shown| part(shown).clone()).unwrap_or_default())
    };
    let they = Signal::derive(move || {
        let device = device_name(i18n, session, device);
        if actor.is_empty() { device } else { format!("{actor} · {device}") }
    });
    let here = Signal::derive(move || t_string!(i18n, sync.mine).to_owned());
    let side = move |theirs: bool| {
        let stands = theirs == took_theirs;
        let conflict = conflict.clone();
        let value = move || text(if theirs { |shown| &shown.theirs } else { |shown| &shown.mine });
        let who = if theirs { they } else { here };
        let action = move || match stands {
            true => t_string!(i18n, sync.keep),
            false => t_string!(i18n, sync.take),
        };
        let label = move || format!("{}: {} ({})", action(), value(), who.get());
        view! {
            <div class="conflict-side" data-stands=stands.to_string() data-side=if theirs { "theirs" } else { "mine" }>
                <p class="conflict-who">
                    <span>{who}</span>
                    {stands.then(|| view! { <span class="tag">{tr!(i18n, sync.stands)}</span> })}
                </p>
                <p class="conflict-value prose">{value}</p>
                <button
                    type="button"
                    class="btn"
                    class:primary=!stands
                    aria-label=label
                    on:click=move |_| decide(session, conflict.clone(), theirs, text(|shown| &shown.title))
                >
                    {action}
                </button>
            </div>
        }
        .into_any()
    };
    let head = move || {
        let (title, line) = (text(|shown| &shown.title), text(|shown| &shown.line));
        let path = shown.with(|shown| shown.as_ref().and_then(|shown| shown.path.clone()));
        let title = match path {
            Some(path) => view! { <a href=href(&path)><b>{title}</b></a> }.into_any(),
            None => view! { <b>{title}</b> }.into_any(),
        };
        view! { {title} <span class="muted">{line}</span> }
    };
    view! {
        <li class="conflict">
            <div class="conflict-head">
                <p>{head}</p>
                <p class="conflict-field"><Icon glyph=Glyph::Merge/>{move || text(|shown| &shown.field)}</p>
            </div>
            <div class="conflict-sides">{side(false)} {side(true)}</div>
            {has_path.then(|| view! {
                <p class="hint">
                    {move || t_string!(i18n, sync.before, value = text(|shown| &shown.before)).to_string()}
                </p>
            })}
        </li>
    }
    .into_any()
}
