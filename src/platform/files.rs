//! Files in and out.

use js_sys::{Array, Reflect, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, HtmlAnchorElement, TextDecoder, TextDecoderOptions, Url,
};

/// A file could not be read; what the browser said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

/// A file could not be written: the browser did not make it, or did not keep it; what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotKept(pub String);

pub(super) fn unreadable(why: JsValue) -> Unreadable {
    let name = Reflect::get(&why, &"name".into()).ok().and_then(|name| name.as_string());
    Unreadable(name.unwrap_or_else(|| format!("{why:?}")))
}

pub(super) fn lost(why: JsValue) -> NotKept {
    NotKept(unreadable(why).0)
}

/// The bytes of `file` from `start`, at most `length` of them.
pub async fn read(file: &File, start: f64, length: f64) -> Result<Vec<u8>, Unreadable> {
    Coming::from(file, start, length)?.arrived().await
}

/// Bytes the browser is reading from a file.
pub(super) struct Coming(JsFuture);

impl Coming {
    /// Has it begin.
    pub(super) fn from(file: &File, start: f64, length: f64) -> Result<Self, Unreadable> {
        let end = (start + length).min(file.size());
        let slice = file.slice_with_f64_and_f64(start, end).map_err(unreadable)?;
        Ok(Self(JsFuture::from(slice.array_buffer())))
    }

    /// The bytes.
    pub(super) async fn arrived(self) -> Result<Vec<u8>, Unreadable> {
        let buffer = self.0.await.map_err(unreadable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

/// Decodes bytes in pieces from an encoding named as the web names them.
pub struct Decoder {
    decoder: TextDecoder,
    method: js_sys::Function,
}

impl Decoder {
    /// A decoder for `label` that refuses malformed bytes.
    pub fn new(label: &str) -> Option<Self> {
        let options = TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
        let method = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into().ok()?;
        Some(Self { decoder, method })
    }

    /// The text of the next piece; `more` says that others follow. `None` when the bytes are
    /// not of this encoding.
    pub fn decode(&self, piece: &[u8], more: bool) -> Option<String> {
        let options = js_sys::Object::new();
        Reflect::set(&options, &"stream".into(), &more.into()).ok()?;
        let bytes = Uint8Array::from(piece);
        self.method.call2(&self.decoder, &bytes, &options).ok()?.as_string()
    }
}

/// A file to be, kept by the browser outside our memory as it grows.
#[derive(Default)]
pub struct Download {
    parts: Array,
}

impl Download {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes.
    pub fn push(&self, bytes: &[u8]) {
        // A blob of its own lets the browser move the bytes off the heap.
        let part = Array::of1(&Uint8Array::from(bytes));
        match Blob::new_with_u8_array_sequence(&part) {
            Ok(blob) => self.parts.push(&blob),
            Err(_) => self.parts.push(&Uint8Array::from(bytes)),
        };
    }

    /// The file.
    ///
    /// A browser tells only who reads that it could not keep what it was given: Chromium puts large
    /// parts on the disk, and in its first seconds clears away with what a former run left there
    /// what it has just written. A file with one such part has no first byte either.
    ///
    /// # Errors
    /// When it is not all there.
    pub async fn finish(self, media_type: &str) -> Result<Blob, NotKept> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let file = Blob::new_with_blob_sequence_and_options(&self.parts, &options).map_err(lost)?;
        let first = file.slice_with_f64_and_f64(0.0, 1.0).map_err(lost)?;
        JsFuture::from(first.array_buffer()).await.map_err(lost)?;
        Ok(file)
    }

    /// Hands the file to the user under `name`.
    ///
    /// # Errors
    /// When it is not all there, or cannot be handed over.
    pub async fn save(self, name: &str, media_type: &str) -> Result<(), NotKept> {
        hand_over(&self.finish(media_type).await?, name)
    }
}

/// Hands a file to the user under `name`, among the downloads.
pub fn hand_over(blob: &Blob, name: &str) -> Result<(), NotKept> {
    let url = Url::create_object_url_with_blob(blob).map_err(lost)?;
    let anchor: HtmlAnchorElement = document().create_element("a").map_err(lost)?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser needs the address until the download has begun.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}
