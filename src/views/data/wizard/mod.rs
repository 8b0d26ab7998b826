//! Importing a table: choose a file, match its columns, check what would come of it, see what
//! came of it.

mod alike;
mod changes;
mod check;
mod choices;
mod columns;
mod kept;
mod loading;
mod meanings;
mod memory;
mod own;
mod preview;
mod rejects;
mod result;
mod rules;
mod values;
mod written;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use interchange::csv::{Encoding, RejectReason, Samples, Table, Target};
use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Currency, Settings};
use web_sys::File;
use workspace::Step;
use workspace::commands::{ImportPlan, Refusal};

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::i18n::{Words, t_string, tr, use_i18n};
use crate::platform::{page, time};
use crate::session::{Data, Session, use_session};
use crate::views::data::bring::receiver;
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::dropzone::Dropzone;
use crate::views::data::handed::HandedOver;
use crate::views::data::trouble::{Trouble, TroubleNote};
use crate::views::data::wizard::alike::{Alike, AlikeCard};
use crate::views::data::wizard::check::{Check, Checked, Effects};
use crate::views::data::wizard::choices::Choices;
use crate::views::data::wizard::columns::Columns;
use crate::views::data::wizard::loading::{Wishes, load};
use crate::views::data::wizard::result::{Outcome, ResultCard};
use crate::views::data::wizard::written::EncodingChoice;
use crate::views::url::href;

/// A table that has been read and waits for its columns to be matched.
#[derive(Debug)]
pub struct Opened {
    /// The file's name.
    name: String,
    /// Its size in bytes.
    size: f64,
    /// How it was read.
    wishes: Wishes,
    /// The names of its columns.
    headers: Vec<String>,
    /// The names that several columns have, and how many.
    duplicates: Vec<(String, usize)>,
    /// Values of each column.
    samples: Samples,
}

/// The import of a table, from choosing the file to its report.
#[derive(Clone, Copy)]
pub struct Wizard {
    session: Session,
    file: StoredValue<Option<File>, LocalStorage>,
    table: StoredValue<Option<Table>, LocalStorage>,
    /// The file's name, also when it could not be read.
    name: RwSignal<String>,
    encoding: RwSignal<Encoding>,
    opened: RwSignal<Option<Arc<Opened>>>,
    choices: RwSignal<Choices>,
    /// Whether columns have rules of their own.
    by_field: RwSignal<bool>,
    /// The kept mapping by which the file is read.
    used: RwSignal<Option<String>>,
    /// What the import would do by these choices.
    checked: RwSignal<Option<Arc<Checked>>>,
    /// Rows that look like somebody.
    alike: Alike,
    /// Values of columns of choices that a check could not read, and the rows that have them.
    unknown: RwSignal<BTreeMap<(usize, String), u64>>,
    outcome: RwSignal<Option<Arc<Outcome>>>,
    trouble: RwSignal<Option<Trouble>>,
}

/// Where an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    File,
    Columns,
    Check,
    Result,
}

