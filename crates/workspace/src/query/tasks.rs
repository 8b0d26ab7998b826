//! Tasks across customers, and one customer's.

use model::{Day, Id, Task, TaskKind};

use crate::image::Image;
use crate::query::customers::distinct;
use crate::query::in_order;
use crate::table::Slot;

/// What a task must satisfy to be listed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TaskFilter {
    /// Done ones rather than open ones.
    pub done: bool,
    /// What its title or its customer's name must contain, whatever the case.
    pub text: String,
    /// Who does it; an empty text for those nobody is to do.
    pub owner: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<TaskKind>,
}

/// How soon something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// It should have been done.
    Overdue,
    /// Today.
    Today,
    /// Until Sunday.
    ThisWeek,
    /// After that.
    Later,
    /// No day is set.
    SomeDay,
}

impl When {
    /// How soon something due on a day is due, seen from today.
    #[must_use]
    pub fn of(due: Option<Day>, today: Day) -> Self {
        // 1970-01-04, the day numbered 3, was a Sunday.
        let until_sunday = (3 - today.number()).rem_euclid(7);
        match due.map(|day| day.days_since(today)) {
            None => Self::SomeDay,
            Some(..0) => Self::Overdue,
            Some(0) => Self::Today,
            Some(days) if days <= until_sunday => Self::ThisWeek,
            Some(_) => Self::Later,
        }
    }
}

/// Slots of the live tasks that satisfy `filter`: open ones by the day they are due, those of no
/// day last; done ones the latest first.
#[must_use]
pub fn tasks(image: &Image, filter: &TaskFilter) -> Vec<Slot> {
    let text = filter.text.trim().to_lowercase();
    let admitted = image.tables.tasks.iter().filter(|(_, row)| {
        let task = &row.record;
        task.is_open() != filter.done
            && filter.owner.as_ref().is_none_or(|owner| task.owner == *owner)
            && filter.kind.as_ref().is_none_or(|kind| task.kind.as_ref() == Some(kind))
            && (text.is_empty() || says(image, task, &text))
    });
    let by = |slot: Slot| {
        let task = &image.tables.tasks.row(slot)?.record;
        match filter.done {
            true => task.done.map(|at| at.millis()),
            false => task.due.map(|day| day.number().into()),
        }
    };
    in_order(admitted.map(|(slot, _)| slot), by, filter.done)
}

fn says(image: &Image, task: &Task, text: &str) -> bool {
    let name = || {
        let customer = image.tables.customers.get(image.resolve(task.customer?))?;
        Some(customer.name.to_lowercase().contains(text))
    };
    task.title.to_lowercase().contains(text) || name().unwrap_or_default()
}

/// Slots of a customer's open tasks, by the day they are due; those of no day last.
#[must_use]
pub fn open_tasks(image: &Image, customer: Id) -> Vec<Slot> {
    let tasks = image.tasks_of(customer).iter().copied();
    let due = |slot: Slot| image.tables.tasks.row(slot)?.record.due.map(|day| day.number().into());
    in_order(tasks.filter(|slot| image.is_open(*slot)), due, false)
}

/// Everybody who has live tasks to do, in alphabetical order.
#[must_use]
pub fn task_owners(image: &Image) -> Vec<String> {
    let live = image.tables.tasks.iter();
    distinct(live.map(|(_, row)| &row.record.owner).filter(|owner| !owner.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_on_sunday() -> Result<(), Box<dyn std::error::Error>> {
        for (today, due, when) in [
            ("2026-11-25", "2026-11-24", When::Overdue),
            ("2026-11-25", "2026-11-25", When::Today),
            ("2026-11-25", "2026-11-29", When::ThisWeek),
            ("2026-11-25", "2026-11-30", When::Later),
            ("2026-11-29", "2026-11-30", When::Later),
            ("2026-11-23", "2026-11-29", When::ThisWeek),
            ("1969-12-29", "1970-01-04", When::ThisWeek),
            ("1969-12-29", "1970-01-05", When::Later),
        ] {
            assert_eq!(When::of(Some(due.parse()?), today.parse()?), when, "{due} on {today}");
        }
        assert_eq!(When::of(None, "2026-11-25".parse()?), When::SomeDay);
        Ok(())
    }
}
