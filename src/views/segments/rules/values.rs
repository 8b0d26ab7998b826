//! What a condition compares with: the controls for it, by what the field holds.

use leptos::prelude::*;
use workspace::analysis::rules::{Field, Holds, Look, Operands, Subject};

use super::condition::Asks;
use super::editing::{Editing, Path, id_of};
use super::{look, wording};
use crate::components::{Glyph, Icon};
use crate::i18n::{I18n, Words, t_string, text, tr, use_i18n};
use crate::views::parts::CustomerPicker;

/// Which of several controls for a value one is.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    name: &'static str,
    label: Words,
}

const ONLY: Place = Place { at: 0, name: "value", label: |i| t_string!(i, rules.value) };
const DAYS: Place = Place { label: |i| t_string!(i, rules.value_days), ..ONLY };
const FROM: Place = Place { label: |i| t_string!(i, shell.from), ..ONLY };
const TO: Place = Place { at: 1, name: "to", label: |i| t_string!(i, shell.to) };

/// The controls for the values of the condition at a path.
pub fn values(editing: Editing, path: Path, asks: Asks) -> AnyView {
    let i18n = use_i18n();
    let Asks { field, holds, test } = asks;
    let (Some(subject), Some(holds), Some(test)) = (Subject::of_code(&field), holds, test) else {
        return ().into_any();
    };
    let unit = unit(editing, holds, test.counts_days());
    let line = move |path: &Path, place: Place, list: bool| {
        let kind = match holds {
            Holds::Day if !test.counts_days() => Kind::Date,
            Holds::Text => Kind::Text,
            Holds::Count => Kind::Whole,
            _ if test.counts_days() => Kind::Whole,
            _ => Kind::Decimal,
        };
        input(editing, path.clone(), place, kind, list)
    };
    let body = match (holds, test.operands()) {
        (_, Operands::None) => return ().into_any(),
        (Holds::Choice, Operands::Some) => checks(editing, path, subject),
        (Holds::Choice, _) => select(editing, path, subject),
        (Holds::Customer, _) => picker(editing, path),
        (_, Operands::Some) => chips(editing, path, subject),
        (_, Operands::Two) => view! {
            {line(&path, FROM, false)}
            <span class="rule-unit">{tr!(i18n, rules.and)}</span>
            {line(&path, TO, false)}
        }
        .into_any(),
        (Holds::Text, _) => {
            let list = id_of(&path, "list");
            let suggested = suggestions(editing, subject);
            view! { {line(&path, ONLY, true)} <datalist id=list>{suggested}</datalist> }.into_any()
        }
        _ => line(&path, if test.counts_days() { DAYS } else { ONLY }, false),
    };
    view! { <div class="rule-values">{body}{unit}</div> }.into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Whole,
    Decimal,
    Date,
}

/// One line of text, a number, or a date.
fn input(editing: Editing, path: Path, place: Place, kind: Kind, list: bool) -> AnyView {
    let i18n = use_i18n();
    let (id, described) = (id_of(&path, place.name), id_of(&path, "wrong"));
    let (shown, invalid) = (path.clone(), path.clone());
    let value = Memo::new(move |_| {
        editing.condition(&shown).values.get(place.at).cloned().unwrap_or_default()
    });
    let width = match kind {
        Kind::Whole => "few",
        Kind::Decimal | Kind::Date => "some",
        Kind::Text => "many",
    };
    let mode = match kind {
        Kind::Whole => "numeric",
        Kind::Decimal => "decimal",
        _ => "text",
    };
    view! {
        <input
            id=id
            type=if kind == Kind::Date { "date" } else { "text" }
            class="rule-value"
            data-width=width
            inputmode=mode
            autocomplete="off"
            list=list.then(|| id_of(&path, "list"))
            aria-label=text(i18n, place.label)
            aria-describedby=described
            aria-invalid=move || editing.wrong(&invalid).is_some().then_some("true")
            prop:value=value
            on:input=move |event| editing.set_value(&path, place.at, event_target_value(&event))
        />
    }
    .into_any()
}

/// What a number counts.
fn unit(editing: Editing, holds: Holds, counts_days: bool) -> Option<AnyView> {
    let i18n = use_i18n();
    let base = untrack(move || editing.session.base());
    let words = move || match holds {
        _ if counts_days => t_string!(i18n, rules.days).to_owned(),
        Holds::Money => base.code().to_owned(),
        _ => t_string!(i18n, rules.percent).to_owned(),
    };
    let has = counts_days || matches!(holds, Holds::Money | Holds::Share);
    has.then(|| view! { <span class="rule-unit">{words}</span> }.into_any())
}

fn offers(editing: Editing, subject: &Subject) -> Vec<String> {
    let offers = |look: &Look<'_>| subject.offers(look);
    look(editing.session, offers).unwrap_or_default()
}

fn words(i18n: I18n, editing: Editing, subject: &Subject, code: &str) -> String {
    let words = editing.session.peek(|image| wording::choice(i18n, image, subject, code));
    words.unwrap_or_default()
}

