//! Files from other devices.

use leptos::prelude::*;

use crate::components::ProgressPanel;
use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
use crate::views::data::{Desk, Dropzone, MergeNote, TroubleNote, receiver};

/// Takes files in and says what they did.
#[component]
pub fn Receive() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let on_file = receiver(session, "/data/sync", |desk, name, why| desk.bundles.refuse(name, why));
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, sync.receive)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, sync.receive_text)}</p>
                <Dropzone on_file=on_file/>
                <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
                <TroubleNote trouble=desk.bundles.trouble file=desk.bundles.file/>
                <MergeNote bundles=desk.bundles/>
            </div>
        </section>
    }
    .into_any()
}
