//! Logging an interaction: two taps and a few words.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use model::{Channel, Custom, Direction, Id, Interaction, Kind, Moment};
use serde::{Deserialize, Serialize};

use crate::components::{Area, Choice, Field, Text};
use crate::format;
use crate::i18n::{label, t_string, use_i18n};
use crate::platform::time;
use crate::session::{Draft, use_session};
use crate::views::custom::{CustomInputs, Typing};
use crate::views::form::{Form, FormSheet};
use crate::views::parts::CustomerPicker;
use crate::words;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    channel: String,
    at: String,
    direction: String,
    subject: String,
    notes: String,
    outcome: String,
    next_step: String,
    custom: Custom,
}

impl Typed {
    fn new(channel: &Channel) -> Self {
        Self {
            channel: channel.code().to_owned(),
            at: time::now().map(wall_clock).unwrap_or_default(),
            direction: Direction::Outbound.code().to_owned(),
            ..Self::default()
        }
    }

    fn from_record(record: &Interaction) -> Self {
        Self {
            channel: record.channel.as_ref().map(|c| c.code().to_owned()).unwrap_or_default(),
            at: record.at.map(wall_clock).unwrap_or_default(),
            direction: record.direction.as_ref().map(|d| d.code().to_owned()).unwrap_or_default(),
            subject: record.subject.clone(),
            notes: record.notes.clone(),
            outcome: record.outcome.clone(),
            next_step: record.next_step.clone(),
            custom: record.custom.clone(),
        }
    }

    fn to_record(
        &self,
        customer: Option<Id>,
        before: Option<&Interaction>,
        custom: Custom,
    ) -> Interaction {
        let channel =
            Some(self.channel.as_str()).filter(|code| !code.is_empty()).map(Channel::from_code);
        let direction = Some(self.direction.as_str()).filter(|code| !code.is_empty());
        // A time nobody touched stays what it was, to the second and with its own offset.
        let kept = before.and_then(|record| record.at).filter(|at| wall_clock(*at) == self.at);
        Interaction {
            customer,
            at: kept.or_else(|| time::moment_from_local(&self.at)),
            direction: direction
                .filter(|_| channel != Some(Channel::Note))
                .map(Direction::from_code),
            channel,
            subject: self.subject.trim().to_owned(),
            notes: self.notes.trim_end().to_owned(),
            outcome: self.outcome.trim().to_owned(),
            next_step: self.next_step.trim().to_owned(),
            custom,
            ..Interaction::default()
        }
    }

    /// Whether anything was written that would be missed; the time alone is not.
    fn has_words(&self) -> bool {
        [&self.subject, &self.notes, &self.outcome, &self.next_step]
            .iter()
            .any(|text| !text.is_empty())
            || !self.custom.is_empty()
    }
}

/// What a `datetime-local` field shows.
fn wall_clock(at: Moment) -> String {
    format!("{}T{}", at.day(), format::time(at))
}

