//! What a record must satisfy before it is saved. The app words each problem; see its locales.

use thiserror::Error;

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// It must not be empty.
    #[error("required")]
    Required,
    /// It has more than this many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Not a telephone number.
    #[error("`{0}` is not a telephone number")]
    NotAPhone(String),
    /// Not an e-mail address.
    #[error("`{0}` is not an e-mail address")]
    NotAnEmail(String),
    /// Not a positive rate for a currency code.
    #[error("the rate for `{0}` is not usable")]
    NotARate(String),
}

/// Everything wrong with a record, by field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Error)]
#[error("{} field(s) need attention", problems.len())]
pub struct Invalid {
    /// Field and problem, in the order of the form.
    pub problems: Vec<(&'static str, Problem)>,
}

impl Invalid {
    /// Notes a problem.
    pub fn add(&mut self, field: &'static str, problem: Problem) {
        self.problems.push((field, problem));
    }

    /// Notes a text of more than `limit` characters.
    pub fn check_length(&mut self, field: &'static str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            self.add(field, Problem::TooLong(limit));
        }
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// Itself, when something was.
    pub fn result(self) -> Result<(), Self> {
        if self.problems.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// A record that can say what is wrong with it.
pub trait Validate {
    /// Checks every rule, not only the first that fails.
    ///
    /// # Errors
    /// All problems found.
    fn validate(&self) -> Result<(), Invalid>;
}

/// Whether people could dial it: at least three digits, and nothing but what numbers are
/// written with.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=20).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || " +-()./#*,;extEXT".contains(c))
}

/// Whether a message could be addressed to it: something, one `@`, a domain, no blanks.
/// Anything stricter refuses addresses that work.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && text.len() <= 254
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Customer;

    #[test]
    fn every_problem_is_named_at_once() {
        let mut customer = Customer { name: "  ".into(), ..Customer::default() };
        customer.emails.insert("nobody".into(), String::new());
        customer.phones.insert("call me".into(), String::new());
        let problems = customer.validate().unwrap_err().problems;
        assert_eq!(
            problems,
            vec![
                ("name", Problem::Required),
                ("phones", Problem::NotAPhone("call me".into())),
                ("emails", Problem::NotAnEmail("nobody".into())),
            ]
        );
    }

    #[test]
    fn real_phones_and_addresses_pass() {
        for phone in ["+86 138 0013 8000", "(020) 7946-0018 ext. 12", "95588"] {
            assert!(is_phone(phone), "{phone}");
        }
        for email in ["a@b.co", "o'brien+crm@mail.example.org", "李雷@例子.公司"] {
            assert!(is_email(email), "{email}");
        }
        for email in ["@b.co", "a@b", "a b@c.de", "a@.de", "<a@b.co>"] {
            assert!(!is_email(email), "{email}");
        }
    }
}
