//! Folders of the device that the user lets us use (File System Access API).

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions,
    FileSystemHandleKind, FileSystemWritableFileStream,
};

const PICKER: &str = "showDirectoryPicker";

/// Why a folder, or a file in it, could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderError {
    /// The browser or the user does not allow it.
    Refused,
    /// It is not there any more.
    Gone,
    /// There is no room left on that disk.
    Full,
    /// Another program is at the file just now.
    Locked,
    /// Anything else, by the browser's name for it.
    Other(String),
}

impl From<JsValue> for FolderError {
    fn from(why: JsValue) -> Self {
        let name = Reflect::get(&why, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotAllowedError" | "SecurityError") => Self::Refused,
            Some("NotFoundError") => Self::Gone,
            Some("QuotaExceededError") => Self::Full,
            Some("NoModificationAllowedError" | "InvalidModificationError") => Self::Locked,
            Some(name) => Self::Other(name.to_owned()),
            None => Self::Other(format!("{why:?}")),
        }
    }
}

/// Whether we may use a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// We may.
    Granted,
    /// The user has to be asked once more, and only a press of theirs lets us ask.
    Asks,
    /// We may not.
    Denied,
}

/// Whether this browser lets pages use folders.
pub fn is_supported() -> bool {
    Reflect::has(&window(), &PICKER.into()).unwrap_or_default()
}

/// A folder, to read and write.
#[derive(Debug, Clone)]
pub struct Folder(FileSystemDirectoryHandle);

async fn settled<T: JsCast>(promise: Promise) -> Result<T, FolderError> {
    let value = JsFuture::from(promise).await?;
    value.dyn_into().map_err(|other| FolderError::Other(format!("{other:?}")))
}

fn writing() -> Result<Object, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"readwrite".into())?;
    Ok(options)
}

impl Folder {
    /// Lets the user choose one; nothing if they think better of it. `id` has the browser
    /// begin where they were the last time. Only while a press of theirs is handled.
    pub async fn choose(id: &str) -> Result<Option<Self>, FolderError> {
        let options = writing()?;
        Reflect::set(&options, &"id".into(), &id.into())?;
        let picker = Reflect::get(&window(), &PICKER.into())?.dyn_into::<Function>()?;
        let asked: Promise = picker.call1(&window(), &options)?.dyn_into()?;
        match settled(asked).await {
            Ok(handle) => Ok(Some(Self(handle))),
            Err(FolderError::Other(name)) if name == "AbortError" => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// The folder a kept value stands for.
    pub fn from_value(value: JsValue) -> Option<Self> {
        value.dyn_into().ok().map(Self)
    }

    /// What can be kept of it.
    pub fn value(&self) -> &JsValue {
        &self.0
    }

    /// Its name, without where it lies.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Whether we may use it; asks nobody.
    pub async fn permission(&self) -> Permission {
        self.permitted("queryPermission").await
    }

    /// Has the browser ask the user. Only while a press of theirs is handled.
    pub async fn ask(&self) -> Permission {
        self.permitted("requestPermission").await
    }

    // web-sys has these two only for those who compile with its unstable parts.
    async fn permitted(&self, method: &str) -> Permission {
        let ask = || -> Result<Promise, JsValue> {
            let method: Function = Reflect::get(&self.0, &method.into())?.dyn_into()?;
            method.call1(&self.0, &writing()?.into())?.dyn_into()
        };
        let Ok(asked) = ask() else { return Permission::Denied };
        let answer = JsFuture::from(asked).await.ok().and_then(|answer| answer.as_string());
        match answer.as_deref() {
            Some("granted") => Permission::Granted,
            Some("prompt") => Permission::Asks,
            _ => Permission::Denied,
        }
    }

    /// The names of the files in it for which `wanted` holds.
    pub async fn names(&self, wanted: fn(&str) -> bool) -> Result<Vec<String>, FolderError> {
        let (entries, mut names) = (self.0.keys(), Vec::new());
        loop {
            let next = JsFuture::from(entries.next()?).await?;
            if Reflect::get(&next, &"done".into())?.is_truthy() {
                return Ok(names);
            }
            let name = Reflect::get(&next, &"value".into())?.as_string();
            names.extend(name.filter(|name| wanted(name)));
        }
    }

    /// A file in it, as it is now; nothing if there is none of this name, or a folder.
    pub async fn file(&self, name: &str) -> Result<Option<File>, FolderError> {
        let handle = match settled::<FileSystemFileHandle>(self.0.get_file_handle(name)).await {
            Ok(handle) if handle.kind() == FileSystemHandleKind::File => handle,
            Ok(_) => return Ok(None),
            Err(why) => return absent(why),
        };
        settled(handle.get_file()).await.map(Some).or_else(absent)
    }

    /// Puts a file there, or in place of one of this name. The browser writes it aside and
    /// swaps it in at the end, so nobody ever sees half of it.
    pub async fn put(&self, name: &str, bytes: &Blob) -> Result<(), FolderError> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = self.0.get_file_handle_with_options(name, &options);
        let handle: FileSystemFileHandle = settled(handle).await?;
        let stream: FileSystemWritableFileStream = settled(handle.create_writable()).await?;
        let written = async {
            JsFuture::from(stream.write_with_blob(bytes)?).await?;
            JsFuture::from(stream.close()).await?;
            Ok(())
        };
        let outcome: Result<(), FolderError> = written.await;
        if outcome.is_err() {
            // What was written aside is thrown away; where even that fails it is the browser's.
            let _ = JsFuture::from(stream.abort()).await;
        }
        outcome
    }

    /// Takes a file away, if it is there.
    pub async fn remove(&self, name: &str) -> Result<(), FolderError> {
        match JsFuture::from(self.0.remove_entry(name)).await.map_err(FolderError::from) {
            Ok(_) | Err(FolderError::Gone) => Ok(()),
            Err(why) => Err(why),
        }
    }
}

/// A name that no file has is no trouble; neither is one that a folder has.
fn absent<T>(why: FolderError) -> Result<Option<T>, FolderError> {
    match why {
        FolderError::Gone => Ok(None),
        FolderError::Other(name) if name == "TypeMismatchError" => Ok(None),
        why => Err(why),
    }
}
