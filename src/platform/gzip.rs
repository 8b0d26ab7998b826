//! gzip, by the streams browsers have of their own.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect, Uint8Array};
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair, Response,
    StreamPipeOptions, WritableStream,
};

use crate::platform::files::{Coming, Unreadable, read, unreadable};

/// What every gzip file begins with (RFC 1952, section 2.3.1).
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Bytes read at a time from a file that is not packed.
const SLICE: f64 = 4_194_304.0;

const PACKER: &str = "CompressionStream";
const UNPACKER: &str = "DecompressionStream";

/// Whether this browser packs and unpacks.
pub fn is_supported() -> bool {
    let has = |name: &str| Reflect::has(&window(), &name.into()).unwrap_or_default();
    has(PACKER) && has(UNPACKER)
}

/// A stream of one of these classes, for which web-sys has no stable bindings.
fn transform(class: &str) -> Result<ReadableWritablePair, JsValue> {
    let class: Function = Reflect::get(&window(), &class.into())?.dyn_into()?;
    let stream = Reflect::construct(&class, &Array::of1(&"gzip".into()))?;
    let readable: ReadableStream = Reflect::get(&stream, &"readable".into())?.dyn_into()?;
    let writable: WritableStream = Reflect::get(&stream, &"writable".into())?.dyn_into()?;
    Ok(ReadableWritablePair::new(&readable, &writable))
}

/// `blob`, packed.
pub async fn pack(blob: &Blob) -> Result<Blob, Unreadable> {
    let packer = transform(PACKER).map_err(unreadable)?;
    let packed = blob.stream().pipe_through(&packer);
    let response = Response::new_with_opt_readable_stream(Some(&packed)).map_err(unreadable)?;
    let blob = JsFuture::from(response.blob().map_err(unreadable)?).await.map_err(unreadable)?;
    blob.dyn_into().map_err(unreadable)
}

/// A file read from its beginning, unpacked if it is packed.
pub struct Pieces {
    file: File,
    read: f64,
    /// What comes next of a file that is not packed.
    coming: Option<Coming>,
    unpacked: Option<ReadableStreamDefaultReader>,
    fed: Rc<Cell<bool>>,
}

impl Drop for Pieces {
    fn drop(&mut self) {
        // Who has read enough lets the browser stop unpacking.
        if let Some(reader) = &self.unpacked {
            let left = reader.cancel();
            spawn_local(async move { drop(JsFuture::from(left).await) });
        }
    }
}

impl Pieces {
    /// At the beginning of `file`, whatever its name says it is.
    pub async fn of(file: &File) -> Result<Self, Unreadable> {
        let is_packed = read(file, 0.0, MAGIC.len() as f64).await? == MAGIC;
        let fed = Rc::default();
        let unpacked = if is_packed { Some(unpack(file, &fed)?) } else { None };
        Ok(Self { file: file.clone(), read: 0.0, coming: None, unpacked, fed })
    }

    /// After an error: whether every byte there is was good as far as it went, so that only
    /// the rest of the file is missing.
    pub fn is_cut_off(&self) -> bool {
        self.fed.get()
    }

    /// How many bytes there are to read, if anybody can know.
    pub fn total(&self) -> Option<f64> {
        self.unpacked.is_none().then(|| self.file.size())
    }

    /// The next bytes; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Unreadable> {
        let piece = match &self.unpacked {
            Some(reader) => {
                let piece = JsFuture::from(reader.read()).await.map_err(unreadable)?;
                let value = Reflect::get(&piece, &"value".into()).map_err(unreadable)?;
                value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default()
            }
            None => match self.coming.take() {
                Some(coming) => coming.arrived().await?,
                None => read(&self.file, self.read, SLICE).await?,
            },
        };
        self.read += piece.len() as f64;
        if self.unpacked.is_none() && self.read < self.file.size() {
            // The browser reads on while what has come is looked at.
            self.coming = Some(Coming::from(&self.file, self.read, SLICE)?);
        }
        Ok((!piece.is_empty()).then_some(piece))
    }
}

/// Notes in `fed` when the last byte was taken without complaint. Then the stream is ended,
/// and what it still says against it is that more should have come.
fn unpack(file: &File, fed: &Rc<Cell<bool>>) -> Result<ReadableStreamDefaultReader, Unreadable> {
    let unpacker = transform(UNPACKER).map_err(unreadable)?;
    let options = StreamPipeOptions::new();
    options.set_prevent_close(true);
    let (writable, fed) = (unpacker.get_writable(), Rc::clone(fed));
    let feeding = file.stream().pipe_to_with_options(&writable, &options);
    spawn_local(async move {
        // Whoever reads hears what is wrong.
        if JsFuture::from(feeding).await.is_ok() {
            fed.set(true);
            let _ = JsFuture::from(writable.close()).await;
        }
    });
    let unpacked = unpacker.get_readable();
    unpacked.get_reader().dyn_into().map_err(|other| unreadable(other.into()))
}
