//! The customers with most ahead of them.

use std::rc::Rc;

use leptos::prelude::*;
use model::Currency;
use workspace::{Ltv, Slot};

use crate::format;
use crate::i18n::{tr, use_i18n};
use crate::session::use_session;
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
    let rows: Vec<_> = ltv.top(SHOWN).into_iter().filter_map(row).collect();
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
        </section>
    }
    .into_any()
}
