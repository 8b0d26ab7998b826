//! What the customers who satisfy a rule come to, beside everybody.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Currency, Day, Id};
use workspace::Members;
use workspace::analysis::rules::{Group, Look};
use workspace::export_csv::List;

use crate::components::How;
use crate::format;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::platform::time;
use crate::session::{Session, Sheet};

/// The days of the example in the explanation.
const MONTH: i32 = 30;

/// How many customers are named.
const NAMED: usize = 5;

/// Figures of a rule on one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Who satisfies it.
    pub customers: usize,
    /// Everybody.
    pub total: usize,
    /// What those who satisfy it came to, in minor units of the base currency.
    pub revenue: i64,
    /// What everybody came to.
    pub all: i64,
    /// Those with the highest revenue, and what each came to.
    pub first: Vec<(Id, String, i64)>,
}

impl Figures {
    /// Those of a rule; `None` when anything is wrong with it.
    pub fn of(look: &Look<'_>, rule: &Group) -> Option<Self> {
        let members = look.image.satisfying(rule, look.day).ok()?;
        let own = look.tally(&members, NAMED);
        let everybody = look.tally(&Members::living(look.image, |_| true), 0);
        let named = own.first.iter().filter_map(|slot| {
            let row = look.image.tables.customers.row(*slot)?;
            Some((row.id, row.record.name.clone(), look.revenue(*slot)))
        });
        Some(Self {
            customers: own.customers,
            total: everybody.customers,
            revenue: own.revenue,
            all: everybody.revenue,
            first: named.collect(),
        })
    }

    /// The share of all customers.
    pub fn share(&self) -> f64 {
        part(self.customers as f64, self.total as f64)
    }

    /// `12.3 %`, of all revenue; nothing where that is no sensible question.
    pub fn part_of_revenue(&self, locale: Locale) -> Option<String> {
        (self.all > 0).then(|| format::percent(locale, part(self.revenue as f64, self.all as f64)))
    }
}

fn part(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Opens the export of the customers who satisfy a rule.
pub fn export(session: Session, rule: &Group) {
    let Some(today) = time::today() else { return };
    let slots = session.peek(|image| {
        let members = image.satisfying(rule, today).unwrap_or_default();
        let filter =
            workspace::query::CustomerFilter { among: Some(members), ..Default::default() };
        workspace::query::customers(image, &filter, Default::default(), false)
    });
    let slots = Arc::new(slots.unwrap_or_default());
    session.sheets.open(Sheet::Export { list: List::Customers, slots });
}

/// How the figures come about, with their own numbers; `named` is what the rules are called.
#[component]
pub fn HowFigures(
    /// The figures, each with the name of its segment.
    #[prop(into)]
    of: Signal<Vec<(String, Figures)>>,
    /// The currency of revenue.
    base: Currency,
) -> impl IntoView {
    let i18n = use_i18n();
    let lines = move || {
        let locale = i18n.get_locale();
        let Some(today) = time::today() else { return Vec::new() };
        let line = |(name, figures): (String, Figures)| {
            let text = t_string!(
                i18n,
                rules.how_text,
                name = name,
                day = format::day(locale, today),
                count = format::count(locale, figures.customers),
                total = format::count(locale, figures.total),
                share = format::percent(locale, figures.share()),
                revenue = format::money_round(locale, figures.revenue, base),
                all = format::money_round(locale, figures.all, base),
                part = figures.part_of_revenue(locale).unwrap_or_else(|| "–".to_owned())
            );
            view! { <p>{text.to_string()}</p> }.into_any()
        };
        of.get().into_iter().map(line).collect()
    };
    // What the words of a rule mean today.
    let days = move || {
        let today = time::today()?;
        let day = |back: i32| Day::from_number(today.number() - back);
        let shown = |day: Day| format::day(i18n.get_locale(), day);
        let (first, before) = (shown(day(MONTH)?), shown(day(MONTH + 1)?));
        let today = shown(today);
        let text = t_string!(i18n, rules.how_days, first = first, today = today, before = before);
        Some(text.to_string())
    };
    view! {
        <How>
            {lines}
            <p>{days}</p>
            <p>{move || t_string!(i18n, rules.how_empty)}</p>
        </How>
    }
    .into_any()
}
