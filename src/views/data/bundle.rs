//! Merging a bundle.

use interchange::bundle::{Bundle, BundleReader};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;
use workspace::commands::MergeReport;
use workspace::{Pace, Step};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::files;
use crate::session::Session;
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::trouble::Trouble;

/// Bytes read at a time.
const SLICE: f64 = 4_194_304.0;
/// Bytes parsed between two looks at the clock.
const BITE: usize = 64 << 10;

/// The bundle last chosen, and what came of it.
#[derive(Clone, Copy)]
pub struct Bundles {
    /// Its name.
    pub file: RwSignal<String>,
    /// What merging it did.
    pub report: RwSignal<Option<MergeReport>>,
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
    /// Merges the bundle in `file`.
    pub fn merge(self, session: Session, file: File) {
        let name = file.name();
        let bundles = self.bundles;
        spawn_local(async move {
            let outcome = self
                .run(Doing::Merging(name.clone()), Step::Reading, async |pace| {
                    merge(session, &file, &name, pace).await
                })
                .await;
            match outcome {
                Ok(report) => {
                    bundles.file.set(name.clone());
                    bundles.trouble.set(None);
                    bundles.report.set(Some(report));
                    session.merged(report, &name);
                }
                Err(why) => bundles.refuse(&name, why),
            }
        });
    }
}

async fn merge(
    session: Session,
    file: &File,
    name: &str,
    pace: &dyn Pace,
) -> Result<MergeReport, Trouble> {
    let bundle = read(file, pace).await?;
    let data = session.data().ok_or(Trouble::Busy)?;
    Ok(data.receive(bundle, name, pace).await?.merged)
}

/// Reads the bundle in `file`.
pub async fn read(file: &File, pace: &dyn Pace) -> Result<Bundle, Trouble> {
    let mut reader = BundleReader::default();
    let size = file.size();
    let mut read = 0.0;
    while read < size {
        let piece = files::read(file, read, SLICE).await?;
        if piece.is_empty() {
            break;
        }
        for bite in piece.chunks(BITE) {
            reader.push(bite).map_err(Trouble::Bundle)?;
            read += bite.len() as f64;
            pace.step(Step::Reading, read as usize, size as usize).await?;
        }
    }
    reader.finish().map_err(Trouble::Bundle)
}

/// What merging the last bundle did.
#[component]
pub fn MergeNote(bundles: Bundles) -> impl IntoView {
    let i18n = use_i18n();
    let number = move |number: usize| move || format::count(i18n.get_locale(), number);
    let words = move |report: MergeReport| {
        let file = bundles.file.get();
        match report.set {
            Some(_) => t_string!(i18n, data.merged, file = file).to_string(),
            None => t_string!(i18n, data.merged_nothing, file = file).to_string(),
        }
    };
    move || {
        let report = bundles.report.get()?;
        Some(view! {
            <div
                class="callout"
                id="merge-report"
                role="status"
                data-tone="good"
                data-created=report.created.to_string()
                data-changed=report.changed.to_string()
                data-known=report.known.to_string()
            >
                <Icon glyph=Glyph::Check/>
                <div>
                    <p>{move || words(report)}</p>
                    <dl class="kv">
                        <dt>{tr!(i18n, data.count_created)}</dt><dd>{number(report.created)}</dd>
                        <dt>{tr!(i18n, data.count_changed)}</dt><dd>{number(report.changed)}</dd>
                        <dt>{tr!(i18n, data.count_known)}</dt><dd>{number(report.known)}</dd>
                    </dl>
                </div>
            </div>
        })
    }
}
