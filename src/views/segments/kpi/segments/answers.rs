//! Working it out: the segments of everybody at the end of each period take a moment each, so
//! the page is let breathe between them, and a question nobody asks any more is dropped.

use std::rc::Rc;

use analytics::kpi::Period;
use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::SegmentRevenue;

use crate::platform::time;
use crate::session::Session;
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
    answers: RwSignal<Option<Rc<Answers>>, LocalStorage>,
    progress: RwSignal<Option<(usize, usize)>>,
    turn: StoredValue<u64>,
}

impl Working {
    /// Answers a question, and again whenever it or the orders change.
    pub fn on(question: Memo<Option<Question>>, session: Session) -> Self {
        let working = Self {
            answers: RwSignal::new_local(None),
            progress: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        let orders = Memo::new(move |_| {
            session.look(|image| (image.revision().orders, image.revision().population))
        });
        Effect::new(move |before: Option<Option<Question>>| {
            orders.track();
            let asked = question.get();
            // The same question after a change: what was true a moment ago stays meanwhile.
            if before.as_ref() != Some(&asked) {
                working.answers.set(None);
            }
            working.turn.update_value(|turn| *turn += 1);
            if let Some(asked) = asked.clone() {
                spawn_local(working.answer(session, asked, working.turn.get_value()));
            }
            asked
        });
        working
    }

    /// The answers, once they are there; follows them.
    pub fn answers(self) -> Option<Rc<Answers>> {
        self.answers.get()
    }

    /// How many periods of how many are done; follows it.
    pub fn progress(self) -> Option<(usize, usize)> {
        self.progress.get()
    }

    async fn answer(self, session: Session, question: Question, turn: u64) {
        let steps: Vec<Period> = question.steps().iter().flat_map(|all| all.iter()).collect();
        let steps = steps[steps.len().saturating_sub(MOST_STEPS)..].iter().copied();
        let compared = [Some(question.period), question.period.before()];
        let periods: Vec<Period> = compared.into_iter().flatten().chain(steps).collect();
        let mut all = Vec::with_capacity(periods.len());
        for (done, period) in periods.iter().enumerate() {
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.progress.try_set(Some((done, periods.len())));
            time::breathe().await;
            let answer = session.peek(|image| image.segment_revenue(*period)).flatten();
            // Amounts beyond counting, which the page says above.
            let Some(answer) = answer else { return };
            all.push(answer);
        }
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        self.progress.try_set(None);
        let mut all = all.into_iter();
        let Some(now) = all.next() else { return };
        let before = question.period.before().and_then(|_| all.next());
        let answers = Answers { now, before, steps: all.collect() };
        self.answers.try_set(Some(Rc::new(answers)));
    }
}
