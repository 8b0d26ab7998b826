//! A control for each field people added, by its type.

use leptos::prelude::*;
use model::custom::{NO, YES, values_of};
use model::{CustomField, CustomType, Kind};

use crate::components::{Area, Choice, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::custom::typed::Typing;
use crate::views::parts::CustomerPicker;
use crate::words;

/// From how many bytes on, or with several lines, a text stands in a field of several lines.
const LONG: usize = 120;

/// The fields people added to records of a kind, as a group of a form; nothing without any.
#[component]
pub fn CustomInputs(
    /// The kind.
    kind: Kind,
    /// What is typed.
    typing: Typing,
    /// What is wrong with all of them together; empty when nothing is.
    error: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let settings = use_session().peek(|image| image.settings().clone()).unwrap_or_default();
    let fields = settings.fields_of(&kind);
    // What a newer version keeps in a type of its own is not for this one to change.
    let known =
        fields.into_iter().filter(|(_, field)| !matches!(field.holds, CustomType::Other(_)));
    let inputs: Vec<AnyView> = known.map(|(key, field)| input(typing, key, field)).collect();
    if inputs.is_empty() {
        return ().into_any();
    }
    view! {
        <fieldset class="group" id="custom-fields">
            <legend>{tr!(i18n, custom.title)}</legend>
            <div class="form">{inputs}</div>
            <Show when=move || !error.get().is_empty()>
                <p class="error" role="alert">{error}</p>
            </Show>
        </fieldset>
    }
    .into_any()
}

fn input(typing: Typing, key: &str, field: &CustomField) -> AnyView {
    let i18n = use_i18n();
    let id = format!("custom-{key}");
    let name = field.name.clone();
    let (value, write) = (typing.text(key.to_owned()), typing.write(key.to_owned()));
    let wrong = typing.wrong(key.to_owned(), field);
    let held = value.get_untracked();
    match field.holds {
        CustomType::Text | CustomType::Other(_) if held.len() > LONG || held.contains('\n') => {
            view! { <Area id=id label=name value=value on_input=write error=wrong/> }.into_any()
        }
        CustomType::Text | CustomType::Other(_) => {
            view! { <Text id=id label=name value=value on_input=write error=wrong/> }.into_any()
        }
        CustomType::Number => {
            view! { <Text id=id label=name value=value on_input=write error=wrong inputmode="decimal"/> }
                .into_any()
        }
        CustomType::Money => {
            let hint = label!(i18n, custom.money_hint);
            view! { <Text id=id label=name hint=hint value=value on_input=write error=wrong/> }
                .into_any()
        }
        CustomType::Day => {
            view! { <Text id=id kind="date" label=name value=value on_input=write error=wrong/> }
                .into_any()
        }
        CustomType::Link => {
            let hint = label!(i18n, custom.link_hint);
            view! { <Text id=id label=name hint=hint value=value on_input=write error=wrong inputmode="url"/> }
                .into_any()
        }
        CustomType::Choice | CustomType::Flag => {
            let flag = field.holds == CustomType::Flag;
            let offered = if flag { vec![YES.into(), NO.into()] } else { field.choices.clone() };
            let offered = with_held(offered, [held.as_str()]);
            let options = Signal::derive(move || {
                let none = (String::new(), t_string!(i18n, shell.none).to_owned());
                let words = |value: &String| match flag {
                    true => words::custom_flag(i18n, value),
                    false => value.clone(),
                };
                let all = offered.iter().map(|value| (value.clone(), words(value)));
                std::iter::once(none).chain(all).collect::<Vec<_>>()
            });
            view! { <Choice id=id label=name value=value options=options on_input=write error=wrong/> }
                .into_any()
        }
        CustomType::Choices => {
            let offered = typing
                .now(|typed| with_held(field.choices.clone(), values_of(typed, key)));
            let boxes = offered.into_iter().map(|choice| check(typing, key, choice)).collect_view();
            view! {
                <fieldset class="group" id=id>
                    <legend>{name}</legend>
                    {boxes}
                    <Show when=move || !wrong.get().is_empty()>
                        <p class="error" role="alert">{wrong}</p>
                    </Show>
                </fieldset>
            }
            .into_any()
        }
        CustomType::Customer => {
            let chosen = Signal::derive(move || value.get().parse().ok());
            let choose = move |id: Option<model::Id>| {
                write.run(id.map(|id| id.to_string()).unwrap_or_default());
            };
            view! { <CustomerPicker id=id label=name chosen=chosen on_choose=choose fixed=false error=wrong/> }
                .into_any()
        }
    }
}

/// What is offered, and what the record holds although it is not.
fn with_held<'a>(mut offered: Vec<String>, held: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    for held in held {
        if !held.is_empty() && !offered.iter().any(|choice| choice == held) {
            offered.push(held.to_owned());
        }
    }
    offered
}

fn check(typing: Typing, key: &str, choice: String) -> AnyView {
    let at = format!("{key}/{choice}");
    let checked = typing.has(at.clone());
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=checked
                on:change=move |event| {
                    typing.set(at.clone(), event_target_checked(&event).then(String::new));
                }
            />
            <span>{choice}</span>
        </label>
    }
    .into_any()
}
