//! What of this session can be undone and redone.

use std::collections::VecDeque;
use std::rc::Rc;

use model::{ChangeSet, Edit, Id};

/// How many change sets are remembered.
const DEPTH: usize = 100;

/// The latest change sets of this session. Each is in one of two piles: done, or undone. Taking
/// back the top of one puts the set that did so on the other.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    sets: VecDeque<Rc<ChangeSet>>,
    done: Vec<Id>,
    undone: Vec<Id>,
}

impl Remembered {
    pub(crate) fn find(&self, set: Id) -> Option<Rc<ChangeSet>> {
        self.sets.iter().find(|known| known.id == set).cloned()
    }

    pub(crate) fn to_undo(&self) -> Option<Rc<ChangeSet>> {
        self.find(*self.done.last()?)
    }

    pub(crate) fn to_redo(&self) -> Option<Rc<ChangeSet>> {
        self.find(*self.undone.last()?)
    }

    pub(crate) fn add(&mut self, set: Rc<ChangeSet>) {
        // What a peer merely says it knows is no change of anything.
        if set.edits.is_empty() {
            return;
        }
        // Stamps cannot be taken back: on a pile they would bar the way to what lies below.
        if set.edits.iter().any(|edit| !matches!(edit, Edit::Touched { .. })) {
            self.pile(&set);
        }
        self.sets.push_back(set);
        if self.sets.len() > DEPTH
            && let Some(oldest) = self.sets.pop_front()
        {
            take(&mut self.done, oldest.id);
            take(&mut self.undone, oldest.id);
        }
    }

    fn pile(&mut self, set: &ChangeSet) {
        let undoes = set.undoes.filter(|undone| self.forget(*undone));
        let was_done = undoes.is_some_and(|undone| take(&mut self.done, undone));
        let was_undone = undoes.is_some_and(|undone| take(&mut self.undone, undone));
        if was_done {
            self.undone.push(set.id);
        } else {
            // After something new there is no way back to what was undone before it.
            if !was_undone {
                self.undone.clear();
            }
            self.done.push(set.id);
        }
    }

    /// Takes a set of which nothing stands any more off its pile, so that the one below is next.
    pub(crate) fn pass_over(&mut self, set: Id) {
        take(&mut self.done, set);
        take(&mut self.undone, set);
    }

    fn forget(&mut self, set: Id) -> bool {
        let before = self.sets.len();
        self.sets.retain(|known| known.id != set);
        self.sets.len() < before
    }
}

fn take(pile: &mut Vec<Id>, id: Id) -> bool {
    let before = pile.len();
    pile.retain(|other| *other != id);
    pile.len() < before
}
