//! What the import would do by what has been chosen, worked out again after each choice by the
//! import itself, behind the page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::CommandError;

use crate::session::{BrowserPace, Watcher};
use crate::views::data::trouble::Trouble;
use crate::views::data::wizard::Wizard;
use crate::views::data::wizard::check::{Checked, SHOWN};

impl Wizard {
    /// Works out what the import would do by what is chosen now.
    pub(super) fn count_anew(self) {
        let alike = self.alike;
        alike.stale.set_value(true);
        // The one under way notices, and begins anew.
        if alike.counting.get_untracked() {
            return;
        }
        alike.counting.set(true);
        spawn_local(async move {
            while alike.stale.get_value() && !alike.resting.get_value() {
                alike.stale.set_value(false);
                if self.count().await.is_none() {
                    alike.stale.set_value(true);
                    break;
                }
            }
            alike.counting.set(false);
        });
    }

    /// The same, if anything was chosen since.
    pub(in crate::views::data::wizard) fn count_what_is_left(self) {
        if self.alike.stale.get_value() {
            self.count_anew();
        }
    }

    /// `None` when the table is not here.
    async fn count(self) -> Option<()> {
        let alike = self.alike;
        let (data, opened) = (self.session.data()?, self.opened.get_untracked()?);
        let plan = self.decided_plan()?;
        let mut table = self.table.try_update_value(Option::take).flatten()?;
        let goes_on = move || !alike.stale.get_value() && !alike.resting.get_value();
        let pace = BrowserPace::new(Watcher::new(move |_| goes_on()));
        let outcome = data.preview_import(&mut table, &plan, SHOWN, &pace).await;
        let delimiter = table.delimiter();
        let current = self.opened.get_untracked()?;
        if !Arc::ptr_eq(&current, &opened) {
            return None;
        }
        self.table.set_value(Some(table));
        match outcome {
            // The columns may be being matched anew by now.
            Ok(preview) if self.checked.with_untracked(Option::is_some) => {
                let checked = Checked::new(&opened, delimiter, plan.kind(), preview);
                self.checked.set(Some(Arc::new(checked)));
            }
            Ok(_) => {}
            // Somebody is in a hurry: what was chosen is still to be counted.
            Err(CommandError::Cancelled(_)) => alike.stale.set_value(true),
            Err(why) => self.trouble.set(Some(Trouble::Refused(why))),
        }
        Some(())
    }
}
