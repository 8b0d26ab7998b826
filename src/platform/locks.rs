//! Letting only one tab do a thing.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A lock this tab holds until it is dropped.
pub struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // It resolves a promise of ours, which cannot fail.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// The lock `name`, if no other tab holds it; nothing where the browser has no locks.
pub async fn if_free(name: &str) -> Option<Held> {
    request(name, true).await.ok()
}

/// The lock `name`, as soon as every other tab has let it go; nothing where the browser has no
/// locks.
pub async fn in_turn(name: &str) -> Option<Held> {
    request(name, false).await.ok()
}

async fn request(name: &str, only_if_free: bool) -> Result<Held, JsValue> {
    let manager = Reflect::get(&window().navigator(), &"locks".into())?;
    let request: Function = Reflect::get(&manager, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into())?;
    let mut answer = None;
    let given = Promise::new(&mut |resolve, _| answer = Some(resolve));
    // The browser holds the lock for as long as a promise lasts. What resolves that promise is
    // what we are given.
    let held = Closure::once(move |lock: JsValue| -> Promise {
        let give = |what: &JsValue| drop(answer.as_ref().map(|give| give.call1(&lock, what)));
        if lock.is_null() {
            give(&JsValue::NULL);
            return Promise::resolve(&JsValue::NULL);
        }
        Promise::new(&mut |release, _| give(&release))
    });
    let asked = request.call3(&manager, &name.into(), &options, held.as_ref())?;
    // The request itself comes to an end only when the lock is free again, or when it fails.
    let either = Promise::race(&Array::of2(&given, &asked));
    let release = JsFuture::from(either).await?.dyn_into()?;
    Ok(Held { release })
}
