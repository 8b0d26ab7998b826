//! What the forms have in common: what is typed survives, what is wrong is said, and a form
//! closes only on what is saved or given up.

use std::future::Future;

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Invalid};
use serde::Serialize;
use serde::de::DeserializeOwned;
use workspace::CommandError;

use crate::components::{Dialog, Glyph, Icon};
use crate::i18n::{tr, use_i18n};
use crate::session::{Draft, Session, use_session};
use crate::words;

/// A form of `T`, the fields as typed, free to copy into every closure.
pub struct Form<T: Send + Sync + 'static> {
    /// What is typed.
    pub typed: RwSignal<T>,
    /// What is wrong with it, field by field.
    pub problems: RwSignal<Invalid>,
    /// The part that is alike whatever the fields.
    pub frame: Frame,
}

impl<T: Send + Sync + 'static> Clone for Form<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Form<T> {}

/// What surrounds the fields of any form.
#[derive(Clone, Copy)]
pub struct Frame {
    session: Session,
    draft: StoredValue<Draft>,
    refused: RwSignal<Option<CommandError>>,
    saving: RwSignal<bool>,
    restored: RwSignal<bool>,
    start_over: Callback<()>,
}

impl Frame {
    /// Whether it is being saved; follows it.
    pub fn is_saving(self) -> bool {
        self.saving.get()
    }

    /// Puts everything back as it was before anything was typed.
    pub fn start_over(self) {
        self.start_over.run(());
    }

    /// Closes the form and forgets what was typed.
    pub fn leave(self) {
        self.draft.with_value(Draft::discard);
        self.session.sheets.close();
    }
}

impl<T> Form<T>
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// A form that begins as `blank`, or with what `draft` kept from the last time. What is
    /// typed is kept there whenever it, compared with `blank`, is `worth` it.
    pub fn open(draft: Draft, blank: T, worth: fn(&T, &T) -> bool) -> Self {
        let kept: Option<T> = draft.load().filter(|kept| worth(kept, &blank));
        let restored = RwSignal::new(kept.is_some());
        let typed = RwSignal::new(kept.unwrap_or_else(|| blank.clone()));
        let (blank, draft) = (StoredValue::new(blank), StoredValue::new(draft));
        Effect::new(move |_| {
            let worth = typed.with(|typed| blank.with_value(|blank| worth(typed, blank)));
            draft.with_value(|draft| match worth {
                true => typed.with_untracked(|typed| draft.keep(typed)),
                false => draft.discard(),
            });
        });
        let start_over = Callback::new(move |()| {
            typed.set(blank.get_value());
            restored.set(false);
        });
        let frame = Frame {
            session: use_session(),
            draft,
            refused: RwSignal::new(None),
            saving: RwSignal::new(false),
            restored,
            start_over,
        };
        Self { typed, problems: RwSignal::new(Invalid::default()), frame }
    }

    /// Waits for `saving`; then closes the form and calls `then`, or says what is wrong.
    pub fn save(
        self,
        saving: impl Future<Output = Result<Id, CommandError>> + 'static,
        then: impl FnOnce(Id) + 'static,
    ) {
        let Self { problems, frame, .. } = self;
        // The form may be gone, and what it stored with it, before there is an answer.
        let draft = frame.draft.get_value();
        problems.set(Invalid::default());
        frame.refused.set(None);
        frame.saving.set(true);
        spawn_local(async move {
            let outcome = saving.await;
            frame.saving.set(false);
            match outcome {
                Ok(id) => {
                    draft.discard();
                    frame.session.sheets.close();
                    then(id);
                }
                Err(CommandError::Invalid(invalid)) => problems.set(invalid),
                Err(why) => frame.refused.set(Some(why)),
            }
        });
    }

    /// The text of a field.
    pub fn text(self, field: fn(&T) -> &String) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| field(typed).clone()))
    }

    /// Takes the text of a field as it is typed.
    pub fn write(self, field: fn(&mut T) -> &mut String) -> Callback<String> {
        Callback::new(move |text| self.typed.update(|typed| *field(typed) = text))
    }

    /// What is wrong with a field, in words; empty when nothing is.
    pub fn wrong(self, field: &'static str) -> Signal<String> {
        let i18n = use_i18n();
        Signal::derive(move || self.problems.with(|all| words::problems_of(i18n, all, field)))
    }
}

/// The dialog around a form's fields. Escape closes it but keeps what was typed for the next
/// time; only "Cancel" gives it up.
#[component]
pub fn FormSheet(
    /// The form's id in the page.
    id: &'static str,
    /// Its heading.
    title: Signal<String>,
    /// What it shares with the fields.
    frame: Frame,
    /// Saves.
    on_save: UnsyncCallback<()>,
    /// Deletes the record, where there is one; the form closes by itself.
    on_delete: Option<UnsyncCallback<()>>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let Frame { session, saving, .. } = frame;
    let delete = on_delete.map(|delete| {
        view! {
            <button
                type="button"
                class="btn ghost danger"
                on:click=move |_| { delete.run(()); frame.leave(); }
            >
                <Icon glyph=Glyph::Trash/>
                {tr!(i18n, shell.delete)}
            </button>
            <span class="spacer"></span>
        }
    });
    view! {
        <Dialog title=title on_close=Callback::new(move |()| session.sheets.close())>
            <form
                id=id
                novalidate
                on:submit=move |event| { event.prevent_default(); on_save.run(()); }
            >
                <div class="dialog-body">
                    <Notes frame=frame/>
                    {children()}
                </div>
                <div class="dialog-foot">
                    {delete}
                    <button type="button" class="btn ghost" on:click=move |_| frame.leave()>{tr!(i18n, shell.cancel)}</button>
                    <button type="submit" class="btn primary" aria-busy=move || saving.get().to_string() disabled=saving>
                        {tr!(i18n, shell.save)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What is said above the fields: that they hold what was typed the last time, and why they
/// could not be saved.
#[component]
pub fn Notes(
    /// Of the form.
    frame: Frame,
) -> impl IntoView {
    let i18n = use_i18n();
    let Frame { refused, restored, start_over, .. } = frame;
    view! {
        <Show when=move || restored.get()>
            <div class="callout" data-tone="info">
                <Icon glyph=Glyph::Info/>
                <div>{tr!(i18n, shell.draft_restored)}</div>
                <button type="button" class="btn small" on:click=move |_| start_over.run(())>
                    {tr!(i18n, shell.draft_discard)}
                </button>
            </div>
        </Show>
        <Refusal why=refused/>
    }
    .into_any()
}

/// Why the last attempt to save was refused.
#[component]
pub fn Refusal(why: RwSignal<Option<CommandError>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        why.get().map(|why| {
            view! {
                <div class="callout" data-tone="bad" role="alert">
                    <Icon glyph=Glyph::Alert/>
                    <div>{words::command_error(i18n, &why)}</div>
                </div>
            }
        })
    }
}
