//! The card for files that come in.

use interchange::csv::NotText;
use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use web_sys::File;

use crate::components::ProgressPanel;
use crate::i18n::{tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::data::bundle::MergeNote;
use crate::views::data::cards::{self, CardsNote};
use crate::views::data::desk::Desk;
use crate::views::data::dropzone::Dropzone;
use crate::views::data::trouble::{Trouble, TroubleNote};

/// What to do with a file.
pub enum Errand {
    /// A table, for the import page.
    Import,
    /// A bundle.
    Merge,
    /// Contacts.
    Cards,
    /// None of ours.
    Refuse(Trouble),
}

/// What is done with `file`: by its name or, where that says nothing, by its type.
pub fn errand(file: &File) -> Errand {
    let name = file.name().to_lowercase();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    match extension {
        // What a phone shared as text, because it shares nothing else.
        Some("txt") if name.ends_with(".json.txt") => Errand::Merge,
        Some("csv" | "tsv" | "tab" | "txt") => Errand::Import,
        Some("json" | "gz") => Errand::Merge,
        Some("vcf" | "vcard") => Errand::Cards,
        Some("xlsx" | "xlsm" | "xls" | "ods" | "numbers") => {
            Errand::Refuse(Trouble::NotText(NotText::Spreadsheet))
        }
        // Some phones hand over files under a number.
        _ if matches!(&*file.type_(), "application/json" | "application/gzip") => Errand::Merge,
        _ if matches!(&*file.type_(), "text/vcard" | "text/x-vcard" | "text/directory") => {
            Errand::Cards
        }
        None => Errand::Import,
        _ if file.type_().starts_with("text/") => Errand::Import,
        Some(_) => Errand::Refuse(Trouble::WrongType),
    }
}

/// Takes in whatever file comes: tables go to the import page, contacts to the data page, bundles are merged, which the
/// page at `home` shows, and the rest goes to `refuse`. Call it inside a component.
pub fn receiver(
    session: Session,
    home: &'static str,
    refuse: fn(Desk, &str, Trouble),
) -> UnsyncCallback<File> {
    let i18n = use_i18n();
    let desk = Desk::of(session);
    let navigate = use_navigate();
    UnsyncCallback::new(move |file: File| {
        let errand = errand(&file);
        if !matches!(errand, Errand::Refuse(_)) {
            desk.cards.clear();
        }
        match errand {
            Errand::Import => {
                desk.bundles.trouble.set(None);
                desk.wizard.choose(desk, file);
                navigate("/data/import", Default::default());
            }
            Errand::Merge => {
                desk.merge(session, file);
                navigate(home, Default::default());
            }
            Errand::Cards => {
                desk.open_cards(session, file, cards::note_words(i18n));
                navigate("/data", Default::default());
            }
            Errand::Refuse(why) => refuse(desk, &file.name(), why),
        }
    })
}

/// Files that come in.
#[component]
pub fn BringIn() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let on_file = receiver(session, "/data", |desk, name, why| desk.bundles.refuse(name, why));
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, data.bring_in)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, data.bring_in_text)}</p>
                <Dropzone on_file=on_file/>
                <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
                <TroubleNote trouble=desk.bundles.trouble file=desk.bundles.file/>
                <MergeNote bundles=desk.bundles/>
                <CardsNote desk=desk/>
            </div>
        </section>
    }
    .into_any()
}
