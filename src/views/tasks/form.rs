//! Writing a task down: a few words and a day.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use model::{Day, Id, Kind, Task, TaskKind};
use serde::{Deserialize, Serialize};
use workspace::query;

use crate::components::{Area, Choice, Glyph, Icon, Suggest, Text};
use crate::i18n::{Words, label, t_string, text, use_i18n};
use crate::platform::time;
use crate::session::{Draft, use_session};
use crate::views::form::{Form, FormSheet};
use crate::views::parts::CustomerPicker;
use crate::views::tasks::parts::{kind_name, source_name};

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    title: String,
    notes: String,
    kind: String,
    due: String,
    owner: String,
}

impl Typed {
    fn new() -> Self {
        Self {
            kind: TaskKind::ToDo.code().to_owned(),
            due: time::today().map(|day| day.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    fn from_record(task: &Task) -> Self {
        Self {
            title: task.title.clone(),
            notes: task.notes.clone(),
            kind: task.kind.as_ref().map(|kind| kind.code().to_owned()).unwrap_or_default(),
            due: task.due.map(|day| day.to_string()).unwrap_or_default(),
            owner: task.owner.clone(),
        }
    }

    fn to_record(&self, customer: Option<Id>, before: Option<Task>) -> Task {
        Task {
            customer,
            title: self.title.trim().to_owned(),
            notes: self.notes.trim_end().to_owned(),
            kind: Some(&*self.kind).filter(|code| !code.is_empty()).map(TaskKind::from_code),
            due: self.due.parse().ok(),
            owner: self.owner.trim().to_owned(),
            ..before.unwrap_or_default()
        }
    }

    /// Whether anything was written that would be missed; the day alone is not.
    fn has_words(&self) -> bool {
        !(self.title.is_empty() && self.notes.is_empty())
    }
}

/// A task to write down, or one to edit.
#[component]
pub fn TaskForm(
    /// For whom.
    customer: Option<Id>,
    /// The one to edit.
    id: Option<Id>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let stored =
        move || id.and_then(|id| session.peek(|image| image.tables.tasks.get(id).cloned()));
    let before = stored().flatten();
    let of = id.or(customer).map_or_else(|| "new".to_owned(), |id| id.to_string());
    let blank = before.as_ref().map_or_else(Typed::new, Typed::from_record);
    let worth: fn(&Typed, &Typed) -> bool = match id {
        Some(_) => |typed, blank| typed != blank,
        None => |typed, _| typed.has_words(),
    };
    let form = Form::open(Draft::of("task", &of), blank, worth);
    let source = before.as_ref().map(|task| task.source.clone()).unwrap_or_default();
    let chosen = RwSignal::new(before.map_or(customer, |task| task.customer));
    let save = UnsyncCallback::new(move |()| {
        let customer = chosen.get_untracked();
        let record =
            form.typed.with_untracked(|typed| typed.to_record(customer, stored().flatten()));
        form.save(session.save_task(id, record), |_| {});
    });
    let title = move || match id {
        Some(_) => t_string!(i18n, tasks.edit_title).to_owned(),
        None => t_string!(i18n, tasks.new).to_owned(),
    };
    let delete = id.map(|id| {
        UnsyncCallback::new(move |()| {
            let title = form.typed.with_untracked(|typed| typed.title.clone());
            session.delete(Kind::Task, id, title);
        })
    });
    let fixed = id.is_none() && customer.is_some();
    view! {
        <FormSheet id="task-form" title=Signal::derive(title) frame=form.frame on_save=save on_delete=delete>
            <Fields form=form chosen=chosen fixed=fixed source=source/>
        </FormSheet>
    }
}

#[component]
fn Fields(
    form: Form<Typed>,
    chosen: RwSignal<Option<Id>>,
    fixed: bool,
    source: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let kinds = Signal::derive(move || {
        let all = TaskKind::ALL.iter();
        all.map(|kind| (kind.code().to_owned(), kind_name(i18n, kind))).collect::<Vec<_>>()
    });
    let owners = Signal::derive(move || {
        let names = session.look(|image| {
            let mut names = query::task_owners(image);
            names.extend(query::owners(image));
            names
        });
        let mut names = names.unwrap_or_default();
        names.push(session.prefs.name.get());
        names.retain(|name| !name.is_empty());
        names.sort();
        names.dedup();
        names
    });
    let made = (!source.is_empty()).then(|| {
        let words =
            move || t_string!(i18n, tasks.made_by, what = source_name(i18n, &source)).to_string();
        view! {
            <div class="callout" data-tone="info"><Icon glyph=Glyph::Info/><div>{words}</div></div>
        }
    });
    view! {
        <div class="form">
            {made}
            <Text id="task-title" label=label!(i18n, tasks.what) value=form.text(|t| &t.title) on_input=form.write(|t| &mut t.title) error=form.wrong("title") autofocus=true/>
            <CustomerPicker id="task-customer" label=label!(i18n, tasks.customer) chosen=chosen on_choose=move |id| chosen.set(id) fixed=fixed error=form.wrong("customer")/>
            <div>
                <Text id="task-due" kind="date" label=label!(i18n, tasks.due) hint=label!(i18n, tasks.due_hint) value=form.text(|t| &t.due) on_input=form.write(|t| &mut t.due) error=form.wrong("due")/>
                <Soon form=form/>
            </div>
            <div class="field-row">
                <Choice id="task-kind" label=label!(i18n, tasks.kind) value=form.text(|t| &t.kind) options=kinds on_input=form.write(|t| &mut t.kind)/>
                <Text id="task-owner" label=label!(i18n, tasks.owner) value=form.text(|t| &t.owner) on_input=form.write(|t| &mut t.owner) error=form.wrong("owner") list="task-owners"/>
            </div>
            <Suggest id="task-owners" values=owners/>
            <Area id="task-notes" label=label!(i18n, tasks.notes) value=form.text(|t| &t.notes) on_input=form.write(|t| &mut t.notes) error=form.wrong("notes")/>
        </div>
    }
    .into_any()
}

/// The days most things are due, a press each.
#[component]
fn Soon(form: Form<Typed>) -> impl IntoView {
    const DAYS: [(i32, Words); 3] = [
        (0, |i| t_string!(i, tasks.today)),
        (1, |i| t_string!(i, tasks.tomorrow)),
        (7, |i| t_string!(i, tasks.next_week)),
    ];
    let i18n = use_i18n();
    let Some(today) = time::today() else { return ().into_any() };
    let day = move |(after, words): (i32, Words)| {
        let day = Day::from_number(today.number() + after)?.to_string();
        let is_chosen = day.clone();
        let chosen = move || form.typed.with(|typed| typed.due == is_chosen).to_string();
        Some(view! {
            <button
                type="button"
                class="btn small"
                aria-pressed=chosen
                on:click=move |_| form.typed.update(|typed| typed.due = day.clone())
            >
                {text(i18n, words)}
            </button>
        })
    };
    view! { <div class="btn-row soon">{DAYS.map(day).into_iter().collect_view()}</div> }.into_any()
}
