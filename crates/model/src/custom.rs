//! Fields people add themselves: what they are, and their values as text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::choice::choice;
use crate::day::Day;
use crate::decimal::{self, DecimalMark};
use crate::id::Id;
use crate::kinds::customer::{NOTES_LIMIT, TEXT_LIMIT};
use crate::money::Money;
use crate::validate::Invalid;
use crate::wire::{Reader, Unreadable, Wire, Writer};

choice! {
    /// What a field of one's own holds.
    CustomType {
        /// A text.
        Text = "text",
        /// A decimal number, written with a point: `12.5`.
        Number = "number",
        /// An amount with its currency: `11.77 USD`.
        Money = "money",
        /// A day: `2026-11-22`.
        Day = "day",
        /// One of a list.
        Choice = "choice",
        /// Any of a list; each that holds is an entry of its own.
        Choices = "choices",
        /// `yes` or `no`.
        Flag = "flag",
        /// An address on the web, or to write to.
        Link = "link",
        /// The id of a customer.
        Customer = "customer",
    }
}

/// Decimals a number keeps.
pub const NUMBER_PLACES: u8 = 9;
/// Most fields of one's own, and most values of them a record has.
pub const CUSTOM_LIMIT: usize = 200;
/// What a yes-or-no field holds for yes.
pub const YES: &str = "yes";
/// What a yes-or-no field holds for no.
pub const NO: &str = "no";

/// Values of fields people added: by the field's key, or for [`CustomType::Choices`] by key,
/// slash, choice.
pub type Custom = BTreeMap<String, String>;

/// A field people added, under its key in the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    /// The kind of record that has it, by its name.
    pub on: String,
    /// What people call it.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub holds: CustomType,
    /// What there is to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Its place among the others; those of one place by name.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub place: i64,
    /// Whether it is no longer offered; what it holds is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// Whether lists of its kind show it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub listed: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(place: &i64) -> bool {
    *place == 0
}

/// A text that is no value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no value of the field")]
pub struct NoValue;

