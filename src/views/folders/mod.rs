//! Folders of the device that the user lets the app use: one that a synchroniser carries to
//! other devices, as a mailbox, and one for backups that are made by themselves.

mod at_rest;
mod backups;
mod backups_card;
mod chosen;
mod mailbox;
mod mailbox_card;
mod place;
mod shared;

pub use at_rest::at_rest;
pub use backups_card::BackupsCard;
pub use mailbox_card::MailboxCard;

use leptos::prelude::*;
use workspace::backups::Schedule;

use crate::views::folders::mailbox::Report;
use crate::views::folders::place::{Place, Purpose};

/// What is known of both folders. It outlives the page.
#[derive(Clone, Copy)]
pub struct Folders {
    /// The one that is carried to other devices.
    mailbox: Place,
    /// What the last turn at it came to.
    report: RwSignal<Option<Report>>,
    /// When the last turn came to its end, in milliseconds since 1970.
    synced: RwSignal<Option<u64>>,
    /// The one for backups.
    backups: Place,
    /// When they are made.
    schedule: RwSignal<Schedule>,
    /// The name of the one made last in this session.
    made: RwSignal<String>,
}

impl Folders {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            mailbox: Place::new(Purpose::Mailbox),
            report: RwSignal::new(None),
            synced: RwSignal::new(None),
            backups: Place::new(Purpose::Backups),
            schedule: RwSignal::new(Schedule::default()),
            made: RwSignal::new(String::new()),
        }
    }
}