/// One of a list.
fn select(editing: Editing, path: Path, subject: Subject) -> AnyView {
    let i18n = use_i18n();
    let (id, shown, invalid) = (id_of(&path, "value"), path.clone(), path.clone());
    let value =
        Memo::new(move |_| editing.condition(&shown).values.first().cloned().unwrap_or_default());
    let options = move || {
        let chosen = value.get();
        let mut all = offers(editing, &subject);
        if !chosen.is_empty() && !all.contains(&chosen) {
            all.push(chosen.clone());
        }
        let option = |code: String| {
            let (selected, words) = (code == chosen, words(i18n, editing, &subject, &code));
            view! { <option value=code selected=selected>{words}</option> }
        };
        let all = all.into_iter().map(option).collect_view();
        view! { <option value="" selected=chosen.is_empty()>{tr!(i18n, rules.choose)}</option> {all} }
    };
    view! {
        <select
            id=id
            class="rule-value"
            aria-label=tr!(i18n, rules.value)
            aria-describedby=id_of(&path, "wrong")
            aria-invalid=move || editing.wrong(&invalid).is_some().then_some("true")
            prop:value=value
            on:change=move |event| editing.set_value(&path, 0, event_target_value(&event))
        >
            {options}
        </select>
    }
    .into_any()
}

/// Any of a list.
fn checks(editing: Editing, path: Path, subject: Subject) -> AnyView {
    let i18n = use_i18n();
    let mut all = offers(editing, &subject);
    for held in untrack(|| editing.condition(&path)).values {
        if !held.is_empty() && !all.contains(&held) {
            all.push(held);
        }
    }
    let check = |code: String| {
        let (of, shown, at) = (subject.clone(), path.clone(), path.clone());
        let (wanted, set, shown_code) = (code.clone(), code.clone(), code);
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || editing.condition(&shown).values.contains(&wanted)
                    on:change=move |event| {
                        let checked = event_target_checked(&event);
                        editing.change(&at, |condition| {
                            condition.values.retain(|value| *value != set && !value.is_empty());
                            condition.values.extend(checked.then(|| set.clone()));
                        });
                    }
                />
                <span>{move || words(i18n, editing, &of, &shown_code)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="group rule-checks">
            <legend class="visually-hidden">{tr!(i18n, rules.values)}</legend>
            {all.into_iter().map(check).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Any of what is typed, one after the other.
fn chips(editing: Editing, path: Path, subject: Subject) -> AnyView {
    let i18n = use_i18n();
    let typing = RwSignal::new(String::new());
    let (list, id) = (id_of(&path, "list"), id_of(&path, "value"));
    let (shown, take, described) = (path.clone(), path.clone(), id_of(&path, "wrong"));
    let add = move || {
        let text = typing.try_update(std::mem::take).unwrap_or_default();
        let text = text.trim().trim_end_matches([',', '，', '、']).trim().to_owned();
        if text.is_empty() {
            return;
        }
        editing.change(&path, |condition| {
            condition.values.retain(|value| !value.is_empty() && *value != text);
            condition.values.push(text);
        });
    };
    let (complete, entered) = (add.clone(), add.clone());
    let chips = move || {
        let values = editing.condition(&shown).values.into_iter().filter(|value| !value.is_empty());
        let chip = |value: String| {
            let (at, what) = (take.clone(), value.clone());
            view! {
                <span class="chip">
                    {value.clone()}
                    <button
                        type="button"
                        aria-label=move || t_string!(i18n, customers.remove, what = what.clone()).to_string()
                        on:click=move |_| editing.change(&at, |c| c.values.retain(|other| *other != value))
                    >
                        <Icon glyph=Glyph::Close/>
                    </button>
                </span>
            }
        };
        values.map(chip).collect_view()
    };
    let suggested = suggestions(editing, subject);
    view! {
        <div class="chips-input rule-value" data-width="many">
            {chips}
            <input
                id=id
                type="text"
                list=list.clone()
                autocomplete="off"
                aria-label=tr!(i18n, rules.values)
                aria-describedby=described
                placeholder=tr!(i18n, rules.add_value)
                prop:value=typing
                on:input=move |event| {
                    let text = event_target_value(&event);
                    let is_complete = text.ends_with([',', '，', '、']);
                    typing.set(text);
                    if is_complete {
                        complete();
                    }
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        entered();
                    }
                }
                on:blur=move |_| add()
            />
            <datalist id=list>{suggested}</datalist>
        </div>
    }
    .into_any()
}

/// What customers hold already, of fields where a few values come again and again.
fn suggestions(editing: Editing, subject: Subject) -> AnyView {
    let few = match &subject {
        Subject::Field(field) => matches!(
            field,
            Field::Owner
                | Field::Tags
                | Field::City
                | Field::Region
                | Field::Country
                | Field::Industry
                | Field::Source
        ),
        Subject::Own(_) => true,
    };
    if !few {
        return ().into_any();
    }
    let held = untrack(|| look(editing.session, |look| subject.held(look))).unwrap_or_default();
    held.into_iter().map(|value| view! { <option value=value></option> }).collect_view().into_any()
}

/// A customer.
fn picker(editing: Editing, path: Path) -> AnyView {
    let i18n = use_i18n();
    let (id, shown) = (id_of(&path, "value"), path.clone());
    let chosen = Memo::new(move |_| {
        editing.condition(&shown).values.first().and_then(|text| text.parse::<model::Id>().ok())
    });
    let choose = move |id: Option<model::Id>| {
        editing.set_value(&path, 0, id.map(|id| id.to_string()).unwrap_or_default());
    };
    let label = Signal::derive(move || t_string!(i18n, rules.value).to_owned());
    let fine = Signal::derive(String::new);
    view! { <CustomerPicker id=id label=label chosen=chosen on_choose=choose fixed=false error=fine/> }
        .into_any()
}
