//! What rules look at: the records as of a day, and what is worked out from them.

use std::cell::OnceCell;
use std::rc::Rc;

use model::Day;

use crate::analysis::purchases::Purchases;
use crate::analysis::warnings::Warnings;
use crate::analysis::{Ltv, Rfm, Tiers};
use crate::image::Image;

/// Everybody, as of a day. What a rule does not ask for is not worked out.
pub struct Look<'a> {
    /// The records.
    pub image: &'a Image,
    /// The day of the question.
    pub day: Day,
    purchases: OnceCell<Rc<Purchases>>,
    rfm: OnceCell<Option<Rc<Rfm>>>,
    tiers: OnceCell<Option<Rc<Tiers>>>,
    ltv: OnceCell<Option<Rc<Ltv>>>,
    warnings: OnceCell<Option<Rc<Warnings>>>,
}

impl<'a> Look<'a> {
    /// A look at the records as of a day.
    #[must_use]
    pub fn new(image: &'a Image, day: Day) -> Self {
        Self {
            image,
            day,
            purchases: OnceCell::new(),
            rfm: OnceCell::new(),
            tiers: OnceCell::new(),
            ltv: OnceCell::new(),
            warnings: OnceCell::new(),
        }
    }

    pub(super) fn purchases(&self) -> &Purchases {
        self.purchases.get_or_init(|| self.image.purchases(self.day))
    }

    /// `None` when orders cannot be counted.
    pub(super) fn rfm(&self) -> Option<&Rc<Rfm>> {
        let standing = || self.image.standing(self.day).map(|standing| standing.rfm);
        self.rfm.get_or_init(standing).as_ref()
    }

    /// `None` when orders cannot be counted.
    pub(super) fn tiers(&self) -> Option<&Rc<Tiers>> {
        self.tiers.get_or_init(|| self.image.tiers(self.day)).as_ref()
    }

    /// `None` as long as no model is fitted.
    pub(super) fn ltv(&self) -> Option<&Rc<Ltv>> {
        self.ltv.get_or_init(|| self.image.ltv(self.day)).as_ref()
    }

    pub(super) fn warnings(&self) -> Option<&Rc<Warnings>> {
        self.warnings.get_or_init(|| self.image.warnings(self.day)).as_ref()
    }
}
