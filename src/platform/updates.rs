//! New versions of the app. The start script in `index.html` looks after the service worker;
//! this tells views what it found.

use leptos::prelude::*;

/// A new version that waits to be let in.
#[derive(Clone, Copy)]
pub struct Updates {
    ready: RwSignal<bool>,
}

impl Updates {
    /// Follows what the start script finds.
    pub fn watch() -> Self {
        let root = document().document_element();
        let ready =
            root.is_some_and(|root| root.get_attribute("data-update").as_deref() == Some("ready"));
        let updates = Self { ready: RwSignal::new(ready) };
        let found = window_event_listener_untyped("rapport:update-ready", move |_| {
            updates.ready.set(true);
        });
        on_cleanup(move || found.remove());
        updates
    }

    /// Whether a new version waits; follows changes.
    pub fn ready(self) -> bool {
        self.ready.get()
    }

    /// Lets the new version in; the page then loads itself anew.
    pub fn apply(self) {
        if let Ok(event) = web_sys::Event::new("rapport:apply-update") {
            // The answer says only whether somebody prevented the default; there is none.
            let _ = window().dispatch_event(&event);
        }
    }
}
