//! What is done about warnings.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Day, Id, Task, TaskKind};
use workspace::CommandError;
use workspace::analysis::warnings::Heard;
use workspace::commands::Wanted;

use crate::components::{Glyph, Icon};
use crate::i18n::{I18n, Words, t_string, text, tr, use_i18n};
use crate::platform::time;
use crate::session::{BrowserPace, Session, use_session};

/// A customer, and the rules that warn of them.
#[derive(Clone, PartialEq)]
pub struct About {
    /// Who.
    pub customer: Id,
    /// Their name, for the history.
    pub name: String,
    /// Who looks after them.
    pub owner: String,
    /// The rules' ids.
    pub rules: Vec<String>,
    /// Why, for whoever gets the task.
    pub why: String,
}

/// Days to choose from for later.
const LATER: [i32; 3] = [7, 30, 90];

/// Known, later, win back: for whom the warnings are open.
#[component]
pub fn WarningActions(about: About) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (name, about) = (about.name.clone(), StoredValue::new(about));
    let whom = move || vec![about.get_value()];
    let hear = move |heard: Option<Heard>| say(session, whom(), heard);
    let picking = RwSignal::new(false);
    let later = move |event| match event_target_value(&event).parse::<i32>() {
        Ok(days) => {
            let until = time::today().and_then(|today| Day::from_number(today.number() + days));
            hear(until.map(Heard::Until));
        }
        Err(_) => picking.set(true),
    };
    let on_day = move |event| {
        if let Ok(day) = event_target_value(&event).parse() {
            hear(Some(Heard::Until(day)));
        }
    };
    let tomorrow = move || {
        let tomorrow = time::today().and_then(|today| Day::from_number(today.number() + 1));
        tomorrow.map(|day| day.to_string())
    };
    let days = move |days: i32| match days {
        7 => t_string!(i18n, watch.in_a_week),
        30 => t_string!(i18n, watch.in_a_month),
        _ => t_string!(i18n, watch.in_a_quarter),
    };
    let later_name = move || t_string!(i18n, watch.later_for, name = name.clone()).to_string();
    view! {
        <div class="btn-row warning-actions">
            {win_back("btn small primary", |i| t_string!(i, watch.win_back), whom)}
            {known("btn small", whom)}
            <label class="btn small sort-select">
                <Icon glyph=Glyph::History/>
                <select aria-label=later_name data-do="later" on:change=later>
                    <option value="" selected=true>{tr!(i18n, watch.later)}</option>
                    {LATER.map(|n| view! { <option value=n.to_string()>{move || days(n)}</option> }).collect_view()}
                    <option value="day">{tr!(i18n, watch.on_day)}</option>
                </select>
            </label>
            <Show when=move || picking.get()>
                <input type="date" min=tomorrow aria-label=tr!(i18n, watch.on_day) on:change=on_day/>
            </Show>
        </div>
    }
    .into_any()
}

/// Makes tasks to win customers back: those whom `whom` names when it is pressed.
pub fn win_back(
    class: &'static str,
    label: Words,
    whom: impl Fn() -> Vec<About> + 'static,
) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let press = move |_| spawn_local(plan(session, i18n, whom()));
    view! {
        <button type="button" class=class data-do="win-back" on:click=press>
            <Icon glyph=Glyph::Task/>
            {text(i18n, label)}
        </button>
    }
    .into_any()
}

/// Says that their warnings are known.
pub fn known(class: &'static str, whom: impl Fn() -> Vec<About> + 'static) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let press = move |_| say(session, whom(), time::today().map(Heard::Seen));
    view! {
        <button type="button" class=class data-do="seen" on:click=press>
            <Icon glyph=Glyph::Check/>
            {tr!(i18n, watch.seen)}
        </button>
    }
    .into_any()
}

/// A way back for warnings that are quiet.
#[component]
pub fn Unhear(about: About) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let about = StoredValue::new(about);
    let again = move |_| about.with_value(|about| say(session, vec![about.clone()], None));
    view! {
        <button type="button" class="btn small ghost" data-do="again" on:click=again>
            <Icon glyph=Glyph::Undo/>
            {tr!(i18n, watch.again)}
        </button>
    }
    .into_any()
}

/// Notes what somebody says to the warnings of customers, as one change.
fn say(session: Session, all: Vec<About>, heard: Option<Heard>) {
    spawn_local(async move {
        let Some(data) = session.data() else { return };
        let of_each = all
            .iter()
            .flat_map(|about| about.rules.iter().map(|rule| (about.customer, rule.clone())));
        let warnings: Vec<(Id, String)> = of_each.collect();
        let names: Vec<&str> = all.iter().map(|about| about.name.as_str()).collect();
        match data.hear_warnings(&warnings, heard, &names.join(", ")).await {
            Ok(set) => session.done(set),
            Err(why) => session.toasts.error(why),
        }
    });
}

/// Makes tasks to win customers back, due today, one each.
pub async fn plan(session: Session, i18n: I18n, all: Vec<About>) {
    let (Some(data), Some(today)) = (session.data(), time::today()) else { return };
    let (title, label) =
        untrack(|| (t_string!(i18n, watch.win_back_title), t_string!(i18n, watch.win_back_label)));
    let wanted = all.into_iter().map(|about| Wanted {
        task: Task {
            customer: Some(about.customer),
            title: title.to_owned(),
            notes: about.why,
            kind: Some(TaskKind::WinBack),
            due: Some(today),
            owner: about.owner,
            source: "warning:win-back".to_owned(),
            ..Task::default()
        },
        occasion: today.to_string(),
    });
    match data.plan_tasks(wanted.collect(), label, &BrowserPace::unwatched()).await {
        Ok(planned) if planned.set.is_none() => {
            session.toasts.notice(|i| t_string!(i, watch.known_task));
        }
        Ok(planned) => session.done(planned.set),
        Err(CommandError::Cancelled(_)) => {}
        Err(why) => session.toasts.error(why),
    }
}
