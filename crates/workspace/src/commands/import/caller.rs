//! What a row about something of a customer calls that customer.

use interchange::csv::cell::is_placeholder;
use interchange::csv::{RejectReason, Target};
use model::Customer;

use crate::commands::import::Whose;
use crate::commands::import::keys::{MatchBy, one_line};
use crate::commands::import::refusal::Refusal;
use crate::commands::import::staging::Fault;

/// What a row says of its customer.
pub(super) struct Caller<'r> {
    pub by: MatchBy,
    pub text: &'r str,
    pub column: Option<usize>,
}

/// The key and the name a row has.
type Said<'r> = (Option<&'r str>, Option<&'r str>);

impl<'r> Caller<'r> {
    /// A word for "not known" tells nobody: orders without a customer must not all become
    /// those of a customer called `NULL`.
    pub(super) fn of((key, name): Said<'r>, whose: Whose, target: Target) -> Result<Self, Fault> {
        let known = |text: Option<&'r str>| text.filter(|text| !is_placeholder(text));
        let key = known(key).map(|text| (text, whose.key));
        let name = known(name).map(|text| (text, whose.name));
        let found = match whose.match_by {
            MatchBy::Name => name.or(key).map(|found| (MatchBy::Name, found)),
            by => key.map(|key| (by, key)).or(name.map(|name| (MatchBy::Name, name))),
        };
        let Some((by, (text, column))) = found else {
            let column = whose.key.or(whose.name);
            let missing = target.required().first().copied().unwrap_or_default();
            let reason = Refusal::Unreadable(RejectReason::Missing(missing));
            return Err(Fault { column, reason });
        };
        Ok(Self { by, text, column })
    }

    /// The customer nobody knows yet.
    pub(super) fn introduce(&self, (key, name): Said<'_>) -> Customer {
        let key = key.filter(|key| !is_placeholder(key)).unwrap_or_default();
        let name = name.filter(|name| !is_placeholder(name)).unwrap_or(key);
        let mut customer = Customer { name: one_line(name), ..Customer::default() };
        match self.by {
            MatchBy::Code => customer.code = key.to_owned(),
            MatchBy::Name if key != name => customer.code = key.to_owned(),
            MatchBy::Name => {}
            MatchBy::Email => drop(customer.emails.insert(key.to_owned(), String::new())),
            MatchBy::Phone => drop(customer.phones.insert(key.to_owned(), String::new())),
        }
        customer
    }
}

impl Whose {
    /// Whether names tell customers of rows that have no key.
    pub(super) fn asks_names(self) -> bool {
        self.name.is_some() && self.match_by != MatchBy::Name
    }
}
