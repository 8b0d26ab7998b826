//! Models of purchases and spend fitted to everybody's histories.

use analytics::ltv::{FitConfig, History, fit};
use model::wire::Unreadable;

use crate::desk::Work;
use crate::protocol::Answer;
use crate::{histories, ltv};

/// Looks at all customers that a fit usually takes. One that takes more stays short of the end.
const USUAL: usize = 700;
/// Looks between two reports.
const REPORT: usize = 10;

/// The fit.
pub(crate) struct FitValue {
    config: FitConfig,
    histories: Vec<History>,
}

impl FitValue {
    pub(crate) fn new(config: FitConfig) -> Self {
        Self { config, histories: Vec::new() }
    }
}

impl Work for FitValue {
    fn take(&mut self, part: &[u8]) -> Result<(), Unreadable> {
        histories::decode(part, &mut self.histories)
    }

    fn finish(self: Box<Self>, say: &mut dyn FnMut(&Answer<'_>)) {
        // The looks for purchases and those for spend are counted one after the other.
        let mut looked = 0;
        let mut told = |_| {
            looked += 1;
            if looked % REPORT == 0 {
                say(&Answer::Progress { done: looked.min(USUAL - 1), total: USUAL });
            }
        };
        let outcome = fit(&self.histories, &self.config, &mut told);
        say(&Answer::Part(&ltv::encode(&outcome)));
        say(&Answer::Done);
    }
}
