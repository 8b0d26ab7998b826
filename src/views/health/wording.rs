//! What a check found, in words: what is wrong, and what is safe and what a repair does.

use workspace::health::{Finding, Found};

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::words;

/// A finding's name for tests and styles.
pub fn code(finding: &Finding) -> &'static str {
    match finding {
        Finding::Chunks { .. } => "chunks",
        Finding::Entries { .. } => "entries",
        Finding::Ledger => "ledger",
        Finding::Lost(_) => "lost",
        Finding::NotStored(_) => "not-stored",
        Finding::NotInMemory(_) => "not-in-memory",
        Finding::NoCustomer(_) => "no-customer",
        Finding::MergedIntoNobody(_) => "merged-into-nobody",
        Finding::StraySettings(_) => "stray-settings",
        Finding::Derived { .. } => "derived",
    }
}

/// What is wrong.
pub fn title(i18n: I18n, finding: &Finding) -> String {
    let number = |count: &usize| format::count(i18n.get_locale(), *count);
    match finding {
        Finding::Chunks { count, .. } => {
            t_string!(i18n, health.f_chunks, count = number(count)).to_string()
        }
        Finding::Entries { count, .. } => {
            t_string!(i18n, health.f_entries, count = number(count)).to_string()
        }
        Finding::Derived { count, .. } => {
            t_string!(i18n, health.f_derived, count = number(count)).to_string()
        }
        Finding::Ledger => t_string!(i18n, health.f_ledger).to_owned(),
        Finding::Lost(_) => t_string!(i18n, health.f_lost).to_owned(),
        Finding::NotStored(_) => t_string!(i18n, health.f_not_stored).to_owned(),
        Finding::NotInMemory(_) => t_string!(i18n, health.f_not_in_memory).to_owned(),
        Finding::NoCustomer(_) => t_string!(i18n, health.f_no_customer).to_owned(),
        Finding::MergedIntoNobody(_) => t_string!(i18n, health.f_merged).to_owned(),
        Finding::StraySettings(_) => t_string!(i18n, health.f_stray).to_owned(),
    }
}

/// How much of what, what is safe, and what a repair does.
pub fn text(i18n: I18n, finding: &Finding) -> String {
    let of = |found: &Found, text: &'static str| {
        let count = format::count(i18n.get_locale(), found.count);
        let kind = words::kind_name(i18n, &found.kind);
        let records = t_string!(i18n, health.records_of, kind = kind, count = count);
        format!("{records} {text}")
    };
    match finding {
        Finding::Chunks { rows, .. } => {
            let rows = format::count(i18n.get_locale(), *rows);
            t_string!(i18n, health.f_chunks_text, rows = rows).to_string()
        }
        Finding::Entries { .. } => t_string!(i18n, health.f_entries_text).to_owned(),
        Finding::Ledger => t_string!(i18n, health.f_ledger_text).to_owned(),
        Finding::Derived { .. } => t_string!(i18n, health.f_derived_text).to_owned(),
        Finding::Lost(found) => of(found, t_string!(i18n, health.f_lost_text)),
        Finding::NotStored(found) => of(found, t_string!(i18n, health.f_not_stored_text)),
        Finding::NotInMemory(found) => of(found, t_string!(i18n, health.f_not_in_memory_text)),
        Finding::NoCustomer(found) => of(found, t_string!(i18n, health.f_no_customer_text)),
        Finding::MergedIntoNobody(found) => of(found, t_string!(i18n, health.f_merged_text)),
        Finding::StraySettings(found) => of(found, t_string!(i18n, health.f_stray_text)),
    }
}

/// Whether only creating a customer helps.
pub fn needs_customer(finding: &Finding) -> bool {
    matches!(finding, Finding::NoCustomer(_) | Finding::MergedIntoNobody(_))
}
