//! Files as other programs export them, recognised by their headers and mapped at once.
//!
//! Headers are those of the English versions. A file is recognised when it has the columns
//! that make it what it is and enough of those that tell it from other files: columns may be
//! missing, added or in another order. When in doubt it is an ordinary file, whose mapping is
//! guessed column by column.

pub(crate) mod google;
mod headers;
mod hubspot;
mod outlook;
mod salesforce;
mod zoho;

use std::cmp::Reverse;

use model::{Channel, Stage};
use serde::{Deserialize, Serialize};

use crate::csv::dictionary::normalise;
use crate::csv::known::headers::Headers;
use crate::csv::mapping::{Field, Hints, Label, Mapping, Target};
use crate::csv::values::Answer;

/// A program, and what it has exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Contacts of HubSpot.
    #[serde(rename = "hubspot_contacts")]
    HubSpotContacts,
    /// Companies of HubSpot.
    #[serde(rename = "hubspot_companies")]
    HubSpotCompanies,
    /// Accounts of Salesforce, by a report or the data export.
    SalesforceAccounts,
    /// Contacts of Salesforce, by a report or the data export.
    SalesforceContacts,
    /// Leads of Salesforce, by a report or the data export.
    SalesforceLeads,
    /// Accounts of Zoho CRM.
    ZohoAccounts,
    /// Contacts of Zoho CRM.
    ZohoContacts,
    /// Leads of Zoho CRM.
    ZohoLeads,
    /// Google Contacts, with the headers of 2024 and later or those before.
    GoogleContacts,
    /// Contacts of Outlook.
    Outlook,
    /// Calls of HubSpot.
    #[serde(rename = "hubspot_calls")]
    HubSpotCalls,
    /// Meetings of HubSpot.
    #[serde(rename = "hubspot_meetings")]
    HubSpotMeetings,
    /// Tasks of Salesforce, calls and e-mails logged among them, by the data export.
    SalesforceTasks,
    /// Events of Salesforce by the data export.
    SalesforceEvents,
    /// Calls of Zoho CRM.
    ZohoCalls,
    /// Meetings of Zoho CRM.
    ZohoMeetings,
}

/// A file that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Where it is from.
    pub source: Source,
    /// What its rows are.
    pub target: Target,
    /// What each of its columns holds, with what is known besides.
    pub mapping: Mapping,
}

/// Recognises a file by its headers; `None` for an ordinary one.
#[must_use]
pub fn recognise(headers: &[String]) -> Option<Known> {
    let headers = Headers::new(headers);
    let fitting = FORMATS.iter().filter_map(|format| Some((format.fit(&headers)?, format)));
    let (_, format) = fitting.min_by_key(|(share, _)| Reverse(*share))?;
    let mapping = format.mapping(&headers);
    Some(Known { source: format.source, target: mapping.target, mapping })
}

impl Source {
    /// What a word in a column of choices means to this program. The outer `None` is for a
    /// word that is not its own, the inner one for its word that says no answer of ours.
    pub(crate) fn answer(self, field: Field, text: &str) -> Option<Option<Answer>> {
        let format = FORMATS.iter().find(|format| format.source == self)?;
        let word = normalise(text);
        match (field, &format.rows) {
            (Field::Stage, Rows::Customers { stages }) => {
                let (_, stage) = stages.iter().find(|(known, _)| *known == word)?;
                Some(stage.clone().map(Answer::Stage))
            }
            (Field::Channel, Rows::Interactions { words, .. }) => {
                let (_, channel) = words.iter().find(|(known, _)| *known == word)?;
                Some(channel.clone().map(Answer::Touch))
            }
            _ => None,
        }
    }
}

/// What one kind of file looks like. All headers are folded, see [`fold`](crate::csv::fold);
/// `a|b` is `a`, or failing that `b`.
struct Format {
    source: Source,
    /// One column of each group must be there.
    needs: &'static [&'static str],
    /// With one of these it is another kind of file.
    never: &'static [&'static str],
    /// Headers that ordinary files do not have, or not together.
    tells: &'static [&'static str],
    /// How many of those must be there.
    enough: usize,
    columns: &'static [(&'static str, Role)],
    rows: Rows,
}

/// What the rows are, and the program's own words for answers of ours.
enum Rows {
    Customers {
        stages: &'static [(&'static str, Option<Stage>)],
    },
    Interactions {
        /// The way of those that name none.
        channel: Option<Channel>,
        words: &'static [(&'static str, Option<Channel>)],
    },
}

