//! The customer form.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::{Channel, Custom, CustomerType, Id, Invalid, Kind, Stage};
use workspace::query;

use crate::components::{Area, Choice, Glyph, Icon, Suggest, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{Draft, use_session};
use crate::views::custom::{CustomInputs, Typing};
use crate::views::customers::typed::{Labelled, NOT_A_NUMBER, Typed};
use crate::views::duplicates::LooksLike;
use crate::views::form::{Form, FormSheet};
use crate::views::parts::customer_path;
use crate::words;

/// A new customer, or one to edit.
#[component]
pub fn CustomerForm(
    /// The customer to edit.
    id: Option<Id>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let draft = Draft::of("customer", &id.map_or_else(|| "new".to_owned(), |id| id.to_string()));
    let found =
        id.map(|id| session.peek(|image| image.tables.customers.get(id).map(Typed::from_record)));
    let blank = match found.flatten().flatten() {
        Some(typed) => typed,
        None => Typed::new(),
    };
    let before = blank.custom.clone();
    let form = Form::open(draft, blank, |typed, blank| typed != blank);
    let typing = Typing::of(form, before, |t| &t.custom, |t| &mut t.custom);
    let (open, back) = (navigate.clone(), navigate);
    let save = UnsyncCallback::new(move |()| {
        let stored = id.and_then(|id| {
            session.peek(|image| image.tables.customers.get(id).map(|found| found.custom.clone()))
        });
        let custom = typing.read(&Kind::Customer, &stored.flatten().unwrap_or_default());
        let reads = custom.is_some();
        let mut unread = Invalid::default();
        let record = form
            .typed
            .with_untracked(|typed| typed.to_record(custom.unwrap_or_default(), &mut unread));
        let unread = unread.result();
        form.problems.set(unread.clone().err().unwrap_or_default());
        if unread.is_err() || !reads {
            return;
        }
        let open = open.clone();
        form.save(session.save_customer(id, record), move |saved| {
            if id.is_none() {
                open(&customer_path(saved), Default::default());
            }
        });
    });
    let delete = id.map(|id| {
        UnsyncCallback::new(move |()| {
            let name = form.typed.with_untracked(|typed| typed.name.clone());
            session.delete(Kind::Customer, id, name);
            back("/customers", Default::default());
        })
    });
    let title = move || match id {
        Some(_) => t_string!(i18n, customers.edit_title).to_owned(),
        None => t_string!(i18n, customers.new).to_owned(),
    };
    view! {
        <FormSheet id="customer-form" title=Signal::derive(title) frame=form.frame on_save=save on_delete=delete>
            <Fields form=form id=id typing=typing/>
        </FormSheet>
    }
}

#[component]
fn Fields(form: Form<Typed>, id: Option<Id>, typing: Typing) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let Form { typed, problems, .. } = form;
    let organisation = Memo::new(move |_| {
        typed.with(|typed| typed.customer_type == CustomerType::Organisation.code())
    });
    let none = move || (String::new(), t_string!(i18n, shell.none).to_owned());
    let stages = Signal::derive(move || {
        let all = Stage::ALL.iter().map(|s| (s.code().to_owned(), words::stage(i18n, s)));
        std::iter::once(none()).chain(all).collect::<Vec<_>>()
    });
    let channels = Signal::derive(move || {
        let all = Channel::ALL.iter().filter(|c| **c != Channel::Note);
        let all = all.map(|c| (c.code().to_owned(), words::channel(i18n, c)));
        std::iter::once(none()).chain(all).collect::<Vec<_>>()
    });
    let size_error = Signal::derive(move || {
        let unread = problems
            .with(|problems| problems.problems.iter().any(|(field, _)| *field == NOT_A_NUMBER));
        if unread { t_string!(i18n, errors.not_a_number).to_owned() } else { String::new() }
    });
    let birthday_label = Signal::derive(move || {
        let words = if organisation.get() {
            t_string!(i18n, customers.founded)
        } else {
            t_string!(i18n, customers.birthday)
        };
        words.to_owned()
    });
    view! {
        <div class="form">
            <fieldset class="segmented">
                <legend class="visually-hidden">{tr!(i18n, customers.customer_type)}</legend>
                {CustomerType::ALL.iter().map(|option| {
                    let code = option.code();
                    view! {
                        <label>
                            <input
                                type="radio"
                                name="customer-type"
                                prop:checked=move || typed.with(|typed| typed.customer_type == code)
                                on:change=move |_| typed.update(|typed| typed.customer_type = code.to_owned())
                            />
                            <span>{move || words::customer_type(i18n, option)}</span>
                        </label>
                    }
                }).collect_view()}
            </fieldset>
            <Text id="customer-name" label=label!(i18n, customers.name) value=form.text(|t| &t.name) on_input=form.write(|t| &mut t.name) error=form.wrong("name") autofocus=true/>
            <LooksLike
                entered=Signal::derive(move || typed.with(|typed| typed.to_record(Custom::new(), &mut Invalid::default())))
                except=id
            />
            <LabelledRows kind=LabelledKind::Phone typed=typed error=form.wrong("phones")/>
            <LabelledRows kind=LabelledKind::Email typed=typed error=form.wrong("emails")/>
            <div class="field-row">
                <Choice id="customer-stage" label=label!(i18n, customers.stage) value=form.text(|t| &t.stage) options=stages on_input=form.write(|t| &mut t.stage)/>
                <Text id="customer-owner" label=label!(i18n, customers.owner) value=form.text(|t| &t.owner) on_input=form.write(|t| &mut t.owner) error=form.wrong("owner") list="owners"/>
            </div>
            <Tags typed=typed error=form.wrong("tags")/>
            <fieldset class="group">
                <legend>{tr!(i18n, customers.address)}</legend>
                <Text id="customer-street" label=label!(i18n, customers.street) value=form.text(|t| &t.street) on_input=form.write(|t| &mut t.street) error=form.wrong("street")/>
                <div class="field-row">
                    <Text id="customer-postcode" label=label!(i18n, customers.postcode) value=form.text(|t| &t.postcode) on_input=form.write(|t| &mut t.postcode) error=form.wrong("postcode")/>
                    <Text id="customer-city" label=label!(i18n, customers.city) value=form.text(|t| &t.city) on_input=form.write(|t| &mut t.city) error=form.wrong("city")/>
                </div>
                <div class="field-row">
                    <Text id="customer-region" label=label!(i18n, customers.region) value=form.text(|t| &t.region) on_input=form.write(|t| &mut t.region) error=form.wrong("region")/>
                    <Text id="customer-country" label=label!(i18n, customers.country) value=form.text(|t| &t.country) on_input=form.write(|t| &mut t.country) error=form.wrong("country")/>
                </div>
            </fieldset>
            <fieldset class="group">
                <legend>{tr!(i18n, customers.details)}</legend>
                <div class="field-row">
                    <Text id="customer-code" label=label!(i18n, customers.code) value=form.text(|t| &t.code) on_input=form.write(|t| &mut t.code) error=form.wrong("code")/>
                    <Choice id="customer-channel" label=label!(i18n, customers.preferred_channel) value=form.text(|t| &t.preferred_channel) options=channels on_input=form.write(|t| &mut t.preferred_channel)/>
                </div>
                <div class="field-row">
                    <Text id="customer-industry" label=label!(i18n, customers.industry) value=form.text(|t| &t.industry) on_input=form.write(|t| &mut t.industry) error=form.wrong("industry")/>
                    <Text id="customer-size" label=label!(i18n, customers.size) value=form.text(|t| &t.size) on_input=form.write(|t| &mut t.size) error=size_error inputmode="numeric"/>
                </div>
                <Text id="customer-source" label=label!(i18n, customers.source) value=form.text(|t| &t.source) on_input=form.write(|t| &mut t.source) error=form.wrong("source")/>
                <div class="field-row">
                    <Text id="customer-birthday" kind="date" label=birthday_label value=form.text(|t| &t.birthday) on_input=form.write(|t| &mut t.birthday)/>
                    <Text id="customer-since" kind="date" label=label!(i18n, customers.since) value=form.text(|t| &t.since) on_input=form.write(|t| &mut t.since)/>
                </div>
            </fieldset>
            <CustomInputs kind=Kind::Customer typing=typing error=form.wrong("custom")/>
            <Area id="customer-notes" label=label!(i18n, customers.notes) value=form.text(|t| &t.notes) on_input=form.write(|t| &mut t.notes) error=form.wrong("notes")/>
            <Suggest id="owners" values=session.peek(query::owners).unwrap_or_default()/>
            <Suggest id="tags" values=session.peek(query::tags).unwrap_or_default()/>
        </div>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LabelledKind {
    Phone,
    Email,
}

impl LabelledKind {
    fn rows(self, typed: &Typed) -> &Vec<Labelled> {
        match self {
            Self::Phone => &typed.phones,
            Self::Email => &typed.emails,
        }
    }

    fn rows_mut(self, typed: &mut Typed) -> &mut Vec<Labelled> {
        match self {
            Self::Phone => &mut typed.phones,
            Self::Email => &mut typed.emails,
        }
    }
}

#[component]
fn LabelledRows(
    kind: LabelledKind,
    typed: RwSignal<Typed>,
    error: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (legend, one, add, input_type, id) = match kind {
        LabelledKind::Phone => (
            Signal::derive(move || t_string!(i18n, customers.phones)),
            Signal::derive(move || t_string!(i18n, customers.phone)),
            Signal::derive(move || t_string!(i18n, customers.add_phone)),
            "tel",
            "phone",
        ),
        LabelledKind::Email => (
            Signal::derive(move || t_string!(i18n, customers.emails)),
            Signal::derive(move || t_string!(i18n, customers.email)),
            Signal::derive(move || t_string!(i18n, customers.add_email)),
            // A field of type `email` takes blanks away unseen, and with them the reason why
            // an address is refused.
            "text",
            "email",
        ),
    };
    let count = Memo::new(move |_| typed.with(|typed| kind.rows(typed).len()));
    let read = move |at: usize, field: fn(&Labelled) -> &String| {
        typed.with(|typed| {
            kind.rows(typed).get(at).map(|row| field(row).clone()).unwrap_or_default()
        })
    };
    let write = move |at: usize, field: fn(&mut Labelled) -> &mut String, text: String| {
        typed.update(|typed| {
            if let Some(row) = kind.rows_mut(typed).get_mut(at) {
                *field(row) = text;
            }
        });
    };
    view! {
        <fieldset class="group">
            <legend>{legend}</legend>
            <div class="multi">
                {move || (0..count.get()).map(|at| view! {
                    <div class="multi-row">
                        <input
                            id=format!("{id}-{at}")
                            type=input_type
                            autocomplete="off"
                            aria-label=one
                            prop:value=move || read(at, |row| &row.value)
                            on:input=move |event| write(at, |row| &mut row.value, event_target_value(&event))
                        />
                        <input
                            type="text"
                            autocomplete="off"
                            aria-label=tr!(i18n, customers.label)
                            placeholder=tr!(i18n, customers.label_hint)
                            prop:value=move || read(at, |row| &row.label)
                            on:input=move |event| write(at, |row| &mut row.label, event_target_value(&event))
                        />
                        <button
                            type="button"
                            class="btn ghost icon-only"
                            aria-label=move || t_string!(i18n, customers.remove, what = read(at, |row| &row.value)).to_string()
                            on:click=move |_| typed.update(|typed| { kind.rows_mut(typed).remove(at); })
                        >
                            <Icon glyph=Glyph::Close/>
                        </button>
                    </div>
                }).collect_view()}
                <Show when=move || !error.get().is_empty()>
                    <p class="error" role="alert">{error}</p>
                </Show>
                <button
                    type="button"
                    class="btn ghost small"
                    on:click=move |_| typed.update(|typed| kind.rows_mut(typed).push(Labelled::default()))
                >
                    <Icon glyph=Glyph::Plus/>
                    {add}
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Tags(typed: RwSignal<Typed>, error: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let add = move || {
        typed.update(|typed| {
            let tag = std::mem::take(&mut typed.tag);
            let tag = tag.trim().trim_end_matches([',', '，']).to_owned();
            if !tag.is_empty() && !typed.tags.contains(&tag) {
                typed.tags.push(tag);
            }
        });
    };
    view! {
        <div class="field">
            <label for="customer-tag">{tr!(i18n, customers.tags)}</label>
            <div class="chips-input">
                {move || typed.with(|typed| typed.tags.clone()).into_iter().map(|tag| {
                    let (shown, what) = (tag.clone(), tag.clone());
                    view! {
                        <span class="chip">
                            {shown}
                            <button
                                type="button"
                                aria-label=move || t_string!(i18n, customers.remove, what = what.clone()).to_string()
                                on:click=move |_| typed.update(|typed| typed.tags.retain(|other| *other != tag))
                            >
                                <Icon glyph=Glyph::Close/>
                            </button>
                        </span>
                    }
                }).collect_view()}
                <input
                    id="customer-tag"
                    type="text"
                    list="tags"
                    autocomplete="off"
                    placeholder=tr!(i18n, customers.add_tag)
                    prop:value=move || typed.with(|typed| typed.tag.clone())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        let complete = text.ends_with([',', '，']);
                        typed.update(|typed| typed.tag = text);
                        if complete {
                            add();
                        }
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" && typed.with_untracked(|typed| !typed.tag.trim().is_empty()) {
                            event.prevent_default();
                            add();
                        }
                    }
                    on:blur=move |_| add()
                />
            </div>
            <Show when=move || !error.get().is_empty()>
                <p class="error" role="alert">{error}</p>
            </Show>
        </div>
    }
    .into_any()
}
