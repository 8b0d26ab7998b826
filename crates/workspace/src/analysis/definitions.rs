//! What people define to look at their customers by: it stands in the settings, as text, so that
//! it travels with the data, merges one by one, and has history and undo like everything else.

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

/// Definitions to keep and to take away, all as one change.
#[derive(Debug, Default)]
pub struct Defining(Vec<(String, Option<String>)>);

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
        self.0.push((key::<T>(id), kept));
        Ok(self)
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
        self.change_settings(|settings| {
            for (key, kept) in defining.0 {
                match kept {
                    Some(text) => settings.definitions.insert(key, text),
                    None => settings.definitions.remove(&key),
                };
            }
        })
        .await
    }
}