/// What a column is for. In its header `#` is any number.
enum Role {
    /// It holds the field. Of several columns for a field of one value the first listed does.
    Is(Field),
    /// It holds numbers or addresses of one kind.
    Labelled(Field, &'static str),
    /// It holds numbers or addresses whose kind is in the column of this header, with the
    /// same number for `#`.
    LabelledBy(Field, &'static str),
    /// The field is taken from it where a row has nothing else for it.
    Otherwise(Field),
    /// It holds the names between given and family name.
    Middle,
}

const FORMATS: &[Format] = &[
    hubspot::CONTACTS,
    hubspot::COMPANIES,
    salesforce::ACCOUNTS_REPORT,
    salesforce::ACCOUNTS_EXPORT,
    salesforce::CONTACTS_REPORT,
    salesforce::CONTACTS_EXPORT,
    salesforce::LEADS_REPORT,
    salesforce::LEADS_EXPORT,
    zoho::ACCOUNTS,
    zoho::CONTACTS,
    zoho::LEADS,
    google::CONTACTS,
    google::CONTACTS_BEFORE_2024,
    outlook::CONTACTS,
    hubspot::CALLS,
    hubspot::MEETINGS,
    salesforce::TASKS,
    salesforce::EVENTS,
    zoho::CALLS,
    zoho::MEETINGS,
];

impl Format {
    /// How much of what tells this kind of file is there, in thousandths; `None` when it is
    /// not enough.
    fn fit(&self, headers: &Headers) -> Option<usize> {
        let found = self.tells.iter().filter(|name| headers.has(name)).count();
        let fits = found >= self.enough
            && self.needs.iter().all(|group| headers.has(group))
            && !self.never.iter().any(|name| headers.has(name));
        fits.then_some(found * 1000 / self.tells.len().max(1))
    }

    fn mapping(&self, headers: &Headers) -> Mapping {
        let (target, channel) = match &self.rows {
            Rows::Customers { .. } => (Target::Customers, None),
            Rows::Interactions { channel, .. } => (Target::Interactions, channel.clone()),
        };
        let hints = Hints { source: Some(self.source), channel, ..Hints::default() };
        let columns = vec![None; headers.count()];
        let mut mapping = Mapping { hints, ..Mapping::new(target, columns) };
        for (names, role) in self.columns {
            for (column, number) in headers.find(names) {
                match role {
                    Role::Is(field) => {
                        place(&mut mapping, column, *field);
                    }
                    Role::Labelled(field, label) => {
                        if place(&mut mapping, column, *field) {
                            let label = Label::Text((*label).to_owned());
                            mapping.hints.labels.insert(column, label);
                        }
                    }
                    Role::LabelledBy(field, names) => {
                        let label = headers.find_numbered(names, number).map(Label::Column);
                        if place(&mut mapping, column, *field)
                            && let Some(label) = label
                        {
                            mapping.hints.labels.insert(column, label);
                        }
                    }
                    Role::Otherwise(field) => mapping.hints.otherwise.push((column, *field)),
                    Role::Middle => {
                        mapping.hints.middle_name.get_or_insert(column);
                    }
                }
            }
        }
        mapping
    }
}

/// Gives `column` the field, if both are free.
fn place(mapping: &mut Mapping, column: usize, field: Field) -> bool {
    let free = field.may_repeat() || mapping.column(field).is_none();
    match mapping.columns.get_mut(column) {
        Some(held) if free && held.is_none() => {
            *held = Some(field);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::fold::fold;

    #[test]
    fn formats_are_written_as_headers_are_compared() {
        for format in FORMATS {
            let columns = format.columns.iter().map(|(names, _)| *names);
            let labels = format.columns.iter().filter_map(|(_, role)| match role {
                Role::LabelledBy(_, names) => Some(*names),
                _ => None,
            });
            let lists = format.needs.iter().chain(format.never).chain(format.tells).copied();
            for names in lists.chain(columns).chain(labels) {
                for name in names.split('|') {
                    assert_eq!(fold(name), name, "{:?}", format.source);
                }
            }
            let words: Vec<&str> = match &format.rows {
                Rows::Customers { stages } => stages.iter().map(|(word, _)| *word).collect(),
                Rows::Interactions { words, .. } => words.iter().map(|(word, _)| *word).collect(),
            };
            for word in words {
                assert_eq!(normalise(word), word, "{:?}", format.source);
            }
            assert!(format.enough >= 3 && format.enough <= format.tells.len());
        }
    }

    #[test]
    fn what_a_format_needs_is_enough_to_read_a_row() {
        for format in FORMATS {
            let first = |names: &&str| names.split('|').next().unwrap_or_default().to_owned();
            let headers: Vec<String> =
                format.needs.iter().map(first).chain(format.tells.iter().map(first)).collect();
            let known = recognise(&headers);
            assert_eq!(known.as_ref().map(|known| known.source), Some(format.source));
            assert_eq!(known.map(|known| known.mapping.problems()), Some(vec![]));
        }
    }
}
