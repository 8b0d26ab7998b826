//! What happened with a customer, newest first.

use leptos::prelude::*;
use model::{Channel, Day, Id, Kind, Order};
use workspace::Slot;
use workspace::query::{self, Happening};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Sheet, use_session};
use crate::views::custom;
use crate::views::interactions::glyph_of;
use crate::words;

/// How many happenings are drawn at first, and more at each asking.
const AT_ONCE: usize = 40;

/// Orders and interactions on one timeline.
#[component]
pub fn Timeline(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let shown = RwSignal::new(AT_ONCE);
    let all =
        Memo::new(move |_| session.look(|image| query::timeline(image, id)).unwrap_or_default());
    let days = move || {
        session.revision();
        let mut days: Vec<(Day, Vec<Happening>)> = Vec::new();
        all.with(|all| {
            for (day, what) in all.iter().take(shown.get()) {
                match days.last_mut() {
                    Some((last, happenings)) if last == day => happenings.push(*what),
                    _ => days.push((*day, vec![*what])),
                }
            }
        });
        days
    };
    view! {
        <section id="timeline" aria-label=tr!(i18n, customers.timeline)>
            <div class="section-head">
                <h2>{tr!(i18n, customers.timeline)}</h2>
                <button
                    type="button"
                    class="btn ghost small"
                    id="add-order"
                    on:click=move |_| session.sheets.open(Sheet::Order { customer: Some(id), id: None })
                >
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, customers.add_order)}
                </button>
            </div>
            <Show when=move || all.with(Vec::is_empty)>
                <p class="muted">{tr!(i18n, customers.timeline_empty)}</p>
            </Show>
            {move || days().into_iter().map(|(day, happenings)| view! {
                <h3 class="tl-day">{day_words(i18n, day)}</h3>
                <ol class="timeline">{happenings.into_iter().map(happening).collect_view()}</ol>
            }).collect_view()}
            <Show when=move || { all.with(Vec::len) > shown.get() }>
                <button type="button" class="btn" on:click=move |_| shown.update(|shown| *shown += AT_ONCE)>
                    {tr!(i18n, customers.show_more)}
                </button>
            </Show>
        </section>
    }
    .into_any()
}

fn day_words(i18n: I18n, day: Day) -> String {
    if time::today() == Some(day) {
        t_string!(i18n, customers.today).to_owned()
    } else {
        format::day(i18n.get_locale(), day)
    }
}

fn happening(what: Happening) -> AnyView {
    match what {
        Happening::Order(slot) => order(slot),
        Happening::Interaction(slot) => interaction(slot),
    }
}

fn order(slot: Slot) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found =
        session.peek(|image| image.tables.orders.row(slot).map(|row| (row.id, row.record.clone())));
    let Some((id, order)) = found.flatten() else { return ().into_any() };
    let refund = order.amount.is_some_and(|money| money.minor < 0);
    let title = match refund {
        true => t_string!(i18n, customers.refund),
        false => t_string!(i18n, customers.order),
    };
    let amount = order.amount.map(|money| format::money(i18n.get_locale(), money));
    let text = order_lines(&order);
    view! {
        <li class="tl-item" data-kind="order">
            <span class="tl-icon"><Icon glyph=Glyph::Order/></span>
            <div class="tl-body">
                <div class="tl-head">
                    <button
                        type="button"
                        class="tl-title"
                        on:click=move |_| session.sheets.open(Sheet::Order { customer: None, id: Some(id) })
                    >
                        {title} " " {order.number.clone()}
                    </button>
                    <span class="tl-meta num">{amount}</span>
                </div>
                {(!text.is_empty()).then(|| view! { <p class="tl-text">{text}</p> })}
                {custom::shown(&Kind::Order, &order.custom)}
            </div>
        </li>
    }
    .into_any()
}

/// What was bought, in a line, and the notes under it.
fn order_lines(order: &Order) -> String {
    let lines: Vec<String> = order.lines.iter().map(words::order_line).collect();
    [lines.join(", "), order.notes.clone()].join("\n").trim().to_owned()
}

fn interaction(slot: Slot) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found = session
        .peek(|image| image.tables.interactions.row(slot).map(|row| (row.id, row.record.clone())));
    let Some((id, record)) = found.flatten() else { return ().into_any() };
    let channel = record.channel.clone().unwrap_or(Channel::Note);
    let named = words::channel(i18n, &channel);
    let title = match record.subject.is_empty() {
        true => named.clone(),
        false => format!("{named}: {}", record.subject),
    };
    let text = [record.notes.as_str(), record.outcome.as_str()];
    let text = text.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    let next = record.next_step.clone();
    let (kind, edit) = (channel.code().to_owned(), channel.clone());
    view! {
        <li class="tl-item" data-kind=kind>
            <span class="tl-icon"><Icon glyph=glyph_of(&channel)/></span>
            <div class="tl-body">
                <div class="tl-head">
                    <button
                        type="button"
                        class="tl-title"
                        on:click=move |_| session.sheets.open(Sheet::Interaction {
                            customer: None,
                            id: Some(id),
                            channel: edit.clone(),
                        })
                    >
                        {title}
                    </button>
                    <span class="tl-meta">{record.at.map(|at| view! { <time datetime=at.to_string()>{format::time(at)}</time> })}</span>
                </div>
                {(!text.is_empty()).then(|| view! { <p class="tl-text">{text}</p> })}
                {(!next.is_empty()).then(|| view! {
                    <p class="tl-text"><span class="badge" data-tone="accent">{t_string!(i18n, interactions.next, what = next).to_string()}</span></p>
                })}
                {custom::shown(&Kind::Interaction, &record.custom)}
            </div>
        </li>
    }
    .into_any()
}
