//! When customers are to be contacted next, and the tasks that come of it.

use analytics::tiers::Tier;
use model::{Day, Id, Task};

use crate::analysis::tiers::Tiers;
use crate::commands::{Planned, Wanted};
use crate::error::CommandError;
use crate::image::Image;
use crate::pace::Pace;
use crate::store::Store;
use crate::table::Slot;
use crate::workspace::Workspace;

/// What the sources of tasks begin with that the care of a tier asks for.
const SOURCE: &str = "tier:";

/// When a customer is to be contacted next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The last contact, or the day a task of care was done, whichever is later.
    pub last: Option<Day>,
    /// Days from one contact to the next.
    pub every: u32,
    /// The day: so many days after the last one. Who never was contacted is due at once.
    pub due: Day,
}

/// A customer who is to be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Who.
    pub customer: Slot,
    /// When.
    pub contact: Contact,
    /// Whether a task says so already.
    pub has_task: bool,
}

impl Tiers {
    /// When the live customer in `slot` is to be contacted next; `None` when the care of their
    /// tier says nothing of it.
    #[must_use]
    pub fn contact(&self, image: &Image, slot: Slot) -> Option<Contact> {
        let every = self.plan.care(self.tier(slot)).every?;
        let last = last_cared_for(image, slot, self.day);
        let due = last.and_then(|last| {
            let days = i32::try_from(every).unwrap_or(i32::MAX);
            Day::from_number(last.number().saturating_add(days))
        });
        Some(Contact { last, every, due: due.unwrap_or(self.day) })
    }

    /// The customers of a tier who are to be contacted on [`Tiers::day`] or should have been:
    /// those who wait longest first, of those the more valuable.
    #[must_use]
    pub fn due(&self, image: &Image, tier: Tier) -> Vec<Due> {
        let slots = 0..image.tables.customers.slot_count() as Slot;
        let mut due: Vec<Due> = slots
            .filter(|slot| image.is_live_customer(*slot) && self.tier(*slot) == tier)
            .filter_map(|customer| {
                let contact = self.contact(image, customer)?;
                (contact.due <= self.day).then(|| Due {
                    customer,
                    contact,
                    has_task: has_task(image, customer),
                })
            })
            .collect();
        due.sort_by_key(|due| {
            let value = std::cmp::Reverse(self.value(due.customer));
            (due.contact.last.is_none(), due.contact.due, value, due.customer)
        });
        due
    }

    /// The tasks that care asks for, for those of a tier who are due and have none. `title` is
    /// what they say where the plan does not.
    #[must_use]
    pub fn wanted(&self, image: &Image, tier: Tier, title: &str) -> Vec<Wanted> {
        let care = self.plan.care(tier);
        let task = |due: &Due| {
            let row = image.tables.customers.row(due.customer)?;
            let task = Task {
                customer: Some(row.id),
                title: if care.what.is_empty() { title } else { &care.what }.to_owned(),
                kind: Some(care.kind.clone()),
                // A task that is made today is not late yet.
                due: Some(due.contact.due.max(self.day)),
                owner: match care.owner.is_empty() {
                    true => row.record.owner.clone(),
                    false => care.owner.clone(),
                },
                source: format!("{SOURCE}{}", tier.code()),
                ..Task::default()
            };
            let occasion = due.contact.last.map(|day| day.to_string()).unwrap_or_default();
            Some(Wanted { task, occasion })
        };
        let due = self.due(image, tier);
        due.iter().filter(|due| !due.has_task).filter_map(task).collect()
    }
}

/// The last day anything was done for a customer up to a day: a contact, or a task that care asked
/// for.
fn last_cared_for(image: &Image, slot: Slot, day: Day) -> Option<Day> {
    let done = tasks(image, slot).filter_map(|task| task.done).map(|at| at.day());
    done.filter(|on| *on <= day).max().max(image.last_contact(slot, day))
}

fn has_task(image: &Image, slot: Slot) -> bool {
    tasks(image, slot).any(Task::is_open)
}

/// The tasks of a customer that care asked for.
fn tasks(image: &Image, slot: Slot) -> impl Iterator<Item = &Task> {
    let id: Option<Id> = image.tables.customers.row(slot).map(|row| row.id);
    let slots = id.map_or(&[][..], |id| image.tasks_of(id)).iter();
    let tasks = slots.filter_map(|slot| image.tables.tasks.row(*slot));
    tasks.map(|row| &row.record).filter(|task| task.source.starts_with(SOURCE))
}

impl<S: Store> Workspace<S> {
    /// Creates the tasks that the care of a tier asks for on a day, as one change set; see
    /// [`Tiers::wanted`]. `title` is what they say where the plan does not, `label` what the
    /// history says.
    ///
    /// # Errors
    /// When it was stopped or cannot be kept; then nothing has changed.
    pub async fn plan_care(
        &self,
        tier: Tier,
        day: Day,
        title: &str,
        label: &str,
        pace: &dyn Pace,
    ) -> Result<Planned, CommandError> {
        let wanted = {
            let image = self.image();
            let tiers = image.tiers(day);
            tiers.map(|tiers| tiers.wanted(&image, tier, title)).unwrap_or_default()
        };
        self.plan_tasks(wanted, label, pace).await
    }
}
