//! What takes long to work out of everybody: a part at a time, and the page is let breathe in
//! between. The workspace keeps the parts, so that looking is quick afterwards.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::{Image, Pace};

use crate::platform::time;
use crate::session::{BrowserPace, Session};

/// Whether what a page looks at has been worked out.
#[derive(Clone, Copy)]
pub struct Prepared {
    session: Session,
    /// The turn that ended last, if the question is still the same.
    ready: RwSignal<Option<u64>>,
    progress: RwSignal<Option<(usize, usize)>>,
    turn: StoredValue<u64>,
}

impl Prepared {
    /// Works out the parts of a question, of which there are `count`, and again whenever it or
    /// any record changes. Of a question that nobody asks any more the rest is left.
    pub fn on<Q: Clone + PartialEq + Send + Sync + 'static>(
        session: Session,
        question: Memo<Option<Q>>,
        count: impl Fn(&Image, &Q) -> usize + Copy + 'static,
        part: impl Fn(&Image, &Q, usize) + Copy + 'static,
    ) -> Self {
        let prepared = Self {
            session,
            ready: RwSignal::new(None),
            progress: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        Effect::new(move |before: Option<Option<Q>>| {
            session.revision();
            let asked = question.get();
            // The same question after a change: what was true a moment ago stays meanwhile.
            if before.as_ref() != Some(&asked) {
                prepared.ready.set(None);
            }
            prepared.turn.update_value(|turn| *turn += 1);
            if let Some(asked) = asked.clone() {
                let turn = prepared.turn.get_value();
                spawn_local(async move { prepared.work(asked, turn, count, part).await });
            }
            asked
        });
        prepared
    }

    async fn work<Q>(
        self,
        asked: Q,
        turn: u64,
        count: impl Fn(&Image, &Q) -> usize,
        part: impl Fn(&Image, &Q, usize),
    ) {
        let is_wanted = || self.turn.try_get_value() == Some(turn);
        let total = self.session.peek(|image| count(image, &asked)).unwrap_or_default();
        // What asked is drawn first.
        time::breathe().await;
        let pace = BrowserPace::unwatched();
        for done in 0..total {
            if pace.due() {
                self.progress.try_set(Some((done, total)));
                pace.rest().await;
            }
            if !is_wanted() {
                return;
            }
            self.session.peek(|image| part(image, &asked, done));
        }
        // If parts took long, the answer is put together in a task of its own.
        if pace.due() {
            pace.rest().await;
        }
        if is_wanted() {
            self.progress.try_set(None);
            self.ready.try_set(Some(turn));
        }
    }

    /// Looks at the records once everything is worked out, and again each time it is anew.
    pub fn look<T>(self, look: impl FnOnce(&Image) -> T) -> Option<T> {
        self.ready.get()?;
        self.session.peek(look)
    }

    /// How far it has come, shown once that takes long enough to be noticed.
    pub fn bar(self, label: impl Fn(usize, usize) -> String + Send + Sync + 'static) -> AnyView {
        let bar = move || {
            let (done, total) = self.progress.get()?;
            // After a change, what was there stays in place.
            if self.ready.get().is_some() {
                return None;
            }
            let label = label(done + 1, total);
            Some(view! {
                <progress class="late" value=done.to_string() max=total.to_string() aria-label=label></progress>
            })
        };
        bar.into_any()
    }
}
