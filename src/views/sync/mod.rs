//! Other devices: what they are called, files for them and from them, and what two people
//! changed without knowing of each other.

mod conflicts;
mod device;
mod receive;
mod send;

use leptos::prelude::*;
use model::DeviceId;

use crate::components::{Glyph, Icon};
use crate::i18n::{I18n, tr, use_i18n};
use crate::session::Session;
use crate::views::folders::MailboxCard;
use crate::views::history::wording;
use crate::views::sync::conflicts::Conflicts;
use crate::views::sync::device::NameOfDevice;
use crate::views::sync::receive::Receive;
use crate::views::sync::send::Send;
use crate::views::url::href;

/// What people call a device.
pub fn device_name(i18n: I18n, session: Session, device: DeviceId) -> String {
    let here = session.data().map(|data| data.device());
    wording::device(i18n, &session.settings(), here, device)
}

/// Everything about other devices.
#[component]
pub fn SyncPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="topbar">
            <a href=href("/data") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, sync.title)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <Conflicts/>
                <MailboxCard/>
                <Receive/>
                <Send/>
                <NameOfDevice/>
            </div>
        </main>
    }
    .into_any()
}
