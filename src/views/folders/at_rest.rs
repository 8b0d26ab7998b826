//! What is done with the chosen folders when the app has started and nobody waits for it.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::i18n::t_string;
use crate::platform::folder;
use crate::session::Session;
use crate::views::data::Desk;
use crate::views::folders::backups::make_quietly;
use crate::views::folders::mailbox::turn_quietly;
use crate::views::folders::place::Standing;

/// How often it is looked whether a backup is due, in an app that stays open for days.
const LOOK_AGAIN: Duration = Duration::from_secs(15 * 60);

/// Waits until the page has nothing better to do.
async fn idle() {
    let promise = Promise::new(&mut |resolve, _| {
        request_idle_callback(move || drop(resolve.call0(&resolve)));
    });
    // It resolves and never fails.
    let _ = JsFuture::from(promise).await;
}

/// Reads what others left and leaves what they lack, makes a backup if one is due, and sees to
/// it that later ones are made. Where the browser wants its user to be asked again, offers that.
pub async fn at_rest(session: Session) {
    if !folder::is_supported() {
        return;
    }
    idle().await;
    let desk = Desk::of(session);
    look_after(desk, session).await;
    let folders = desk.folders;
    let asks = |standing: RwSignal<Standing>| standing.get_untracked() == Standing::Asks;
    if asks(folders.mailbox.standing) || asks(folders.backups.standing) {
        session.toasts.offer(
            |i18n| t_string!(i18n, folder.notice),
            |i18n| t_string!(i18n, folder.allow),
            allow,
        );
    }
    let again = move || {
        spawn_local(async move {
            idle().await;
            make_quietly(desk, session).await;
        });
    };
    set_interval(again, LOOK_AGAIN);
}

async fn look_after(desk: Desk, session: Session) {
    turn_quietly(desk, session).await;
    make_quietly(desk, session).await;
}

/// Has the browser ask for whichever folder it wants to; then does what was to be done.
fn allow(session: Session) {
    let desk = Desk::of(session);
    spawn_local(async move {
        for place in [desk.folders.mailbox, desk.folders.backups] {
            if place.standing.get_untracked() == Standing::Asks {
                place.came_to(place.ask(session).await.err());
            }
        }
        look_after(desk, session).await;
    });
}
