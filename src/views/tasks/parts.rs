//! What a task looks like wherever it is listed.

use leptos::prelude::*;
use model::{Day, Id, Task, TaskKind};
use workspace::Tier;
use workspace::query::When;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, use_i18n};
use crate::platform::page;
use crate::platform::time;
use crate::session::use_session;
use crate::words;

/// A sort of task.
pub fn kind_name(i18n: I18n, kind: &TaskKind) -> String {
    match kind {
        TaskKind::ToDo => t_string!(i18n, tasks.kind_to_do),
        TaskKind::Call => t_string!(i18n, tasks.kind_call),
        TaskKind::Visit => t_string!(i18n, tasks.kind_visit),
        TaskKind::Message => t_string!(i18n, tasks.kind_message),
        TaskKind::FollowUp => t_string!(i18n, tasks.kind_follow_up),
        TaskKind::WinBack => t_string!(i18n, tasks.kind_win_back),
        TaskKind::Other(code) => return code.to_string(),
    }
    .to_owned()
}

/// What a task says that the care of a tier asks for, unless people say otherwise.
pub fn title_of_care(i18n: I18n, kind: &TaskKind) -> String {
    match kind {
        TaskKind::Call => t_string!(i18n, tasks.care_call),
        TaskKind::Visit => t_string!(i18n, tasks.care_visit),
        TaskKind::Message => t_string!(i18n, tasks.care_message),
        _ => t_string!(i18n, tasks.care_other),
    }
    .to_owned()
}

/// Its icon.
pub fn glyph_of(kind: Option<&TaskKind>) -> Glyph {
    match kind {
        Some(TaskKind::Call) => Glyph::Phone,
        Some(TaskKind::Visit) => Glyph::Visit,
        Some(TaskKind::Message) => Glyph::Message,
        Some(TaskKind::FollowUp) => Glyph::Event,
        Some(TaskKind::WinBack) => Glyph::Undo,
        _ => Glyph::Task,
    }
}

/// What made a task that nobody wrote down.
pub fn source_name(i18n: I18n, source: &str) -> String {
    match source.split_once(':') {
        Some(("tier", code)) => {
            let tier = Tier::from_code(code).map_or(code, |tier| words::tier(i18n, tier));
            t_string!(i18n, tasks.source_tier, tier = tier).to_string()
        }
        Some(("warning", _)) => t_string!(i18n, tasks.source_warning).to_owned(),
        _ => source.to_owned(),
    }
}

/// How soon, in words.
pub fn when_name(i18n: I18n, when: When) -> &'static str {
    match when {
        When::Overdue => t_string!(i18n, tasks.overdue),
        When::Today => t_string!(i18n, tasks.today),
        When::ThisWeek => t_string!(i18n, tasks.this_week),
        When::Later => t_string!(i18n, tasks.later),
        When::SomeDay => t_string!(i18n, tasks.some_day),
    }
}

/// When it was done, or by when it is to be.
pub fn due(task: &Task) -> AnyView {
    let i18n = use_i18n();
    if let Some(done) = task.done {
        let words = move || {
            let when = format::day(i18n.get_locale(), done.day());
            t_string!(i18n, tasks.done_on, when = when).to_string()
        };
        return view! { <time class="muted" datetime=done.to_string()>{words}</time> }.into_any();
    }
    let (Some(day), Some(today)) = (task.due, time::today()) else { return ().into_any() };
    let when = When::of(Some(day), today);
    let words = move || match when {
        When::Later => format::day(i18n.get_locale(), day),
        _ => format::relative(i18n.get_locale(), day, today),
    };
    view! {
        <time class="due" data-when=code(when) datetime=day.to_string() title=move || exactly(i18n, day)>{words}</time>
    }
    .into_any()
}

fn exactly(i18n: I18n, day: Day) -> String {
    format::day(i18n.get_locale(), day)
}

/// How soon, in an address.
pub fn code(when: When) -> &'static str {
    match when {
        When::Overdue => "overdue",
        When::Today => "today",
        When::ThisWeek => "week",
        When::Later => "later",
        When::SomeDay => "some-day",
    }
}

/// Does a task with one press, or takes that back. `then` is what has the focus afterwards,
/// because the button itself may be gone.
pub fn tick(id: Id, task: &Task, then: &'static str) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let (title, done) = (task.title.clone(), task.done.is_some());
    let named = title.clone();
    let label = move || match done {
        true => t_string!(i18n, tasks.mark_open, what = named.clone()).to_string(),
        false => t_string!(i18n, tasks.mark_done, what = named.clone()).to_string(),
    };
    let press = move |_| {
        session.finish_task(id, !done, title.clone());
        page::focus(then);
    };
    view! {
        <button type="button" class="tick" data-done=done.to_string() aria-label=label on:click=press>
            <Icon glyph=Glyph::Check/>
        </button>
    }
    .into_any()
}
