//! Letting only one tab do a thing.

use std::future::Future;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` if no other tab holds the lock `name`; does nothing if one does, or where the
/// browser has no locks.
pub async fn if_free<F>(name: &str, work: impl FnOnce() -> F + 'static)
where
    F: Future<Output = ()> + 'static,
{
    let navigator = window().navigator();
    let Ok(manager) = Reflect::get(&navigator, &"locks".into()) else { return };
    let request = Reflect::get(&manager, &"request".into());
    let Ok(request) = request.and_then(JsCast::dyn_into::<Function>) else { return };
    let options = Object::new();
    if Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).is_err() {
        return;
    }
    let held = Closure::once(move |lock: JsValue| -> Promise {
        if lock.is_null() {
            return Promise::resolve(&JsValue::NULL);
        }
        let work = work();
        future_to_promise(async move {
            work.await;
            Ok(JsValue::NULL)
        })
    });
    let asked = request.call3(&manager, &name.into(), &options, held.as_ref());
    if let Ok(promise) = asked.and_then(JsCast::dyn_into::<Promise>) {
        let _ = JsFuture::from(promise).await;
    }
}
