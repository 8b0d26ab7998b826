//! Everybody looked through for customers who are the same.

use duplicates::{Everybody, Scan};
use model::wire::Unreadable;

use crate::desk::Work;
use crate::protocol::Answer;
use crate::{customers, pairs};

/// Small jobs between two reports on how far it is: some ten milliseconds in a browser.
const BUDGET: usize = 20_000;
/// Pairs in a part: the page reads one in a millisecond.
const PART: usize = 500;

/// The search for duplicates.
pub(crate) struct FindDuplicates {
    everybody: Everybody,
    at_least: u8,
}

impl FindDuplicates {
    /// Finds pairs that score `at_least`.
    pub(crate) fn new(at_least: u8) -> Self {
        Self { everybody: Everybody::default(), at_least }
    }
}

impl Work for FindDuplicates {
    fn take(&mut self, part: &[u8]) -> Result<(), Unreadable> {
        customers::read(part, |id, customer| self.everybody.add(id, customer))
    }

    fn finish(self: Box<Self>, say: &mut dyn FnMut(&Answer<'_>)) {
        let mut scan = Scan::new(self.everybody, self.at_least);
        loop {
            let progress = scan.step(BUDGET);
            say(&Answer::Progress { done: progress.done, total: progress.total });
            if progress.is_done() {
                break;
            }
        }
        for part in scan.finish().chunks(PART) {
            say(&Answer::Part(&pairs::encode(part)));
        }
        say(&Answer::Done);
    }
}
