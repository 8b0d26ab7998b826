//! How much room this device has, and whether its browser keeps what we store.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::storage;
use crate::session::use_session;

/// Storage of this device.
#[component]
pub fn ThisDevice() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let room = RwSignal::new(None::<(f64, f64)>);
    let kept = RwSignal::new(None::<bool>);
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        session.revision();
        spawn_local(async move {
            let (estimate, persisted) = (storage::estimate().await, storage::persisted().await);
            // The page may have been left meanwhile.
            room.try_set(estimate);
            kept.try_set(persisted);
        });
    });
    let keep = move |_| {
        spawn_local(async move {
            let promised = storage::persist().await;
            kept.try_set(Some(promised));
            asked.try_set(true);
        });
    };
    let used = move || match room.get() {
        Some((used, quota)) => {
            let locale = i18n.get_locale();
            let (used, quota) = (format::bytes(locale, used), format::bytes(locale, quota));
            t_string!(i18n, health.used_of, used = used, quota = quota).to_string()
        }
        None => t_string!(i18n, health.not_said).to_owned(),
    };
    let left = move || match room.get() {
        Some((used, quota)) => format::bytes(i18n.get_locale(), (quota - used).max(0.0)),
        None => t_string!(i18n, health.not_said).to_owned(),
    };
    let promise = move || match kept.get() {
        Some(true) => t_string!(i18n, health.yes),
        Some(false) => t_string!(i18n, health.no),
        None => t_string!(i18n, health.not_said),
    };
    // For those who cannot see the lines above and below the button change.
    let answer = move || match (asked.get(), kept.get()) {
        (true, Some(true)) => {
            format!("{}: {}", t_string!(i18n, health.kept), t_string!(i18n, health.yes))
        }
        (true, _) => t_string!(i18n, health.keep_refused).to_owned(),
        (false, _) => String::new(),
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, health.this_device)}</h2></div>
            <div class="card-body stack">
                <dl class="kv">
                    <dt>{tr!(i18n, health.used)}</dt>
                    <dd id="used">{used}</dd>
                    <dt>{tr!(i18n, health.left)}</dt>
                    <dd>{left}</dd>
                    <dt>{tr!(i18n, health.kept)}</dt>
                    <dd id="kept">{promise}</dd>
                </dl>
                <p class="visually-hidden" role="status">{answer}</p>
                <Show when=move || kept.get() == Some(false)>
                    <p class="hint">
                        {move || match asked.get() {
                            true => t_string!(i18n, health.keep_refused),
                            false => t_string!(i18n, health.keep_text),
                        }}
                    </p>
                    <div class="btn-row">
                        <button type="button" class="btn" id="keep-data" on:click=keep>{tr!(i18n, health.keep)}</button>
                    </div>
                </Show>
            </div>
        </section>
    }
    .into_any()
}
