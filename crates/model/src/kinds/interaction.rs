//! Interactions: every touch with a customer.

use crate::choice::choice;
use crate::custom::{self, Custom};
use crate::day::Moment;
use crate::entity::entity;
use crate::id::Id;
use crate::kinds::customer::{NOTES_LIMIT, TEXT_LIMIT};
use crate::validate::{Invalid, Problem, Validate};

choice! {
    /// The way we met.
    Channel {
        /// In person, at their place or ours.
        Visit = "visit",
        /// By telephone.
        Call = "call",
        /// By e-mail.
        Email = "email",
        /// Text or chat message.
        Message = "message",
        /// A meeting with several people.
        Meeting = "meeting",
        /// A fair, a seminar, an invitation.
        Event = "event",
        /// Not a touch: something we wrote down for ourselves.
        Note = "note",
    }
}

choice! {
    /// Who reached out.
    Direction {
        /// We did.
        Outbound = "outbound",
        /// They did.
        Inbound = "inbound",
    }
}

entity! {
    /// One touch with a customer.
    Interaction, parent = customer, glanced = [customer, at, channel] {
        /// Whom it was with.
        customer: Option<Id>,
        /// When it took place.
        at: Option<Moment>,
        /// The way we met.
        channel: Option<Channel>,
        /// Who reached out; nothing for a note.
        direction: Option<Direction>,
        /// What it was about, in a line.
        subject: String,
        /// What was said.
        notes: String,
        /// What came of it.
        outcome: String,
        /// What we do next.
        next_step: String,
        /// Values of fields people added.
        custom: Custom,
    }
}

impl Interaction {
    /// Whether it counts as contact: everything but a note of our own.
    #[must_use]
    pub fn is_contact(&self) -> bool {
        self.channel != Some(Channel::Note)
    }
}

impl Validate for Interaction {
    fn validate(&self) -> Result<(), Invalid> {
        let mut found = Invalid::default();
        if self.customer.is_none() {
            found.add("customer", Problem::Required);
        }
        if self.at.is_none() {
            found.add("at", Problem::Required);
        }
        if self.channel.is_none() {
            found.add("channel", Problem::Required);
        }
        if self.subject.trim().is_empty() && self.notes.trim().is_empty() {
            found.add("subject", Problem::Required);
        }
        found.check_length("subject", &self.subject, TEXT_LIMIT);
        found.check_length("outcome", &self.outcome, TEXT_LIMIT);
        found.check_length("next_step", &self.next_step, TEXT_LIMIT);
        found.check_length("notes", &self.notes, NOTES_LIMIT);
        custom::check(&self.custom, &mut found);
        found.result()
    }
}
