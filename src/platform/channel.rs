//! Tabs of this browser talking to each other.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel all tabs of the app hear, except the one that speaks.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Joins the channel `name`; `heard` runs for each message of another tab. `None` where
    /// the browser has no such thing.
    pub fn join(name: &str, mut heard: impl FnMut() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Closure::new(move |_: MessageEvent| heard());
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { channel, _listener: listener })
    }

    /// Tells the other tabs that there is news.
    pub fn tell(&self) {
        // A closed channel has nobody to tell; they read the journal when they next look.
        let _ = self.channel.post_message(&JsValue::TRUE);
    }
}
