//! Heavy work in a worker, which the page starts for it and ends with it.

use thiserror::Error;
use worker::{Answer, Failure, Job, Request};
use workspace::{Cancelled, Pace, Progress, Step};

use crate::platform::worker::{Lost, Worker};

/// The meta element of the page that says where the worker's script is.
const SCRIPT: &str = "rapport:worker";
/// Parts on their way that the worker has not taken in yet: enough that it never waits, and few
/// enough that they are no second copy of everything.
const AHEAD: usize = 8;

/// Why work was not done. Nothing is changed by any of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorkError {
    /// Somebody stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The worker's script did not load.
    #[error("the worker did not load")]
    NotLoaded,
    /// The worker came down, out of memory or by a fault of ours.
    #[error("the worker came down")]
    Died,
    /// Page and worker do not understand each other.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// One part of what a job needs.
pub struct Part {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How far the page is with putting parts together.
    pub done: usize,
    /// Of how much.
    pub total: usize,
}

/// Has a worker do a job: hands it the parts one after another, and its answers to `found`.
///
/// # Errors
/// When the work was stopped or could not be done; the worker is gone then as well.
pub async fn work(
    job: Job,
    mut parts: impl FnMut() -> Option<Part>,
    mut found: impl FnMut(&[u8]) -> Result<(), Failure>,
    step: Step,
    pace: &dyn Pace,
) -> Result<(), WorkError> {
    let mut worker = Worker::start(SCRIPT).map_err(|Lost| WorkError::NotLoaded)?;
    let mut progress = Progress { step, done: 0, total: 0 };
    let (mut ready, mut more, mut ahead) = (false, true, 0);
    loop {
        while ready && more && ahead < AHEAD {
            let request = match parts() {
                Some(part) => {
                    ahead += 1;
                    progress = Progress { step, done: part.done, total: part.total };
                    Request::Part(&part.bytes).encode()
                }
                None => {
                    more = false;
                    Request::Finish.encode()
                }
            };
            worker.say(&request).map_err(|Lost| WorkError::Died)?;
            pace.step(step, progress.done, progress.total).await?;
        }
        let lost = |Lost| if ready { WorkError::Died } else { WorkError::NotLoaded };
        let Some(message) = worker.hear().await.map_err(lost)? else {
            pace.pause(progress).await?;
            continue;
        };
        match Answer::decode(&message)? {
            Answer::Ready => {
                ready = true;
                worker.say(&Request::Begin(job).encode()).map_err(|Lost| WorkError::Died)?;
            }
            Answer::Taken => ahead = ahead.saturating_sub(1),
            Answer::Progress { done, total } => progress = Progress { step, done, total },
            Answer::Part(part) => found(part)?,
            Answer::Done => return Ok(()),
            Answer::Failed(why) => return Err(why.into()),
        }
        pace.step(step, progress.done, progress.total).await?;
    }
}
