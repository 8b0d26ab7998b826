//! Why two customers look alike or do not, and what each reason weighs.

/// One thing that speaks for two customers being the same, or against it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The e-mail address of a person, in lower case.
    SameEmail(String),
    /// The address of a desk (info@, sales@ …) of one firm.
    SameMailbox(String),
    /// The telephone number, digits only, with `+` if the country code is known.
    SamePhone(String),
    /// The number another system knows them by.
    SameCode(String),
    /// An e-mail address, number or code that customers of more than [`MANY`](crate::MANY)
    /// names have: a switchboard, a default somebody once typed in.
    HeldByMany(String),
    /// The name, whatever its case, accents, order, honorifics and legal form.
    SameName,
    /// The same, but a name that many have: a single word or two Chinese signs.
    SameShortName,
    /// Names with a slip of the pen between them, or an initial; likeness in per cent.
    SimilarName(u8),
    /// Names that agree as far as they go; likeness in per cent.
    RelatedName(u8),
    /// The same door.
    SameAddress,
    /// The birthday, or founding day.
    SameBirthday,
    /// E-mail addresses at one domain that is the firm's own; for organisations.
    SameDomain(String),
    /// Names of which a part differs; likeness in per cent.
    UnlikeName(u8),
    /// Names of different people or firms; likeness in per cent.
    DifferentName(u8),
    /// Mr and Mrs, Senior and Junior.
    DifferentTitle,
    /// Birthdays that are no slip of the pen, nor the first of January, which stands for any.
    DifferentBirthday,
    /// Two numbers of another system. Whoever is entered twice there has two, so it says
    /// little.
    DifferentCode,
    /// Organisations in different towns: branches, more often than a move.
    DifferentTown,
    /// One is a person, the other an organisation.
    PersonAndOrganisation,
}

impl Reason {
    /// What it adds to the score; less than 0 for what speaks against.
    #[must_use]
    pub fn points(&self) -> i32 {
        match self {
            Self::SameEmail(_) => 60,
            Self::SamePhone(_) | Self::SameCode(_) => 45,
            Self::SameMailbox(_) | Self::SameName => 40,
            Self::SameShortName | Self::SimilarName(_) | Self::SameAddress => 30,
            Self::SameBirthday => 25,
            Self::RelatedName(_) | Self::SameDomain(_) => 15,
            Self::HeldByMany(_) => 10,
            Self::DifferentCode => -10,
            Self::DifferentTown | Self::PersonAndOrganisation => -25,
            Self::DifferentTitle | Self::DifferentBirthday | Self::UnlikeName(_) => -60,
            Self::DifferentName(_) => -80,
        }
    }

    /// Whether it speaks against.
    #[must_use]
    pub fn is_against(&self) -> bool {
        self.points() < 0
    }

    /// The least likeness of names that can add so many points; `None` when none can.
    pub(crate) fn names_worth(points: i32) -> Option<u8> {
        if points <= 0 {
            return Some(0);
        }
        [70, 85, 100].into_iter().find(|percent| Self::of_names(*percent, false).points() >= points)
    }

    /// What a likeness of names says.
    pub(crate) fn of_names(percent: u8, short: bool) -> Self {
        match percent {
            100 if short => Self::SameShortName,
            100 => Self::SameName,
            85.. => Self::SimilarName(percent),
            70.. => Self::RelatedName(percent),
            60.. => Self::UnlikeName(percent),
            _ => Self::DifferentName(percent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_alike_names_are_the_more_they_weigh() {
        let points: Vec<i32> = (0..=100).map(|p| Reason::of_names(p, false).points()).collect();
        assert!(points.is_sorted());
        assert_eq!((points[0], points[100]), (-80, 40));
    }

    #[test]
    fn names_must_be_as_alike_as_what_is_missing() {
        let worth = [-1, 0, 1, 15, 16, 30, 31, 40, 41].map(Reason::names_worth);
        let percent = [Some(0), Some(0), Some(70), Some(70), Some(85), Some(85), Some(100)];
        assert_eq!(worth[..7], percent);
        assert_eq!(worth[7..], [Some(100), None]);
    }

    #[test]
    fn what_differs_speaks_against() {
        assert!(Reason::DifferentTown.is_against());
        assert!(!Reason::HeldByMany(String::new()).is_against());
    }
}
