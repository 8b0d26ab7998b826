//! What was agreed with a customer last, as something to do.

use model::{Channel, Day, Interaction, Moment, Task, TaskKind};

const DAY_MILLIS: i64 = 86_400_000;

/// Days after which nobody speaks any more of what was agreed.
const FRESH: i32 = 35;

/// Days that people let something lie.
const LATE: i32 = 4;

/// The next step of the last interaction with a customer, done if it was due some days ago.
pub(super) fn task(last: &Interaction, owner: &str, today: Day) -> Option<Task> {
    let at = last.at.filter(|at| today.days_since(at.day()) <= FRESH)?;
    if last.next_step.is_empty() {
        return None;
    }
    // Between four days and two weeks: which is as good as drawn, and leaves the draws alone.
    let days = 4 + at.day().number().rem_euclid(11);
    let due = Day::from_number(at.day().number() + days)?;
    let done = Moment::new(at.millis() + i64::from(days) * DAY_MILLIS, at.offset_minutes());
    Some(Task {
        customer: last.customer,
        title: last.next_step.clone(),
        kind: Some(match last.channel {
            Some(Channel::Call) => TaskKind::Call,
            Some(Channel::Visit) => TaskKind::Visit,
            Some(Channel::Email | Channel::Message) => TaskKind::Message,
            _ => TaskKind::FollowUp,
        }),
        due: Some(due),
        owner: owner.to_owned(),
        done: done.filter(|_| today.days_since(due) > LATE),
        ..Task::default()
    })
}
