//! Finding the rows that look like somebody.

use duplicates::{Alike, LIKELY, Newcomers, Reason};
use model::Id;
use workspace::commands::Newcomer;
use workspace::{Cancelled, Pace, Step};

use crate::session::Session;
use crate::views::duplicates::index;
use crate::views::parts::customer_line;

/// Newcomers read between two looks at the clock.
const SLICE: usize = 200;
/// Small jobs between two looks at the clock; a job takes about a microsecond.
const BUDGET: usize = 4_000;

/// What a row says of its customer, in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The name.
    pub name: String,
    /// What tells two of the same name apart.
    pub more: String,
}

impl Told {
    fn by(newcomer: &Newcomer) -> Self {
        let customer = &newcomer.customer;
        Self { name: customer.name.clone(), more: customer_line(customer) }
    }
}

/// Who a row looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Whom {
    /// A customer who is there.
    Known(Id),
    /// An earlier row of the file.
    Row {
        /// The line it begins on.
        line: u64,
        /// What it says.
        told: Told,
    },
}

/// A row that looks like somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The line it begins on.
    pub line: u64,
    /// What it says.
    pub told: Told,
    /// Who it looks like.
    pub whom: Whom,
    /// 0 to 100.
    pub score: u8,
    /// What the score is made of.
    pub reasons: Vec<Reason>,
}

/// Those of `newcomers` who look like a customer or like an earlier one of them, the most alike
/// first.
///
/// # Errors
/// When it was stopped.
pub async fn search(
    session: Session,
    newcomers: &[Newcomer],
    pace: &dyn Pace,
) -> Result<Vec<Found>, Cancelled> {
    index::refresh(session, pace).await?;
    let mut search = Newcomers::new(index::current(), LIKELY);
    for (slice, some) in newcomers.chunks(SLICE).enumerate() {
        some.iter().for_each(|newcomer| search.add(&newcomer.customer));
        pace.step(Step::Matching, slice * SLICE + some.len(), newcomers.len()).await?;
    }
    loop {
        let progress = search.step(BUDGET);
        if progress.is_done() {
            break;
        }
        pace.step(Step::Matching, progress.done, progress.total).await?;
    }
    let alike = search.finish();
    let total = alike.len();
    let mut found = Vec::with_capacity(total);
    for (done, one) in alike.into_iter().enumerate() {
        found.extend(told(newcomers, one));
        pace.step(Step::Matching, done, total).await?;
    }
    Ok(found)
}

fn told(newcomers: &[Newcomer], alike: Alike) -> Option<Found> {
    let newcomer = newcomers.get(alike.newcomer)?;
    let whom = match alike.whom {
        duplicates::Whom::Known(id) => Whom::Known(id),
        duplicates::Whom::Newcomer(place) => {
            let other = newcomers.get(place)?;
            Whom::Row { line: other.line, told: Told::by(other) }
        }
    };
    let (score, reasons) = (alike.score, alike.reasons);
    Some(Found { line: newcomer.line, told: Told::by(newcomer), whom, score, reasons })
}
