//! How much room there is, and whether the browser promised to keep what we store.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

async fn ask(method: &str) -> Option<JsValue> {
    let storage = Reflect::get(&window().navigator(), &"storage".into()).ok()?;
    let function: Function = Reflect::get(&storage, &method.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = function.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Asks the browser never to drop our data on its own. Answers whether it will keep it.
pub async fn persist() -> bool {
    ask("persist").await.is_some_and(|answer| answer.is_truthy())
}

/// Whether the browser promised to keep our data; `None` where it says nothing.
pub async fn persisted() -> Option<bool> {
    ask("persisted").await.map(|answer| answer.is_truthy())
}

/// Bytes used and bytes allowed, as the browser estimates them.
pub async fn estimate() -> Option<(f64, f64)> {
    let estimate = ask("estimate").await?;
    let number = |key: &str| Reflect::get(&estimate, &key.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}
