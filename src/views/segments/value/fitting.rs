//! The fit, done by the worker.

use analytics::ltv::FitTrouble;
use model::{Currency, Day};
use worker::{Failure, Job, histories, ltv};
use workspace::{CommandError, FittedValue, Pace, Step};

use crate::platform::time;
use crate::session::{Part, Session, WorkError, work};
use crate::views::segments::value::question::Asked;

/// Why there is no new fit. What was kept before still is.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The data does not support one.
    Data(FitTrouble),
    /// The work was not done.
    Work(WorkError),
    /// Amounts are beyond counting.
    Uncountable,
    /// It could not be kept.
    Kept(CommandError),
}

impl From<WorkError> for Trouble {
    fn from(why: WorkError) -> Self {
        Self::Work(why)
    }
}

/// Fits and keeps what was asked.
///
/// # Errors
/// When there is nothing new to keep, or it could not be kept.
pub async fn fit(session: Session, asked: Asked, pace: &dyn Pace) -> Result<(), Trouble> {
    let last = Day::from_number(asked.config.last_day).ok_or(Trouble::Uncountable)?;
    let all = session.peek(|image| image.histories(last)).flatten().ok_or(Trouble::Uncountable)?;
    let mut next = 0;
    let parts = || {
        let rest = &all[next..];
        let part = &rest[..rest.len().min(histories::PART)];
        next += part.len();
        let bytes = histories::encode(part);
        (!part.is_empty()).then_some(Part { bytes, done: next, total: all.len() })
    };
    let mut outcome = None;
    let found = |part: &[u8]| {
        outcome = Some(ltv::decode(part)?);
        Ok::<(), Failure>(())
    };
    work(Job::Fit(asked.config), parts, found, Step::Fitting, pace).await?;
    let outcome = outcome.ok_or(Trouble::Work(WorkError::Failed(Failure::OutOfTurn)))?;
    let fit = outcome.map_err(Trouble::Data)?;
    let currency = session.peek(|image| image.settings().base()).unwrap_or(Currency::USD);
    let Asked { held_out_weeks, horizon, .. } = asked;
    let currency = currency.code().to_owned();
    let fitted = FittedValue { fit, currency, held_out_weeks, horizon, at: time::now() };
    session.define(FittedValue::ID, Some(&fitted)).await.map_err(Trouble::Kept)
}
