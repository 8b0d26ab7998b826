//! How much room there is.

use js_sys::Array;
use leptos::prelude::{StoredValue, WithValue, on_cleanup};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Says how wide an element is inside, in whole CSS pixels: once soon, and whenever it changes,
/// until its view goes away.
pub fn watch_width(element: &Element, mut said: impl FnMut(f64) + 'static) {
    let mut before = -1.0;
    let heard = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let Ok(entry) = entries.get(0).dyn_into::<ResizeObserverEntry>() else { return };
        let width = entry.content_rect().width().floor();
        if width != before {
            before = width;
            said(width);
        }
    });
    // Every browser the app runs in has one.
    let Ok(observer) = ResizeObserver::new(heard.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let kept = StoredValue::new_local((observer, heard));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
