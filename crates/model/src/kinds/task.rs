//! Tasks: what somebody means to do, and by when.

use crate::choice::choice;
use crate::day::{Day, Moment};
use crate::entity::entity;
use crate::id::Id;
use crate::kinds::customer::{NOTES_LIMIT, TEXT_LIMIT};
use crate::validate::{Invalid, Problem, Validate};

choice! {
    /// What there is to do.
    TaskKind {
        /// Anything.
        ToDo = "to_do",
        /// To ring somebody.
        Call = "call",
        /// To go and see somebody.
        Visit = "visit",
        /// To write somebody.
        Message = "message",
        /// To come back to something.
        FollowUp = "follow_up",
        /// To get somebody back who is slipping away.
        WinBack = "win_back",
    }
}

entity! {
    /// Something to do.
    Task, parent = customer {
        /// For whom; nothing when it is for nobody in particular.
        customer: Option<Id>,
        /// What is to be done, in a line.
        title: String,
        /// What there is to know about it.
        notes: String,
        /// What sort of thing it is.
        kind: Option<TaskKind>,
        /// By when.
        due: Option<Day>,
        /// Who does it.
        owner: String,
        /// When it was done; nothing as long as it is not.
        done: Option<Moment>,
        /// What made it, such as `tier:vip`, so that it is not made twice; empty when a person
        /// did.
        source: String,
    }
}

impl Task {
    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.done.is_none()
    }
}

impl Validate for Task {
    fn validate(&self) -> Result<(), Invalid> {
        let mut found = Invalid::default();
        if self.title.trim().is_empty() {
            found.add("title", Problem::Required);
        }
        found.check_length("title", &self.title, TEXT_LIMIT);
        found.check_length("owner", &self.owner, TEXT_LIMIT);
        found.check_length("source", &self.source, TEXT_LIMIT);
        found.check_length("notes", &self.notes, NOTES_LIMIT);
        found.result()
    }
}
