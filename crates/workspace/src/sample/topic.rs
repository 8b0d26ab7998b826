//! What interactions are about. The languages word the same topics in the same order.

use model::{Channel, Direction};

/// When in a relationship a topic comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Before the first order.
    Prospect,
    /// While they order.
    Active,
    /// When they have not ordered for long.
    Quiet,
}

/// With whom a topic comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// Organisations.
    Organisation,
    /// People.
    Person,
    /// Both.
    Anyone,
}

/// When, with whom and how a topic comes up.
#[derive(Debug)]
pub(super) struct Topic {
    pub phase: Phase,
    pub with: With,
    /// Nothing for a note of our own.
    pub direction: Option<Direction>,
    pub channels: &'static [Channel],
}

impl Topic {
    /// Whether it can come up then, with an organisation or else a person.
    pub(super) fn suits(&self, phase: Phase, organisation: bool) -> bool {
        let with = if organisation { With::Organisation } else { With::Person };
        self.phase == phase && (self.with == With::Anyone || self.with == with)
    }
}

const fn ours(phase: Phase, with: With, channels: &'static [Channel]) -> Topic {
    Topic { phase, with, direction: Some(Direction::Outbound), channels }
}

const fn theirs(phase: Phase, with: With, channels: &'static [Channel]) -> Topic {
    Topic { phase, with, direction: Some(Direction::Inbound), channels }
}

const fn note(phase: Phase, with: With) -> Topic {
    Topic { phase, with, direction: None, channels: &[Channel::Note] }
}

/// How many topics there are.
pub(super) const COUNT: usize = 32;

/// All topics; those before the first order in the order in which they come up.
pub(super) static TOPICS: [Topic; COUNT] = {
    use Channel::{Call, Email, Event, Meeting, Message, Visit};
    use Phase::{Active, Prospect, Quiet};
    use With::{Anyone, Organisation, Person};
    [
        // A card from a fair.
        note(Prospect, Anyone),
        // An enquiry about wholesale terms.
        theirs(Prospect, Organisation, &[Call, Email]),
        // A question about grind and delivery.
        theirs(Prospect, Person, &[Email, Message]),
        // An introduction.
        ours(Prospect, Organisation, &[Call, Email]),
        // A brewing class.
        ours(Prospect, Person, &[Event]),
        // An open tasting.
        ours(Prospect, Anyone, &[Event]),
        // A first visit.
        ours(Prospect, Organisation, &[Visit, Meeting]),
        // A quote.
        ours(Prospect, Organisation, &[Email, Meeting]),
        // A tasting of the new harvest.
        ours(Active, Organisation, &[Visit]),
        // A late delivery.
        theirs(Active, Anyone, &[Call, Email, Message]),
        // A review of terms and volumes.
        ours(Active, Organisation, &[Meeting, Visit, Call]),
        // A machine that loses pressure.
        theirs(Active, Organisation, &[Call, Message]),
        // A grinder calibrated.
        ours(Active, Organisation, &[Visit]),
        // A training.
        ours(Active, Organisation, &[Meeting, Visit]),
        // A delivery confirmed.
        ours(Active, Anyone, &[Email, Message]),
        // A change to the regular order.
        theirs(Active, Anyone, &[Call, Email, Message]),
        // A question about an invoice.
        theirs(Active, Organisation, &[Email, Call]),
        // A quote for a replacement.
        ours(Active, Organisation, &[Email, Meeting]),
        // A delivery skipped.
        theirs(Active, Person, &[Email, Message]),
        // How the coffee is liked.
        ours(Active, Person, &[Message, Email, Call]),
        // A menu planned together.
        ours(Active, Organisation, &[Meeting, Visit]),
        // A tasting afternoon.
        ours(Active, Anyone, &[Event]),
        // A wrong grind.
        theirs(Active, Anyone, &[Call, Message, Email]),
        // Longer terms of payment.
        note(Active, Organisation),
        // A change of prices.
        ours(Active, Organisation, &[Call, Email]),
        // A sample sent.
        ours(Active, Anyone, &[Email, Message]),
        // Checking in.
        ours(Quiet, Anyone, &[Call]),
        // A visit to win them back.
        ours(Quiet, Organisation, &[Visit, Meeting]),
        // An offer.
        ours(Quiet, Anyone, &[Email, Message]),
        // Nobody answered.
        ours(Quiet, Anyone, &[Call]),
        // Shorter opening hours.
        note(Quiet, Organisation),
        // News of new lots.
        ours(Quiet, Person, &[Message, Email]),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_something_to_talk_about() {
        for phase in [Phase::Prospect, Phase::Active, Phase::Quiet] {
            for organisation in [true, false] {
                let suits = |topic: &&Topic| topic.suits(phase, organisation);
                let contacts = TOPICS.iter().filter(suits).filter(|t| t.direction.is_some());
                assert!(contacts.count() >= 3, "{phase:?} {organisation}");
            }
        }
        assert!(TOPICS.iter().all(|topic| !topic.channels.is_empty()));
    }
}
