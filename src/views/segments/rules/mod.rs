//! Segments by rule: the list of them, and the page where one is made or changed.

mod condition;
mod editing;
mod editor;
mod figures;
mod group;
mod list;
mod preview;
mod sentence;
mod values;
mod wording;

pub use editor::RulePage;
pub use list::RulesPage;

use workspace::analysis::rules::Look;

use crate::platform::time;
use crate::session::Session;

/// The address of the list.
const LIST: &str = "/segments/rules";
/// What stands in the place of an id in the address of a segment that is not kept yet.
const NEW: &str = "new";

/// Looks at everybody as of today, and again whenever something changes. `None` before the
/// workspace is open, or on a device without a clock.
fn look<T>(session: Session, look: impl FnOnce(&Look<'_>) -> T) -> Option<T> {
    let today = time::today()?;
    session.look(|image| look(&Look::new(image, today)))
}

/// The address of the page of a segment.
fn path_of(id: &str) -> String {
    format!("{LIST}/{id}")
}

/// The address of the customers in a segment.
fn customers_of(id: &str) -> String {
    let code = workspace::analysis::rules::rule_group(id);
    format!("/customers?group={}", js_sys::encode_uri_component(&code))
}
