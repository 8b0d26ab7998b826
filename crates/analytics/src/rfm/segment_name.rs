use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::segment::Segment;

/// Goes before the name in the code of a segment people made, so that none is taken for a
/// known one, or for the customers in no segment.
const OWN: &str = "own:";

/// What a segment of a map is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SegmentName {
    /// A known one, in the words of whoever looks.
    Standard(Segment),
    /// One people made.
    Own(OwnSegment),
}

/// A segment people made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct OwnSegment {
    name: String,
    colour: u8,
}

/// Why a segment cannot be called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SegmentNameError {
    /// Nothing but blanks.
    #[error("a segment has no name")]
    Nameless,
    /// More characters than [`OwnSegment::LONGEST`].
    #[error("the name of a segment has {0} characters, more than {limit}", limit = OwnSegment::LONGEST)]
    TooLong(usize),
}

/// [`OwnSegment`] as read, before it is looked at.
#[derive(Deserialize)]
struct Stored {
    name: String,
    #[serde(default)]
    colour: u8,
}

impl OwnSegment {
    /// The most characters a name may have.
    pub const LONGEST: usize = 40;
    /// How many colours there are.
    pub const COLOURS: u8 = 8;

    /// Takes a name, blanks around it off, and one of the colours; a number beyond them starts
    /// again from the first.
    ///
    /// # Errors
    ///
    /// When the name is empty or too long.
    pub fn new(name: &str, colour: u8) -> Result<Self, SegmentNameError> {
        let name = name.trim();
        let length = name.chars().count();
        if name.is_empty() {
            Err(SegmentNameError::Nameless)
        } else if length > Self::LONGEST {
            Err(SegmentNameError::TooLong(length))
        } else {
            Ok(Self { name: name.to_owned(), colour: colour % Self::COLOURS })
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its colour, `0..COLOURS`.
    #[must_use]
    pub fn colour(&self) -> u8 {
        self.colour
    }
}

impl SegmentName {
    /// What stands for it in addresses: of a known one its [`Segment::code`], of others
    /// `own:` and the name.
    #[must_use]
    pub fn code(&self) -> Cow<'static, str> {
        match self {
            Self::Standard(segment) => segment.code().into(),
            Self::Own(own) => format!("{OWN}{}", own.name).into(),
        }
    }

    /// The name that people gave the segment of this code; `None` of a known one.
    #[must_use]
    pub fn own_of_code(code: &str) -> Option<&str> {
        code.strip_prefix(OWN)
    }
}

impl From<Segment> for SegmentName {
    fn from(segment: Segment) -> Self {
        Self::Standard(segment)
    }
}

impl TryFrom<Stored> for OwnSegment {
    type Error = SegmentNameError;

    fn try_from(Stored { name, colour }: Stored) -> Result<Self, SegmentNameError> {
        Self::new(&name, colour)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn own(name: &str) -> SegmentName {
        SegmentName::Own(OwnSegment::new(name, 3).unwrap())
    }

    #[test]
    fn names_are_one_to_forty_characters() {
        assert_eq!(OwnSegment::new(" \t ", 0), Err(SegmentNameError::Nameless));
        assert_eq!(OwnSegment::new(&"龙".repeat(40), 0).unwrap().name().chars().count(), 40);
        assert_eq!(OwnSegment::new(&"a".repeat(41), 0), Err(SegmentNameError::TooLong(41)));
        assert_eq!(OwnSegment::new("  Gold  ", 0).unwrap().name(), "Gold");
    }

    #[test]
    fn a_colour_beyond_the_last_starts_again() {
        assert_eq!(OwnSegment::new("a", 7).unwrap().colour(), 7);
        assert_eq!(OwnSegment::new("a", 10).unwrap().colour(), 2);
    }

    #[test]
    fn no_code_stands_for_two() {
        assert_eq!(SegmentName::from(Segment::AtRisk).code(), "at-risk");
        assert_eq!(own("at-risk").code(), "own:at-risk");
        assert_eq!(own("unscored").code(), "own:unscored");
        assert_eq!(SegmentName::own_of_code("own:own:a"), Some("own:a"));
        assert_eq!(SegmentName::own_of_code("at-risk"), None);
    }

    #[test]
    fn a_name_keeps_its_stored_form() {
        let stored = [r#""at_risk""#, r#"{"name":"Gold","colour":3}"#];
        for (stored, name) in stored.into_iter().zip([Segment::AtRisk.into(), own("Gold")]) {
            assert_eq!(serde_json::to_string(&name).unwrap(), stored);
            assert_eq!(serde_json::from_str::<SegmentName>(stored).unwrap(), name);
        }
        for refused in [r#""at risk""#, r#"{"name":"  ","colour":3}"#, "3"] {
            assert!(serde_json::from_str::<SegmentName>(refused).is_err(), "{refused}");
        }
    }
}
