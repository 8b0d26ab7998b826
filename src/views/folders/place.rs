//! A folder the user has chosen, as this browser profile remembers it, and whether it may be
//! used just now.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use workspace::CommandError;

use crate::platform::folder::{Folder, FolderError, Permission};
use crate::platform::locks;
use crate::session::Session;
use crate::views::data::Trouble;

const HANDLE: &str = "handle";
const NOTES: &str = "notes";

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// What devices leave for each other.
    Mailbox,
    /// Backups.
    Backups,
}

impl Purpose {
    /// Under which it is kept, and the name of the lock of whoever is at it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mailbox => "rapport-mailbox",
            Self::Backups => "rapport-backups",
        }
    }
}

/// Whether a folder can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has looked yet.
    Unknown,
    /// None is chosen.
    Unset,
    /// It can.
    Ready,
    /// When the user has been asked once more.
    Asks,
    /// It cannot; why is said beside it.
    Barred,
}

/// A folder and what is remembered of it.
pub struct Kept {
    /// The folder.
    pub folder: Folder,
    /// What is remembered, as text.
    pub notes: String,
}

impl Kept {
    fn from_value(value: &JsValue) -> Option<Self> {
        let folder = Folder::from_value(Reflect::get(value, &HANDLE.into()).ok()?)?;
        let notes = Reflect::get(value, &NOTES.into()).ok()?.as_string().unwrap_or_default();
        Some(Self { folder, notes })
    }

    fn value(&self) -> Result<Object, FolderError> {
        let value = Object::new();
        Reflect::set(&value, &HANDLE.into(), self.folder.value())?;
        Reflect::set(&value, &NOTES.into(), &self.notes.as_str().into())?;
        Ok(value)
    }
}

/// One of the two places.
#[derive(Clone, Copy)]
pub struct Place {
    /// What it is for.
    pub purpose: Purpose,
    /// Whether it can be used.
    pub standing: RwSignal<Standing>,
    /// The folder's name.
    pub name: RwSignal<String>,
    /// What went wrong with it last.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Place {
    /// Nobody has looked yet.
    pub fn new(purpose: Purpose) -> Self {
        Self {
            purpose,
            standing: RwSignal::new(Standing::Unknown),
            name: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
        }
    }

    /// The folder as it is kept, if one is chosen.
    pub async fn kept(self, session: Session) -> Result<Option<Kept>, Trouble> {
        let data = session.data().ok_or(Trouble::Busy)?;
        let value = data.store().kept(self.purpose.key()).await.map_err(CommandError::Store)?;
        Ok(value.as_ref().and_then(Kept::from_value))
    }

    /// Keeps it; nothing lets go of what is kept.
    pub async fn keep(self, session: Session, kept: Option<&Kept>) -> Result<(), Trouble> {
        let data = session.data().ok_or(Trouble::Busy)?;
        let value = kept.map(Kept::value).transpose()?;
        let value = value.as_ref().map(AsRef::as_ref);
        data.store().keep(self.purpose.key(), value).await.map_err(CommandError::Store)?;
        Ok(())
    }

    /// Looks whether a folder is chosen and may be used, without asking anybody. Answers it if
    /// it may be.
    pub async fn look(self, session: Session) -> Result<Option<Kept>, Trouble> {
        let Some(kept) = self.kept(session).await? else {
            self.standing.set(Standing::Unset);
            return Ok(None);
        };
        self.name.set(kept.folder.name());
        let permission = kept.folder.permission().await;
        self.settle(permission)?;
        Ok((permission == Permission::Granted).then_some(kept))
    }

    /// Has the browser ask the user, if it must. Only while a press of theirs is handled.
    pub async fn ask(self, session: Session) -> Result<Permission, Trouble> {
        let Some(kept) = self.kept(session).await? else { return Ok(Permission::Denied) };
        let permission = kept.folder.ask().await;
        self.settle(permission)?;
        Ok(permission)
    }

    fn settle(self, permission: Permission) -> Result<(), Trouble> {
        self.standing.set(match permission {
            Permission::Granted => Standing::Ready,
            Permission::Asks => Standing::Asks,
            Permission::Denied => Standing::Barred,
        });
        match permission {
            Permission::Denied => Err(FolderError::Refused.into()),
            _ => Ok(()),
        }
    }

    /// Notes what came of using it.
    pub fn came_to(self, trouble: Option<Trouble>) {
        if matches!(trouble, Some(Trouble::Folder(_))) {
            self.standing.set(Standing::Barred);
        }
        self.trouble.set(trouble);
    }

    /// Lets the user choose a folder instead of what was chosen before; answers whether they
    /// did. `notes` is what is remembered of it from the start.
    pub async fn choose(self, session: Session, notes: String) -> Result<bool, Trouble> {
        let Some(folder) = Folder::choose(self.purpose.key()).await? else { return Ok(false) };
        let _lock = locks::in_turn(self.purpose.key()).await;
        self.name.set(folder.name());
        self.keep(session, Some(&Kept { folder, notes })).await?;
        self.standing.set(Standing::Ready);
        Ok(true)
    }

    /// Forgets the folder. What lies in it stays.
    pub async fn forget(self, session: Session) -> Result<(), Trouble> {
        let _lock = locks::in_turn(self.purpose.key()).await;
        self.keep(session, None).await?;
        self.standing.set(Standing::Unset);
        Ok(())
    }
}
