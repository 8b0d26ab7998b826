//! What the fitted models tell of a customer, each figure with how it comes about.

use std::rc::Rc;

use analytics::ltv::{History, ModelKind, Seen, TimeUnit};
use leptos::prelude::*;
use model::{Currency, Day};
use workspace::analysis::ltv::Outlook;
use workspace::{Ltv, Slot};

use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::customers::bought::Bought;
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
            Some((outlook, history)) => Told { at, ltv, outlook, history, base }.view(i18n),
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
    at: Slot,
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
        let hows: [fn(&Self, I18n) -> Steps; 3] =
            [Self::how_alive, Self::how_orders, Self::how_value];
        let rows = figures.into_iter().zip(hows).map(|((id, label, shown), how)| {
            let told = StoredValue::new_local(self.clone());
            let steps = move || told.with_value(|told| how(told, i18n));
            view! {
                <div class="outlook-figure" id=id>
                    <p class="outlook-line"><span>{label}</span> <b>{shown}</b></p>
                    <How>{move || steps().view()}</How>
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

    fn how_alive(&self, i18n: I18n) -> Steps {
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
        let lines = [told].into_iter().chain(bg).chain([self.learned(i18n)]).collect();
        Steps { lines, experts: self.experts(i18n) }
    }

    fn how_orders(&self, i18n: I18n) -> Steps {
        let locale = i18n.get_locale();
        let number = |number: f64| format::decimal(locale, number, 2);
        let fitted = &self.ltv.fitted;
        let (model, unit) = (&fitted.fit.model, fitted.fit.unit);
        let Seen { repeats, age, .. } = self.history.seen(self.ltv.day.number(), unit);
        let (time, alive) = (fitted.horizon.time(unit), self.outlook.if_alive.orders);
        let horizon = wording::horizon(i18n, fitted.horizon.days);
        let count = |count: usize| format::count(locale, count);
        let (pace, all) = (model.pace_if_alive(repeats, age), model.means().rate);
        let bought = use_session().look(|image| Bought::of(image, self.at, Some(self.ltv.day)));
        let bought = bought.unwrap_or_default();
        let first = t_string!(
            i18n,
            value.how_o_repeats,
            orders = count(bought.orders),
            days = count(bought.days),
            x = self.repeats(i18n)
        );
        let mut lines = vec![first.to_string()];
        if age > 0.0 {
            let own = f64::from(repeats) / age;
            let weight = model.weight_of_own_pace(age);
            let own = t_string!(
                i18n,
                value.how_o_own,
                x = self.repeats(i18n),
                age = self.age(i18n),
                rate = a_time(i18n, own, unit),
                ahead = number(own * time),
                horizon = horizon.clone()
            );
            let mixed = t_string!(
                i18n,
                value.how_o_mix,
                weight = format::percent(locale, weight),
                all = a_time(i18n, all, unit),
                rest = format::percent(locale, 1.0 - weight),
                pace = a_time(i18n, pace, unit),
                ahead = number(pace * time),
                horizon = horizon
            );
            lines.extend([own.to_string(), mixed.to_string()]);
        } else {
            let ahead = number(pace * time);
            let all = a_time(i18n, pace, unit);
            let new = t_string!(i18n, value.how_o_new, all = all, ahead = ahead, horizon = horizon);
            lines.push(new.to_string());
        }
        let when = match model.kind() {
            ModelKind::BgNbd => t_string!(i18n, value.when_bg),
            ModelKind::MbgNbd => t_string!(i18n, value.when_mbg),
            ModelKind::ParetoNbd => t_string!(i18n, value.when_pareto),
        };
        let leave = t_string!(
            i18n,
            value.how_o_leave,
            when = when,
            lost = number((pace * time - alive).max(0.0)),
            alive = number(alive)
        );
        let there = t_string!(
            i18n,
            value.how_o,
            alive = number(alive),
            p = format::percent(locale, self.outlook.p_alive),
            orders = self.orders(i18n)
        );
        lines.extend([leave.to_string(), there.to_string(), self.learned(i18n)]);
        Steps { lines, experts: self.experts(i18n) }
    }

    fn how_value(&self, i18n: I18n) -> Steps {
        let locale = i18n.get_locale();
        let (fitted, base) = (&self.ltv.fitted, self.base);
        let told = self.outlook.spend.zip(self.outlook.value).zip(fitted.fit.spend.as_ref().ok());
        let Some(((spend, value), model)) = told else {
            let lines = wording::no_value(i18n, fitted, base).into_iter().collect();
            return Steps { lines, experts: String::new() };
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
        let plain = self.outlook.orders * spend;
        let product = t_string!(
            i18n,
            value.how_v,
            orders = self.orders(i18n),
            spend = money(spend),
            plain = money(plain)
        );
        let last = match fitted.horizon.discount > 0.0 {
            true => t_string!(
                i18n,
                value.how_v_discount,
                discount = format::percent(locale, fitted.horizon.discount),
                off = money(plain.round() - value.round()),
                value = money(value)
            )
            .to_string(),
            false => t_string!(i18n, value.how_v_whole).to_owned(),
        };
        let parameters = wording::spend_parameters(i18n, fitted, base).unwrap_or_default();
        let experts = t_string!(i18n, value.how_experts_spend, parameters = parameters);
        Steps { lines: vec![first, product.to_string(), last], experts: experts.to_string() }
    }

    /// What the model has seen.
    fn learned(&self, i18n: I18n) -> String {
        let locale = i18n.get_locale();
        let fitted = &self.ltv.fitted;
        let day = fitted.last_day().map(|day: Day| format::day(locale, day)).unwrap_or_default();
        let customers = format::count(locale, fitted.fit.customers as usize);
        t_string!(i18n, value.how_fit, customers = customers, day = day).to_string()
    }

    /// The model by its name and parameters.
    fn experts(&self, i18n: I18n) -> String {
        let fit = &self.ltv.fitted.fit;
        t_string!(
            i18n,
            value.how_experts,
            model = wording::model_name(fit.model.kind()),
            parameters = wording::parameters(i18n, fit),
            unit = wording::unit_name(i18n, fit.unit)
        )
        .to_string()
    }
}

/// How a figure comes about.
struct Steps {
    /// In plain words.
    lines: Vec<String>,
    /// What only those need who know the model; may be empty.
    experts: String,
}

impl Steps {
    fn view(self) -> AnyView {
        let experts =
            (!self.experts.is_empty()).then(|| view! { <p class="hint">{self.experts}</p> });
        let lines = self.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! { {lines} {experts} }.into_any()
    }
}

/// So many purchases in each unit of time: `0.68 a week`.
fn a_time(i18n: I18n, pace: f64, unit: TimeUnit) -> String {
    let places = match unit {
        TimeUnit::Day => 4,
        TimeUnit::Week => 3,
        TimeUnit::Month => 2,
    };
    wording::times_a(i18n, format::decimal(i18n.get_locale(), pace, places), unit)
}
