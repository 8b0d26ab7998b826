//! Backup and health: whether what is stored is safe and sound, and the way back from a backup.

pub(super) mod backup;
mod check;
mod device;
mod restore;
mod wording;

pub use backup::last_backup;

use leptos::prelude::*;
use web_sys::File;
use workspace::commands::{MergeReport, Replaced};
use workspace::health::{Checkup, Repaired};

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::trouble::Trouble;
use crate::views::folders::BackupsCard;
use crate::views::health::backup::BackupCard;
use crate::views::health::check::CheckCard;
use crate::views::health::device::ThisDevice;
use crate::views::health::restore::RestoreCard;
use crate::views::url::href;

/// What going back to a backup did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restored {
    /// Everything was made to read as the file says.
    Replaced(Replaced),
    /// The file was merged in.
    Merged(MergeReport),
}

/// What checks, repairs and backups came to. It outlives the page.
#[derive(Clone, Copy)]
pub struct Health {
    /// What the last check saw.
    pub checkup: RwSignal<Option<Checkup>>,
    /// What the last repair did.
    pub repaired: RwSignal<Option<Repaired>>,
    /// Why a check or a repair did not come to its end.
    pub check_trouble: RwSignal<Option<Trouble>>,
    /// The name of the file to restore from.
    pub file: RwSignal<String>,
    /// The file itself, until it is restored from.
    pub chosen: StoredValue<Option<File>, LocalStorage>,
    /// What restoring from it did.
    pub restored: RwSignal<Option<Restored>>,
    /// The name of the backup that was made before.
    pub safety: RwSignal<String>,
    /// Why nothing was restored.
    pub restore_trouble: RwSignal<Option<Trouble>>,
}

impl Health {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            checkup: RwSignal::new(None),
            repaired: RwSignal::new(None),
            check_trouble: RwSignal::new(None),
            file: RwSignal::new(String::new()),
            chosen: StoredValue::new_local(None),
            restored: RwSignal::new(None),
            safety: RwSignal::new(String::new()),
            restore_trouble: RwSignal::new(None),
        }
    }
}

/// Backup and health.
#[component]
pub fn HealthPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    view! {
        <header class="topbar">
            <a class="btn ghost icon-only" href=href("/data") aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, health.title)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
                <BackupCard/>
                <BackupsCard/>
                <CheckCard/>
                <RestoreCard/>
                <ThisDevice/>
            </div>
        </main>
    }
    .into_any()
}