/// The key of a new field: its name in lower case, letters and digits kept, whatever else
/// becomes `_`. Two people who add a field of one name so have one field, not two.
#[must_use]
pub fn key_of(name: &str) -> String {
    let mut key = String::new();
    for c in name.trim().to_lowercase().chars() {
        if c.is_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    let end = key.trim_end_matches('_').len();
    key.truncate(end);
    key
}

/// Whether following it is harmless: an address on the web, a mail address, a telephone number.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    let known = |scheme: &str| matches!(scheme, "http" | "https" | "mailto" | "tel");
    scheme.is_some_and(|(scheme, rest)| known(&scheme) && !rest.is_empty())
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

impl CustomField {
    /// `text` as the field keeps it.
    ///
    /// # Errors
    /// When it is no value of the field.
    pub fn canonical(&self, text: &str) -> Result<String, NoValue> {
        let text = text.trim();
        match &self.holds {
            CustomType::Number => {
                let scaled = decimal::parse_scaled(text, NUMBER_PLACES, DecimalMark::Point);
                scaled
                    .map(|scaled| decimal::format_trimmed(scaled, NUMBER_PLACES))
                    .map_err(|_| NoValue)
            }
            CustomType::Money => {
                text.parse::<Money>().map(|money| money.to_string()).map_err(|_| NoValue)
            }
            CustomType::Day => text.parse::<Day>().map(|day| day.to_string()).map_err(|_| NoValue),
            CustomType::Choice | CustomType::Choices => {
                let same = |choice: &&String| choice.to_lowercase() == text.to_lowercase();
                self.choices.iter().find(same).cloned().ok_or(NoValue)
            }
            CustomType::Flag => match text.to_lowercase().as_str() {
                YES | "true" | "1" | "y" | "是" => Ok(YES.to_owned()),
                NO | "false" | "0" | "n" | "否" => Ok(NO.to_owned()),
                _ => Err(NoValue),
            },
            CustomType::Link if is_link(text) => Ok(text.to_owned()),
            CustomType::Link => Err(NoValue),
            CustomType::Customer => {
                text.parse::<Id>().map(|id| id.to_string()).map_err(|_| NoValue)
            }
            CustomType::Text | CustomType::Other(_) => {
                if text.chars().count() > NOTES_LIMIT {
                    Err(NoValue)
                } else {
                    Ok(text.to_owned())
                }
            }
        }
    }
}

/// The values of a field in `custom`: one, or for several choices each that holds.
pub fn values_of<'a>(custom: &'a Custom, key: &'a str) -> impl Iterator<Item = &'a str> {
    custom.iter().filter_map(move |(at, value)| {
        let rest = at.strip_prefix(key)?;
        if rest.is_empty() { Some(value.as_str()) } else { rest.strip_prefix('/') }
    })
}

/// Notes values too many or too long.
pub(crate) fn check(custom: &Custom, found: &mut Invalid) {
    for value in custom.keys().chain(custom.values()) {
        found.check_length("custom", value, NOTES_LIMIT);
    }
    if custom.len() > CUSTOM_LIMIT {
        found.add("custom", crate::Problem::TooLong(CUSTOM_LIMIT));
    }
}

/// Notes definitions that nobody could use.
pub(crate) fn check_fields(fields: &BTreeMap<String, CustomField>, found: &mut Invalid) {
    for field in fields.values() {
        if field.name.trim().is_empty() {
            found.add("fields", crate::Problem::Required);
        }
        for text in std::iter::once(&field.name).chain(&field.choices) {
            found.check_length("fields", text, TEXT_LIMIT);
        }
    }
    if fields.len() > CUSTOM_LIMIT {
        found.add("fields", crate::Problem::TooLong(CUSTOM_LIMIT));
    }
}

impl Wire for CustomField {
    fn encode(&self, out: &mut Writer) {
        out.map(
            3 + usize::from(!self.choices.is_empty())
                + usize::from(self.place != 0)
                + usize::from(self.retired)
                + usize::from(self.listed),
        );
        for (name, text) in [("on", &*self.on), ("name", &*self.name), ("type", self.holds.code())]
        {
            out.text(name);
            out.text(text);
        }
        if !self.choices.is_empty() {
            out.text("choices");
            self.choices.encode(out);
        }
        if self.place != 0 {
            out.text("place");
            out.int(self.place);
        }
        if self.retired {
            out.text("retired");
            out.bool(true);
        }
        if self.listed {
            out.text("listed");
            out.bool(true);
        }
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let (mut on, mut name, mut holds) = (String::new(), String::new(), CustomType::Text);
        let (mut choices, mut place) = (Vec::new(), 0);
        let (mut retired, mut listed) = (false, false);
        for _ in 0..from.map()? {
            match from.text()? {
                "on" => on = Wire::decode(from)?,
                "name" => name = Wire::decode(from)?,
                "type" => holds = CustomType::from_code(from.text()?),
                "choices" => choices = Wire::decode(from)?,
                "place" => place = from.int()?,
                "retired" => retired = from.bool()?,
                "listed" => listed = from.bool()?,
                _ => from.skip()?,
            }
        }
        Ok(Self { on, name, holds, choices, place, retired, listed })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn field(holds: CustomType) -> CustomField {
        let choices = vec!["Red".to_owned(), "深蓝".to_owned()];
        let (on, name) = ("customer".to_owned(), "A field".to_owned());
        CustomField { on, name, holds, choices, place: 0, retired: false, listed: false }
    }

    #[test]
    fn a_name_makes_the_same_key_wherever_it_is_written() {
        for (name, key) in [
            ("Shoe size", "shoe_size"),
            ("  Shoe—Size! ", "shoe_size"),
            ("鞋码（欧）", "鞋码_欧"),
            ("a/b", "a_b"),
            ("!!!", ""),
        ] {
            assert_eq!(key_of(name), key);
        }
    }

    #[test]
    fn values_are_kept_in_one_form_and_others_refused() {
        use CustomType as T;
        for (holds, text, kept) in [
            (T::Text, "  as it is ", Some("as it is")),
            (T::Number, "012.500", Some("12.5")),
            (T::Number, "1e5", None),
            (T::Money, "11.77 USD", Some("11.77 USD")),
            (T::Money, "11.77", None),
            (T::Day, "2026-02-30", None),
            (T::Day, "2026-02-28", Some("2026-02-28")),
            (T::Choice, "red", Some("Red")),
            (T::Choices, "深蓝", Some("深蓝")),
            (T::Choice, "green", None),
            (T::Flag, "TRUE", Some("yes")),
            (T::Flag, "否", Some("no")),
            (T::Flag, "maybe", None),
            (T::Link, "https://example.org/a?b=c", Some("https://example.org/a?b=c")),
            (T::Link, "javascript:alert(1)", None),
            (T::Link, "JavaScript:alert(1)", None),
            (T::Customer, "nobody", None),
        ] {
            let found = field(holds.clone()).canonical(text);
            assert_eq!(found.ok().as_deref(), kept, "{holds} {text}");
        }
    }

    #[test]
    fn several_choices_are_found_under_their_field_only() {
        let custom: Custom = [("size/L", ""), ("size/M", ""), ("sizes", "x"), ("one", "1")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
        assert_eq!(values_of(&custom, "size").collect::<Vec<_>>(), ["L", "M"]);
        assert_eq!(values_of(&custom, "one").collect::<Vec<_>>(), ["1"]);
        assert_eq!(values_of(&custom, "two").count(), 0);
    }
}
