//! What a column nobody has a field for seems to hold.

use std::collections::BTreeMap;

use model::custom::{NUMBER_PLACES, is_link};
use model::decimal::parse_scaled;
use model::kinds::customer::TAG_LIMIT;
use model::{Currency, CustomType};

use crate::csv::cell::{
    ExcessDecimals, detect_date_formats, detect_decimal_mark, is_placeholder, read_amount,
    read_date,
};
use crate::csv::custom::read::read_flag;
use crate::csv::fold::fold;

/// Most different values of a column of choices.
const FEW: usize = 12;
/// Rows a choice should have on average.
const OFTEN: usize = 3;

/// The type that holds every one of `values`, blanks and words for "not known" aside: a
/// narrow one only when no value is against it, for a value that does not fit keeps its row
/// out. When in doubt it is a text.
pub fn guess_type<'v>(values: impl Iterator<Item = &'v str> + Clone) -> CustomType {
    let values = values.map(str::trim).filter(|text| !is_placeholder(text));
    if values.clone().next().is_none() {
        return CustomType::Text;
    }
    let all = |is: &dyn Fn(&str) -> bool| values.clone().all(is);
    // Digits alone may as well be counts.
    if all(&|text| read_flag(text).is_some() && !text.starts_with(|c: char| c.is_ascii_digit())) {
        return CustomType::Flag;
    }
    let formats = detect_date_formats(values.clone());
    if formats.first().is_some_and(|format| all(&|text| read_date(text, *format).is_ok())) {
        return CustomType::Day;
    }
    if all(&is_link) {
        return CustomType::Link;
    }
    let mark = detect_decimal_mark(values.clone()).unwrap_or_default();
    if all(&|text| !is_code(text) && parse_scaled(text, NUMBER_PLACES, mark).is_ok()) {
        return CustomType::Number;
    }
    let is_amount =
        |text: &str| read_amount(text, Currency::USD, mark, ExcessDecimals::Reject).is_ok();
    if all(&|text| !is_code(text) && is_amount(text)) {
        return CustomType::Money;
    }
    let mut counts = BTreeMap::new();
    let mut rows = 0_usize;
    for text in values {
        rows += 1;
        *counts.entry(fold(text)).or_insert(0_usize) += 1;
        if counts.len() > FEW || text.chars().count() > TAG_LIMIT {
            return CustomType::Text;
        }
    }
    if counts.len() > 1 && rows >= counts.len() * OFTEN {
        CustomType::Choice
    } else {
        CustomType::Text
    }
}

/// Whether its digits are no quantity: a leading zero would be lost.
fn is_code(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0', b'0'..=b'9', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_told_by_its_values() {
        use CustomType as T;
        for (values, want) in [
            (vec![], T::Text),
            (vec!["n/a", " "], T::Text),
            (vec!["yes", "No", "", "是"], T::Flag),
            (vec!["1", "0", "1"], T::Number),
            (vec!["42", "-1,250.5"], T::Number),
            (vec!["0042", "17"], T::Text),
            (vec!["12.50 €", "$3"], T::Money),
            (vec!["31.01.2024", "01.02.2024", "-"], T::Day),
            (vec!["31.01.2024", "soon"], T::Text),
            (vec!["https://example.org", "mailto:a@b.co"], T::Link),
            (vec!["https://example.org", "example.org"], T::Text),
            (vec!["a", "b", "A", "b", "a", "b"], T::Choice),
            (vec!["a", "b", "a", "b", "a"], T::Text),
            (vec!["a", "a", "a"], T::Text),
        ] {
            assert_eq!(guess_type(values.iter().copied()), want, "{values:?}");
        }
        let many: Vec<String> = (0..130).map(|n| format!("w{}", n % 13)).collect();
        assert_eq!(guess_type(many.iter().map(String::as_str)), T::Text);
    }
}