/// An interaction to log, or one to edit.
#[component]
pub fn InteractionForm(
    /// With whom.
    customer: Option<Id>,
    /// The one to edit.
    id: Option<Id>,
    /// The channel to begin with.
    channel: Channel,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let before = id
        .and_then(|id| session.peek(|image| image.tables.interactions.get(id).cloned()).flatten());
    let of = id.or(customer).map_or_else(|| "new".to_owned(), |id| id.to_string());
    let draft = Draft::of("interaction", &of);
    let blank = before.as_ref().map_or_else(|| Typed::new(&channel), Typed::from_record);
    let worth: fn(&Typed, &Typed) -> bool = match id {
        Some(_) => |typed, blank| typed != blank,
        None => |typed, _| typed.has_words(),
    };
    let held = blank.custom.clone();
    let form = Form::open(draft, blank, worth);
    let typing = Typing::of(form, held, |t| &t.custom, |t| &mut t.custom);
    let typed = form.typed;
    let chosen = RwSignal::new(before.as_ref().map_or(customer, |record| record.customer));
    let save = UnsyncCallback::new(move |()| {
        let stored = id.and_then(|id| {
            session.peek(|image| image.tables.interactions.get(id).map(|old| old.custom.clone()))
        });
        let stored = stored.flatten().unwrap_or_default();
        let Some(custom) = typing.read(&Kind::Interaction, &stored) else { return };
        let record = typed.with_untracked(|typed| {
            typed.to_record(chosen.get_untracked(), before.as_ref(), custom)
        });
        form.save(session.save_interaction(id, record), |_| {});
    });
    let title = move || match id {
        Some(_) => t_string!(i18n, interactions.edit_title).to_owned(),
        None => {
            let channel =
                typed.with(|typed| words::channel(i18n, &Channel::from_code(&typed.channel)));
            t_string!(i18n, interactions.log_title, channel = channel).to_string()
        }
    };
    let delete = id.map(|id| {
        UnsyncCallback::new(move |()| {
            let subject = typed.with_untracked(|typed| typed.subject.clone());
            session.delete(Kind::Interaction, id, subject);
        })
    });
    view! {
        <FormSheet id="interaction-form" title=Signal::derive(title) frame=form.frame on_save=save on_delete=delete>
            <Fields form=form typing=typing chosen=chosen fixed=customer.is_some()/>
        </FormSheet>
    }
}

#[component]
fn Fields(
    form: Form<Typed>,
    typing: Typing,
    chosen: RwSignal<Option<Id>>,
    fixed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = form.typed;
    let channels = Signal::derive(move || {
        Channel::ALL
            .iter()
            .map(|c| (c.code().to_owned(), words::channel(i18n, c)))
            .collect::<Vec<_>>()
    });
    let directions = Signal::derive(move || {
        Direction::ALL
            .iter()
            .map(|d| (d.code().to_owned(), words::direction(i18n, d)))
            .collect::<Vec<_>>()
    });
    let is_note = Memo::new(move |_| typed.with(|typed| typed.channel == Channel::Note.code()));
    view! {
        <div class="form">
            <CustomerPicker id="customer-picker" label=label!(i18n, interactions.customer) chosen=chosen on_choose=move |id| chosen.set(id) fixed=fixed error=form.wrong("customer")/>
            <Text id="interaction-subject" label=label!(i18n, interactions.subject) value=form.text(|t| &t.subject) on_input=form.write(|t| &mut t.subject) error=form.wrong("subject") autofocus=fixed/>
            <Area id="interaction-notes" label=label!(i18n, interactions.notes) value=form.text(|t| &t.notes) on_input=form.write(|t| &mut t.notes) error=form.wrong("notes")/>
            <div class="field-row">
                <Choice id="interaction-channel" label=label!(i18n, interactions.channel) value=form.text(|t| &t.channel) options=channels on_input=form.write(|t| &mut t.channel) error=form.wrong("channel")/>
                <Show when=move || !is_note.get()>
                    <Choice id="interaction-direction" label=label!(i18n, interactions.direction) value=form.text(|t| &t.direction) options=directions on_input=form.write(|t| &mut t.direction)/>
                </Show>
            </div>
            <Field id="interaction-at" label=label!(i18n, interactions.at) error=form.wrong("at")>
                <input
                    id="interaction-at"
                    type="datetime-local"
                    prop:value=form.text(|t| &t.at)
                    on:input=move |event| typed.update(|typed| typed.at = event_target_value(&event))
                />
            </Field>
            <Show when=move || !is_note.get()>
                <Text id="interaction-outcome" label=label!(i18n, interactions.outcome) value=form.text(|t| &t.outcome) on_input=form.write(|t| &mut t.outcome) error=form.wrong("outcome")/>
            </Show>
            <Text id="interaction-next" label=label!(i18n, interactions.next_step) value=form.text(|t| &t.next_step) on_input=form.write(|t| &mut t.next_step) error=form.wrong("next_step")/>
            <CustomInputs kind=Kind::Interaction typing=typing error=form.wrong("custom")/>
        </div>
    }
    .into_any()
}
