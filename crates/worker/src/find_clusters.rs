//! Customers who are alike, found by their figures.

use analytics::clusters::{ClustersError, Points, Search};
use model::wire::Unreadable;

use crate::desk::Work;
use crate::protocol::{Answer, Failure};
use crate::{figures, fits};

/// The search for clusters.
pub(crate) struct FindClusters {
    columns: Vec<Vec<f64>>,
}

impl FindClusters {
    /// By so many figures.
    pub(crate) fn new(columns: u8) -> Self {
        Self { columns: vec![Vec::new(); columns.into()] }
    }

    /// Every number of clusters, one after another.
    fn search(self, say: &mut dyn FnMut(&Answer<'_>)) -> Result<(), ClustersError> {
        let columns: Vec<&[f64]> = self.columns.iter().map(Vec::as_slice).collect();
        let mut search = Search::new(Points::new(&columns)?)?;
        loop {
            let (done, total) = search.progress();
            say(&Answer::Progress { done, total });
            let Some(fit) = search.next() else { return Ok(()) };
            say(&Answer::Part(&fits::encode(&fit?)));
        }
    }
}

impl Work for FindClusters {
    fn take(&mut self, part: &[u8]) -> Result<(), Unreadable> {
        figures::read(part, &mut self.columns)
    }

    fn finish(self: Box<Self>, say: &mut dyn FnMut(&Answer<'_>)) {
        match self.search(say) {
            Ok(()) => {}
            Err(ClustersError::TooFewDistinct { distinct, clusters }) => {
                say(&Answer::Part(&fits::encode_too_few(distinct, clusters)));
            }
            // Parts that are no figures.
            Err(why) => return say(&Answer::Failed(Failure::Unreadable(why.to_string()))),
        }
        say(&Answer::Done);
    }
}
