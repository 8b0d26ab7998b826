//! Writing the file.

use std::sync::Arc;

use interchange::csv::Delimiter;
use interchange::vcard::Version;
use leptos::prelude::*;
use workspace::Step;
use workspace::export_csv::{Column, List, ListExport, Needs, WorkedOut};

use crate::i18n::{I18n, t_string};
use crate::lazy;
use crate::platform::files::Download;
use crate::platform::time;
use crate::session::Session;
use crate::views::data::{Desk, Doing, Trouble};
use crate::views::lists_out::wording::Spoken;

/// What to write, and how.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// A table.
    Table {
        /// Its columns, in order.
        columns: Vec<Column>,
        /// What divides them.
        delimiter: Delimiter,
    },
    /// Cards of customers.
    Cards(Version),
}

impl Wanted {
    fn file_name(&self, i18n: I18n, list: List) -> String {
        let stem = match list {
            List::Customers => t_string!(i18n, out.file_customers),
            List::Interactions => t_string!(i18n, out.file_interactions),
            List::Orders => t_string!(i18n, out.file_orders),
            List::Tasks => t_string!(i18n, out.file_tasks),
        };
        let extension = match self {
            Self::Table { .. } => "csv",
            Self::Cards(_) => "vcf",
        };
        match time::today() {
            Some(day) => format!("{stem} {day}.{extension}"),
            None => format!("{stem}.{extension}"),
        }
    }
}

/// Writes the records in `slots` and hands the file to the user; answers its name and how many
/// records are in it.
///
/// # Errors
/// When it was stopped, other work is under way, or the browser makes no file.
pub async fn write(
    session: Session,
    i18n: I18n,
    list: List,
    slots: Arc<Vec<u32>>,
    wanted: Wanted,
) -> Result<(String, usize), Trouble> {
    let name = wanted.file_name(i18n, list);
    let data = session.data().ok_or(Trouble::Busy)?;
    let doing = Doing::WritingList(name.clone());
    let written = Desk::of(session).run(doing, Step::Writing, async |pace| {
        let download = Download::new();
        let mut push = |piece: Vec<u8>| download.push(&piece);
        let (count, media_type) = match &wanted {
            Wanted::Table { columns, delimiter } => {
                let needs: Vec<Needs> = columns.iter().filter_map(Column::needs).collect();
                let analysis = !needs.is_empty() && lazy::has_analysis(session).await;
                let is_asked = |what| analysis && needs.contains(&what);
                let standing = is_asked(Needs::Scores).then(|| untrack(|| session.standing()));
                let tiers = is_asked(Needs::Tiers).then(|| untrack(|| session.tiers()));
                let ltv = is_asked(Needs::Ltv).then(|| untrack(|| session.ltv()));
                let (standing, tiers, ltv) = (standing.flatten(), tiers.flatten(), ltv.flatten());
                let words = Spoken(i18n);
                let export = ListExport {
                    list,
                    slots: &slots,
                    columns,
                    delimiter: *delimiter,
                    words: &words,
                    worked_out: WorkedOut {
                        rfm: standing.as_ref().map(|standing| &*standing.rfm),
                        tiers: tiers.as_deref(),
                        ltv: ltv.as_deref(),
                    },
                };
                (data.write_csv(&export, pace, &mut push).await?, "text/csv")
            }
            Wanted::Cards(version) => {
                (data.write_cards(&slots, *version, pace, &mut push).await?, "text/vcard")
            }
        };
        download.save(&name, media_type).await?;
        Ok::<_, Trouble>(count)
    });
    let count = written.await?;
    Ok((name, count))
}
