//! Answers that took long to work out, kept for as long as they hold.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::image::{Image, Revision};

/// Answers kept to one type of question.
const MOST: usize = 4;

/// Which records an answer rests on: it holds until one of them changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RestsOn {
    /// Orders, what they are worth, and which customers there are.
    Orders,
    /// Every record.
    Everything,
}

impl RestsOn {
    fn is_same(self, then: Revision, now: Revision) -> bool {
        match self {
            Self::Orders => then.orders == now.orders && then.population == now.population,
            Self::Everything => then == now,
        }
    }
}

struct Answered {
    question: Box<dyn Any>,
    rests_on: RestsOn,
    revision: Revision,
    /// Whether it is of use after it no longer holds.
    renewable: bool,
    answer: Rc<dyn Any>,
}

impl Answered {
    fn is_of_use(&self, now: Revision) -> bool {
        self.renewable || self.rests_on.is_same(self.revision, now)
    }
}

/// The answers kept, the latest first. Questions are told apart by their type.
#[derive(Default)]
pub(crate) struct Kept(RefCell<Vec<Answered>>);

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kept").field(&self.0.borrow().len()).finish()
    }
}

impl Image {
    /// The answer to a question, worked out only if none is kept that still holds. What cannot
    /// be answered is asked again the next time.
    pub(crate) fn kept<Q: PartialEq + 'static, A: 'static>(
        &self,
        question: Q,
        rests_on: RestsOn,
        work_out: impl FnOnce(&Q) -> Option<A>,
    ) -> Option<Rc<A>> {
        let now = self.revision();
        if let Some(answer) = self.answers().find(&question, now) {
            return Some(answer);
        }
        // Nothing is borrowed meanwhile: one question may ask another.
        let answer = Rc::new(work_out(&question)?);
        self.answers().keep(question, rests_on, now, false, Rc::clone(&answer));
        Some(answer)
    }

    /// As [`Image::kept`], of an answer that can be brought up to date for less than working it
    /// out: `renew` is given the last one and how often orders had changed by then, and answers
    /// nothing where it cannot.
    pub(crate) fn renewed<Q: PartialEq + 'static, A: Clone + 'static>(
        &self,
        question: Q,
        renew: impl FnOnce(&mut A, u64) -> Option<()>,
        work_out: impl FnOnce(&Q) -> Option<A>,
    ) -> Option<Rc<A>> {
        let now = self.revision();
        if let Some(answer) = self.answers().find(&question, now) {
            return Some(answer);
        }
        // What no longer holds may have the last answer in it, and then it would be copied.
        self.answers().drop_outdated(now);
        let last = self.answers().take::<Q, A>(&question);
        let renewed = last.and_then(|(last, then)| {
            let mut answer = Rc::unwrap_or_clone(last);
            renew(&mut answer, then.orders).map(|()| answer)
        });
        let answer = Rc::new(match renewed {
            Some(answer) => answer,
            None => work_out(&question)?,
        });
        self.answers().keep(question, RestsOn::Orders, now, true, Rc::clone(&answer));
        Some(answer)
    }
}

impl Kept {
    fn find<Q: PartialEq + 'static, A: 'static>(&self, asked: &Q, now: Revision) -> Option<Rc<A>> {
        let kept = self.0.borrow();
        let same = kept.iter().find(|kept| {
            kept.rests_on.is_same(kept.revision, now)
                && kept.question.downcast_ref::<Q>() == Some(asked)
                && kept.answer.is::<A>()
        })?;
        Rc::clone(&same.answer).downcast().ok()
    }

    fn drop_outdated(&self, now: Revision) {
        self.0.borrow_mut().retain(|kept| kept.is_of_use(now));
    }

    /// Takes out the answer to a question, whether or not it holds.
    fn take<Q: PartialEq + 'static, A: 'static>(&self, asked: &Q) -> Option<(Rc<A>, Revision)> {
        let mut kept = self.0.borrow_mut();
        let at = kept.iter().position(|kept| {
            kept.question.downcast_ref::<Q>() == Some(asked) && kept.answer.is::<A>()
        })?;
        let Answered { answer, revision, .. } = kept.remove(at);
        Some((answer.downcast().ok()?, revision))
    }

    fn keep<Q: 'static, A: 'static>(
        &self,
        question: Q,
        rests_on: RestsOn,
        revision: Revision,
        renewable: bool,
        answer: Rc<A>,
    ) {
        let mut kept = self.0.borrow_mut();
        let mut others = 0;
        kept.retain(|kept| {
            others += usize::from(kept.question.is::<Q>());
            kept.is_of_use(revision) && !(kept.question.is::<Q>() && others >= MOST)
        });
        let question = Box::new(question);
        kept.insert(0, Answered { question, rests_on, revision, renewable, answer });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(orders: u64, records: u64) -> Revision {
        Revision { orders, population: 0, records }
    }

    #[test]
    fn an_answer_holds_until_what_it_rests_on_changes() {
        let kept = Kept::default();
        kept.keep("a", RestsOn::Orders, at(1, 1), false, Rc::new(10));
        kept.keep("b", RestsOn::Everything, at(1, 1), false, Rc::new(20));
        assert_eq!(kept.find::<_, i32>(&"a", at(1, 2)).as_deref(), Some(&10));
        assert_eq!(kept.find::<_, i32>(&"b", at(1, 2)), None);
        assert_eq!(kept.find::<_, i32>(&"a", at(2, 2)), None);
    }

    #[test]
    fn questions_and_answers_of_other_types_are_others() {
        let kept = Kept::default();
        kept.keep(7_u32, RestsOn::Orders, at(1, 1), false, Rc::new(10_i32));
        assert_eq!(kept.find::<_, i32>(&7_u64, at(1, 1)), None);
        assert_eq!(kept.find::<_, u32>(&7_u32, at(1, 1)), None);
        assert_eq!(kept.find::<_, i32>(&8_u32, at(1, 1)), None);
        assert_eq!(kept.find::<_, i32>(&7_u32, at(1, 1)).as_deref(), Some(&10));
    }

    #[test]
    fn what_can_be_renewed_is_still_there_when_it_no_longer_holds() {
        let kept = Kept::default();
        kept.keep("a", RestsOn::Orders, at(1, 1), true, Rc::new(10));
        kept.keep("b", RestsOn::Orders, at(1, 1), false, Rc::new(20));
        kept.keep("c", RestsOn::Orders, at(2, 2), false, Rc::new(30));
        assert_eq!(kept.find::<_, i32>(&"a", at(2, 2)), None);
        assert_eq!(kept.take::<_, i32>(&"a"), Some((Rc::new(10), at(1, 1))));
        assert_eq!(kept.take::<_, i32>(&"a"), None);
        assert_eq!(kept.take::<_, i32>(&"b"), None);
    }

    #[test]
    fn the_latest_of_a_type_are_kept_and_outdated_ones_go() {
        let kept = Kept::default();
        kept.keep("other", RestsOn::Orders, at(1, 1), false, Rc::new(0_i32));
        for question in 0..9_u32 {
            kept.keep(question, RestsOn::Orders, at(1, 1), false, Rc::new(question as i32));
        }
        let found: Vec<u32> =
            (0..9).filter(|n| kept.find::<u32, i32>(n, at(1, 1)).is_some()).collect();
        assert_eq!(found, [5, 6, 7, 8]);
        assert!(kept.find::<_, i32>(&"other", at(1, 1)).is_some());
        kept.keep(9_u32, RestsOn::Orders, at(2, 2), false, Rc::new(9_i32));
        assert_eq!(kept.0.borrow().len(), 1);
    }
}
