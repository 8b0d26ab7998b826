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
    answer: Rc<dyn Any>,
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
        self.answers().keep(question, rests_on, now, Rc::clone(&answer));
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

    fn keep<Q: 'static, A: 'static>(
        &self,
        question: Q,
        rests_on: RestsOn,
        revision: Revision,
        answer: Rc<A>,
    ) {
        let mut kept = self.0.borrow_mut();
        let mut others = 0;
        kept.retain(|kept| {
            others += usize::from(kept.question.is::<Q>());
            kept.rests_on.is_same(kept.revision, revision)
                && !(kept.question.is::<Q>() && others >= MOST)
        });
        kept.insert(0, Answered { question: Box::new(question), rests_on, revision, answer });
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
        kept.keep("a", RestsOn::Orders, at(1, 1), Rc::new(10));
        kept.keep("b", RestsOn::Everything, at(1, 1), Rc::new(20));
        assert_eq!(kept.find::<_, i32>(&"a", at(1, 2)).as_deref(), Some(&10));
        assert_eq!(kept.find::<_, i32>(&"b", at(1, 2)), None);
        assert_eq!(kept.find::<_, i32>(&"a", at(2, 2)), None);
    }

    #[test]
    fn questions_and_answers_of_other_types_are_others() {
        let kept = Kept::default();
        kept.keep(7_u32, RestsOn::Orders, at(1, 1), Rc::new(10_i32));
        assert_eq!(kept.find::<_, i32>(&7_u64, at(1, 1)), None);
        assert_eq!(kept.find::<_, u32>(&7_u32, at(1, 1)), None);
        assert_eq!(kept.find::<_, i32>(&8_u32, at(1, 1)), None);
        assert_eq!(kept.find::<_, i32>(&7_u32, at(1, 1)).as_deref(), Some(&10));
    }

    #[test]
    fn the_latest_of_a_type_are_kept_and_outdated_ones_go() {
        let kept = Kept::default();
        kept.keep("other", RestsOn::Orders, at(1, 1), Rc::new(0_i32));
        for question in 0..9_u32 {
            kept.keep(question, RestsOn::Orders, at(1, 1), Rc::new(question as i32));
        }
        let found: Vec<u32> =
            (0..9).filter(|n| kept.find::<u32, i32>(n, at(1, 1)).is_some()).collect();
        assert_eq!(found, [5, 6, 7, 8]);
        assert!(kept.find::<_, i32>(&"other", at(1, 1)).is_some());
        kept.keep(9_u32, RestsOn::Orders, at(2, 2), Rc::new(9_i32));
        assert_eq!(kept.0.borrow().len(), 1);
    }
}
