//! Tasks across customers: what is due, what comes later, what was done.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Task, TaskKind};
use workspace::export_csv::List;
use workspace::query::{self, TaskFilter, When};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Sheet, use_session};
use crate::views::list::{ListPage, customer_of, named, plain};
use crate::views::params::{SearchParam, SelectParam};
use crate::views::parts::empty;
use crate::views::tasks::parts::{code, due, glyph_of, kind_name, tick, when_name};
use crate::views::url::{Params, use_params};

const TRACKS: &str = "2.75rem minmax(0,3fr) 8rem 9rem 10rem";

const WHENS: [When; 5] = [When::Overdue, When::Today, When::ThisWeek, When::Later, When::SomeDay];

/// Stands in the address for tasks that are done.
const DONE: &str = "done";

/// Stands in the address for tasks nobody is to do. No name is a blank: they are trimmed when they
/// are typed.
const NOBODY: &str = " ";

/// All tasks, soonest first.
#[component]
pub fn TasksPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let filter = move |done: bool| {
        let owner = Some(params.get("owner")).filter(|name| !name.is_empty());
        TaskFilter {
            done,
            text: params.get("q"),
            owner: owner.map(|name| if name == NOBODY { String::new() } else { name }),
            kind: params.parsed("kind"),
        }
    };
    let listed = move |done: bool| {
        session.look(|image| query::tasks(image, &filter(done))).unwrap_or_default()
    };
    let open = Memo::new(move |_| Arc::new(listed(false)));
    let when = Memo::new(move |_| params.get("when"));
    let counts = Memo::new(move |_| open.with(|open| count(session, open)));
    let items = Memo::new(move |_| {
        let when = when.get();
        if when == DONE {
            return Arc::new(listed(true));
        }
        match WHENS.iter().position(|one| code(*one) == when) {
            None => open.get(),
            // They stand in the order of their days, so each group is a stretch of the list.
            Some(at) => counts.with(|counts| {
                let start: usize = counts[..at].iter().sum();
                open.with(|open| {
                    let stretch = open.get(start..start + counts[at]);
                    Arc::new(stretch.unwrap_or_default().to_vec())
                })
            }),
        }
    });
    let add = Callback::new(move |()| {
        session.sheets.open(Sheet::Task { customer: None, id: None });
    });
    let head = move |words, class| plain(i18n, words, class);
    let columns = move |()| {
        vec![
            head(|i| t_string!(i, tasks.done), "visually-quiet"),
            head(|i| t_string!(i, tasks.what), ""),
            head(|i| t_string!(i, tasks.kind), ""),
            head(|i| t_string!(i, tasks.owner), ""),
            head(|i| t_string!(i, tasks.due), ""),
        ]
    };
    let nothing = move || {
        let actions = view! {
            <button type="button" class="btn primary" on:click=move |_| add.run(())>{tr!(i18n, tasks.new)}</button>
        };
        empty(
            Glyph::Task,
            |i| t_string!(i, tasks.empty_title),
            |i| t_string!(i, tasks.empty_text),
            actions.into_any(),
        )
    };
    let none_found = move || match is_narrowed(params) {
        true => view! { <p class="empty">{tr!(i18n, tasks.none_found)}</p> }.into_any(),
        false => empty(
            Glyph::Check,
            |i| t_string!(i, tasks.nothing_open),
            |i| t_string!(i, tasks.nothing_open_text),
            ().into_any(),
        ),
    };
    view! {
        <ListPage
            list=List::Tasks
            title=|i| t_string!(i, tasks.title)
            add=|i| t_string!(i, tasks.new)
            add_id="new-task"
            on_add=add
            total=|image| image.tables.tasks.len()
            empty=nothing
            tools=move || view! { <Tools params=params/> }
            notes=move || view! { <Whens params=params open=open counts=counts/> }
            none_found=none_found
            label=|i| t_string!(i, tasks.list)
            columns=columns
            tracks=TRACKS
            items=items
            row=row
        />
    }
}

fn is_narrowed(params: Params) -> bool {
    ["q", "owner", "kind", "when"].iter().any(|key| !params.get(key).is_empty())
}

