//! One customer as a card, to hand on.

use interchange::vcard::Version;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use workspace::append_card;

use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};
use crate::platform::files::{self, Download};
use crate::platform::share::{self, Shared};
use crate::session::{Session, use_session};

/// Longest name of a file, in characters.
const NAME: usize = 60;

/// The name of a file for somebody: without what file systems do not take.
fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let name: String = name.chars().map(plain).take(NAME).collect();
    // A point at the beginning hides a file.
    let name = name.trim().trim_start_matches('.').trim();
    if name.is_empty() { "contact.vcf".to_owned() } else { format!("{name}.vcf") }
}

/// The customer's card in the version that every phone reads, and the name of its file.
fn card(session: Session, id: Id) -> Option<(Vec<u8>, String)> {
    let found = session.peek(|image| {
        let customers = &image.tables.customers;
        let row = customers.live_row(customers.slot(id)?)?;
        let mut bytes = Vec::new();
        append_card(row, Version::V3, &mut bytes);
        Some((bytes, file_name(&row.record.name)))
    });
    found.flatten()
}

/// Offers the card to the other apps of the device, or hands it over as a download where the
/// browser shares no such files. Answers whether it could be written.
async fn hand_on(session: Session, id: Id) -> bool {
    let Some((bytes, name)) = card(session, id) else { return false };
    let download = Download::new();
    download.push(&bytes);
    let Ok(blob) = download.finish("text/vcard").await else { return false };
    match share::share(&blob, &name).await {
        Shared::Yes | Shared::No => true,
        Shared::Unsupported => files::hand_over(&blob, &name).is_ok(),
    }
}

/// Hands the customer's card on.
#[component]
pub fn ShareCard(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let failed = RwSignal::new(false);
    let press = move |_| {
        spawn_local(async move {
            let done = hand_on(session, id).await;
            // The page may have been left meanwhile.
            failed.try_set(!done);
        });
    };
    view! {
        <Show when=move || failed.get()>
            <p class="error" role="alert">{tr!(i18n, out.share_failed)}</p>
        </Show>
        <button
            type="button"
            class="btn ghost icon-only"
            id="share-card"
            aria-label=tr!(i18n, out.share_card)
            title=tr!(i18n, out.share_card)
            on:click=press
        >
            <Icon glyph=Glyph::Upload/>
        </button>
    }
    .into_any()
}
