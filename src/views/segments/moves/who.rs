//! The customers behind a cell.

use std::cmp::Reverse;
use std::sync::Arc;

use leptos::prelude::*;
use model::Id;
use workspace::{Image, Move};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::page;
use crate::session::use_session;
use crate::views::parts::customer_path;
use crate::views::segments::moves::name;
use crate::views::url::{href, use_params};

/// Names shown; the customer list has the rest.
const SHOWN: usize = 20;

/// Those of a move, from the one who brought most.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Found {
    count: usize,
    first: Vec<(Id, String, i64)>,
}

fn found(image: &Image, moved: &Move) -> Found {
    let movers = image.movers(moved);
    let after = image.rfm(&image.scoring(), moved.to);
    let revenue = |slot: u32| after.as_ref().map_or(0, |rfm| rfm.measures().revenue(slot));
    let mut first: Vec<(i64, u32)> = movers.iter().map(|slot| (revenue(*slot), *slot)).collect();
    first.sort_unstable_by_key(|(revenue, slot)| (Reverse(*revenue), *slot));
    let row = |(revenue, slot): (i64, u32)| {
        let row = image.tables.customers.row(slot)?;
        Some((row.id, row.record.name.clone(), revenue))
    };
    let first = first.into_iter().take(SHOWN).filter_map(row).collect();
    Found { count: movers.len(), first }
}

/// The card, while a cell is chosen.
#[component]
pub fn Who(chosen: Memo<Option<Move>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let who = Memo::new(move |_| {
        let moved = chosen.get()?;
        Some(Arc::new(session.look(|image| found(image, &moved))?))
    });
    Effect::new(move |before: Option<Option<Move>>| {
        let now = chosen.get();
        if now.is_some() && before.is_some_and(|before| before != now) {
            // It is drawn first.
            request_animation_frame(|| page::scroll_into_view("#movers"));
        }
        now
    });
    let close = move |_| params.set(&[("was", String::new()), ("is", String::new())]);
    move || {
        let (moved, who) = (chosen.get()?, who.get()?);
        let locale = i18n.get_locale();
        let base = session.base();
        let list = format!("/customers?group={}", js_sys::encode_uri_component(&moved.code()));
        let rows = who.first.iter().map(|(id, name, revenue)| {
            view! {
                <tr>
                    <th scope="row"><a href=href(&customer_path(*id))>{name.clone()}</a></th>
                    <td class="num">{format::money_round(locale, *revenue, base)}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let more = who.count.saturating_sub(who.first.len());
        Some(view! {
            <section class="card" id="movers" aria-live="polite">
                <div class="card-head">
                    <h2>{name(i18n, &moved)}</h2>
                    <button type="button" class="btn ghost icon-only small" aria-label=tr!(i18n, shell.close) on:click=close>
                        <Icon glyph=Glyph::Close/>
                    </button>
                </div>
                <div class="card-body stack">
                    <p id="movers-count">{t_string!(i18n, moves.count, count = format::count(locale, who.count)).to_string()}</p>
                    {(who.count > 0).then(|| view! {
                        <div class="table-scroll">
                            <table class="table">
                                <thead><tr>
                                    <th scope="col">{tr!(i18n, segments.customer)}</th>
                                    <th scope="col" class="num">{tr!(i18n, segments.revenue)}</th>
                                </tr></thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                        {(more > 0).then(|| view! {
                            <p class="hint">{t_string!(i18n, moves.more, count = format::count(locale, more)).to_string()}</p>
                        })}
                        <div class="btn-row">
                            <a href=href(&list) class="btn" id="movers-list">{tr!(i18n, moves.open_list)}</a>
                        </div>
                    })}
                </div>
            </section>
        })
    }
}
