//! What people define to look at their customers by: it stands in the settings, as text, so that
//! it travels with the data, merges one by one, and has history and undo like everything else.

use model::{Kind, Summary};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::commands::Saved;
use crate::error::CommandError;
use crate::image::Image;
use crate::store::{Store, StoreError};
use crate::workspace::Workspace;

/// Something people define, of which there may be several. Its fields that a later version adds
/// want a default, or what is stored no longer reads.
pub trait Definition: Serialize + DeserializeOwned {
    /// What the keys of its kind begin with; without a slash.
    const AREA: &'static str;

    /// What the history calls it; empty for what there is one of.
    fn label(&self) -> String {
        String::new()
    }
}

/// The key of a definition in [`model::Settings::definitions`].
fn key<T: Definition>(id: &str) -> String {
    format!("{}/{id}", T::AREA)
}

impl Image {
    /// Every definition of a kind, by its id. What does not read is passed over: a newer version
    /// may have made it.
    #[must_use]
    pub fn definitions<T: Definition>(&self) -> Vec<(String, T)> {
        let start = key::<T>("");
        let all = self.settings().definitions.range(start.clone()..);
        let own = all.map_while(|(key, text)| Some((key.strip_prefix(&start)?, text)));
        own.filter_map(|(id, text)| Some((id.to_owned(), serde_json::from_str(text).ok()?)))
            .collect()
    }

    /// The definition with an id, if it is there and reads.
    #[must_use]
    pub fn definition<T: Definition>(&self, id: &str) -> Option<T> {
        serde_json::from_str(self.settings().definitions.get(&key::<T>(id))?).ok()
    }
}

/// Definitions to keep and to take away, all as one change. The history tells of the first.
#[derive(Debug, Default)]
pub struct Defining(Vec<Defined>);

#[derive(Debug)]
struct Defined {
    key: String,
    area: &'static str,
    /// What there is to be; nothing to take it away.
    kept: Option<String>,
    /// What one that is kept as a text is called.
    label: fn(&str) -> String,
}

impl Defining {
    /// Keeps a definition under an id, in place of the one that is there, or takes it away.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn and<T: Definition>(
        mut self,
        id: &str,
        definition: Option<&T>,
    ) -> Result<Self, CommandError> {
        let kept = definition.map(serde_json::to_string).transpose();
        let kept = kept.map_err(|why| StoreError::Failed(why.to_string()))?;
        let label = |text: &str| {
            let read = serde_json::from_str::<T>(text);
            read.map(|definition| definition.label()).unwrap_or_default()
        };
        self.0.push(Defined { key: key::<T>(id), area: T::AREA, kept, label });
        Ok(self)
    }
}

impl Defined {
    /// What the history says of it, where `before` stood in its place. What has no name of its own
    /// goes back to what it was without: that is no loss to tell of.
    fn summary(&self, before: Option<&str>) -> Summary {
        let kind = Kind::of_definitions(self.area);
        let label = self.kept.as_deref().or(before).map(self.label).unwrap_or_default();
        match self.kept.is_none() && !label.is_empty() {
            true => Summary::Deleted { kind, count: 1, label },
            false => Summary::Edited { kind, label },
        }
    }
}

impl<S: Store> Workspace<S> {
    /// Keeps a definition under an id, in place of the one that is there, or takes it away.
    ///
    /// # Errors
    /// When it is too long or one too many, or cannot be kept.
    pub async fn define<T: Definition>(
        &self,
        id: &str,
        definition: Option<&T>,
    ) -> Result<Saved, CommandError> {
        self.define_all(Defining::default().and(id, definition)?).await
    }

    /// Keeps and takes away several definitions.
    ///
    /// # Errors
    /// When one is too long or one too many, or cannot be kept; then none is.
    pub async fn define_all(&self, defining: Defining) -> Result<Saved, CommandError> {
        self.change_settings_as(|settings| {
            let all = &mut settings.definitions;
            let first = defining.0.first();
            let summary = first.map(|first| first.summary(all.get(&first.key).map(String::as_str)));
            for Defined { key, kept, .. } in defining.0 {
                match kept {
                    Some(text) => all.insert(key, text),
                    None => all.remove(&key),
                };
            }
            summary
        })
        .await
    }
}
