//! A rule in one sentence.

use model::custom::NUMBER_PLACES;
use model::{Day, DecimalMark, Money, decimal};
use workspace::analysis::rules::{
    Condition, Group, Holds, Join, Look, Node, Operands, Subject, Test, amount,
};

use super::wording;
use crate::format;
use crate::i18n::{I18n, t_string};

/// The rule in words, without a full stop.
pub fn of_rule(i18n: I18n, look: &Look<'_>, rule: &Group) -> String {
    if rule.of.is_empty() {
        return t_string!(i18n, rules.s_nothing).to_owned();
    }
    capital(&group(i18n, look, rule))
}

/// One condition in words.
pub fn of_condition(i18n: I18n, look: &Look<'_>, of: &Condition) -> String {
    capital(&condition(i18n, look, of))
}

fn group(i18n: I18n, look: &Look<'_>, of: &Group) -> String {
    let parts: Vec<String> = of.of.iter().map(|part| node(i18n, look, part)).collect();
    match of.join {
        Join::All => parts.join(t_string!(i18n, rules.s_and)),
        Join::Any => parts.join(t_string!(i18n, rules.s_or)),
        Join::None => {
            let what = parts.join(t_string!(i18n, rules.s_nor));
            t_string!(i18n, rules.s_none, what = what).to_string()
        }
    }
}

fn node(i18n: I18n, look: &Look<'_>, node: &Node) -> String {
    match node {
        // One condition needs no brackets.
        Node::Group(inner) if inner.of.len() == 1 && inner.join != Join::None => {
            group(i18n, look, inner)
        }
        Node::Group(inner) => {
            let what = group(i18n, look, inner);
            t_string!(i18n, rules.s_bracket, what = what).to_string()
        }
        Node::Condition(of) => condition(i18n, look, of),
        Node::Other(_) => t_string!(i18n, rules.s_unknown).to_owned(),
    }
}

fn condition(i18n: I18n, look: &Look<'_>, of: &Condition) -> String {
    let name = wording::subject(i18n, look.image, &of.field);
    let subject = Subject::of_code(&of.field);
    // Names people gave are written as they wrote them.
    let field = if matches!(subject, Some(Subject::Field(_))) { small(&name) } else { name };
    let holds = subject.as_ref().and_then(|subject| subject.holds(look));
    let (Some(subject), Some(holds), Some(test)) = (subject, holds, Test::from_code(&of.test))
    else {
        return field;
    };
    let value = |at: usize| match of.values.get(at).map(|value| value.trim()) {
        Some(text) if !text.is_empty() => value(i18n, look, &subject, holds, test, text),
        _ => t_string!(i18n, rules.s_blank).to_owned(),
    };
    let value_or = |negated: bool| match test.operands() {
        Operands::Some if !of.values.is_empty() => {
            listed(i18n, (0..of.values.len()).map(value).collect(), negated)
        }
        _ => value(0),
    };
    // "Is none of" one is "is not".
    let test = match test {
        Test::OneOf if of.values.len() < 2 => Test::Is,
        Test::NoneOf if of.values.len() < 2 => Test::IsNot,
        test => test,
    };
    phrase(i18n, holds, test, field, value_or, value(1))
}

fn phrase(
    i18n: I18n,
    holds: Holds,
    test: Test,
    field: String,
    value: impl Fn(bool) -> String,
    to: String,
) -> String {
    let is_day = holds == Holds::Day;
    macro_rules! with_value {
        ($key:ident) => {
            t_string!(i18n, rules.$key, field = field, value = value(false)).to_string()
        };
    }
    macro_rules! alone {
        ($key:ident) => {
            t_string!(i18n, rules.$key, field = field).to_string()
        };
    }
    match test {
        Test::Is if is_day => with_value!(s_on),
        Test::AtLeast if is_day => with_value!(s_since),
        Test::AtMost if is_day => with_value!(s_until),
        Test::Is => with_value!(s_is),
        Test::IsNot => with_value!(s_is_not),
        Test::OneOf => with_value!(s_one_of),
        Test::NoneOf => {
            t_string!(i18n, rules.s_none_of, field = field, value = value(true)).to_string()
        }
        Test::Contains => with_value!(s_contains),
        Test::Lacks => with_value!(s_lacks),
        Test::Begins => with_value!(s_begins),
        Test::AtLeast => with_value!(s_at_least),
        Test::AtMost => with_value!(s_at_most),
        Test::Between => {
            t_string!(i18n, rules.s_between, field = field, from = value(false), to = to)
                .to_string()
        }
        Test::InLast => with_value!(s_in_last),
        Test::LongerAgo => with_value!(s_longer_ago),
        Test::InNext => with_value!(s_in_next),
        Test::Anniversary => with_value!(s_anniversary),
        Test::Empty => alone!(s_empty),
        Test::Filled => alone!(s_filled),
        Test::ThisMonth => alone!(s_this_month),
        Test::LastMonth => alone!(s_last_month),
        Test::ThisYear => alone!(s_this_year),
        Test::LastYear => alone!(s_last_year),
    }
}

/// One value of a condition; one that does not read, as it was typed.
fn value(
    i18n: I18n,
    look: &Look<'_>,
    subject: &Subject,
    holds: Holds,
    test: Test,
    text: &str,
) -> String {
    let locale = i18n.get_locale();
    let words = match holds {
        _ if test.counts_days() => None,
        Holds::Choice => Some(wording::choice(i18n, look.image, subject, text)),
        Holds::Customer => wording::customer(look.image, text),
        Holds::Day => text.parse::<Day>().ok().map(|day| format::day(locale, day)),
        Holds::Money => {
            let money = amount(text, look.image.settings().base());
            money.ok().map(|money| money_words(locale, money))
        }
        Holds::Share => Some(format!("{text}{}", t_string!(i18n, rules.percent))),
        Holds::Number | Holds::Count => {
            let number = decimal::parse_scaled(text, NUMBER_PLACES, DecimalMark::Point);
            let number = number.map(|scaled| decimal::format_trimmed(scaled, NUMBER_PLACES));
            number.ok().map(|number| format::exact(locale, &number, NUMBER_PLACES))
        }
        Holds::Text => None,
    };
    words.unwrap_or_else(|| text.to_owned())
}

/// Round amounts without the decimals nobody needs.
fn money_words(locale: crate::i18n::Locale, money: Money) -> String {
    let one = 10_i64.pow(money.currency.places().into());
    match money.minor % one {
        0 => format::money_round(locale, money.minor, money.currency),
        _ => format::money(locale, money),
    }
}

/// `a, b or c`.
fn listed(i18n: I18n, mut all: Vec<String>, negated: bool) -> String {
    let Some(last) = all.pop() else { return String::new() };
    if all.is_empty() {
        return last;
    }
    let some = all.join(t_string!(i18n, rules.s_comma));
    match negated {
        true => t_string!(i18n, rules.s_neither, some = some, last = last).to_string(),
        false => t_string!(i18n, rules.s_either, some = some, last = last).to_string(),
    }
}

fn capital(text: &str) -> String {
    with_first(text, |c| c.to_uppercase().collect())
}

/// For the middle of a sentence; what is written in capitals (RFM) stays so.
fn small(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(_), Some(second)) if second.is_uppercase() => text.to_owned(),
        _ => with_first(text, |c| c.to_lowercase().collect()),
    }
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| change(first) + chars.as_str())
}
