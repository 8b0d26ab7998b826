//! The scorings there are.

use analytics::rfm::Scoring;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::segments::scoring::NEW;
use crate::views::url::href;

/// A row for each, with what can be done with it.
#[component]
pub fn SavedCard(
    /// The id of the one being worked on.
    here: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let scorings = Memo::new(move |_| {
        let all = session.look(|image| (image.definitions::<Scoring>(), image.chosen_scoring()));
        let (all, held) = all.unwrap_or_default();
        let mut named: Vec<(String, String)> =
            all.into_iter().map(|(id, scoring)| (id, scoring.name)).collect();
        named.sort_by(|one, other| one.1.cmp(&other.1));
        (named, held)
    });
    let rows = move || {
        let (named, held) = scorings.get();
        let standard = row(session, String::new(), None, held.is_empty(), here);
        let named = named.into_iter().map(|(id, name)| {
            let holds = held == id;
            row(session, id, Some(name), holds, here)
        });
        std::iter::once(standard).chain(named).collect_view()
    };
    view! {
        <section class="card" id="scorings">
            <div class="card-head">
                <h2>{tr!(i18n, scoring.saved)}</h2>
                <a href=href(&format!("/segments/scoring?id={NEW}")) class="btn small" id="new-scoring">
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, scoring.new)}
                </a>
            </div>
            <div class="card-body stack">
                <p class="hint">{tr!(i18n, scoring.saved_hint)}</p>
                <ul class="kept-list">{rows}</ul>
            </div>
        </section>
    }
    .into_any()
}

/// A scoring without a name is the standard one, which is always there.
fn row(
    session: Session,
    id: String,
    name: Option<String>,
    holds: bool,
    here: Signal<Option<String>>,
) -> AnyView {
    let i18n = use_i18n();
    let saved = name.is_some();
    let name = move || name.clone().unwrap_or_else(|| t_string!(i18n, scoring.standard).to_owned());
    let (shown, used, deleted) = (name.clone(), name.clone(), name.clone());
    let (to_use, to_delete, this) = (id.clone(), id.clone(), id.clone());
    let use_it = move |_| {
        let id = to_use.clone();
        spawn_local(async move {
            let Some(data) = session.data() else { return };
            match data.choose_scoring(&id).await {
                Ok(saved) => session.done(saved.set),
                Err(why) => session.toasts.error(why),
            }
        });
    };
    let delete = move |_| {
        let id = to_delete.clone();
        spawn_local(async move {
            let Some(data) = session.data() else { return };
            match data.delete_scoring(&id).await {
                Ok(saved) => session.done(saved.set),
                Err(why) => session.toasts.error(why),
            }
        });
    };
    let open = href(&format!("/segments/scoring?id={id}"));
    let current = move || here.with(|here| here.as_deref() == Some(&*this)).then_some("true");
    view! {
        <li class="kept-row scoring-row" data-scoring=id>
            <span class="scoring-name">
                {match saved {
                    true => view! { <a href=open aria-current=current>{shown}</a> }.into_any(),
                    false => view! { <span>{shown}</span> }.into_any(),
                }}
                {holds.then(|| view! { <span class="badge" data-tone="good">{tr!(i18n, scoring.in_use)}</span> })}
            </span>
            <span class="btn-row">
                {(!holds).then(|| view! {
                    <button
                        type="button"
                        class="btn small"
                        data-do="use"
                        aria-label=move || t_string!(i18n, scoring.use_named, name = used()).to_string()
                        on:click=use_it
                    >
                        {tr!(i18n, scoring.use_it)}
                    </button>
                })}
                {saved.then(|| view! {
                    <button
                        type="button"
                        class="btn ghost icon-only small"
                        data-do="delete"
                        aria-label=move || t_string!(i18n, scoring.delete_named, name = deleted()).to_string()
                        on:click=delete
                    >
                        <Icon glyph=Glyph::Trash/>
                    </button>
                })}
            </span>
        </li>
    }
    .into_any()
}
