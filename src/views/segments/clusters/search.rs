//! The search for clusters, done by the worker.

use analytics::clusters::{Aspect, ClustersError, Fit};
use model::Day;
use worker::figures::Batch;
use worker::{Failure, Job, fits};
use workspace::{Pace, Step};

use crate::session::{Part, Session, WorkError, work};

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// By what customers were compared.
    pub measures: Vec<Aspect>,
    /// As of when.
    pub day: Day,
    /// Among how many customers.
    pub customers: usize,
    /// A fit for each number of clusters; or why there is none.
    pub fits: Result<Vec<Fit>, ClustersError>,
}

/// Looks for clusters of everybody who had ordered by a day.
pub async fn search(
    session: Session,
    measures: Vec<Aspect>,
    day: Day,
    pace: &dyn Pace,
) -> Result<Found, WorkError> {
    let figures = session.peek(|image| image.figures(day)).flatten();
    let customers = figures.as_ref().map_or(0, |figures| figures.len());
    let mut next = 0;
    let parts = || {
        let figures = figures.as_ref()?;
        let columns = figures.columns(&measures);
        let mut batch = Batch::new(columns.len());
        while next < customers && !batch.is_full() {
            batch.add(columns.iter().map(|column| column[next]));
            next += 1;
        }
        (!batch.is_empty()).then(|| Part { bytes: batch.finish(), done: next, total: customers })
    };
    let mut fits = Ok(Vec::new());
    let found = |part: &[u8]| {
        match (fits::decode(part)?, &mut fits) {
            (Ok(fit), Ok(fits)) => fits.push(fit),
            (Err(why), fits) => *fits = Err(why),
            (Ok(_), Err(_)) => {}
        }
        Ok::<(), Failure>(())
    };
    let columns = measures.len() as u8;
    work(Job::Clusters { columns }, parts, found, Step::Matching, pace).await?;
    Ok(Found { measures, day, customers, fits })
}
