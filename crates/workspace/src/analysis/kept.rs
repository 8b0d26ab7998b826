//! Answers that took long to work out, kept for as long as they hold.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::image::{Image, Revision};

/// How many answers to one type of question are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// A few: each says something of every customer.
    Few,
    /// Many: each takes little room, or they are asked for together.
    Many,
}

impl Room {
    fn most(self) -> usize {
        match self {
            Self::Few => 4,
            Self::Many => 64,
        }
    }
}

/// Which records an answer rests on: it holds until one of them changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RestsOn {
    /// Orders, what they are worth, and which customers there are.
    Orders,
    /// Those, and interactions and tasks.
    Contacts,
    /// Every record.
    Everything,
}

impl RestsOn {
    fn is_same(self, then: Revision, now: Revision) -> bool {
        match self {
            Self::Orders => then.orders == now.orders && then.population == now.population,
            Self::Contacts => Self::Orders.is_same(then, now) && then.contacts == now.contacts,
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

/// The answers kept, those asked for lately first: what many ask for is not pushed out by what
/// one asks for in passing. Questions are told apart by their type.
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
        self.kept_in(Room::Few, question, rests_on, work_out)
    }

    /// As [`Image::kept`], with room for few answers or for many.
    pub(crate) fn kept_in<Q: PartialEq + 'static, A: 'static>(
        &self,
        room: Room,
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
        self.answers().keep(question, (rests_on, now), room, false, Rc::clone(&answer));
        Some(answer)
    }

    /// The answer to a question if one is kept that still holds.
    pub(crate) fn known<Q: PartialEq + 'static, A: 'static>(&self, question: &Q) -> Option<Rc<A>> {
        self.answers().find(question, self.revision())
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
        let rests_on = (RestsOn::Orders, now);
        self.answers().keep(question, rests_on, Room::Few, true, Rc::clone(&answer));
        Some(answer)
    }
}

impl Kept {
    fn find<Q: PartialEq + 'static, A: 'static>(&self, asked: &Q, now: Revision) -> Option<Rc<A>> {
        let mut kept = self.0.borrow_mut();
        let at = kept.iter().position(|kept| {
            kept.rests_on.is_same(kept.revision, now)
                && kept.question.downcast_ref::<Q>() == Some(asked)
                && kept.answer.is::<A>()
        })?;
        kept[..=at].rotate_right(1);
        Rc::clone(&kept[0].answer).downcast().ok()
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
        (rests_on, revision): (RestsOn, Revision),
        room: Room,
        renewable: bool,
        answer: Rc<A>,
    ) {
        let mut kept = self.0.borrow_mut();
        let mut others = 0;
        kept.retain(|kept| {
            let is_of_type = kept.question.is::<Q>();
            others += usize::from(is_of_type);
            kept.is_of_use(revision) && !(is_of_type && others >= room.most())
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
        Revision { orders, population: 0, contacts: 0, records }
    }

    fn keep<Q: 'static, A: 'static>(kept: &Kept, question: Q, room: Room, answer: A) {
        kept.keep(question, (RestsOn::Orders, at(1, 1)), room, false, Rc::new(answer));
    }

    #[test]
    fn an_answer_holds_until_what_it_rests_on_changes() {
        let kept = Kept::default();
        let few = |question, rests_on, answer: i32| {
            kept.keep(question, (rests_on, at(1, 1)), Room::Few, false, Rc::new(answer));
        };
        few("a", RestsOn::Orders, 10);
        few("b", RestsOn::Everything, 20);
        few("c", RestsOn::Contacts, 30);
        let visited = Revision { contacts: 1, ..at(1, 2) };
        assert_eq!(kept.find::<_, i32>(&"a", visited).as_deref(), Some(&10));
        assert_eq!(kept.find::<_, i32>(&"b", at(1, 2)), None);
        assert_eq!(kept.find::<_, i32>(&"c", at(1, 2)).as_deref(), Some(&30));
        assert_eq!(kept.find::<_, i32>(&"c", visited), None);
        assert_eq!(kept.find::<_, i32>(&"a", at(2, 2)), None);
        assert_eq!(kept.find::<_, i32>(&"c", at(2, 2)), None);
    }

    #[test]
    fn questions_and_answers_of_other_types_are_others() {
        let kept = Kept::default();
        keep(&kept, 7_u32, Room::Few, 10_i32);
        assert_eq!(kept.find::<_, i32>(&7_u64, at(1, 1)), None);
        assert_eq!(kept.find::<_, u32>(&7_u32, at(1, 1)), None);
        assert_eq!(kept.find::<_, i32>(&8_u32, at(1, 1)), None);
        assert_eq!(kept.find::<_, i32>(&7_u32, at(1, 1)).as_deref(), Some(&10));
    }

    #[test]
    fn what_can_be_renewed_is_still_there_when_it_no_longer_holds() {
        let kept = Kept::default();
        let few = |question, orders, renewable, answer: i32| {
            let rests_on = (RestsOn::Orders, at(orders, orders));
            kept.keep(question, rests_on, Room::Few, renewable, Rc::new(answer));
        };
        few("a", 1, true, 10);
        few("b", 1, false, 20);
        few("c", 2, false, 30);
        assert_eq!(kept.find::<_, i32>(&"a", at(2, 2)), None);
        assert_eq!(kept.take::<_, i32>(&"a"), Some((Rc::new(10), at(1, 1))));
        assert_eq!(kept.take::<_, i32>(&"a"), None);
        assert_eq!(kept.take::<_, i32>(&"b"), None);
    }

    #[test]
    fn those_asked_for_lately_are_kept_and_outdated_ones_go() {
        let kept = Kept::default();
        let found = || -> Vec<u32> {
            let is_there = |n: &u32| {
                let all = kept.0.borrow();
                all.iter().any(|kept| kept.question.downcast_ref::<u32>() == Some(n))
            };
            (0..200).filter(is_there).collect()
        };
        keep(&kept, "other", Room::Few, 0_i32);
        for question in 0..9_u32 {
            keep(&kept, question, Room::Few, question as i32);
            // Somebody asks this one over and over.
            assert!(kept.find::<u32, i32>(&0, at(1, 1)).is_some());
        }
        assert_eq!(found(), [0, 6, 7, 8]);
        assert!(kept.find::<_, i32>(&"other", at(1, 1)).is_some());
        for question in 100..200_u32 {
            keep(&kept, question, Room::Many, question as i32);
        }
        assert_eq!(found(), (136..200).collect::<Vec<u32>>());
        kept.keep(9_u32, (RestsOn::Orders, at(2, 2)), Room::Few, false, Rc::new(9_i32));
        assert_eq!(kept.0.borrow().len(), 1);
    }
}
