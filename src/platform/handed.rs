//! Files that other apps of the device hand to this one: shared with it, and kept by the service
//! worker (`xtask/web/sw.js`) until they are taken in, or opened with it.

use js_sys::{Array, Function, Promise, Reflect, decode_uri_component};
use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, CacheStorage, File, FilePropertyBag, Request, Response};

use crate::platform::files::{Unreadable, unreadable};

/// Where the manifest has shared files sent, below the base.
const PLACE: &str = "data/handed/";

/// A file that was shared with the app and is kept for it.
pub struct Kept {
    /// What it is kept under, which orders files as they came.
    pub key: String,
    /// The file.
    pub file: File,
}

fn base() -> String {
    document().base_uri().ok().flatten().unwrap_or_default()
}

/// The cache with the shared files; `None` where there is none, or no caches at all.
async fn cache() -> Result<Option<Cache>, JsValue> {
    // Not there for pages that came over plain HTTP.
    if !Reflect::has(&window(), &"caches".into())? {
        return Ok(None);
    }
    let caches: CacheStorage = window().caches()?;
    let name = format!("rapport-handed {}", base());
    if !JsFuture::from(caches.has(&name)).await?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(JsFuture::from(caches.open(&name)).await?.dyn_into()?))
}

/// The files that were shared with the app and not taken in yet, first come first.
///
/// # Errors
/// When the browser does not hand them out.
pub async fn kept() -> Result<Vec<Kept>, Unreadable> {
    let mut all = find().await.map_err(unreadable)?;
    all.sort_by_key(|kept| order(&kept.key));
    Ok(all)
}

async fn find() -> Result<Vec<Kept>, JsValue> {
    let mut found = Vec::new();
    let Some(cache) = cache().await? else { return Ok(found) };
    let keys: Array = JsFuture::from(cache.keys()).await?.dyn_into()?;
    for key in keys.iter() {
        let key = key.dyn_into::<Request>()?.url();
        let answer = JsFuture::from(cache.match_with_str(&key)).await?;
        // Another tab may have taken it just now.
        let Ok(answer) = answer.dyn_into::<Response>() else { continue };
        let blob: Blob = JsFuture::from(answer.blob()?).await?.dyn_into()?;
        let file = named(&blob, &name(&key))?;
        found.push(Kept { key, file });
    }
    Ok(found)
}

/// The moment a file came and its place among those that came with it.
fn order(key: &str) -> (u64, u64) {
    let own = key.get(base().len() + PLACE.len()..).unwrap_or_default();
    let mut numbers = own.split('-').map(|part| part.parse().unwrap_or_default());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

fn name(key: &str) -> String {
    let coded = key.rsplit('/').next().unwrap_or_default();
    decode_uri_component(coded).map_or_else(|_| coded.to_owned(), String::from)
}

fn named(blob: &Blob, name: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type(&blob.type_());
    File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &options)
}

/// Keeps a shared file no longer. Answers whether it was still there: of several tabs only one
/// is told so.
pub async fn forget(key: &str) -> bool {
    let Ok(Some(cache)) = cache().await else { return false };
    JsFuture::from(cache.delete_with_str(key)).await.is_ok_and(|gone| gone.is_truthy())
}

/// A file the app was opened with: its name, and the file if it can be read.
pub type Opened = (String, Result<File, Unreadable>);

/// Has `taken` told of the files the app is opened with, also of those before now. Where the
/// browser has no such thing, nothing happens.
pub fn on_open(taken: impl Fn(Vec<Opened>) + Clone + 'static) {
    let queue = Reflect::get(&window(), &"launchQueue".into()).unwrap_or_default();
    let set = Reflect::get(&queue, &"setConsumer".into()).and_then(JsCast::dyn_into::<Function>);
    let Ok(set) = set else { return };
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let taken = taken.clone();
        let handles = Reflect::get(&launch, &"files".into()).and_then(JsCast::dyn_into::<Array>);
        let Ok(handles) = handles else { return };
        spawn_local(async move {
            let mut files = Vec::new();
            for handle in handles.iter() {
                let name = Reflect::get(&handle, &"name".into()).ok().and_then(|n| n.as_string());
                let file = opened(&handle).await.map_err(unreadable);
                files.push((name.unwrap_or_default(), file));
            }
            if !files.is_empty() {
                taken(files);
            }
        });
    });
    // The queue has one consumer for as long as the page lives.
    let _ = set.call1(&queue, &consumer.into_js_value());
}

async fn opened(handle: &JsValue) -> Result<File, JsValue> {
    let get: Function = Reflect::get(handle, &"getFile".into())?.dyn_into()?;
    let promise: Promise = get.call0(handle)?.dyn_into()?;
    JsFuture::from(promise).await?.dyn_into()
}
