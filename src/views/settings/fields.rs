//! The fields people add: which there are, of what type, in what order.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::fields::{choices_of, has_choices};
use model::kinds::settings::LISTED_LIMIT;
use model::{CustomField, CustomType, FieldProblem, Invalid, Kind, Settings};
use workspace::CommandError;

use crate::components::{Area, Choice, Dialog, Glyph, Icon, Text};
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::platform::page;
use crate::session::{Session, use_session};
use crate::views::form::Refusal;
use crate::words;

/// The kinds of record that have fields people added.
const KINDS: [Kind; 3] = [Kind::Customer, Kind::Interaction, Kind::Order];

/// What is to be changed in a form: a new field of a kind, or one that is there.
#[derive(Debug, Clone, PartialEq)]
struct Editing {
    kind: Kind,
    /// The key of the one that is there.
    key: Option<String>,
}

/// What the card's parts share, free to copy into every closure.
#[derive(Clone, Copy)]
struct Desk {
    session: Session,
    editing: RwSignal<Option<Editing>>,
    saving: RwSignal<bool>,
    invalid: RwSignal<Invalid>,
    refused: RwSignal<Option<CommandError>>,
}

impl Desk {
    fn open(self, kind: Kind, key: Option<String>) {
        self.invalid.set(Invalid::default());
        self.refused.set(None);
        self.editing.set(Some(Editing { kind, key }));
    }

    fn settings(self) -> Settings {
        self.session.peek(|image| image.settings().clone()).unwrap_or_default()
    }

    fn retire(self, key: &str, retired: bool) {
        let mut settings = self.settings();
        settings.retire_field(key, retired);
        self.save(settings, || {});
    }

    /// Moves a field. The focus goes with it, so that it can be moved on.
    fn step(self, key: &str, up: bool) {
        let mut settings = self.settings();
        settings.move_field(key, up);
        let way = if up { "up" } else { "down" };
        let button = format!("#fields-card [data-field=\"{key}\"] [data-move={way}]");
        self.save(settings, move || request_animation_frame(move || page::focus(&button)));
    }

    /// Saves settings, closes the form that changed them and calls `then`, or says what is
    /// wrong. One change after the other, so that none is lost.
    fn save(self, settings: Settings, then: impl FnOnce() + 'static) {
        if self.saving.get_untracked() {
            return;
        }
        self.saving.set(true);
        spawn_local(async move {
            // The page may be gone before there is an answer.
            let outcome = self.session.save_settings(settings).await;
            self.saving.try_set(false);
            match outcome {
                Ok(()) => {
                    self.refused.try_set(None);
                    self.editing.try_set(None);
                    then();
                }
                Err(CommandError::Invalid(invalid)) => drop(self.invalid.try_set(invalid)),
                Err(why) => drop(self.refused.try_set(Some(why))),
            }
        });
    }
}

/// The fields of every kind, and what can be done with them.
#[component]
pub fn FieldsCard() -> impl IntoView {
    let i18n = use_i18n();
    let desk = Desk {
        session: use_session(),
        editing: RwSignal::new(None),
        saving: RwSignal::new(false),
        invalid: RwSignal::new(Invalid::default()),
        refused: RwSignal::new(None),
    };
    view! {
        <section class="card" id="fields-card">
            <div class="card-head"><h2>{tr!(i18n, custom.title)}</h2></div>
            <div class="card-body stack">
                <p class="hint">{tr!(i18n, custom.hint)}</p>
                <Refusal why=desk.refused/>
                {KINDS.map(|kind| view! { <KindFields kind=kind desk=desk/> }.into_any()).collect_view()}
            </div>
        </section>
        {move || desk.editing.get().map(|what| view! { <FieldForm what=what desk=desk/> })}
    }
    .into_any()
}

fn kind_title(i18n: I18n, kind: &Kind) -> String {
    match kind {
        Kind::Customer => t_string!(i18n, shell.customers).to_owned(),
        Kind::Interaction => t_string!(i18n, shell.interactions).to_owned(),
        Kind::Order => t_string!(i18n, shell.orders).to_owned(),
        other => words::kind_name(i18n, other),
    }
}

