//! What the segments are asked, as it stands in the address.

use analytics::rfm::Scoring;
use model::Day;
use workspace::Image;

use crate::platform::time;
use crate::session::Session;
use crate::views::segments::days::as_of;
use crate::views::url::Params;

/// The id in addresses of the scoring that is there before anybody sets one up.
pub const STANDARD: &str = "standard";

/// What cells are coloured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// How many customers.
    Customers,
    /// How much revenue.
    Revenue,
    /// How much revenue a customer.
    Mean,
}

/// An analysis date and a scoring, and how to show the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The analysis date.
    pub day: Day,
    /// The id of the scoring; empty for the standard one.
    pub id: String,
    /// The scoring.
    pub scoring: Scoring,
    /// Whether it is the one lists go by.
    pub holds: bool,
    /// What cells are coloured by.
    pub show: Measure,
}

impl Question {
    /// The question the address asks; follows changes. Without a scoring that is there, it is the
    /// one that holds. `None` if the device has no clock.
    pub fn read(params: Params, session: Session) -> Option<Self> {
        let day = as_of(params)?;
        let asked = params.get("scoring");
        let (id, scoring, holds) = session.look(|image| scoring(image, &asked))?;
        let show = match params.get("show").as_str() {
            "revenue" => Measure::Revenue,
            "mean" => Measure::Mean,
            _ => Measure::Customers,
        };
        Some(Self { day, id, scoring, holds, show })
    }

    /// Whether a customer list filtered by today's segments shows the same customers.
    pub fn is_today(&self) -> bool {
        self.holds && time::today() == Some(self.day)
    }
}

/// The scoring asked for, its id, and whether it holds.
fn scoring(image: &Image, asked: &str) -> (String, Scoring, bool) {
    let held = image.chosen_scoring();
    if asked == STANDARD {
        let holds = held.is_empty();
        return (String::new(), Scoring::default(), holds);
    }
    match image.definition(asked) {
        Some(scoring) => (asked.to_owned(), scoring, held == asked),
        None => (held, image.scoring(), true),
    }
}
