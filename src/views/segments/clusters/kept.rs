//! The clusterings that are kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::Clustering;

use super::path_of;
use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::url::href;

/// Keeps a clustering, or takes it away; a way back is offered with what is said of it.
pub fn keep(session: Session, id: String, clustering: Option<Clustering>) {
    spawn_local(async move {
        if let Err(why) = session.define(&id, clustering.as_ref()).await {
            session.toasts.error(why);
        }
    });
}

/// Every one, with a way to it.
#[component]
pub fn KeptList() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let kept = Memo::new(move |_| {
        let kept = session.look(|image| image.definitions::<Clustering>());
        let mut kept = kept.unwrap_or_default();
        kept.sort_by_cached_key(|(id, kept)| (kept.name.to_lowercase(), id.clone()));
        kept
    });
    let item = move |(id, kept): (String, Clustering)| {
        let path = path_of(&id);
        let (name, named) = (kept.name.clone(), kept.name.clone());
        let line = move || {
            let locale = i18n.get_locale();
            let day = format::day(locale, kept.day);
            t_string!(i18n, clusters.kept_line, count = kept.clusters.len(), day = day).to_string()
        };
        let delete =
            move || t_string!(i18n, clusters.delete_named, name = named.clone()).to_string();
        view! {
            <li class="cluster-kept">
                <a href=href(&path) class="tile">
                    <Icon glyph=Glyph::Segments/>
                    <span><b>{name}</b><small>{line}</small></span>
                </a>
                <button
                    type="button"
                    class="btn ghost icon-only"
                    aria-label=delete
                    title=tr!(i18n, shell.delete)
                    on:click=move |_| keep(session, id.clone(), None)
                >
                    <Icon glyph=Glyph::Trash/>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !kept.with(Vec::is_empty)>
            <section aria-labelledby="clusters-kept" class="cluster-keeping">
                <h2 id="clusters-kept">{tr!(i18n, clusters.kept)}</h2>
                <ul class="tiles plain-list">{move || kept.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
    .into_any()
}
