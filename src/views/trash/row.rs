//! One record in the trash.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::history::record::named;
use crate::views::history::wording;
use crate::views::trash::{Bin, key};
use crate::words;

/// The record of this number.
pub fn row(at: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let Some(bin) = use_context::<Bin>() else { return ().into_any() };
    let record = bin.all.with_untracked(|all| all.get(at as usize).cloned());
    let Some(record) = record else { return ().into_any() };
    let here = session.data().map(|data| data.device());
    let (kind, id, deleted) = (record.kind.clone(), record.id, record.deleted);
    let of = kind.clone();
    let record_named = Memo::new(move |_| session.peek(|image| named(i18n, image, &of, id)));
    let title = move || {
        record_named
            .with(|named| named.as_ref().map(|named| named.title.clone()))
            .unwrap_or_default()
    };
    let glyph = record_named
        .with_untracked(|named| named.as_ref().map_or(Glyph::Data, |named| named.glyph));
    let named_kind = kind.clone();
    let line = move || {
        let line = record_named.with(|named| named.as_ref().map(|named| named.line.clone()));
        let parts = [words::kind_name(i18n, &named_kind), line.unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let when = move || {
        wording::moment_of(deleted)
            .map(|at| format::moment(i18n.get_locale(), at))
            .unwrap_or_default()
    };
    let device = move || {
        let settings = session.peek(|image| image.settings().clone()).unwrap_or_default();
        wording::device(i18n, &settings, here, deleted.device)
    };
    let (of, chosen) = (key(&record), bin.chosen);
    let picked = of.clone();
    let bring_back = move |_| {
        let (kind, label) = (kind.clone(), title());
        spawn_local(async move { session.restore(kind, id, label).await });
    };
    view! {
        <div role="cell">
            <label class="pick">
                <input
                    type="checkbox"
                    aria-label=move || t_string!(i18n, history.choose_what, what = title()).to_string()
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&picked))
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        chosen.update(|chosen| {
                            if on {
                                chosen.insert(of.clone());
                            } else {
                                chosen.remove(&of);
                            }
                        });
                    }
                />
            </label>
        </div>
        <div class="vrow-main" role="cell">
            <span class="vrow-title"><Icon glyph=glyph/>{title}</span>
            <span class="vrow-sub">{line}</span>
            <span class="vrow-sub phone-only">{when} " · " {device}</span>
        </div>
        <div class="cell" role="cell">{when}</div>
        <div class="cell" role="cell">{device}</div>
        <div class="cell keep" role="cell">
            <button
                type="button"
                class="btn small"
                data-do="bring-back"
                aria-label=move || t_string!(i18n, history.bring_back_what, what = title()).to_string()
                on:click=bring_back
            >
                {tr!(i18n, history.bring_back)}
            </button>
        </div>
    }
    .into_any()
}
