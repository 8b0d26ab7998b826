//! The rows that were not taken, as a file to correct and import again.

use interchange::csv::{CsvWriter, Delimiter, Table, TableOptions};
use workspace::{Pace, Step};

use crate::platform::files::Download;
use crate::views::data::trouble::Trouble;
use crate::views::data::wizard::result::Outcome;

/// Rows written between two looks at the clock.
const SLICE: usize = 500;

/// Splits rows as the table they come from did.
fn splitter(delimiter: Delimiter) -> Option<Table> {
    let options = TableOptions { delimiter: Some(delimiter), header: false };
    Table::open(b"-".to_vec(), options).ok()
}

/// Writes the rows of `outcome` that were not taken, each with its `reason`, and hands the
/// file to the user.
///
/// # Errors
/// When it was stopped, or the browser makes no file.
pub async fn download(
    outcome: &Outcome,
    file: &str,
    reason_column: &str,
    reason: impl Fn(usize) -> String,
    pace: &dyn Pace,
) -> Result<(), Trouble> {
    let download = Download::new();
    let mut writer = CsvWriter::new(outcome.delimiter);
    let splitter = splitter(outcome.delimiter);
    let columns = outcome.headers.len();
    writer.row(outcome.headers.iter().map(String::as_str).chain([reason_column]));
    let rejected = &outcome.report.rejected;
    for (slice, rows) in rejected.chunks(SLICE).enumerate() {
        for (at, row) in rows.iter().enumerate() {
            let mut cells = splitter.as_ref().map_or_else(Vec::new, |table| table.cells(&row.raw));
            // The reason has a column of its own, whatever the row has too many or too few of.
            cells.resize(cells.len().max(columns), String::new());
            cells.push(reason(slice * SLICE + at));
            writer.row(cells.iter().map(String::as_str));
        }
        download.push(&writer.take());
        pace.step(Step::Writing, slice * SLICE + rows.len(), rejected.len()).await?;
    }
    Ok(download.save(file, "text/csv").await?)
}
