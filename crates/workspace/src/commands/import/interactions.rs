//! Rows of a file that are interactions.

use std::collections::VecDeque;
use std::hash::BuildHasher;

use interchange::csv::custom::CustomCell;
use interchange::csv::reader::InteractionDraft;
use interchange::csv::{Field, Target};
use model::{Channel, Id, Interaction, Moment, Row, Validate};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::commands::import::InteractionsPlan;
use crate::commands::import::keys::one_line;
use crate::commands::import::records::Layer;
use crate::commands::import::rules::ImportMode;
use crate::commands::import::seeded::Seeded;
use crate::commands::import::staging::{Fault, Staging, Update};
use crate::tables::Tables;

const MINUTE: i64 = 60_000;

/// The interactions that were here before, by what rows tell them by.
#[derive(Debug)]
pub(super) struct KnownInteractions {
    seed: Seeded,
    /// By the [hash](KnownInteractions::key) of what is alike, those that no row has been about
    /// yet, the oldest first.
    alike: FxHashMap<u64, VecDeque<Id>>,
    /// The customer each counts for.
    whose: FxHashMap<Id, Id>,
    /// Those that a row has been about.
    taken: FxHashSet<Id>,
}

/// A minute, by the clock on the wall there or by the instant: files say the one or the other,
/// and whoever imports may have moved to another time zone meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Minute {
    Wall(i64),
    Instant(i64),
}

impl Minute {
    fn wall(at: Moment) -> Self {
        Self::Wall(at.local().and_utc().timestamp_millis().div_euclid(MINUTE))
    }

    fn instant(at: Moment) -> Self {
        Self::Instant(at.millis().div_euclid(MINUTE))
    }
}

/// What an interaction was about, to tell it by.
fn about<'r>(subject: &'r str, notes: &'r str) -> &'r str {
    if subject.trim().is_empty() { notes } else { subject }
}

impl KnownInteractions {
    pub(super) fn new(seed: Seeded) -> Self {
        let (alike, whose) = (FxHashMap::default(), FxHashMap::default());
        Self { seed, alike, whose, taken: FxHashSet::default() }
    }

    /// One number for everything that is alike. It is of 64 bits with a secret, so that two that
    /// differ practically never share it; a file cannot make them.
    fn key(&self, customer: Id, at: Minute, channel: &Channel, about: &str) -> u64 {
        self.seed.hash_one((customer, at, channel.code(), one_line(about)))
    }

    fn know(&mut self, row: &Row<Interaction>, customer: Id) {
        let record = &row.record;
        self.whose.insert(row.id, customer);
        let (Some(at), Some(channel)) = (record.at, &record.channel) else { return };
        for minute in [Minute::wall(at), Minute::instant(at)] {
            let key = self.key(customer, minute, channel, about(&record.subject, &record.notes));
            let ids = self.alike.entry(key).or_default();
            ids.insert(ids.partition_point(|other| *other < row.id), row.id);
        }
    }

    /// The one a row is about: by our own id, or the first that is alike and that no row has
    /// been about yet.
    fn take(&mut self, draft: &InteractionDraft<'_>, customer: Id) -> Option<Id> {
        if let Some(id) = draft.id.filter(|id| self.whose.contains_key(id))
            && self.taken.insert(id)
        {
            return Some(id);
        }
        let minute =
            if draft.is_instant { Minute::instant(draft.at) } else { Minute::wall(draft.at) };
        let about = about(&draft.subject, &draft.notes);
        let key = self.key(customer, minute, &draft.channel, about);
        let ids = self.alike.get_mut(&key)?;
        while let Some(id) = ids.pop_front() {
            if self.taken.insert(id) {
                return Some(id);
            }
        }
        None
    }
}

impl Staging<'_> {
    /// `whose` is the customer it counts for, who may not be the one it names.
    pub(super) fn know_interaction(&mut self, row: &Row<Interaction>, whose: Option<Id>) {
        if let (Some(known), Some(customer)) = (&mut self.interactions, whose) {
            known.know(row, customer);
        }
    }

    pub(super) fn take_interaction(
        &mut self,
        draft: &InteractionDraft<'_>,
        cells: &[CustomCell],
        plan: &InteractionsPlan,
        known: &Tables,
    ) -> Result<(), Fault> {
        let rules = &self.plan.rules;
        let said = (draft.customer_key, draft.customer_name);
        let (customer, new_customer) = self.whose(said, plan.whose, Target::Interactions)?;

        // What is wrong with a row is wrong whether it is new or not, and must not take anything.
        let mut interaction = Interaction::default();
        Layer::OWN.interaction(&mut interaction, customer, draft);
        Layer::OWN.custom(&mut interaction.custom, cells, &self.custom, &mut 0)?;
        interaction.validate()?;

        let found = self.interactions.as_mut().and_then(|all| {
            let id = all.take(draft, customer)?;
            Some((id, all.whose.get(&id).copied()))
        });
        let found = found.and_then(|(id, whose)| Some((id, whose, known.interactions.get(id)?)));
        if let Some((id, whose, before)) = found {
            if rules.mode == ImportMode::CreateOnly {
                self.staged.report.skipped += 1;
                return Ok(());
            }
            let mut wanted = before.clone();
            // Of one that is part of another it stays the interaction, for the day they part.
            let stays = whose == Some(customer);
            let customer_after = before.customer.filter(|_| stays).unwrap_or(customer);
            let layer = Layer { rules, alike: None };
            layer.interaction(&mut wanted, customer_after, draft);
            layer.custom(&mut wanted.custom, cells, &self.custom, &mut 0)?;
            wanted.validate()?;
            self.custom.keep(cells);
            if let Some(new) = new_customer {
                self.create_customer(customer, new);
            }
            if wanted == *before {
                self.staged.report.unchanged += 1;
            } else {
                self.staged.interaction_updates.push(Update { id, wanted });
            }
            return Ok(());
        }
        if self.makes_new(customer, new_customer, cells) {
            self.staged.interactions.push(Row::created((self.new_id)(), self.stamp, interaction));
        }
        Ok(())
    }
}

impl Layer<'_> {
    /// Lays a row over an interaction of `customer`.
    fn interaction(
        &self,
        interaction: &mut Interaction,
        customer: Id,
        draft: &InteractionDraft<'_>,
    ) {
        interaction.customer = Some(customer);
        // A table may tell the minute only, or another zone's clock of the same instant.
        let is_same = interaction.at.is_some_and(|at| match draft.is_instant {
            true => Minute::instant(at) == Minute::instant(draft.at),
            false => Minute::wall(at) == Minute::wall(draft.at),
        });
        if !is_same {
            self.choose(Field::At, &mut interaction.at, Some(draft.at));
        }
        self.choose(Field::Channel, &mut interaction.channel, Some(draft.channel.clone()));
        self.choose(Field::Direction, &mut interaction.direction, draft.direction.clone());
        self.replace(Field::Subject, &mut interaction.subject, draft.subject.clone());
        self.replace(Field::Notes, &mut interaction.notes, draft.notes.clone());
        self.replace(Field::Outcome, &mut interaction.outcome, draft.outcome.clone());
        self.replace(Field::NextStep, &mut interaction.next_step, draft.next_step.clone());
    }
}
