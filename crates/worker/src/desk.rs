//! Where the worker does one job after another.

use model::wire::Unreadable;

use crate::find_clusters::FindClusters;
use crate::find_duplicates::FindDuplicates;
use crate::fit_value::FitValue;
use crate::protocol::{Answer, Failure, Job, Request};

/// A job under way.
pub(crate) trait Work {
    /// Takes in a part of what it needs.
    fn take(&mut self, part: &[u8]) -> Result<(), Unreadable>;

    /// Does the work, saying how far it is, and what it found. It may take as long as it needs:
    /// nobody waits on this thread, and whoever wants it to stop ends the worker.
    fn finish(self: Box<Self>, say: &mut dyn FnMut(&Answer<'_>));
}

/// Hears requests and says answers, both as bytes.
#[derive(Default)]
pub struct Desk {
    work: Option<Box<dyn Work>>,
}

impl Desk {
    /// Does what a message asks.
    pub fn hear(&mut self, message: &[u8], say: &mut dyn FnMut(&[u8])) {
        let mut say = |answer: &Answer<'_>| say(&answer.encode());
        if let Err(why) = self.answer(message, &mut say) {
            // Half a job's worth of parts is worth nothing.
            self.work = None;
            say(&Answer::Failed(why));
        }
    }

    fn answer(&mut self, message: &[u8], say: &mut dyn FnMut(&Answer<'_>)) -> Result<(), Failure> {
        match Request::decode(message)? {
            Request::Begin(Job::Duplicates { at_least }) => {
                self.work = Some(Box::new(FindDuplicates::new(at_least)));
            }
            Request::Begin(Job::Clusters { columns }) => {
                self.work = Some(Box::new(FindClusters::new(columns)));
            }
            Request::Begin(Job::Fit(config)) => self.work = Some(Box::new(FitValue::new(config))),
            Request::Part(part) => {
                self.work.as_mut().ok_or(Failure::OutOfTurn)?.take(part)?;
                say(&Answer::Taken);
            }
            Request::Finish => self.work.take().ok_or(Failure::OutOfTurn)?.finish(say),
        }
        Ok(())
    }
}