#[component]
fn KindFields(kind: Kind, desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let name = kind.name().to_owned();
    let (title, of, add) = (kind.clone(), kind.clone(), kind.clone());
    let all = Memo::new(move |_| {
        let settings = desk.session.settings();
        let used = settings.fields_of(&kind).into_iter();
        let mut all: Vec<_> = used.map(|(key, field)| (key.to_owned(), field.clone())).collect();
        let retired = settings.fields.iter().filter(|(_, field)| field.on == kind.name());
        let retired = retired.filter(|(_, field)| field.retired);
        all.extend(retired.map(|(key, field)| (key.clone(), field.clone())));
        all
    });
    let used = move || {
        let all = all.get();
        let count = all.iter().filter(|(_, field)| !field.retired).count();
        let row = |(at, (key, field))| row(desk, &of, key, field, at, count);
        all.into_iter().take(count).enumerate().map(row).collect_view()
    };
    let retired = move || {
        let retired: Vec<AnyView> = all
            .get()
            .into_iter()
            .filter(|(_, field)| field.retired)
            .map(|it| back(desk, it))
            .collect();
        (!retired.is_empty()).then(|| {
            view! {
                <h4 class="hint">{tr!(i18n, custom.retired)}</h4>
                <ul class="rows">{retired}</ul>
            }
        })
    };
    let none = move || all.with(|all| all.iter().all(|(_, field)| field.retired));
    view! {
        <section class="group" id=format!("fields-{name}")>
            <h3>{move || kind_title(i18n, &title)}</h3>
            <Show when=none>
                <p class="muted">{tr!(i18n, custom.empty)}</p>
            </Show>
            <ol class="rows">{used}</ol>
            {retired}
            <div class="btn-row">
                <button
                    type="button"
                    class="btn small"
                    id=format!("add-field-{name}")
                    on:click=move |_| desk.open(add.clone(), None)
                >
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, custom.add)}
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// A field in use, and the buttons that move and change it.
fn row(
    desk: Desk,
    kind: &Kind,
    key: String,
    field: CustomField,
    at: usize,
    count: usize,
) -> AnyView {
    let i18n = use_i18n();
    let holds = words::custom_type(i18n, &field.holds);
    let line = match field.choices.is_empty() {
        true => holds,
        false => format!("{holds}: {}", field.choices.join(", ")),
    };
    let name = field.name;
    let (moved, edited, shown) = (key.clone(), key.clone(), name.clone());
    let go = move |up: bool, end: bool| {
        let (key, name) = (moved.clone(), name.clone());
        let words = move || match up {
            true => t_string!(i18n, custom.up, name = name.as_str()).to_string(),
            false => t_string!(i18n, custom.down, name = name.as_str()).to_string(),
        };
        view! {
            <button
                type="button"
                class="btn ghost icon-only small"
                data-move=if up { "up" } else { "down" }
                aria-label=words
                // Not `disabled`: the focus would be lost at the end.
                aria-disabled=end.then_some("true")
                on:click=move |_| if !end { desk.step(&key, up) }
            >
                <span aria-hidden="true">{if up { "↑" } else { "↓" }}</span>
            </button>
        }
    };
    let (up, down) = (go(true, at == 0), go(false, at + 1 == count));
    let (kind, called) = (kind.clone(), shown.clone());
    view! {
        <li class="field-item" data-field=key>
            <div class="field-item-text">
                <p>{shown}</p>
                <p class="hint truncate">{line}</p>
            </div>
            <div class="field-item-acts">
                {up}
                {down}
                <button
                    type="button"
                    class="btn ghost icon-only small"
                    data-edit=""
                    aria-label=move || t_string!(i18n, custom.edit, name = called.as_str()).to_string()
                    on:click=move |_| desk.open(kind.clone(), Some(edited.clone()))
                >
                    <Icon glyph=Glyph::Edit/>
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// A retired field, and the button that brings it back.
fn back(desk: Desk, (key, field): (String, CustomField)) -> AnyView {
    let i18n = use_i18n();
    let (name, at) = (field.name.clone(), key.clone());
    view! {
        <li class="field-item" data-field=key>
            <p class="muted field-item-text">{field.name}</p>
            <button
                type="button"
                class="btn ghost small"
                data-back=""
                aria-label=move || t_string!(i18n, custom.bring_back_of, name = name.as_str()).to_string()
                on:click=move |_| desk.retire(&at, false)
            >
                {tr!(i18n, custom.bring_back)}
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn FieldForm(what: Editing, desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let Editing { kind, key } = what;
    let before = key.as_ref().and_then(|key| desk.settings().fields.get(key).cloned());
    let name = RwSignal::new(before.as_ref().map(|it| it.name.clone()).unwrap_or_default());
    let choices =
        RwSignal::new(before.as_ref().map(|it| it.choices.join("\n")).unwrap_or_default());
    let holds = before.as_ref().map_or(CustomType::Text, |it| it.holds.clone());
    let holds = RwSignal::new(holds.code().to_owned());
    let listed = RwSignal::new(before.as_ref().is_some_and(|it| it.listed));
    let problem = RwSignal::new(None::<FieldProblem>);
    let chosen = move || holds.with(|code| CustomType::from_code(code));
    let (of, at) = (kind.clone(), key.clone());
    let save = move || {
        let mut settings = desk.settings();
        let lines = choices.with_untracked(|lines| choices_of(lines));
        let name = name.get_untracked();
        let outcome = match &at {
            Some(key) => settings.edit_field(key, &name, lines).map(|()| key.clone()),
            None => settings.add_field(&of, &name, untrack(chosen), lines),
        };
        if let Ok(key) = &outcome {
            settings.list_field(key, listed.get_untracked());
        }
        desk.invalid.set(Invalid::default());
        problem.set(outcome.as_ref().err().cloned());
        if outcome.is_ok() {
            desk.save(settings, || {});
        }
    };
    let wrong_name = Signal::derive(move || match problem.get() {
        None => desk.invalid.with(|found| words::problems_of(i18n, found, "fields")),
        Some(FieldProblem::NoChoices) => String::new(),
        Some(why) => words::field_problem(i18n, &why),
    });
    let wrong_choices = Signal::derive(move || match problem.get() {
        Some(why @ FieldProblem::NoChoices) => words::field_problem(i18n, &why),
        _ => String::new(),
    });
    let types = Signal::derive(move || {
        let all = CustomType::ALL.iter();
        all.map(|it| (it.code().to_owned(), words::custom_type(i18n, it))).collect::<Vec<_>>()
    });
    let new = key.is_none();
    let title = Signal::derive(move || match new {
        true => t_string!(i18n, custom.add_title, kind = words::kind_name(i18n, &kind)).to_string(),
        false => t_string!(i18n, custom.edit_title).to_owned(),
    });
    let type_field = match new {
        true => view! {
            <Choice id="field-type" label=label!(i18n, custom.holds) value=holds options=types on_input=move |code| holds.set(code)/>
            <p class="hint">{tr!(i18n, custom.holds_hint)}</p>
        }
        .into_any(),
        false => {
            let words = move || {
                let holds = words::custom_type(i18n, &chosen());
                t_string!(i18n, custom.holds_fixed, holds = holds).to_string()
            };
            view! { <p class="hint">{words}</p> }.into_any()
        }
    };
    let retire = key.map(|key| {
        view! {
            <button
                type="button"
                class="btn ghost danger"
                id="retire-field"
                on:click=move |_| desk.retire(&key, true)
            >
                {tr!(i18n, custom.retire)}
            </button>
            <span class="spacer"></span>
        }
    });
    view! {
        <Dialog title=title on_close=move |()| desk.editing.set(None)>
            <form
                id="field-form"
                novalidate
                on:submit=move |event| { event.prevent_default(); save(); }
            >
                <div class="dialog-body form">
                    <Refusal why=desk.refused/>
                    <Text id="field-name" label=label!(i18n, custom.name) value=name on_input=move |text| name.set(text) error=wrong_name autofocus=true/>
                    {type_field}
                    <Show when=move || has_choices(&chosen())>
                        <Area id="field-choices" label=label!(i18n, custom.choices) value=choices on_input=move |text| choices.set(text) error=wrong_choices/>
                        <Show when=move || !new>
                            <p class="hint">{tr!(i18n, custom.choices_kept)}</p>
                        </Show>
                    </Show>
                    <label class="check">
                        <input
                            type="checkbox"
                            id="field-listed"
                            prop:checked=listed
                            on:change=move |event| listed.set(event_target_checked(&event))
                        />
                        <span>{tr!(i18n, custom.listed)}</span>
                    </label>
                    <p class="hint">{move || t_string!(i18n, custom.listed_hint, limit = LISTED_LIMIT).to_string()}</p>
                    <Show when=move || !new>
                        <p class="hint">{tr!(i18n, custom.retire_hint)}</p>
                    </Show>
                </div>
                <div class="dialog-foot">
                    {retire}
                    <button type="button" class="btn ghost" on:click=move |_| desk.editing.set(None)>{tr!(i18n, shell.cancel)}</button>
                    <button type="submit" class="btn primary" disabled=desk.saving>{tr!(i18n, shell.save)}</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
