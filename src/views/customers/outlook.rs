//! What the fitted models tell of a customer, each figure with how it comes about.

use std::rc::Rc;

use analytics::ltv::{History, ModelKind};
use leptos::prelude::*;
use model::{Currency, Day};
use workspace::analysis::ltv::Outlook;
use workspace::{Ltv, Slot};

use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::value::wording;

/// The chance that they are still a customer, the orders to expect and their value; nothing as
/// long as no model is fitted.
#[component]
pub fn OutlookCard(at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    move || {
        let ltv = session.ltv()?;
        let base = session.base();
        let body = match ltv.outlook(at).zip(ltv.history(at)) {
            Some((outlook, history)) => Told { ltv, outlook, history, base }.view(i18n),
            None => view! { <p class="muted">{tr!(i18n, value.none_yet)}</p> }.into_any(),
        };
        Some(view! {
            <section class="card" id="outlook-card">
                <div class="card-head"><h2>{tr!(i18n, value.outlook)}</h2></div>
                <div class="card-body">{body}</div>
            </section>
        })
    }
}

/// One customer's figures.
#[derive(Clone)]
struct Told {
    ltv: Rc<Ltv>,
    outlook: Outlook,
    history: History,
    base: Currency,
}

impl Told {
    fn view(self, i18n: I18n) -> AnyView {
        let locale = i18n.get_locale();
        let horizon = wording::horizon(i18n, self.ltv.fitted.horizon.days);
        let next = t_string!(i18n, value.next, horizon = horizon).to_string();
        let figures = [
            (
                "outlook-alive",
                t_string!(i18n, value.p_alive).to_owned(),
                format::percent(locale, self.outlook.p_alive),
            ),
            ("outlook-orders", t_string!(i18n, value.orders).to_owned(), self.orders(i18n)),
            ("outlook-value", t_string!(i18n, value.value).to_owned(), self.value(i18n)),
        ];
        let hows: [fn(&Self, I18n) -> Vec<String>; 3] =
            [Self::how_alive, Self::how_orders, Self::how_value];
        let rows = figures.into_iter().zip(hows).map(|((id, label, shown), how)| {
            let told = StoredValue::new_local(self.clone());
            let lines = move || told.with_value(|told| how(told, i18n));
            view! {
                <div class="outlook-figure" id=id>
                    <p class="outlook-line"><span>{label}</span> <b>{shown}</b></p>
                    <How>{move || lines().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</How>
                </div>
            }
        });
        view! { <p class="hint">{next}</p> {rows.collect_view()} }.into_any()
    }

    fn orders(&self, i18n: I18n) -> String {
        format::decimal(i18n.get_locale(), self.outlook.orders, 2)
    }

    fn value(&self, i18n: I18n) -> String {
        self.outlook.value.map_or("–".to_owned(), |value| wording::money(i18n, value, self.base))
    }

    fn repeats(&self, i18n: I18n) -> String {
        format::count(i18n.get_locale(), self.history.repeats as usize)
    }

    fn time(&self, i18n: I18n, from: i32, to: i32) -> String {
        wording::time(i18n, to - from, self.ltv.fitted.fit.unit)
    }

    fn age(&self, i18n: I18n) -> String {
        self.time(i18n, self.history.first_day, self.ltv.day.number())
    }

    fn how_alive(&self, i18n: I18n) -> Vec<String> {
        let History { first_day, last_day, repeats, .. } = self.history;
        let locale = i18n.get_locale();
        let today = self.ltv.day.number();
        let p = format::percent(locale, self.outlook.p_alive);
        let (x, age) = (self.repeats(i18n), self.age(i18n));
        let fit = &self.ltv.fitted.fit;
        let told = if repeats == 0 {
            t_string!(i18n, value.how_p_once, age = age, p = p).to_string()
        } else if last_day == today {
            t_string!(i18n, value.how_p_same, x = x, age = age, p = p).to_string()
        } else {
            let (tx, pause) =
                (self.time(i18n, first_day, last_day), self.time(i18n, last_day, today));
            t_string!(i18n, value.how_p, x = x, tx = tx, age = age, pause = pause, p = p)
                .to_string()
        };
        let bg = repeats == 0 && fit.model.kind() == ModelKind::BgNbd;
        let bg = bg.then(|| t_string!(i18n, value.how_p_bg).to_owned());
        [told].into_iter().chain(bg).chain([self.how_fit(i18n)]).collect()
    }

    fn how_orders(&self, i18n: I18n) -> Vec<String> {
        let locale = i18n.get_locale();
        let fitted = &self.ltv.fitted;
        let seen = self.history.seen(self.ltv.day.number(), fitted.fit.unit);
        let time = fitted.horizon.time(fitted.fit.unit);
        let alive = fitted.fit.model.expected_if_alive(seen.repeats, seen.age, time);
        let told = t_string!(
            i18n,
            value.how_o,
            x = self.repeats(i18n),
            age = self.age(i18n),
            alive = format::decimal(locale, alive, 2),
            horizon = wording::horizon(i18n, fitted.horizon.days),
            p = format::percent(locale, self.outlook.p_alive),
            orders = self.orders(i18n)
        );
        vec![told.to_string(), self.how_fit(i18n)]
    }

    fn how_value(&self, i18n: I18n) -> Vec<String> {
        let locale = i18n.get_locale();
        let (fitted, base) = (&self.ltv.fitted, self.base);
        let spend = self.outlook.spend.zip(fitted.fit.spend.as_ref().ok());
        let Some((spend, model)) = spend else {
            return wording::no_value(i18n, fitted, base).into_iter().collect();
        };
        let money = |minor| wording::money(i18n, minor, base);
        let all = money(model.model.mean());
        let own = self.history.mean_spend().filter(|mean| *mean > 0.0);
        let first = match own {
            Some(mean) => t_string!(
                i18n,
                value.how_v_own,
                spend = money(spend),
                weight = format::percent(locale, model.model.weight(self.history.repeats)),
                mean = money(mean),
                x = self.repeats(i18n),
                all = all
            )
            .to_string(),
            None => t_string!(i18n, value.how_v_all, all = all).to_string(),
        };
        let then = t_string!(
            i18n,
            value.how_v,
            orders = self.orders(i18n),
            spend = money(spend),
            discount = format::percent(locale, fitted.horizon.discount),
            value = self.value(i18n),
            parameters = wording::spend_parameters(i18n, fitted, base).unwrap_or_default()
        );
        vec![first, then.to_string()]
    }

    fn how_fit(&self, i18n: I18n) -> String {
        let locale = i18n.get_locale();
        let fitted = &self.ltv.fitted;
        let day = fitted.last_day().map(|day: Day| format::day(locale, day)).unwrap_or_default();
        t_string!(
            i18n,
            value.how_fit,
            model = wording::model_name(fitted.fit.model.kind()),
            customers = format::count(locale, fitted.fit.customers as usize),
            day = day,
            parameters = wording::parameters(i18n, &fitted.fit),
            unit = wording::unit_name(i18n, fitted.fit.unit)
        )
        .to_string()
    }
}
