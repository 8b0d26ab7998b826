//! The scorings people set up, and which of them holds.

use analytics::rfm::Scoring;
use serde::{Deserialize, Serialize};

use crate::analysis::Definition;
use crate::analysis::definitions::Defining;
use crate::commands::Saved;
use crate::error::CommandError;
use crate::image::Image;
use crate::store::Store;
use crate::workspace::Workspace;

impl Definition for Scoring {
    const AREA: &'static str = "scoring";

    fn label(&self) -> String {
        self.name.clone()
    }
}

/// Which scoring holds: the one lists, badges, exports and filters follow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Chosen {
    /// The id of a scoring; empty for the default.
    #[serde(default)]
    scoring: String,
}

/// The area of the choice.
pub const CHOSEN_SCORING: &str = "scoring_chosen";

impl Definition for Chosen {
    const AREA: &'static str = CHOSEN_SCORING;
}

/// There is one choice.
const CHOICE: &str = "all";

impl Image {
    /// The id of the scoring that holds: of one that is there and reads, or empty for the default.
    #[must_use]
    pub fn chosen_scoring(&self) -> String {
        let chosen = self.definition::<Chosen>(CHOICE).unwrap_or_default().scoring;
        if self.definition::<Scoring>(&chosen).is_some() { chosen } else { String::new() }
    }

    /// The scoring that holds; the default unless another is chosen and there.
    #[must_use]
    pub fn scoring(&self) -> Scoring {
        let chosen = self.definition::<Chosen>(CHOICE).unwrap_or_default().scoring;
        self.definition(&chosen).unwrap_or_default()
    }
}

impl<S: Store> Workspace<S> {
    /// Keeps a scoring under an id, or under a new one, and with `choose` has it hold from now
    /// on. Answers its id.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn save_scoring(
        &self,
        id: Option<&str>,
        scoring: &Scoring,
        choose: bool,
    ) -> Result<(String, Saved), CommandError> {
        let id = id.map_or_else(|| self.new_id().to_string(), str::to_owned);
        let mut defining = Defining::default().and(&id, Some(scoring))?;
        if choose {
            defining = defining.and(CHOICE, Some(&Chosen { scoring: id.clone() }))?;
        }
        Ok((id, self.define_all(defining).await?))
    }

    /// Takes a scoring away; if it held, the default holds from now on.
    ///
    /// # Errors
    /// When that cannot be kept.
    pub async fn delete_scoring(&self, id: &str) -> Result<Saved, CommandError> {
        let held = self.image().chosen_scoring() == id;
        let mut defining = Defining::default().and::<Scoring>(id, None)?;
        if held {
            defining = defining.and::<Chosen>(CHOICE, None)?;
        }
        self.define_all(defining).await
    }

    /// Has the scoring with an id hold from now on; an empty one stands for the default.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn choose_scoring(&self, id: &str) -> Result<Saved, CommandError> {
        let chosen = Chosen { scoring: id.to_owned() };
        self.define(CHOICE, (!id.is_empty()).then_some(&chosen)).await
    }
}
