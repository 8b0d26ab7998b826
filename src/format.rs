//! Numbers, money and dates as people of each language write them.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::Timelike;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use model::{Currency, Day, Moment, Money};
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::Locale;
use crate::session::language_code;

thread_local! {
    /// Formatters are costly to make and cheap to use, so each is made once.
    static FORMATTERS: RefCell<HashMap<String, Function>> = RefCell::default();
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

fn formatted(key: String, make: impl FnOnce() -> Function, value: &JsValue) -> String {
    FORMATTERS.with_borrow_mut(|formatters| {
        let format = formatters.entry(key).or_insert_with(make);
        format
            .call1(&JsValue::NULL, value)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    })
}

fn number_format(locale: Locale, pairs: &[(&str, JsValue)]) -> Function {
    let locales = Array::of1(&language_code(locale).into());
    Intl::NumberFormat::new(&locales, &options(pairs)).format()
}

fn date_format(locale: Locale, pairs: &[(&str, JsValue)]) -> Function {
    let locales = Array::of1(&language_code(locale).into());
    Intl::DateTimeFormat::new(&locales, &options(pairs)).format()
}

/// `12,345`.
pub fn count(locale: Locale, number: usize) -> String {
    let key = format!("n{}", language_code(locale));
    formatted(key, || number_format(locale, &[]), &JsValue::from_f64(number as f64))
}

/// `$12,345.60`, with the decimals the currency has.
pub fn money(locale: Locale, money: Money) -> String {
    let code = money.currency.code().to_owned();
    let key = format!("m{}{code}", language_code(locale));
    let make = || {
        number_format(locale, &[("style", "currency".into()), ("currency", code.as_str().into())])
    };
    // As text the amount stays exact; Intl reads decimal strings as they are.
    formatted(key, make, &money.number().into())
}

/// `$12,346`: an amount where cents would only be noise.
pub fn money_round(locale: Locale, minor: i64, currency: Currency) -> String {
    let key = format!("r{}{currency}", language_code(locale));
    let make = || {
        number_format(
            locale,
            &[
                ("style", "currency".into()),
                ("currency", currency.code().into()),
                ("maximumFractionDigits", 0.into()),
                ("minimumFractionDigits", 0.into()),
            ],
        )
    };
    formatted(key, make, &Money::new(minor, currency).number().into())
}

/// `12.3 %`, from a share between 0 and 1.
pub fn percent(locale: Locale, share: f64) -> String {
    let key = format!("p{}", language_code(locale));
    let make = || {
        number_format(locale, &[("style", "percent".into()), ("maximumFractionDigits", 1.into())])
    };
    formatted(key, make, &share.into())
}

/// `12.5`, with at most `places` decimals.
pub fn decimal(locale: Locale, number: f64, places: u8) -> String {
    let key = format!("d{places}{}", language_code(locale));
    let make = || number_format(locale, &[("maximumFractionDigits", places.into())]);
    formatted(key, make, &number.into())
}

/// `12,345.678`: a number written with a point, exactly, with at most `places` decimals.
pub fn exact(locale: Locale, number: &str, places: u8) -> String {
    let key = format!("d{places}{}", language_code(locale));
    let make = || number_format(locale, &[("maximumFractionDigits", places.into())]);
    // As text it stays exact; see `money`.
    formatted(key, make, &number.into())
}

/// Sentences one after the other: Chinese puts no space between them.
pub fn sentences(locale: Locale, all: &[impl AsRef<str>]) -> String {
    let all: Vec<&str> = all.iter().map(AsRef::as_ref).filter(|one| !one.is_empty()).collect();
    all.join(match locale {
        Locale::zh_CN => "",
        _ => " ",
    })
}

/// `22 Nov 2026`.
pub fn day(locale: Locale, day: Day) -> String {
    let key = format!("y{}", language_code(locale));
    let make = || {
        date_format(
            locale,
            &[
                ("year", "numeric".into()),
                ("month", "short".into()),
                ("day", "numeric".into()),
                ("timeZone", "UTC".into()),
            ],
        )
    };
    formatted(key, make, &Date::new(&JsValue::from_f64(f64::from(day.number()) * 86_400_000.0)))
}

/// `Nov 2026`, from any day of the month.
pub fn month(locale: Locale, day: Day) -> String {
    let key = format!("h{}", language_code(locale));
    let make = || {
        date_format(
            locale,
            &[("year", "numeric".into()), ("month", "short".into()), ("timeZone", "UTC".into())],
        )
    };
    formatted(key, make, &Date::new(&JsValue::from_f64(f64::from(day.number()) * 86_400_000.0)))
}

/// `09:42`, by the wall clock where it was written down.
pub fn time(moment: Moment) -> String {
    let local = moment.local();
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `22 Nov 2026, 09:42`.
pub fn moment(locale: Locale, moment: Moment) -> String {
    format!("{}, {}", day(locale, moment.day()), time(moment))
}

/// `2 days ago`, `今天`: how far `day` lies from `today`, in the largest unit that fits.
pub fn relative(locale: Locale, day: Day, today: Day) -> String {
    let days = today.days_since(day);
    let (amount, unit) = match days.abs() {
        0..=45 => (days, "day"),
        46..=700 => (days / 30, "month"),
        _ => (days / 365, "year"),
    };
    let key = format!("t{}", language_code(locale));
    FORMATTERS.with_borrow_mut(|formatters| {
        let format = formatters.entry(key).or_insert_with(|| {
            let locales = Array::of1(&language_code(locale).into());
            let options = options(&[("numeric", "auto".into())]);
            let formatter = Intl::RelativeTimeFormat::new(&locales, &options);
            let method = Reflect::get(&formatter, &"format".into()).ok();
            let method = method.and_then(|method| method.dyn_into::<Function>().ok());
            method.map_or_else(Function::default, |method| method.bind0(&formatter))
        });
        let text = format.call2(&JsValue::NULL, &(-amount).into(), &unit.into()).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// `1.4 MB`.
pub fn bytes(locale: Locale, bytes: f64) -> String {
    let (amount, unit) = match bytes {
        b if b < 1e6 => (b / 1e3, "kB"),
        b if b < 1e9 => (b / 1e6, "MB"),
        b => (b / 1e9, "GB"),
    };
    format!("{} {unit}", decimal(locale, amount, 1))
}
