//! The customers with most ahead of them, of those who have bought again: of others models take
//! what holds on average.

use std::rc::Rc;

use leptos::prelude::*;
use model::Currency;
use workspace::{Ltv, Slot};

use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::parts::customer_path;
use crate::views::segments::value::wording;
use crate::views::url::href;

/// How many are shown.
const SHOWN: usize = 20;

/// A row a customer.
pub fn top(ltv: &Rc<Ltv>, base: Currency) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let locale = i18n.get_locale();
    let row = |slot: Slot| {
        let outlook = ltv.outlook(slot)?;
        let (id, name) = session.peek(|image| {
            let row = image.tables.customers.row(slot)?;
            Some((row.id, row.record.name.clone()))
        })??;
        let value =
            outlook.value.map_or("–".to_owned(), |value| wording::money(i18n, value, base));
        Some(view! {
            <tr data-customer=id.to_string()>
                <th scope="row"><a href=href(&customer_path(id))>{name}</a></th>
                <td class="num">{format::percent(locale, outlook.p_alive)}</td>
                <td class="num">{format::decimal(locale, outlook.orders, 2)}</td>
                <td class="num">{value}</td>
            </tr>
        })
    };
    let best = ltv.top(SHOWN);
    let first = best.first().copied();
    let rows: Vec<_> = best.into_iter().filter_map(row).collect();
    let once = ltv.once();
    let left_out = (once > 0).then(|| {
        let count = format::count(locale, once);
        let text = t_string!(i18n, value.top_left_out, count = count).to_string();
        view! { <p class="hint" id="value-top-left-out">{text}</p> }
    });
    let all = ltv.clone();
    let explained = first.map(move |slot| {
        let all = StoredValue::new_local(all);
        view! { <How>{move || all.with_value(|ltv| how(i18n, session, ltv, slot, base))}</How> }
    });
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, value.top)}</h2></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, value.top)>
                <table class="table seg-table" id="value-top">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, segments.customer)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.p_alive)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.orders)}</th>
                            <th scope="col" class="num">{tr!(i18n, value.value)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="card-body stack">{left_out} {explained}</div>
        </section>
    }
    .into_any()
}

/// How a row comes about, with the numbers of a customer.
fn how(i18n: I18n, session: Session, ltv: &Ltv, slot: Slot, base: Currency) -> Option<AnyView> {
    let outlook = ltv.outlook(slot)?;
    let locale = i18n.get_locale();
    let name =
        session.peek(|image| Some(image.tables.customers.row(slot)?.record.name.clone()))??;
    let p = format::percent(locale, outlook.p_alive);
    let orders = t_string!(
        i18n,
        value.how_top_orders,
        name = name,
        alive = format::decimal(locale, outlook.if_alive.orders, 2),
        horizon = wording::horizon(i18n, ltv.fitted.horizon.days),
        p = p,
        orders = format::decimal(locale, outlook.orders, 2)
    )
    .to_string();
    let value = outlook.value.zip(outlook.spend).map(|(value, spend)| {
        t_string!(
            i18n,
            value.how_top_value,
            orders = format::decimal(locale, outlook.orders, 2),
            discount = format::percent(locale, ltv.fitted.horizon.discount),
            discounted = format::decimal(locale, outlook.p_alive * outlook.if_alive.discounted, 2),
            spend = wording::money(i18n, spend, base),
            value = wording::money(i18n, value, base)
        )
        .to_string()
    });
    let view = view! {
        <p>{orders}</p>
        {value.map(|text| view! { <p>{text}</p> })}
        <p>{t_string!(i18n, value.how_top_more)}</p>
    };
    Some(view.into_any())
}
