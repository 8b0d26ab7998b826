//! Warnings in words, with the customer's own figures.

use model::{Currency, Money};
use workspace::analysis::warnings::{
    Against, Heard, Reason, Said, Severity, WarningRule, WarningTest, Worth,
};

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::words;

/// What a rule is called.
pub fn rule_name(i18n: I18n, rule: &WarningRule) -> String {
    if rule.name.is_empty() { test_name(i18n, &rule.test).to_owned() } else { rule.name.clone() }
}

/// What a rule asks, in a few words.
pub fn test_name(i18n: I18n, test: &WarningTest) -> &'static str {
    match test {
        WarningTest::OrdersDown { .. } => t_string!(i18n, watch.orders_down),
        WarningTest::RevenueDown { .. } => t_string!(i18n, watch.revenue_down),
        WarningTest::Unlikely { .. } => t_string!(i18n, watch.unlikely),
        WarningTest::BeyondCadence { .. } => t_string!(i18n, watch.beyond_cadence),
        WarningTest::NoContact { .. } => t_string!(i18n, watch.no_contact),
        WarningTest::Rarer { .. } => t_string!(i18n, watch.rarer),
        WarningTest::Slipped { .. } => t_string!(i18n, watch.slipped),
    }
}

/// How much it matters.
pub fn severity(i18n: I18n, severity: Severity) -> &'static str {
    match severity {
        Severity::High => t_string!(i18n, watch.high),
        Severity::Medium => t_string!(i18n, watch.medium),
        Severity::Low => t_string!(i18n, watch.low),
    }
}

/// Its colour.
pub fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "bad",
        Severity::Medium => "warn",
        Severity::Low => "neutral",
    }
}

/// What somebody said to a warning, and who if they gave a name.
pub fn said(i18n: I18n, said: &Said) -> String {
    let by = said.by.as_str();
    let day = |day| format::day(i18n.get_locale(), day);
    match (said.heard, by.is_empty()) {
        (Heard::Seen(on), true) => t_string!(i18n, watch.seen_on, day = day(on)).to_string(),
        (Heard::Seen(on), false) => {
            t_string!(i18n, watch.seen_by, day = day(on), by = by).to_string()
        }
        (Heard::Until(on), true) => t_string!(i18n, watch.until, day = day(on)).to_string(),
        (Heard::Until(on), false) => {
            t_string!(i18n, watch.until_by, day = day(on), by = by).to_string()
        }
    }
}

/// Why a rule fires for a customer.
pub fn reason(i18n: I18n, rule: &WarningRule, reason: &Reason, base: Currency) -> String {
    let locale = i18n.get_locale();
    let count = |n: u32| format::count(locale, n as usize);
    let money = |minor: i64| format::money_round(locale, minor, base);
    let span = |days: u32, against: Against| {
        let days = count(days);
        match against {
            Against::Before => t_string!(i18n, watch.span_before, days = days).to_string(),
            Against::YearAgo => t_string!(i18n, watch.span_year, days = days).to_string(),
        }
    };
    match (reason, &rule.test) {
        (Reason::OrdersDown(before, lately), WarningTest::OrdersDown { days, against, .. }) => {
            let (before, lately) = (count(*before), count(*lately));
            let span = span(days.get(), *against);
            t_string!(i18n, watch.why_orders, lately = lately, before = before, span = span)
                .to_string()
        }
        (Reason::RevenueDown(before, lately), WarningTest::RevenueDown { days, against, .. }) => {
            let (before, lately) = (money(*before), money(*lately));
            let span = span(days.get(), *against);
            t_string!(i18n, watch.why_revenue, lately = lately, before = before, span = span)
                .to_string()
        }
        (Reason::Unlikely(p), _) => {
            t_string!(i18n, watch.why_unlikely, p = format::percent(locale, *p)).to_string()
        }
        (Reason::BeyondCadence(late, every), _) => {
            t_string!(i18n, watch.why_cadence, late = count(*late), every = count(*every))
                .to_string()
        }
        (Reason::NoContact(Some(days)), _) => {
            t_string!(i18n, watch.why_no_contact, days = count(*days)).to_string()
        }
        (Reason::NoContact(None), _) => t_string!(i18n, watch.why_never).to_owned(),
        (Reason::Rarer(silent, usual), _) => {
            let usual = format::decimal(locale, *usual, 1);
            t_string!(i18n, watch.why_rarer, silent = count(*silent), usual = usual).to_string()
        }
        (Reason::Slipped(from, to), WarningTest::Slipped { days }) => {
            let [from, to] = [from, to].map(|name| words::segment(i18n, Some(name)));
            let days = count(days.get());
            t_string!(i18n, watch.why_slipped, from = from, to = to, days = days).to_string()
        }
        _ => rule_name(i18n, rule),
    }
}

/// How what would be lost with a customer is worked out.
pub fn worth(i18n: I18n, worth: Worth, base: Currency) -> String {
    let locale = i18n.get_locale();
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    match worth {
        Worth::IfTheyStay { minor, orders, spend, p_alive } => t_string!(
            i18n,
            watch.how_if_they_stay,
            orders = format::decimal(locale, orders, 1),
            spend = money(spend),
            p = format::percent(locale, p_alive),
            worth = money(minor)
        )
        .to_string(),
        Worth::LastYear { minor } => {
            t_string!(i18n, watch.how_last_year, worth = money(minor)).to_string()
        }
    }
}
