//! Working it out: the segments of everybody at the end of each period take a moment each.

use std::rc::Rc;

use analytics::kpi::Period;
use leptos::prelude::*;
use workspace::SegmentRevenue;

use crate::session::Session;
use crate::views::prepared::Prepared;
use crate::views::segments::kpi::question::Question;

/// Steps looked at, the latest ones: more would be too many colours side by side.
const MOST_STEPS: usize = 24;

/// What segments brought.
#[derive(Debug)]
pub struct Answers {
    /// In the period.
    pub now: Rc<SegmentRevenue>,
    /// In the one before, if there is one.
    pub before: Option<Rc<SegmentRevenue>>,
    /// In each step of the chart.
    pub steps: Vec<Rc<SegmentRevenue>>,
}

/// The answers on their way.
#[derive(Clone, Copy)]
pub struct Working {
    prepared: Prepared,
    answers: Signal<Option<Rc<Answers>>, LocalStorage>,
}

/// The period, the one before, and the steps.
fn periods(question: &Question) -> Vec<Period> {
    let steps: Vec<Period> = question.steps().iter().flat_map(|all| all.iter()).collect();
    let steps = steps[steps.len().saturating_sub(MOST_STEPS)..].iter().copied();
    [Some(question.period), question.period.before()].into_iter().flatten().chain(steps).collect()
}

impl Working {
    /// Answers a question, and again whenever it or records change.
    pub fn on(question: Memo<Option<Question>>, session: Session) -> Self {
        let prepared = Prepared::on(
            session,
            question,
            |_, question| periods(question).len(),
            |image, question, part| {
                if let Some(period) = periods(question).get(part) {
                    drop(image.segment_revenue(*period));
                }
            },
        );
        let answers = Signal::derive_local(move || {
            let question = question.get()?;
            let all = prepared.look(|image| {
                let each = periods(&question).into_iter();
                // `None` of amounts beyond counting, which the page says above.
                each.map(|period| image.segment_revenue(period)).collect::<Option<Vec<_>>>()
            });
            let mut all = all.flatten()?.into_iter();
            let now = all.next()?;
            let before = question.period.before().and_then(|_| all.next());
            Some(Rc::new(Answers { now, before, steps: all.collect() }))
        });
        Self { prepared, answers }
    }

    /// The answers, once they are there; follows them.
    pub fn answers(self) -> Option<Rc<Answers>> {
        self.answers.get()
    }

    /// How far the work has come.
    pub fn bar(self, label: impl Fn(usize, usize) -> String + Send + Sync + 'static) -> AnyView {
        self.prepared.bar(label)
    }
}
