//! What everybody comes to.

use std::rc::Rc;

use analytics::ltv::ModelKind;
use leptos::prelude::*;
use model::Currency;
use workspace::Ltv;

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::session::use_session;
use crate::views::segments::counted::counted;
use crate::views::segments::value::wording;

/// Customers, how many of them are still there, what they will buy, and what that comes to.
pub fn totals(ltv: &Rc<Ltv>, base: Currency) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let locale = i18n.get_locale();
    let all = ltv.totals();
    let number = |value: f64| format::count(locale, value.round() as usize);
    let horizon = wording::horizon(i18n, ltv.fitted.horizon.days);
    let customers = format::count(locale, all.customers);
    let value = match ltv.values {
        true => format::money_round(locale, all.value.round() as i64, base),
        false => "–".to_owned(),
    };
    let tile = |id: &'static str, name: String, shown: String, how: Vec<String>| {
        let how = StoredValue::new(how);
        view! {
            <div class="card kpi-tile" id=id>
                <h3>{name}</h3>
                <p class="kpi-value">{shown}</p>
                <How>{move || how.get_value().into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}</How>
            </div>
        }
    };
    let per_customer =
        |sum: f64, places| format::decimal(locale, sum / all.customers.max(1) as f64, places);
    let learned = t_string!(
        i18n,
        value.how_customers,
        count = format::count(locale, ltv.fitted.fit.customers as usize),
        day = ltv.fitted.last_day().map(|day| format::day(locale, day)).unwrap_or_default()
    );
    let how_customers = vec![counted(i18n, session, all.customers, ltv.day), learned.to_string()];
    let once = ltv.once();
    let is_bg = ltv.fitted.fit.model.kind() == ModelKind::BgNbd;
    let how_once = (is_bg && once > 0).then(|| {
        t_string!(i18n, value.how_alive_once, count = format::count(locale, once)).to_string()
    });
    let how_alive = t_string!(
        i18n,
        value.how_alive_all,
        count = customers.clone(),
        mean = format::percent(locale, all.alive / all.customers.max(1) as f64),
        alive = number(all.alive)
    );
    let how_alive = [Some(how_alive.to_string()), how_once].into_iter().flatten().collect();
    let how_orders = t_string!(
        i18n,
        value.how_orders_all,
        count = customers.clone(),
        mean = per_customer(all.orders, 3),
        orders = number(all.orders),
        horizon = horizon.clone()
    );
    let trouble = wording::no_value(i18n, &ltv.fitted, base);
    let how_value = match &trouble {
        Some(why) => why.clone(),
        None => t_string!(
            i18n,
            value.how_value_all,
            value = value.clone(),
            mean = wording::money(i18n, all.value / all.customers.max(1) as f64, base),
            discount = format::percent(locale, ltv.fitted.horizon.discount)
        )
        .to_string(),
    };
    view! {
        {trouble.map(|why| view! {
            <div class="callout" id="value-unsupported" data-tone="warn">
                <Icon glyph=Glyph::Alert/>
                <div><p><b>{t_string!(i18n, value.no_value)}</b></p><p>{why}</p></div>
            </div>
        })}
        <div class="kpi-tiles" id="value-totals">
            {tile("value-customers", t_string!(i18n, value.customers).to_owned(), customers.clone(), how_customers)}
            {tile("value-alive", t_string!(i18n, value.alive).to_owned(), number(all.alive), how_alive)}
            {tile("value-orders", t_string!(i18n, value.orders_in, horizon = horizon.clone()).to_string(), number(all.orders), vec![how_orders.to_string()])}
            {tile("value-worth", t_string!(i18n, value.value_in, horizon = horizon).to_string(), value, vec![how_value])}
        </div>
    }
    .into_any()
}
