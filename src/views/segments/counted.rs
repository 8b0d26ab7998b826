//! How the number of customers a page counts comes from all there are.

use model::Day;

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::session::Session;

/// Of all customers, how many have no order up to a day, and so how many are counted; follows
/// records.
pub fn counted(i18n: I18n, session: Session, with: usize, day: Day) -> String {
    let locale = i18n.get_locale();
    let all = session.look(|image| image.tables.customers.len()).unwrap_or(with);
    t_string!(
        i18n,
        segments.counted,
        all = format::count(locale, all),
        none = format::count(locale, all.saturating_sub(with)),
        day = format::day(locale, day),
        count = format::count(locale, with)
    )
    .to_string()
}
