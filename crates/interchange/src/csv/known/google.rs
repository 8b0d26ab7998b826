//! Google Contacts, "Google CSV". The headers changed in 2024: `Given Name`, `Group Membership`
//! and `Phone 1 - Type` became `First Name`, `Labels` and `Phone 1 - Label`.
//!
//! Several values of a cell are separated by ` ::: `. A `* ` before a label is the mark of the
//! preferred entry, before a group that of the system's own groups (`* myContacts`). Birthdays
//! without a year are `--03-14`, as in vCard.
//!
//! Sources: header rows in public programs that write either form, and in the tests of those
//! that read real exports.

use crate::csv::known::Role::{Is, LabelledBy, Middle, Otherwise};
use crate::csv::known::{Format, Role, Rows, Source};
use crate::csv::mapping::Field;

/// Between several values of a cell.
pub(crate) const SEPARATOR: &str = ":::";

/// A label without the mark of the preferred entry.
pub(crate) fn unmarked(label: &str) -> &str {
    label.strip_prefix('*').map_or(label, str::trim_start)
}

/// Whether a group is the system's own.
pub(crate) fn is_system_group(group: &str) -> bool {
    group.starts_with('*')
}

/// Whether a birthday is one without a year, `--03-14`.
pub(crate) fn is_yearless(text: &str) -> bool {
    let Some((month, day)) = text.strip_prefix("--").and_then(|rest| rest.split_once('-')) else {
        return false;
    };
    let number = |text: &str| {
        let two = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| two)
    };
    match (number(month), number(day)) {
        // 29 February is in every leap year.
        (Some(month), Some(day)) => model::Day::from_ymd(2000, month, day).is_some(),
        _ => false,
    }
}

const COLUMNS: &[(&str, Role)] = &[
    ("name", Is(Field::Name)),
    ("first name|given name", Is(Field::GivenName)),
    ("middle name|additional name", Middle),
    ("last name|family name", Is(Field::FamilyName)),
    ("e-mail # - value", LabelledBy(Field::Email, "e-mail # - label|e-mail # - type")),
    ("phone # - value", LabelledBy(Field::Phone, "phone # - label|phone # - type")),
    ("address 1 - street", Is(Field::Street)),
    ("address 1 - extended address", Is(Field::Street)),
    ("address 1 - po box", Is(Field::Street)),
    ("address 1 - city", Is(Field::City)),
    ("address 1 - region", Is(Field::Region)),
    ("address 1 - postal code", Is(Field::Postcode)),
    ("address 1 - country", Is(Field::Country)),
    ("address 2 - street", Otherwise(Field::Street)),
    ("address 2 - city", Otherwise(Field::City)),
    ("address 2 - region", Otherwise(Field::Region)),
    ("address 2 - postal code", Otherwise(Field::Postcode)),
    ("address 2 - country", Otherwise(Field::Country)),
    ("labels|group membership", Is(Field::Tags)),
    ("birthday", Is(Field::Birthday)),
    ("organization name|organization 1 - name", Is(Field::Notes)),
    ("organization title|organization 1 - title", Is(Field::Notes)),
    ("notes", Is(Field::Notes)),
    ("file as", Otherwise(Field::Name)),
    ("organization name|organization 1 - name", Otherwise(Field::Name)),
    ("nickname", Otherwise(Field::Name)),
    ("e-mail 1 - value", Otherwise(Field::Name)),
    ("phone 1 - value", Otherwise(Field::Name)),
];

pub(super) const CONTACTS: Format = Format {
    source: Source::GoogleContacts,
    needs: &["first name|last name", "e-mail 1 - value|phone 1 - value"],
    never: &[],
    tells: &[
        "phonetic first name",
        "phonetic middle name",
        "phonetic last name",
        "name prefix",
        "name suffix",
        "file as",
        "organization name",
        "organization title",
        "organization department",
        "labels",
        "e-mail 1 - label",
        "phone 1 - label",
        "address 1 - label",
        "address 1 - formatted",
    ],
    enough: 4,
    columns: COLUMNS,
    rows: Rows::Customers { stages: &[] },
};

pub(super) const CONTACTS_BEFORE_2024: Format = Format {
    source: Source::GoogleContacts,
    needs: &["name|given name|family name", "e-mail 1 - value|phone 1 - value"],
    never: &[],
    tells: &[
        "given name",
        "additional name",
        "family name",
        "yomi name",
        "given name yomi",
        "name prefix",
        "name suffix",
        "group membership",
        "e-mail 1 - type",
        "phone 1 - type",
        "address 1 - type",
        "organization 1 - name",
        "billing information",
        "directory server",
    ],
    enough: 4,
    columns: COLUMNS,
    rows: Rows::Customers { stages: &[] },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_part_of_a_label() {
        for (label, want) in [("* Work", "Work"), ("* ", ""), ("*", ""), ("Work", "Work")] {
            assert_eq!(unmarked(label), want);
        }
        assert!(is_system_group("* myContacts") && !is_system_group("VIP*"));
    }

    #[test]
    fn birthdays_without_a_year_are_days_of_some_year() {
        assert!(is_yearless("--03-14") && is_yearless("--02-29"));
        for text in
            ["--02-30", "--13-01", "--3-14", "-03-14", "--03", "2000-03-14", "--", "--+3-14"]
        {
            assert!(!is_yearless(text), "{text}");
        }
    }
}
