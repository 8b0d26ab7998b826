//! What is typed into fields people added, read as what the fields keep.

use std::collections::BTreeSet;

use crate::custom::{Custom, CustomField, CustomType, NoValue, values_of};
use crate::kinds::Kind;
use crate::kinds::settings::Settings;
use crate::money::Currency;

/// The values of a record of `kind` after `typed` was typed into a form that held `before`.
///
/// What nobody touched stays as it is `stored`, whether it reads or not, and so does whatever
/// is in fields that are retired or of a newer version. A choice that was there before stays
/// although it may be offered no more, and an amount without a currency is in the base
/// currency.
///
/// # Errors
/// The keys of the fields in which something else was typed than they hold.
pub fn read(
    settings: &Settings,
    kind: &Kind,
    typed: &Custom,
    before: &Custom,
    stored: &Custom,
) -> Result<Custom, BTreeSet<String>> {
    let mut custom = stored.clone();
    let mut unread = BTreeSet::new();
    for (key, field) in settings.fields_of(kind) {
        if values_of(typed, key).eq(values_of(before, key)) {
            continue;
        }
        custom.retain(|at, _| at.strip_prefix(key).is_none_or(|rest| !is_own(rest)));
        for value in values_of(typed, key).filter(|value| !value.trim().is_empty()) {
            let kept = values_of(before, key).any(|before| before == value);
            match if kept { Ok(value.to_owned()) } else { read_one(field, value, settings.base()) }
            {
                Ok(choice) if field.holds == CustomType::Choices => {
                    custom.insert(format!("{key}/{choice}"), String::new());
                }
                Ok(value) => drop(custom.insert(key.to_owned(), value)),
                Err(NoValue) => drop(unread.insert(key.to_owned())),
            }
        }
    }
    if unread.is_empty() { Ok(custom) } else { Err(unread) }
}

/// Whether what follows a field's key in the key of a value makes the value the field's.
fn is_own(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

fn read_one(field: &CustomField, text: &str, base: Currency) -> Result<String, NoValue> {
    let read = field.canonical(text);
    match field.holds {
        CustomType::Money => read.or_else(|_| field.canonical(&format!("{} {base}", text.trim()))),
        _ => read,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::CustomType as T;

    fn custom(values: &[(&str, &str)]) -> Custom {
        values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn settings() -> Settings {
        let mut settings = Settings::default();
        let choices = vec!["S".to_owned(), "M".to_owned(), "L".to_owned()];
        for (name, holds) in [
            ("Motto", T::Text),
            ("Weight", T::Number),
            ("Budget", T::Money),
            ("Size", T::Choice),
            ("Sizes", T::Choices),
            ("Vip", T::Flag),
            ("Old", T::Text),
        ] {
            settings.add_field(&Kind::Customer, name, holds, choices.clone()).unwrap();
        }
        settings.add_field(&Kind::Order, "Parcel", T::Text, Vec::new()).unwrap();
        settings.retire_field("old", true);
        settings
    }

    fn read(typed: &[(&str, &str)], before: &[(&str, &str)]) -> Result<Custom, BTreeSet<String>> {
        let before = custom(before);
        super::read(&settings(), &Kind::Customer, &custom(typed), &before, &before)
    }

    #[test]
    fn what_is_typed_is_kept_as_each_field_keeps_it() {
        let typed = [
            ("motto", "  Onwards "),
            ("weight", "07.50"),
            ("budget", "1,200"),
            ("size", "m"),
            ("sizes/S", ""),
            ("sizes/L", ""),
            ("vip", "yes"),
        ];
        let kept = [
            ("motto", "Onwards"),
            ("weight", "7.5"),
            ("budget", "1200.00 USD"),
            ("size", "M"),
            ("sizes/S", ""),
            ("sizes/L", ""),
            ("vip", "yes"),
        ];
        assert_eq!(read(&typed, &[]), Ok(custom(&kept)));
        assert_eq!(read(&[("budget", "9.5 EUR")], &kept), Ok(custom(&[("budget", "9.50 EUR")])));
        assert_eq!(read(&[("motto", " ")], &kept), Ok(custom(&[])));
    }

    #[test]
    fn what_does_not_read_is_named_and_nothing_is_kept() {
        let typed = [("weight", "heavy"), ("budget", "1.234"), ("size", "XL"), ("motto", "Well")];
        let unread = read(&typed, &[]).unwrap_err();
        assert_eq!(unread.into_iter().collect::<Vec<_>>(), ["budget", "size", "weight"]);
    }

    #[test]
    fn what_the_form_does_not_show_or_nobody_touched_stays() {
        let before = [
            ("old", "retired"),
            ("parcel", "of another kind"),
            ("unknown/x", "of a file"),
            ("weight", "heavy"),
            ("sizes/XXL", "1"),
            ("sizes/S", ""),
        ];
        assert_eq!(read(&before, &before), Ok(custom(&before)));
        // Whatever a form makes of what it does not show.
        let shown = [("weight", "heavy"), ("sizes/XXL", "1"), ("sizes/S", ""), ("vip", "no")];
        let mut kept = custom(&before);
        kept.insert("vip".into(), "no".into());
        assert_eq!(read(&shown, &before), Ok(kept));
    }

    #[test]
    fn a_choice_that_is_no_longer_offered_can_stay_and_can_go() {
        let before = [("sizes/XXL", ""), ("sizes/S", "")];
        let both = [("sizes/XXL", ""), ("sizes/M", "")];
        assert_eq!(read(&both, &before), Ok(custom(&both)));
        assert_eq!(read(&[("sizes/M", "")], &before), Ok(custom(&[("sizes/M", "")])));
    }

    #[test]
    fn what_another_tab_wrote_meanwhile_stays() {
        let (typed, before) = (custom(&[("motto", "Onwards")]), custom(&[]));
        let stored = custom(&[("weight", "7"), ("motto", "Stop")]);
        let read = super::read(&settings(), &Kind::Customer, &typed, &before, &stored);
        assert_eq!(read, Ok(custom(&[("motto", "Onwards"), ("weight", "7")])));
    }
}
