//! One telephone number or e-mail address that two customers have in two spellings.

use std::collections::BTreeMap;

use crate::email::Email;
use crate::phone::Phone;

/// Telephone numbers or e-mail addresses of a customer, each with its label.
type Entries = BTreeMap<String, String>;

/// Numbers of one ending that are looked at. Nobody has more, and a file could bring a million.
const NEAR: usize = 8;

/// An entry that the lists of two customers have in several spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// The spelling that says all the others do.
    pub stands: String,
    /// What both call it.
    pub label: String,
    /// The other spellings.
    pub goes: Vec<String>,
}

/// Telephone numbers of `other` that `first` has in another spelling, in the order of `first`.
/// The fullest spelling stands: the one with the country code, the one with the extension. Where
/// each says something that the other does not, they are left as two.
#[must_use]
pub fn same_phones(first: &Entries, other: &Entries) -> Vec<Spelled> {
    spelled(first, other, Phone::read, Phone::tail, Phone::fuller)
}

/// E-mail addresses of `other` that `first` has in another spelling, in the order of `first`,
/// whose spelling stands: none says more than another.
#[must_use]
pub fn same_emails(first: &Entries, other: &Entries) -> Vec<Spelled> {
    let text = |email: &Email| email.text().to_owned();
    spelled(first, other, Email::read, text, |one, two| (one == two).then_some(false))
}

/// `fuller` says whether the second of two is the fuller spelling, and nothing where they are
/// two; only entries of one `key` are compared.
fn spelled<T, K: Ord>(
    first: &Entries,
    other: &Entries,
    read: impl Fn(&str) -> Option<T>,
    key: impl Fn(&T) -> K,
    fuller: impl Fn(&T, &T) -> Option<bool>,
) -> Vec<Spelled> {
    let mut found: Vec<(T, Spelled)> = Vec::new();
    let mut near: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (text, label) in first {
        let Some(entry) = read(text) else { continue };
        near.entry(key(&entry)).or_default().push(found.len());
        let theirs = other.get(text).map_or("", String::as_str);
        let label = both(label, theirs);
        found.push((entry, Spelled { stands: text.clone(), label, goes: Vec::new() }));
    }
    for (text, label) in other.iter().filter(|(text, _)| !first.contains_key(*text)) {
        let Some(entry) = read(text) else { continue };
        for at in near.get(&key(&entry)).into_iter().flatten().take(NEAR) {
            let Some((known, spelled)) = found.get_mut(*at) else { continue };
            let Some(is_fuller) = fuller(known, &entry) else { continue };
            spelled.label = both(&spelled.label, label);
            let mut goes = text.clone();
            if is_fuller {
                *known = entry;
                std::mem::swap(&mut spelled.stands, &mut goes);
            }
            spelled.goes.push(goes);
            break;
        }
    }
    found.into_iter().map(|(_, spelled)| spelled).filter(|found| !found.goes.is_empty()).collect()
}

/// Two labels of one thing as one: each word once, whatever its letter case.
fn both(one: &str, other: &str) -> String {
    let mut label = one.trim().to_owned();
    let mut known: Vec<String> = parts(one).map(str::to_lowercase).collect();
    for part in parts(other) {
        let folded = part.to_lowercase();
        if known.contains(&folded) {
            continue;
        }
        if !label.is_empty() {
            label.push_str(", ");
        }
        label.push_str(part);
        known.push(folded);
    }
    label
}

fn parts(label: &str) -> impl Iterator<Item = &str> {
    label.split(',').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn entries(list: &[(&str, &str)]) -> Entries {
        list.iter().map(|(text, label)| ((*text).to_owned(), (*label).to_owned())).collect()
    }

    fn spelled(stands: &str, label: &str, goes: &[&str]) -> Spelled {
        let goes = goes.iter().map(|text| (*text).to_owned()).collect();
        Spelled { stands: stands.to_owned(), label: label.to_owned(), goes }
    }

    #[test]
    fn of_two_spellings_of_a_number_the_fuller_one_stands() {
        let home = entries(&[("07700 900001", "mobile")]);
        let abroad = entries(&[("+44 7700 900001", "")]);
        let one = [spelled("+44 7700 900001", "mobile", &["07700 900001"])];
        assert_eq!(same_phones(&home, &abroad), one);
        assert_eq!(same_phones(&abroad, &home), one);

        let desk = entries(&[("021-05555132 ext 8", "")]);
        let hall = entries(&[("021-05555132", "")]);
        assert_eq!(
            same_phones(&hall, &desk),
            [spelled("021-05555132 ext 8", "", &["021-05555132"])]
        );
        // Of two that say the same, the first one's.
        let one = entries(&[("+44 7700 900001", "")]);
        let other = entries(&[("0044-7700-900001", "")]);
        assert_eq!(
            same_phones(&one, &other),
            [spelled("+44 7700 900001", "", &["0044-7700-900001"])]
        );
    }

    #[test]
    fn numbers_that_each_say_something_of_their_own_stay_two() {
        let desk = entries(&[("021-05555132 ext 8", "")]);
        let abroad = entries(&[("+86 21 05555132", "")]);
        assert_eq!(same_phones(&desk, &abroad), []);
        let others = entries(&[("07700 900002", ""), ("123", ""), ("none", "")]);
        assert_eq!(same_phones(&entries(&[("07700 900001", "")]), &others), []);
        // What both have is no other spelling, nor is what one has twice.
        let one = entries(&[("07700 900001", "")]);
        assert_eq!(same_phones(&one, &one), []);
        let twice = entries(&[("07700 900001", ""), ("+44 7700 900001", "")]);
        assert_eq!(same_phones(&twice, &Entries::new()), []);
    }

    #[test]
    fn more_than_two_spellings_become_one_and_a_number_is_taken_once() {
        let first = entries(&[("020 7946 0018", "office")]);
        let other = entries(&[
            ("+44 20 7946 0018", "Office"),
            ("020-7946-0018", "reception"),
            ("030 7946 0018", "Berlin"),
        ]);
        let goes = ["020 7946 0018", "020-7946-0018"];
        assert_eq!(
            same_phones(&first, &other),
            [spelled("+44 20 7946 0018", "office, reception", &goes)]
        );
        // A number without its area code fits both, and becomes one of them.
        let short = entries(&[("7946 0018", "")]);
        let long = entries(&[("020 7946 0018", ""), ("030 7946 0018", "")]);
        assert_eq!(same_phones(&short, &long), [spelled("020 7946 0018", "", &["7946 0018"])]);
    }

    #[test]
    fn addresses_that_differ_in_letter_case_are_one() {
        let one = entries(&[("Lei@Example.com", "work"), ("li@example.com", "")]);
        let other = entries(&[("lei@example.com", "Work, old"), ("lin@example.com", "")]);
        assert_eq!(
            same_emails(&one, &other),
            [spelled("Lei@Example.com", "work, old", &["lei@example.com"])]
        );
        assert_eq!(
            same_emails(&other, &one),
            [spelled("lei@example.com", "Work, old", &["Lei@Example.com"])]
        );
    }

    #[test]
    fn a_label_both_gave_is_among_those_of_the_others() {
        let one = entries(&[("07700 900001", "mobile")]);
        let other = entries(&[("07700 900001", "private"), ("+44 7700 900001", "")]);
        assert_eq!(
            same_phones(&one, &other),
            [spelled("+44 7700 900001", "mobile, private", &["07700 900001"])]
        );
    }
}
