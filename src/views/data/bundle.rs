//! Merging a bundle.

use interchange::bundle::{Bundle, BundleReader};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;
use workspace::sync::Received;
use workspace::{Pace, Step};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::gzip::Pieces;
use crate::session::{Session, use_session};
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::outcome::{UndoButton, can_undo};
use crate::views::data::trouble::Trouble;
use crate::views::sync::device_name;
use crate::views::url::href;

/// Bytes parsed between two looks at the clock.
const BITE: usize = 64 << 10;
/// Memory that merging takes for every byte of a bundle in which customers have orders and
/// interactions: all its records, and these as they are stored; and for every byte of a packed one,
/// which is about nine times as long unpacked.
const TAKEN: f64 = 1.5;
const TAKEN_PACKED: f64 = 13.5;
/// What it takes of that, in bytes, once the records are read: for a customer, and for another one.
const MERGED_CUSTOMER: f64 = 700.0;
const MERGED_OTHER: f64 = 140.0;

/// The bundle last chosen, and what came of it.
#[derive(Clone, Copy)]
pub struct Bundles {
    /// Its name.
    pub file: RwSignal<String>,
    /// What merging it did.
    pub report: RwSignal<Option<Received>>,
    /// Why it was refused.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Bundles {
    /// None yet.
    pub fn new() -> Self {
        Self {
            file: RwSignal::new(String::new()),
            report: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// Says why a file is not taken.
    pub fn refuse(self, file: &str, why: Trouble) {
        file.clone_into(&mut self.file.write());
        self.report.set(None);
        self.trouble.set(Some(why));
    }
}

impl Desk {
    /// Merges the bundle in `file`, and keeps what came of it for [`MergeNote`].
    pub fn merge(self, session: Session, file: File) {
        let bundles = self.bundles;
        spawn_local(async move {
            match self.merged(session, &file).await {
                Ok(report) => {
                    bundles.file.set(file.name());
                    bundles.trouble.set(None);
                    bundles.report.set(Some(report));
                }
                Err(why) => bundles.refuse(&file.name(), why),
            }
        });
    }

    /// Merges the bundle in `file`, and tells everyone.
    ///
    /// # Errors
    /// When it is no good bundle, other work is under way, or the workspace refuses.
    pub async fn merged(self, session: Session, file: &File) -> Result<Received, Trouble> {
        let name = file.name();
        let report = self
            .run(Doing::Merging(name.clone()), Step::Reading, async |pace| {
                merge(session, file, &name, pace).await
            })
            .await?;
        session.merged(report.merged, &name);
        Ok(report)
    }
}

/// Reads the bundle in `file`, packed or not.
pub async fn read(file: &File, pace: &dyn Pace) -> Result<Bundle, Trouble> {
    let mut reader = BundleReader::default();
    let pieces = Pieces::of(file).await?;
    let taken = if pieces.total().is_some() { TAKEN } else { TAKEN_PACKED };
    let asked = file.size() * taken;
    Trouble::unless_room(asked)?;
    feed(&mut reader, pieces, pace, |_, _| Ok(true)).await?;
    let bundle = reader.finish().map_err(Trouble::Bundle)?;
    // A file of customers alone takes more than the first guess.
    let customers = bundle.rows.customers.len();
    let others = bundle.rows.len() - customers;
    let more = customers as f64 * MERGED_CUSTOMER + others as f64 * MERGED_OTHER;
    Trouble::unless_room(more).map_err(|_| Trouble::NoRoom(asked + more))?;
    Ok(bundle)
}

/// Feeds a reader with what is in a file, for as long as `go_on` says so, which
/// sees the reader and how many bytes it has had.
pub async fn feed(
    reader: &mut BundleReader,
    mut pieces: Pieces,
    pace: &dyn Pace,
    go_on: impl Fn(&BundleReader, usize) -> Result<bool, Trouble>,
) -> Result<(), Trouble> {
    let total = pieces.total().unwrap_or_default() as usize;
    let mut read = 0;
    loop {
        let piece = match pieces.next().await {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(()),
            Err(_) if pieces.is_cut_off() => return Err(Trouble::Bundle(reader.cut_off())),
            Err(why) => return Err(why.into()),
        };
        for bite in piece.chunks(BITE) {
            reader.push(bite).map_err(Trouble::Bundle)?;
            read += bite.len();
            if !go_on(reader, read)? {
                return Ok(());
            }
            pace.step(Step::Reading, read, total).await?;
        }
    }
}

async fn merge(
    session: Session,
    file: &File,
    name: &str,
    pace: &dyn Pace,
) -> Result<Received, Trouble> {
    let bundle = read(file, pace).await?;
    let data = session.data().ok_or(Trouble::Busy)?;
    Ok(data.receive(bundle, name, pace).await?)
}

/// What merging the last bundle did.
#[component]
pub fn MergeNote(bundles: Bundles) -> impl IntoView {
    move || {
        let received = bundles.report.get()?;
        let file = bundles.file.get_untracked();
        Some(view! { <Report id="merge-report" file=file received=received/> })
    }
}

/// What merging a bundle did, with the way back.
#[component]
pub fn Report(
    /// Its id.
    #[prop(into)]
    id: String,
    /// The bundle's name.
    file: String,
    /// What it did.
    received: Received,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let Received { merged: report, from, conflicts, .. } = received;
    let conflicts = conflicts.len();
    let set = report.set;
    let can_undo = can_undo(set);
    let number = move |number: usize| move || format::count(i18n.get_locale(), number);
    let is_undone = move || set.is_some() && !can_undo.get();
    let words = move || {
        if is_undone() {
            return t_string!(i18n, data.merge_undone, file = file.clone()).to_string();
        }
        let text = match set.is_some() {
            true => t_string!(i18n, data.merged, file = file.clone()).to_string(),
            false => t_string!(i18n, data.merged_nothing, file = file.clone()).to_string(),
        };
        match from {
            Some(from) => {
                let who = device_name(i18n, session, from);
                let from = t_string!(i18n, sync.it_was_from, who = who).to_string();
                format::sentences(i18n.get_locale(), &[text, from])
            }
            None => text,
        }
    };
    let undo = format!("undo-{id}");
    view! {
        <div
            class="callout"
            id=id
            role="status"
            data-tone=move || if is_undone() { "info" } else { "good" }
            data-created=report.created.to_string()
            data-changed=report.changed.to_string()
            data-known=report.known.to_string()
            data-conflicts=conflicts.to_string()
        >
            {move || view! { <Icon glyph=if is_undone() { Glyph::Info } else { Glyph::Check }/> }}
            <div>
                <p>{words}</p>
                <dl class="kv">
                    <dt>{tr!(i18n, data.count_created)}</dt><dd>{number(report.created)}</dd>
                    <dt>{tr!(i18n, data.count_changed)}</dt><dd>{number(report.changed)}</dd>
                    <dt>{tr!(i18n, data.count_known)}</dt><dd>{number(report.known)}</dd>
                    <dt>{tr!(i18n, sync.in_conflict)}</dt><dd>{number(conflicts)}</dd>
                </dl>
                {(conflicts > 0).then(|| view! {
                    <p><a href=href("/data/sync#conflicts")>{tr!(i18n, sync.look_at_conflicts)}</a></p>
                })}
                <UndoButton id=undo action=|i| t_string!(i, data.merge_undo) set=set can_undo=can_undo/>
            </div>
        </div>
    }
    .into_any()
}
