//! Whether there is a network.

use leptos::prelude::*;

/// A signal that follows the browser's own idea of it.
pub fn online() -> ReadSignal<bool> {
    let (online, set_online) = signal(window().navigator().on_line());
    for (event, state) in [("online", true), ("offline", false)] {
        let handle = window_event_listener_untyped(event, move |_| set_online.set(state));
        on_cleanup(move || handle.remove());
    }
    online
}
