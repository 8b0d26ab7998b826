//! Models, their figures and their troubles, in words.

use analytics::ltv::{Fit, FitTrouble, ModelKind, SpendTrouble, TimeUnit};
use model::{Currency, Money};
use workspace::FittedValue;

use crate::format;
use crate::i18n::{I18n, t_string};

/// What a model is called: by its initials in every language.
pub fn model_name(kind: ModelKind) -> &'static str {
    match kind {
        ModelKind::BgNbd => "BG/NBD",
        ModelKind::MbgNbd => "MBG/NBD",
        ModelKind::ParetoNbd => "Pareto/NBD",
    }
}

/// When customers leave, by a model.
pub fn model_story(i18n: I18n, kind: ModelKind) -> &'static str {
    match kind {
        ModelKind::BgNbd => t_string!(i18n, value.story_bg),
        ModelKind::MbgNbd => t_string!(i18n, value.story_mbg),
        ModelKind::ParetoNbd => t_string!(i18n, value.story_pareto),
    }
}

/// The unit of time as such.
pub fn unit_name(i18n: I18n, unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Day => t_string!(i18n, value.unit_day),
        TimeUnit::Week => t_string!(i18n, value.unit_week),
        TimeUnit::Month => t_string!(i18n, value.unit_month),
    }
}

/// So many days in a unit of time: `30.4 weeks`.
pub fn time(i18n: I18n, days: i32, unit: TimeUnit) -> String {
    let n = format::decimal(i18n.get_locale(), f64::from(days) / unit.days(), 1);
    match unit {
        TimeUnit::Day => t_string!(i18n, value.days, n = n).to_string(),
        TimeUnit::Week => t_string!(i18n, value.weeks, n = n).to_string(),
        TimeUnit::Month => t_string!(i18n, value.months, n = n).to_string(),
    }
}

/// How far ahead, as it is offered.
pub fn horizon(i18n: I18n, days: u32) -> String {
    let months = (f64::from(days) / TimeUnit::Month.days()).round();
    let n = format::decimal(i18n.get_locale(), months, 0);
    t_string!(i18n, value.months, n = n).to_string()
}

/// An amount of minor units that may have a fraction.
pub fn money(i18n: I18n, minor: f64, base: Currency) -> String {
    format::money(i18n.get_locale(), Money::new(minor.round() as i64, base))
}

/// So many times in each unit of time.
pub fn times_a(i18n: I18n, n: String, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Day => t_string!(i18n, value.a_day, n = n).to_string(),
        TimeUnit::Week => t_string!(i18n, value.a_week, n = n).to_string(),
        TimeUnit::Month => t_string!(i18n, value.a_month, n = n).to_string(),
    }
}

/// What the parameters come to on average, in words.
pub fn on_average(i18n: I18n, fit: &Fit) -> String {
    let locale = i18n.get_locale();
    let means = fit.model.means();
    // Two digits that tell something, however rarely customers buy or leave.
    let places = |number: f64| (1.0 - number.log10().floor()).clamp(2.0, 6.0) as u8;
    let n = format::decimal(locale, means.rate, places(means.rate));
    let rate = times_a(i18n, n, fit.unit);
    let leaving = match means.leaving * 100.0 {
        percent if percent < 1.0 => {
            format!("{}%", format::decimal(locale, percent, places(percent)))
        }
        _ => format::percent(locale, means.leaving),
    };
    match fit.model.kind() {
        ModelKind::BgNbd => {
            t_string!(i18n, value.average_bg, rate = rate, leaving = leaving).to_string()
        }
        ModelKind::MbgNbd => {
            t_string!(i18n, value.average_mbg, rate = rate, leaving = leaving).to_string()
        }
        ModelKind::ParetoNbd => {
            let first = match fit.unit {
                TimeUnit::Day => t_string!(i18n, value.first_day),
                TimeUnit::Week => t_string!(i18n, value.first_week),
                TimeUnit::Month => t_string!(i18n, value.first_month),
            };
            t_string!(i18n, value.average_pareto, rate = rate, first = first, leaving = leaving)
                .to_string()
        }
    }
}

/// What a purchase is taken to come to without repeat purchases of a customer's own, in words.
pub fn spend_on_average(i18n: I18n, fitted: &FittedValue, base: Currency) -> Option<String> {
    let mean = fitted.fit.spend.as_ref().ok()?.model.mean();
    Some(t_string!(i18n, value.average_spend, mean = money(i18n, mean, base)).to_string())
}

/// The parameters by the names the sources give them.
pub fn parameters(i18n: I18n, fit: &Fit) -> String {
    let names = match fit.model.kind() {
        ModelKind::ParetoNbd => ["r", "α", "s", "β"],
        _ => ["r", "α", "a", "b"],
    };
    let one = |(name, value): (&str, f64)| {
        format!("{name} = {}", format::decimal(i18n.get_locale(), value, 3))
    };
    names.into_iter().zip(fit.model.parameters()).map(one).collect::<Vec<_>>().join(", ")
}

/// The parameters of spend, the last in whole money.
pub fn spend_parameters(i18n: I18n, fitted: &FittedValue, base: Currency) -> Option<String> {
    let spend = fitted.fit.spend.as_ref().ok()?.model;
    let locale = i18n.get_locale();
    let number = |value| format::decimal(locale, value, 2);
    let (p, q, v) = (number(spend.p), number(spend.q), money(i18n, spend.v, base));
    Some(format!("p = {p}, q = {q}, v = {v}"))
}

/// Why the data does not support a model of purchases.
pub fn fit_trouble(i18n: I18n, why: &FitTrouble) -> String {
    let count = |number: u32| format::count(i18n.get_locale(), number as usize);
    match why {
        FitTrouble::FewCustomers { have, need } => {
            t_string!(i18n, value.few_customers, have = count(*have), need = count(*need))
                .to_string()
        }
        FitTrouble::FewRepeaters { have, need } => {
            t_string!(i18n, value.few_repeaters, have = count(*have), need = count(*need))
                .to_string()
        }
        FitTrouble::NoOptimum => t_string!(i18n, value.no_optimum).to_owned(),
    }
}

/// Why it does not support one of spend.
pub fn spend_trouble(i18n: I18n, why: &SpendTrouble) -> String {
    let locale = i18n.get_locale();
    match why {
        SpendTrouble::FewRepeaters { have, need } => {
            let (have, need) =
                (format::count(locale, *have as usize), format::count(locale, *need as usize));
            t_string!(i18n, value.few_spenders, have = have, need = need).to_string()
        }
        SpendTrouble::Correlated { correlation, bound } => {
            let number = |value| format::decimal(locale, value, 2);
            let (found, bound) = (number(*correlation), number(*bound));
            t_string!(i18n, value.correlated, found = found, bound = bound).to_string()
        }
        SpendTrouble::NoOptimum => t_string!(i18n, value.spend_no_optimum).to_owned(),
        SpendTrouble::NoMean => t_string!(i18n, value.spend_no_mean).to_owned(),
    }
}

/// Why there is no value beside the orders to expect; `None` where there is one.
pub fn no_value(i18n: I18n, fitted: &FittedValue, base: Currency) -> Option<String> {
    match &fitted.fit.spend {
        Err(why) => Some(spend_trouble(i18n, why)),
        Ok(_) if fitted.currency != base.code() => {
            let then = fitted.currency.clone();
            Some(t_string!(i18n, value.other_currency, then = then, now = base.code()).to_string())
        }
        Ok(_) => None,
    }
}
