//! What is worked out from everybody's records: code of the part `segments`, which a first visit
//! does not wait for. Lists are there before it, without what it adds.

use std::rc::Rc;

use leptos::prelude::*;
use model::Day;
use workspace::analysis::warnings::Warnings;
use workspace::{Image, Ltv, Members, Slot, Standing, Tiers};

use crate::i18n::I18n;
use crate::platform::time;
use crate::session::{Awaited, Session};

/// What the part can do once it is there.
#[derive(Clone, Copy)]
pub struct Analysis {
    /// Where customers stand on a day.
    pub standing: fn(&Image, Day) -> Option<Standing>,
    /// The customers in the group that a code in an address means.
    pub members: fn(&Image, &Standing, &str) -> Members,
    /// What such a group is called.
    pub name: fn(I18n, &Image, &str) -> String,
    /// In which tier everybody is on a day, and when they are to be contacted.
    pub tiers: fn(&Image, Day) -> Option<Rc<Tiers>>,
    /// What the fitted models tell of everybody on a day.
    pub ltv: fn(&Image, Day) -> Option<Rc<Ltv>>,
    /// Whether a customer is slipping away on a day.
    pub warnings_of: fn(&Image, Slot, Day) -> Warnings,
    /// How many parts there are to what that rests on, and the way to work out one of them.
    pub warning_parts: fn(&Image) -> usize,
    /// Works out such a part.
    pub warning_part: fn(&Image, usize, Day),
    /// Codes and names of the segments by rule, and of the clusters that are kept.
    pub rules: fn(&Image) -> Vec<(String, String)>,
}

impl Session {
    /// Whether analysis is there; follows it.
    pub fn analysis(self) -> Awaited<Analysis> {
        self.analysis.get()
    }

    /// Says whether analysis is there.
    pub fn set_analysis(self, state: Awaited<Analysis>) {
        self.analysis.set(state);
    }

    fn analyse<T>(self, ask: impl FnOnce(&Analysis, &Image, Day) -> Option<T>) -> Option<T> {
        let Awaited::Ready(analysis) = self.analysis.get() else { return None };
        let today = time::today()?;
        self.look(|image| ask(&analysis, image, today)).flatten()
    }

    /// Where customers stand today: what lists and customer pages show. `None` until analysis is
    /// there. Follows changes.
    pub fn standing(self) -> Option<Standing> {
        self.analyse(|analysis, image, today| (analysis.standing)(image, today))
    }

    /// The customers who are in all of the groups that codes mean, today. `None` until analysis is
    /// there. Follows changes.
    pub fn members(self, codes: &[String]) -> Option<Rc<Members>> {
        self.analyse(|analysis, image, today| {
            let standing = (analysis.standing)(image, today)?;
            let each = codes.iter().map(|code| (analysis.members)(image, &standing, code));
            each.reduce(|some, others| some.and(&others)).map(Rc::new)
        })
    }

    /// Codes and names of the segments by rule; none until analysis is there. Follows changes.
    pub fn rules(self) -> Vec<(String, String)> {
        self.analyse(|analysis, image, _| Some((analysis.rules)(image))).unwrap_or_default()
    }

    /// In which tier everybody is today. `None` until analysis is there. Follows changes.
    pub fn tiers(self) -> Option<Rc<Tiers>> {
        self.analyse(|analysis, image, today| (analysis.tiers)(image, today))
    }

    /// What the fitted models tell of everybody today. `None` until analysis is there, and as long
    /// as none are fitted. Follows changes.
    pub fn ltv(self) -> Option<Rc<Ltv>> {
        self.analyse(|analysis, image, today| (analysis.ltv)(image, today))
    }

    /// What such a group is called, the code itself until analysis is there.
    pub fn group_name(self, i18n: I18n, code: &str) -> String {
        self.analyse(|analysis, image, _| Some((analysis.name)(i18n, image, code)))
            .unwrap_or_else(|| code.to_owned())
    }
}
