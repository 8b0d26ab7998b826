//! Rows that would make new customers who look like somebody: found after the check, decided
//! before the import.

mod all;
mod card;
mod count;
mod found;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::Step;
use workspace::commands::{Decision, Decisions, ImportMode, ImportPlan, Newcomer};

use crate::platform::time;
use crate::session::Tasks;
use crate::views::data::wizard::Wizard;
use crate::views::data::wizard::alike::found::{Found, Whom, search};

pub use card::AlikeCard;

/// What becomes of a row that looks like somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// A new customer.
    #[default]
    Create,
    /// It updates whoever it looks like, or goes into the customer of the other row.
    Join,
    /// Nothing.
    LeaveOut,
}

impl Choice {
    /// All, in the order to offer them.
    pub const ALL: [Self; 3] = [Self::Create, Self::Join, Self::LeaveOut];

    /// How the page calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Join => "join",
            Self::LeaveOut => "leave",
        }
    }
}

/// How far comparing is.
#[derive(Debug, Clone)]
enum Phase {
    /// There is nothing to compare.
    Nothing,
    Comparing,
    /// It was stopped before its end.
    Stopped,
    /// The most alike first.
    Done(Arc<Vec<Found>>),
}

/// Rows that look like somebody, and what becomes of them.
#[derive(Clone, Copy)]
pub struct Alike {
    /// Comparing is a task of its own: the import need not wait for it.
    tasks: Tasks,
    phase: RwSignal<Phase>,
    /// What is compared, until that is over.
    newcomers: StoredValue<Vec<Newcomer>>,
    /// By line, where it is not as by default. Kept when the columns are matched anew.
    choices: RwSignal<BTreeMap<u64, Choice>>,
    /// Whether what the import would do is being worked out again.
    counting: RwSignal<bool>,
    /// Whether something was chosen since that began.
    stale: StoredValue<bool>,
    /// Whether somebody waits for all of this to stop.
    resting: StoredValue<bool>,
}

impl Alike {
    /// Nothing compared yet.
    pub fn new() -> Self {
        Self {
            tasks: Tasks::new(),
            phase: RwSignal::new(Phase::Nothing),
            newcomers: StoredValue::new(Vec::new()),
            choices: RwSignal::new(BTreeMap::new()),
            counting: RwSignal::new(false),
            stale: StoredValue::new(false),
            resting: StoredValue::new(false),
        }
    }

    /// Forgets what was chosen: lines of another file, or of one read in another way, are
    /// other rows.
    pub fn forget(self) {
        self.tasks.stop();
        self.phase.set(Phase::Nothing);
        self.newcomers.set_value(Vec::new());
        self.choices.set(BTreeMap::new());
        self.stale.set_value(false);
    }

    fn found(self) -> Arc<Vec<Found>> {
        self.phase.with(|phase| match phase {
            Phase::Done(found) => found.clone(),
            _ => Arc::default(),
        })
    }

    /// Stops what is under way behind the page, and waits until it has. Answers whether nobody
    /// else was waiting.
    async fn rest(self) -> bool {
        if self.resting.get_value() {
            return false;
        }
        self.resting.set_value(true);
        self.tasks.stop();
        while self.tasks.busy() || self.counting.get_untracked() {
            time::breathe().await;
        }
        self.resting.set_value(false);
        true
    }
}

impl Wizard {
    /// The plan with what was chosen for rows that look like somebody.
    pub(super) fn decided_plan(self) -> Option<ImportPlan> {
        let plan = self.choices.with_untracked(|choices| choices.plan())?;
        Some(plan.with_decisions(self.decisions()))
    }

    fn decisions(self) -> Decisions {
        let (found, creates_only) = (untrack(|| self.alike.found()), self.creates_only());
        let decide = |choices: &BTreeMap<u64, Choice>| {
            let decisions = found.iter().filter_map(|found| {
                let decision = match (found.chosen(choices, creates_only), &found.whom) {
                    (Choice::Create, _) => return None,
                    (Choice::LeaveOut, _) => Decision::LeaveOut,
                    (Choice::Join, Whom::Known(id)) => Decision::Update(*id),
                    (Choice::Join, Whom::Row { line, .. }) => Decision::Into(*line),
                };
                Some((found.line, decision))
            });
            decisions.collect()
        };
        self.alike.choices.with_untracked(decide)
    }

    /// Whether rows about customers who are here are passed over.
    fn creates_only(self) -> bool {
        self.choices.with_untracked(|choices| choices.rules.mode == ImportMode::CreateOnly)
    }

    /// Stops what is under way behind the page, so that the table is here. Answers whether
    /// nobody else was waiting.
    pub(super) async fn rest(self) -> bool {
        self.alike.rest().await
    }

    /// Compares `newcomers` with the customers there are and with one another.
    pub(super) fn compare(self, newcomers: Vec<Newcomer>) {
        let phase = if newcomers.is_empty() { Phase::Nothing } else { Phase::Stopped };
        self.alike.newcomers.set_value(newcomers);
        self.alike.phase.set(phase);
        self.compare_again();
    }

    /// Compares those who are still to be compared.
    fn compare_again(self) {
        let alike = self.alike;
        let Some(opened) = self.opened.get_untracked() else { return };
        if alike.newcomers.with_value(Vec::is_empty) {
            return;
        }
        let Some(pace) = alike.tasks.begin(Step::Matching) else { return };
        alike.phase.set(Phase::Comparing);
        spawn_local(async move {
            let newcomers = alike.newcomers.try_update_value(std::mem::take).unwrap_or_default();
            let outcome = search(self.session, &newcomers, &pace).await;
            alike.tasks.end();
            let current = self.opened.get_untracked();
            if !current.is_some_and(|current| Arc::ptr_eq(&current, &opened)) {
                return;
            }
            match outcome {
                Ok(found) => {
                    alike.phase.set(Phase::Done(Arc::new(found)));
                    // What was chosen before the columns were matched anew.
                    if !self.decisions().is_empty() {
                        self.count_anew();
                    }
                }
                Err(_) => {
                    alike.newcomers.set_value(newcomers);
                    alike.phase.set(Phase::Stopped);
                }
            }
        });
    }

    /// Has `choice` made for each of `lines`.
    fn decide(self, lines: impl Iterator<Item = u64>, choice: Choice) {
        self.alike.choices.update(|choices| {
            for line in lines {
                match choice {
                    Choice::Create => choices.remove(&line),
                    _ => choices.insert(line, choice),
                };
            }
        });
        self.count_anew();
    }
}

impl Found {
    /// Whether this can be chosen: who is known is not updated where `creates_only`.
    fn offers(&self, choice: Choice, creates_only: bool) -> bool {
        choice != Choice::Join || !creates_only || matches!(self.whom, Whom::Row { .. })
    }

    /// What becomes of it.
    fn chosen(&self, choices: &BTreeMap<u64, Choice>, creates_only: bool) -> Choice {
        let chosen = choices.get(&self.line).copied();
        chosen.filter(|choice| self.offers(*choice, creates_only)).unwrap_or_default()
    }
}
