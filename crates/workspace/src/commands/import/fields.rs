//! Fields people added, as the columns of a file need them.

use interchange::csv::{CustomColumn, CustomReader};
use model::{CustomField, Validate};

use crate::bulk::Comparison;
use crate::commands::import::ImportPlan;
use crate::error::CommandError;
use crate::store::Store;
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
        let mut wanted = self.image().settings().clone();
        let is_news = |(key, field): &(String, CustomField)| wanted.fields.get(key) != Some(field);
        let news: Vec<_> = fields.into_iter().filter(is_news).collect();
        if news.is_empty() {
            return Ok(news);
        }
        wanted.fields.extend(news.iter().cloned());
        wanted.validate()?;
        let (row, edits) = self.overwrite_settings(&wanted)?;
        found.staged.settings.push(row);
        found.overwrites.extend(edits);
        Ok(news)
    }
}