impl Wizard {
    /// Nothing chosen yet.
    pub fn new(session: Session) -> Self {
        Self {
            session,
            file: StoredValue::new_local(None),
            table: StoredValue::new_local(None),
            name: RwSignal::new(String::new()),
            encoding: RwSignal::new(Encoding::Utf8),
            opened: RwSignal::new(None),
            choices: RwSignal::new(Choices::none()),
            by_field: RwSignal::new(false),
            used: RwSignal::new(None),
            checked: RwSignal::new(None),
            alike: Alike::new(),
            unknown: RwSignal::new(BTreeMap::new()),
            outcome: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// Says why a file is not taken. One that was chosen before stays.
    fn refuse(self, name: &str, why: Trouble) {
        name.clone_into(&mut self.name.write());
        self.trouble.set(Some(why));
    }

    /// Goes back to where no file is chosen.
    fn start_over(self) {
        self.file.set_value(None);
        self.table.set_value(None);
        self.opened.set(None);
        self.checked.set(None);
        self.alike.forget();
        self.outcome.set(None);
        self.trouble.set(None);
    }

    /// Begins with these choices.
    fn set_choices(self, choices: Choices) {
        let rules = &choices.rules;
        self.by_field.set(!rules.fields.is_empty() || !rules.custom.is_empty());
        self.used.set(None);
        self.unknown.set(BTreeMap::new());
        self.choices.set(choices);
    }

    /// Gives columns rules of their own, or takes all of these away.
    fn decide_by_field(self, by_field: bool) {
        self.by_field.set(by_field);
        if !by_field {
            self.choices.update(|choices| {
                choices.rules.fields.clear();
                choices.rules.custom.clear();
            });
        }
    }

    /// Reads `file` and guesses what its columns are.
    pub fn choose(self, desk: Desk, file: File) {
        if self.session.tasks.busy() {
            return self.trouble.set(Some(Trouble::Busy));
        }
        self.start_over();
        self.file.set_value(Some(file));
        self.read(desk, Wishes::default());
    }

    /// Reads the chosen file once more, as `wishes` say.
    fn read(self, desk: Desk, wishes: Wishes) {
        let Some(file) = self.file.get_value() else { return };
        self.name.set(file.name());
        self.trouble.set(None);
        spawn_local(async move {
            let doing = Doing::Opening(file.name());
            let outcome =
                desk.run(doing, Step::Reading, async |pace| load(&file, wishes, pace).await).await;
            match outcome {
                Ok((table, opened)) => {
                    let again = self.opened.with_untracked(Option::is_some);
                    let target = Target::guess(&opened.headers);
                    let target = if again { self.target() } else { target };
                    self.encoding.set(opened.wishes.encoding.unwrap_or(Encoding::Utf8));
                    self.checked.set(None);
                    self.alike.forget();
                    self.set_choices(Choices::guess(target, &opened, &self.settings()));
                    self.table.set_value(Some(table));
                    self.opened.set(Some(Arc::new(opened)));
                    if !again {
                        focus("#columns-title").await;
                    }
                }
                Err(why) => {
                    if let Trouble::Encoding(encoding) = why {
                        self.encoding.set(encoding);
                    }
                    self.trouble.set(Some(why));
                }
            }
        });
    }

    /// Reads the file in another encoding.
    fn read_in(self, desk: Desk, encoding: Encoding) {
        let wishes = self.opened.with_untracked(|opened| opened.as_ref().map(|o| o.wishes));
        let wishes = wishes.unwrap_or_default();
        self.encoding.set(encoding);
        self.read(desk, Wishes { encoding: Some(encoding), ..wishes });
    }

    /// Whether a file waits for its columns to be matched, or to be imported.
    pub fn is_open(self) -> bool {
        self.opened.with_untracked(Option::is_some)
    }

    fn target(self) -> Target {
        self.choices.with_untracked(|choices| choices.mapping.target)
    }

    fn settings(self) -> Settings {
        self.session.peek(|image| image.settings().clone()).unwrap_or_default()
    }

    fn base(self) -> Currency {
        self.settings().base()
    }

    /// Takes the rows as `target`.
    fn aim(self, target: Target) {
        if let Some(opened) = self.opened.get_untracked() {
            self.set_choices(Choices::guess(target, &opened, &self.settings()));
        }
    }

    /// Everything that reading the rows takes. The table is not here until it is put back.
    fn take_table(self) -> Option<(Rc<Data>, Arc<Opened>, Table)> {
        let (data, opened) = (self.session.data()?, self.opened.get_untracked()?);
        if self.session.tasks.busy() {
            self.trouble.set(Some(Trouble::Busy));
            return None;
        }
        let table = self.table.try_update_value(Option::take).flatten()?;
        self.trouble.set(None);
        Some((data, opened, table))
    }

    /// Works out what an import by `plan` would do.
    fn check(self, desk: Desk, plan: ImportPlan) {
        let Some((data, opened, mut table)) = self.take_table() else { return };
        spawn_local(async move {
            let doing = Doing::Checking(opened.name.clone());
            let outcome = desk
                .run(doing, Step::Matching, async |pace| {
                    let shown = check::SHOWN;
                    data.preview_import(&mut table, &plan, shown, pace)
                        .await
                        .map_err(Trouble::Refused)
                })
                .await;
            let delimiter = table.delimiter();
            self.table.set_value(Some(table));
            match outcome {
                Ok(mut preview) => {
                    self.unknown.set(BTreeMap::new());
                    for row in &preview.report.rejected {
                        let Refusal::Unreadable(RejectReason::UnknownChoice { text, .. }) =
                            &row.reason
                        else {
                            continue;
                        };
                        if let Some(column) = row.column {
                            self.unknown.update_untracked(|unknown| {
                                *unknown.entry((column, text.clone())).or_default() += 1;
                            });
                        }
                    }
                    let newcomers = std::mem::take(&mut preview.newcomers);
                    let checked = Checked::new(&opened, delimiter, plan.kind(), preview);
                    self.checked.set(Some(Arc::new(checked)));
                    self.compare(newcomers);
                    focus("#import-check").await;
                }
                Err(why) => self.trouble.set(Some(why)),
            }
        });
    }

    /// Goes back to where columns are matched.
    fn back_to_columns(self) {
        spawn_local(async move {
            if !self.rest().await {
                return;
            }
            self.trouble.set(None);
            self.unknown.notify();
            self.checked.set(None);
            focus("#columns-title").await;
        });
    }

    /// Imports the rows by `plan`.
    fn import(self, desk: Desk, plan: ImportPlan) {
        spawn_local(async move {
            if !self.rest().await {
                return;
            }
            let Some((data, opened, mut table)) = self.take_table() else { return };
            let doing = Doing::Importing(opened.name.clone());
            let outcome = desk
                .run(doing, Step::Matching, async |pace| {
                    let imported = data.import(&mut table, &plan, &opened.name, pace).await;
                    imported.map_err(Trouble::Refused)
                })
                .await;
            match outcome {
                Ok(report) => {
                    let set = report.set;
                    let outcome = Outcome::new(&opened, table.delimiter(), plan.kind(), report);
                    self.outcome.set(Some(Arc::new(outcome)));
                    self.opened.set(None);
                    self.checked.set(None);
                    self.file.set_value(None);
                    self.alike.forget();
                    self.session.done(set);
                    focus("#import-report").await;
                }
                Err(why) => {
                    self.table.set_value(Some(table));
                    self.count_what_is_left();
                    self.trouble.set(Some(why));
                }
            }
        });
    }

    /// Whether another encoding may help.
    fn has_encoding_trouble(self) -> bool {
        self.trouble.with(|trouble| trouble.as_ref().is_some_and(Trouble::is_encoding))
    }

    fn stage(self) -> Stage {
        if self.outcome.with(Option::is_some) {
            Stage::Result
        } else if self.checked.with(Option::is_some) {
            Stage::Check
        } else if self.opened.with(Option::is_some) {
            Stage::Columns
        } else {
            Stage::File
        }
    }
}

/// Takes in files on the import page. Call it inside a component.
fn import_receiver(session: Session) -> UnsyncCallback<File> {
    receiver(session, "/data", |desk, name, why| desk.wizard.refuse(name, why))
}

/// Puts the focus on what a step begins with, once it is there.
async fn focus(selector: &str) {
    time::breathe().await;
    page::focus(selector);
}

/// The import of a table.
#[component]
pub fn ImportPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let wizard = desk.wizard;
    let stage = Memo::new(move |_| wizard.stage());
    view! {
        <header class="topbar">
            <a href=href("/data") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, data.import_title)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <Steps stage=stage/>
                {move || match stage.get() {
                    Stage::File => view! { <FileStage desk=desk/> }.into_any(),
                    Stage::Columns => view! { <Columns desk=desk/> }.into_any(),
                    Stage::Check => view! { <CheckStage desk=desk/> }.into_any(),
                    Stage::Result => view! { <ResultStage desk=desk/> }.into_any(),
                }}
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn Steps(stage: Memo<Stage>) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |of: Stage, words: Words| {
        view! {
            <li
                class:done=move || { stage.get() > of }
                aria-current=move || (stage.get() == of).then_some("step")
            >
                {move || words(i18n)}
            </li>
        }
    };
    view! {
        <ol class="steps" aria-label=tr!(i18n, data.steps)>
            {step(Stage::File, |i18n| t_string!(i18n, data.step_file))}
            {step(Stage::Columns, |i18n| t_string!(i18n, data.step_columns))}
            {step(Stage::Check, |i18n| t_string!(i18n, import.step_check))}
            {step(Stage::Result, |i18n| t_string!(i18n, data.step_result))}
        </ol>
    }
    .into_any()
}

#[component]
fn FileStage(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    view! {
        <Dropzone on_file=import_receiver(session)/>
        <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
        <TroubleNote trouble=wizard.trouble file=wizard.name/>
        <Show when=move || wizard.has_encoding_trouble()>
            <EncodingChoice desk=desk/>
        </Show>
    }
    .into_any()
}

#[component]
fn CheckStage(desk: Desk) -> impl IntoView {
    let wizard = desk.wizard;
    view! {
        {move || wizard.checked.get().map(|checked| view! { <Check desk=desk checked=checked/> })}
        <AlikeCard desk=desk/>
        {move || wizard.checked.get().map(|checked| view! { <Effects checked=checked/> })}
    }
    .into_any()
}

#[component]
fn ResultStage(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let wizard = desk.wizard;
    view! {
        {move || wizard.outcome.get().map(|outcome| view! { <ResultCard desk=desk outcome=outcome/> })}
        <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
        <HandedOver takes=false/>
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, data.next_file)}</h2></div>
            <div class="card-body stack">
                <Dropzone on_file=import_receiver(session)/>
                <TroubleNote trouble=wizard.trouble file=wizard.name/>
            </div>
        </section>
    }
    .into_any()
}
