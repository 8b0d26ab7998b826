//! What is to be done for one customer, on their page.

use leptos::prelude::*;
use model::Id;
use workspace::Slot;
use workspace::query;

use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::tasks::contact::NextContact;
use crate::views::tasks::parts::{due, glyph_of, tick};

/// A customer's open tasks, soonest first.
#[component]
pub fn ToDoCard(id: Id, at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let tasks = move || {
        let tasks = session.look(|image| {
            let slots = query::open_tasks(image, id).into_iter();
            let task = |slot| image.tables.tasks.row(slot).map(|row| (row.id, row.record.clone()));
            slots.filter_map(task).collect::<Vec<_>>()
        });
        tasks.unwrap_or_default()
    };
    let rows = move || {
        let tasks = tasks();
        if tasks.is_empty() {
            return view! { <p class="muted">{tr!(i18n, tasks.card_empty)}</p> }.into_any();
        }
        let row = move |(task, record): (Id, model::Task)| {
            let edit = move |_| session.sheets.open(Sheet::Task { customer: None, id: Some(task) });
            let (done, when) = (tick(task, &record, "#to-do h2"), due(&record));
            view! {
                <li>
                    {done}
                    <div>
                        <button type="button" class="tl-title" on:click=edit>
                            <Icon glyph=glyph_of(record.kind.as_ref())/>
                            {record.title}
                        </button>
                        {(!record.owner.is_empty()).then_some(view! { <p class="hint">{record.owner}</p> })}
                    </div>
                    {when}
                </li>
            }
        };
        view! { <ul class="rows tasks">{tasks.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" id="to-do" aria-label=tr!(i18n, tasks.to_do)>
            <div class="card-head">
                <h2 tabindex="-1">{tr!(i18n, tasks.to_do)}</h2>
                <button
                    type="button"
                    class="btn ghost small"
                    id="add-task"
                    on:click=move |_| session.sheets.open(Sheet::Task { customer: Some(id), id: None })
                >
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, tasks.add)}
                </button>
            </div>
            <div class="card-body">
                {rows}
                <NextContact at=at/>
            </div>
        </section>
    }
    .into_any()
}
