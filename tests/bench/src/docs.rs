//! The table in the documentation.

use crate::{report::Report, table};
use anyhow::{Context, Result};
use std::{fs, path::Path};

const BEGIN: &str = "<!-- bench: begin -->";
const END: &str = "<!-- bench: end -->";

/// Replaces the table in a page, and nothing else of it.
///
/// # Errors
/// When the page cannot be read or written, or does not say where the table is.
pub fn write(page: &Path, report: &Report) -> Result<()> {
    let name = page.display();
    let text = fs::read_to_string(page).with_context(|| format!("could not read {name}"))?;
    let text = replaced(&text, &table::markdown(report))
        .with_context(|| format!("{name} has no {BEGIN} with {END} after it"))?;
    fs::write(page, text).with_context(|| format!("could not write {name}"))
}

fn replaced(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let page = "# A\n<!-- bench: begin -->old\n<!-- bench: end -->\nB";
        let want = "# A\n<!-- bench: begin -->\n\n| new |\n\n<!-- bench: end -->\nB";
        assert_eq!(replaced(page, "| new |\n").as_deref(), Some(want));
        assert_eq!(replaced(want, "| new |\n").as_deref(), Some(want));
        assert_eq!(replaced("# A\n<!-- bench: end --><!-- bench: begin -->", "t"), None);
    }
}
