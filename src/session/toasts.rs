//! What the user is told in passing, with a way back.

use std::time::Duration;

use leptos::prelude::*;
use model::{Id, Summary};
use workspace::CommandError;

use crate::i18n::Words;
use crate::session::Session;

/// How it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// It did not.
    Bad,
}

/// What can be done about it.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// Undo this change set.
    Undo(Id),
    /// Something of these words; it takes a press, as what the browser asks the user for does.
    Offer(Words, fn(Session)),
}

/// What it says; worded when shown, so that it follows the language.
#[derive(Debug, Clone)]
pub enum Message {
    /// A change was made.
    Did(Summary),
    /// A command was refused.
    Refused(CommandError),
    /// The part of the app that would do it could not be loaded.
    PartMissing,
    /// Some of what is stored does not read.
    Damaged,
    /// What a part of the app has to say.
    Said(Words),
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Toast {
    /// Tells it from the others.
    pub key: u64,
    /// What it says.
    pub message: Message,
    /// How it is meant.
    pub tone: Tone,
    /// What can be done about it.
    pub action: Option<Action>,
}

/// The toasts on screen, oldest first.
#[derive(Clone, Copy)]
pub struct Toasts {
    all: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

/// How many are on screen at most.
const AT_ONCE: usize = 3;

impl Toasts {
    pub(super) fn new() -> Self {
        Self { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// All on screen; follows them.
    pub fn all(self) -> Vec<Toast> {
        self.all.get()
    }

    /// Says what a change did, and offers to undo it.
    pub fn did(self, summary: Summary, set: Option<Id>) {
        self.push(Message::Did(summary), Tone::Good, set.map(Action::Undo));
    }

    /// Says why a command was refused.
    pub fn error(self, why: CommandError) {
        self.push(Message::Refused(why), Tone::Bad, None);
    }

    /// Says that nothing was done because a part of the app is not there.
    pub fn part_missing(self) {
        self.push(Message::PartMissing, Tone::Bad, None);
    }

    /// Says that some of what is stored does not read.
    pub fn damaged(self) {
        self.push(Message::Damaged, Tone::Bad, None);
    }

    /// Says something that went wrong, which nobody is waiting for.
    pub fn trouble(self, what: Words) {
        self.push(Message::Said(what), Tone::Bad, None);
    }

    /// Says something that went as it should.
    pub fn notice(self, what: Words) {
        self.push(Message::Said(what), Tone::Good, None);
    }

    /// Says something, and offers to do something about it.
    pub fn offer(self, what: Words, label: Words, action: fn(Session)) {
        self.push(Message::Said(what), Tone::Good, Some(Action::Offer(label, action)));
    }

    /// Takes one away.
    pub fn dismiss(self, key: u64) {
        self.all.update(|all| all.retain(|toast| toast.key != key));
    }

    fn push(self, message: Message, tone: Tone, action: Option<Action>) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.all.update(|all| {
            all.push(Toast { key, message, tone, action });
            let surplus = all.len().saturating_sub(AT_ONCE);
            all.drain(..surplus);
        });
        // Bad news stays until it has been read; a way back stays longer than a mere notice.
        let seconds = match (tone, action) {
            (Tone::Bad, _) => return,
            (Tone::Good, Some(Action::Offer(..))) => 20,
            (Tone::Good, Some(_)) => 10,
            (Tone::Good, None) => 5,
        };
        set_timeout(move || self.dismiss(key), Duration::from_secs(seconds));
    }
}
