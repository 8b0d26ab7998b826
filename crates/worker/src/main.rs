//! The worker itself: a thread that hears messages of the page and answers them.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use worker::{Answer, Desk};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let page = scope.clone();
    let say = move |answer: &[u8]| {
        let bytes = Uint8Array::from(answer);
        // Handed over, not copied. Bytes of our own can always be.
        let _ = page.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    };
    say(&Answer::Ready.encode());
    let mut desk = Desk::default();
    let hear = move |event: MessageEvent| {
        desk.hear(&Uint8Array::new(&event.data()).to_vec(), &mut |answer| say(answer));
    };
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(hear);
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It hears for as long as the thread lives.
    hear.forget();
}
