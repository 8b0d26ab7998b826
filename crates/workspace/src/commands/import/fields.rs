//! Fields people added, as the columns of a file need them.

use interchange::csv::{CustomColumn, CustomReader};
use model::{CustomField, Edit, Kind, Row, Settings, Validate};

use crate::bulk::Comparison;
use crate::commands::import::ImportPlan;
use crate::error::CommandError;
use crate::store::{Store, StoreError};
use crate::workspace::Workspace;

impl<S: Store> Workspace<S> {
    /// What reads the columns of `plan` for fields people added, by these fields as they are now.
    ///
    /// # Errors
    /// When the settings cannot hold the fields that would be new.
    pub(super) fn custom_reader(&self, plan: &ImportPlan) -> Result<CustomReader, CommandError> {
        let mut wanted = self.image().settings().clone();
        let mut columns: Vec<(usize, CustomColumn)> = Vec::with_capacity(plan.custom.len());
        for (at, column) in &plan.custom {
            let column = column.settled(&plan.kind(), &wanted.fields);
            if !wanted.fields.contains_key(&column.key) {
                wanted.fields.insert(column.key.clone(), column.field.clone());
            }
            columns.push((*at, column));
        }
        if !columns.is_empty() {
            wanted.validate()?;
        }
        let columns = columns.iter().map(|(at, column)| (*at, column));
        let reader = CustomReader::new(columns, plan.notations);
        Ok(reader.with_currencies(&plan.currencies).with_customers_by_name())
    }

    /// Stages the settings with `fields` in them; answers those that are new or differ.
    ///
    /// # Errors
    /// When the settings cannot hold them.
    pub(super) fn stage_fields(
        &self,
        fields: Vec<(String, CustomField)>,
        found: &mut Comparison,
    ) -> Result<Vec<(String, CustomField)>, CommandError> {
        let mut row = {
            let image = self.image();
            let row = image.tables.settings.find(Settings::ID).cloned();
            row.unwrap_or_else(|| Row::created(Settings::ID, self.tick(), Settings::default()))
        };
        let is_news =
            |(key, field): &(String, CustomField)| row.record.fields.get(key) != Some(field);
        let news: Vec<_> = fields.into_iter().filter(is_news).collect();
        if news.is_empty() {
            return Ok(news);
        }
        let mut wanted = row.record.clone();
        wanted.fields.extend(news.iter().cloned());
        wanted.validate()?;
        // Settings that are new count as written over, not as created: taking the import back
        // must not put what was set since, here or elsewhere, into the trash.
        let edits = row.changes_to(&wanted).into_iter().map(|change| Edit::Overwrote {
            kind: Kind::Settings,
            id: Settings::ID,
            path: change.path,
            before: change.before,
            after: change.after,
        });
        let edits: Vec<Edit> = edits.collect();
        let stamp = self.tick_past(&edits);
        for edit in &edits {
            if let Edit::Overwrote { path, after, .. } = edit {
                row.write(path, after.clone(), stamp)
                    .map_err(|why| StoreError::Failed(why.to_string()))?;
            }
        }
        found.staged.settings.push(row);
        found.overwrites.extend(edits);
        Ok(news)
    }
}
