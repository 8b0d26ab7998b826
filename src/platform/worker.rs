//! A thread beside the page's own: a script that only speaks and hears bytes.

use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent};

/// How long [`Worker::hear`] waits for a message, in milliseconds.
const PATIENCE: i32 = 100;

/// The thread is not there: its script did not load, or it came down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

/// What happens while one listens.
enum Heard {
    Message(Vec<u8>),
    Nothing,
    Lost,
}

/// A thread, which ends with this handle, whatever it is doing.
pub struct Worker {
    worker: web_sys::Worker,
    heard: UnboundedReceiver<Heard>,
    ticks: Option<i32>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(Event)>,
    _tick: Closure<dyn FnMut()>,
}

impl Worker {
    /// Starts the script that the page names in the meta element `name`; its address is relative
    /// to the page's base. Whether the script is there shows later.
    ///
    /// # Errors
    /// When the browser does not start any.
    pub fn start(name: &str) -> Result<Self, Lost> {
        let selector = format!("meta[name=\"{name}\"]");
        let meta = document().query_selector(&selector).ok().flatten().ok_or(Lost)?;
        let address = meta.get_attribute("content").ok_or(Lost)?;
        let worker = web_sys::Worker::new(&address).map_err(|_| Lost)?;
        let (say, heard) = unbounded();
        // Whoever listened may have gone: then nobody wants to know, here and below.
        let said = say.clone();
        let message = Closure::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            let _ = said.unbounded_send(Heard::Message(bytes));
        });
        let lost = say.clone();
        let error = Closure::new(move |event: Event| {
            // It is said on the page; the console need not hold it for an accident.
            event.prevent_default();
            let _ = lost.unbounded_send(Heard::Lost);
        });
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        let tick = Closure::new(move || {
            let _ = say.unbounded_send(Heard::Nothing);
        });
        let ticks = window().set_interval_with_callback_and_timeout_and_arguments_0(
            tick.as_ref().unchecked_ref(),
            PATIENCE,
        );
        let ticks = ticks.ok();
        Ok(Self { worker, heard, ticks, _message: message, _error: error, _tick: tick })
    }

    /// Says something to it.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub fn say(&self, message: &[u8]) -> Result<(), Lost> {
        let bytes = Uint8Array::from(message);
        // Handed over, not copied.
        let handed = Array::of1(&bytes.buffer());
        self.worker.post_message_with_transfer(&bytes, &handed).map_err(|_| Lost)
    }

    /// What it says next; `None` when it has not said anything for a moment.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn hear(&mut self) -> Result<Option<Vec<u8>>, Lost> {
        match self.heard.recv().await {
            Ok(Heard::Message(bytes)) => Ok(Some(bytes)),
            Ok(Heard::Nothing) => Ok(None),
            Ok(Heard::Lost) | Err(_) => Err(Lost),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Some(ticks) = self.ticks {
            window().clear_interval_with_handle(ticks);
        }
    }
}
