//! Handing a file to another app on the device: messengers, mail, the next phone.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag};

/// What came of offering a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The user chose where it goes.
    Yes,
    /// The user changed their mind.
    No,
    /// This browser does not share such files.
    Unsupported,
}

/// Offers a file to the other apps of the device.
pub async fn share(blob: &Blob, name: &str) -> Shared {
    match try_share(blob, name).await {
        Ok(true) => Shared::Yes,
        Ok(false) => Shared::Unsupported,
        Err(why) => {
            let name = Reflect::get(&why, &"name".into()).ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("AbortError") { Shared::No } else { Shared::Unsupported }
        }
    }
}

/// Whether this browser would share a file like it.
pub fn can_share(blob: &Blob, name: &str) -> bool {
    offer(blob, name).is_ok_and(|offer| allows(&offer))
}

async fn try_share(blob: &Blob, name: &str) -> Result<bool, JsValue> {
    let offer = offer(blob, name)?;
    if !allows(&offer) {
        return Ok(false);
    }
    let navigator = window().navigator();
    let share: js_sys::Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
    let promise: js_sys::Promise = share.call1(&navigator, &offer)?.dyn_into()?;
    JsFuture::from(promise).await?;
    Ok(true)
}

fn offer(blob: &Blob, name: &str) -> Result<Object, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type(&blob.type_());
    let file = File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &options)?;
    let offer = Object::new();
    Reflect::set(&offer, &"files".into(), &Array::of1(&file))?;
    Reflect::set(&offer, &"title".into(), &name.into())?;
    Ok(offer)
}

fn allows(offer: &Object) -> bool {
    let navigator = window().navigator();
    let asked = Reflect::get(&navigator, &"canShare".into())
        .and_then(JsCast::dyn_into::<js_sys::Function>)
        .and_then(|can| can.call1(&navigator, offer));
    asked.is_ok_and(|answer| answer.is_truthy())
}
