//! Warnings in words, with the customer's own figures.

use std::num::NonZeroU32;

use analytics::rfm::{Segment, SegmentName};
use model::{Currency, Money};
use workspace::analysis::ltv::Horizon;
use workspace::analysis::warnings::{
    Against, BAD, GOOD, Heard, Reason, Said, Severity, WarningRule, WarningTest, Worth,
};

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::views::segments::value::wording::horizon as months;
use crate::words;

/// What a rule is called.
pub fn rule_name(i18n: I18n, rule: &WarningRule) -> String {
    if rule.name.is_empty() {
        words::warning_test(i18n, &rule.test).to_owned()
    } else {
        rule.name.clone()
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

/// What is compared with what.
fn span(i18n: I18n, days: NonZeroU32, against: Against) -> String {
    let days = format::count(i18n.get_locale(), days.get() as usize);
    match against {
        Against::Before => t_string!(i18n, watch.span_before, days = days).to_string(),
        Against::YearAgo => t_string!(i18n, watch.span_year, days = days).to_string(),
    }
}

/// From where on a rule warns.
pub fn limit(i18n: I18n, test: &WarningTest) -> String {
    let locale = i18n.get_locale();
    let count = |n: u32| format::count(locale, n as usize);
    match *test {
        WarningTest::OrdersDown { share, .. } | WarningTest::RevenueDown { share, .. } => {
            t_string!(i18n, watch.from_fall, share = format::percent(locale, share)).to_string()
        }
        WarningTest::Unlikely { below } => {
            t_string!(i18n, watch.from_below, below = format::percent(locale, below)).to_string()
        }
        WarningTest::BeyondCadence { grace } => {
            t_string!(i18n, watch.from_grace, days = count(grace)).to_string()
        }
        WarningTest::NoContact { days } => {
            t_string!(i18n, watch.from_days, days = count(days)).to_string()
        }
        WarningTest::Rarer { times } => {
            t_string!(i18n, watch.from_times, times = format::decimal(locale, times, 2)).to_string()
        }
        WarningTest::Slipped { .. } => t_string!(i18n, watch.from_slip).to_owned(),
    }
}

/// Why a rule fires for a customer.
pub fn reason(i18n: I18n, rule: &WarningRule, reason: &Reason, base: Currency) -> String {
    let locale = i18n.get_locale();
    let count = |n: u32| format::count(locale, n as usize);
    let money = |minor: i64| format::money_round(locale, minor, base);
    match (reason, &rule.test) {
        (Reason::OrdersDown(before, lately), WarningTest::OrdersDown { days, against, .. }) => {
            let (before, lately) = (count(*before), count(*lately));
            let span = span(i18n, *days, *against);
            t_string!(i18n, watch.why_orders, lately = lately, before = before, span = span)
                .to_string()
        }
        (Reason::RevenueDown(before, lately), WarningTest::RevenueDown { days, against, .. }) => {
            let (before, lately) = (money(*before), money(*lately));
            let span = span(i18n, *days, *against);
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

/// How a rule comes to fire for a customer, step by step, and of whom else it could.
pub fn how_reason(i18n: I18n, rule: &WarningRule, reason: &Reason, base: Currency) -> String {
    let locale = i18n.get_locale();
    let least_orders = (rule.least_orders > 0).then(|| {
        let count = format::count(locale, rule.least_orders as usize);
        t_string!(i18n, watch.how_least_orders, count = count).to_string()
    });
    let least_revenue = (rule.least_revenue > 0).then(|| {
        let amount = format::money(locale, Money::new(rule.least_revenue, base));
        t_string!(i18n, watch.how_least_revenue, amount = amount).to_string()
    });
    let steps = steps(i18n, &rule.test, reason, base);
    let all: Vec<String> = steps.into_iter().chain(least_orders).chain(least_revenue).collect();
    format::sentences(locale, &all)
}

/// The figures of a reason and of the rule, put together; `None` where they do not go together.
fn steps(i18n: I18n, test: &WarningTest, reason: &Reason, base: Currency) -> Option<String> {
    let locale = i18n.get_locale();
    let count = |n: u32| format::count(locale, n as usize);
    let percent = |share: f64| format::percent(locale, share);
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    let fall = |[before, lately]: [f64; 2], words: [String; 2], share: f64, span: String| {
        let [was, is] = words;
        let (fall, share) = (percent((before - lately) / before), percent(share));
        t_string!(
            i18n,
            watch.how_fall,
            before = was,
            lately = is,
            fall = fall,
            span = span,
            share = share
        )
        .to_string()
    };
    Some(match (reason, *test) {
        (&Reason::OrdersDown(before, lately), WarningTest::OrdersDown { share, days, against }) => {
            let both = [before, lately];
            fall(both.map(f64::from), both.map(count), share, span(i18n, days, against))
        }
        (
            &Reason::RevenueDown(before, lately),
            WarningTest::RevenueDown { share, days, against },
        ) => {
            let both = [before, lately];
            fall(both.map(|m| m as f64), both.map(money), share, span(i18n, days, against))
        }
        (&Reason::Unlikely(p), WarningTest::Unlikely { below }) => {
            t_string!(i18n, watch.how_unlikely, p = percent(p), below = percent(below)).to_string()
        }
        (&Reason::BeyondCadence(late, every), WarningTest::BeyondCadence { grace }) => t_string!(
            i18n,
            watch.how_cadence,
            since = count(late.saturating_add(every)),
            every = count(every),
            late = count(late),
            grace = count(grace)
        )
        .to_string(),
        (&Reason::NoContact(Some(since)), WarningTest::NoContact { days }) => {
            t_string!(i18n, watch.how_no_contact, days = count(since), limit = count(days))
                .to_string()
        }
        (&Reason::NoContact(None), WarningTest::NoContact { days }) => {
            t_string!(i18n, watch.how_never, limit = count(days)).to_string()
        }
        (&Reason::Rarer(silent, usual), WarningTest::Rarer { times }) => t_string!(
            i18n,
            watch.how_rarer,
            silent = count(silent),
            usual = format::decimal(locale, usual, 1),
            times = format::decimal(locale, f64::from(silent) / usual, 1),
            limit = format::decimal(locale, times, 2)
        )
        .to_string(),
        (Reason::Slipped(from, to), WarningTest::Slipped { days }) => {
            let name = |name: &SegmentName| words::segment(i18n, Some(name));
            let each = |all: &[Segment]| {
                let names = all.iter().map(|segment| name(&SegmentName::Standard(*segment)));
                names.collect::<Vec<_>>().join(t_string!(i18n, rules.s_comma))
            };
            t_string!(
                i18n,
                watch.how_slipped,
                days = count(days.get()),
                from = name(from),
                to = name(to),
                good = each(&GOOD),
                bad = each(&BAD)
            )
            .to_string()
        }
        _ => return None,
    })
}

/// How what would be lost with a customer is worked out.
pub fn worth(i18n: I18n, worth: Worth, horizon: Option<Horizon>, base: Currency) -> String {
    let locale = i18n.get_locale();
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    match worth {
        Worth::IfTheyStay { minor, orders, spend, p_alive } => {
            horizon.map_or_else(String::new, |horizon| {
                t_string!(
                    i18n,
                    watch.how_if_they_stay,
                    horizon = months(i18n, horizon.days),
                    discount = format::percent(locale, horizon.discount),
                    orders = format::decimal(locale, orders, 2),
                    spend = money(spend),
                    p = format::percent(locale, p_alive),
                    worth = money(minor)
                )
                .to_string()
            })
        }
        Worth::LastYear { minor } => {
            t_string!(i18n, watch.how_last_year, worth = money(minor)).to_string()
        }
    }
}