/// How many of the open tasks are due how soon, in the order of [`WHENS`].
fn count(session: crate::session::Session, open: &[u32]) -> [usize; 5] {
    let mut counts = [0; 5];
    let Some(today) = time::today() else { return counts };
    session.peek(|image| {
        for slot in open {
            let due = image.tables.tasks.row(*slot).and_then(|row| row.record.due);
            let when = When::of(due, today);
            if let Some(at) = WHENS.iter().position(|one| *one == when) {
                counts[at] += 1;
            }
        }
    });
    counts
}

#[component]
fn Tools(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let kinds = Signal::derive(move || {
        let all = TaskKind::ALL.iter();
        all.map(|kind| (kind.code().to_owned(), kind_name(i18n, kind))).collect()
    });
    let owners = Signal::derive(move || {
        let owners = session.look(query::task_owners).unwrap_or_default();
        let mut owners: Vec<_> = owners.into_iter().map(|name| (name.clone(), name)).collect();
        owners.push((NOBODY.to_owned(), t_string!(i18n, tasks.nobody).to_owned()));
        owners
    });
    view! {
        <SearchParam params=params label=|i| t_string!(i, tasks.search)/>
        <SelectParam
            params=params
            key="owner"
            id="filter-owner"
            glyph=Glyph::Person
            label=|i| t_string!(i, tasks.owner)
            any=|i| t_string!(i, tasks.anyone)
            options=owners
        />
        <SelectParam
            params=params
            key="kind"
            id="filter-kind"
            glyph=Glyph::Filter
            label=|i| t_string!(i, tasks.kind)
            any=|i| t_string!(i, shell.any)
            options=kinds
        />
    }
    .into_any()
}

/// The groups, with how many are in each.
#[component]
fn Whens(params: Params, open: Memo<Arc<Vec<u32>>>, counts: Memo<[usize; 5]>) -> impl IntoView {
    let i18n = use_i18n();
    let group =
        move |key: &'static str, words: Signal<&'static str>, count: Signal<Option<usize>>| {
            let number = move || count.get().map(|count| format::count(i18n.get_locale(), count));
            view! {
                <button
                    type="button"
                    class="pill"
                    data-when=key
                    aria-pressed=move || (params.get("when") == key).to_string()
                    on:click=move |_| params.set(&[("when", key.to_owned())])
                >
                    {words}
                    {move || number().map(|number| view! { <span class="num">{number}</span> })}
                </button>
            }
        };
    let all = group(
        "",
        Signal::derive(move || t_string!(i18n, tasks.all_open)),
        Signal::derive(move || Some(open.with(|open| open.len()))),
    );
    let each = WHENS.iter().enumerate().map(|(at, when)| {
        let when = *when;
        group(
            code(when),
            Signal::derive(move || when_name(i18n, when)),
            Signal::derive(move || Some(counts.with(|counts| counts[at]))),
        )
    });
    let done =
        group(DONE, Signal::derive(move || t_string!(i18n, tasks.done)), Signal::derive(|| None));
    view! {
        <div class="filter-bar" role="group" aria-label=tr!(i18n, tasks.when)>
            {all}
            {each.collect_view()}
            {done}
        </div>
    }
    .into_any()
}

fn row(slot: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found = session.peek(|image| {
        let row = image.tables.tasks.row(slot)?;
        let customer = row.record.customer.and_then(|id| customer_of(image, id));
        Some((row.id, row.record.clone(), customer))
    });
    let Some((id, task, customer)) = found.flatten() else { return ().into_any() };
    let when = due(&task);
    let again = due(&task);
    let tick = tick(id, &task, ".vlist");
    let Task { title, kind, owner, .. } = task;
    let glyph = glyph_of(kind.as_ref());
    let kind = move || kind.as_ref().map(|kind| kind_name(i18n, kind));
    let title = view! { <Icon glyph=glyph/>{title} }.into_any();
    let form = Sheet::Task { customer: None, id: Some(id) };
    view! {
        <div role="cell">{tick}</div>
        {named(form, title, customer, again, None)}
        <div class="cell" role="cell">{kind}</div>
        <div class="cell" role="cell">{owner}</div>
        <div class="cell" role="cell">{when}</div>
    }
    .into_any()
}
