//! Why a file was not taken, in words that say what happened, what is safe, what to do.

use interchange::bundle::{BundleError, Reason};
use interchange::csv::{Encoding, NotText, TableError};
use leptos::prelude::*;
use workspace::{Cancelled, CommandError};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, use_i18n};
use crate::platform::files::{NotKept, Unreadable};
use crate::platform::folder::FolderError;
use crate::platform::memory;
use crate::views::data::wording;
use crate::words;

/// Why a file was not taken. Nothing was changed.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// Its name says that it is of no use here.
    WrongType,
    /// It is no text.
    NotText(NotText),
    /// The browser could not read it.
    Unreadable(Unreadable),
    /// The browser could not keep what was written.
    NotKept(NotKept),
    /// It has more bytes than that.
    TooLarge(f64),
    /// Taking it in needs about so many bytes of memory more than the browser gives.
    NoRoom(f64),
    /// It is not of this encoding.
    Encoding(Encoding),
    /// It is no table.
    Table(TableError),
    /// It is no good bundle.
    Bundle(BundleError),
    /// It holds no vCards.
    NoCards,
    /// It holds more vCards than that.
    TooManyCards(usize),
    /// Other long work is under way.
    Busy,
    /// The workspace refused.
    Refused(CommandError),
    /// A folder cannot be used.
    Folder(FolderError),
}

impl From<FolderError> for Trouble {
    fn from(why: FolderError) -> Self {
        Self::Folder(why)
    }
}

impl From<Unreadable> for Trouble {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

impl From<NotKept> for Trouble {
    fn from(why: NotKept) -> Self {
        Self::NotKept(why)
    }
}

impl From<CommandError> for Trouble {
    fn from(why: CommandError) -> Self {
        Self::Refused(why)
    }
}

impl From<Cancelled> for Trouble {
    fn from(why: Cancelled) -> Self {
        Self::Refused(CommandError::Cancelled(why))
    }
}

impl Trouble {
    /// Asks for the memory that taking in a file needs, before any of it is taken in: where
    /// there is none in the middle, the page comes down.
    ///
    /// # Errors
    /// When the browser does not give it.
    pub fn unless_room(bytes: f64) -> Result<(), Self> {
        if memory::has_room(bytes) { Ok(()) } else { Err(Self::NoRoom(bytes)) }
    }

    /// Whether another encoding may help.
    pub fn is_encoding(&self) -> bool {
        matches!(self, Self::Encoding(_) | Self::Table(TableError::HeaderNotUtf8))
    }

    /// In words. `file` is the name of the file, or of the folder.
    pub fn words(&self, i18n: I18n, file: &str) -> String {
        match self {
            Self::WrongType => t_string!(i18n, data.t_wrong_type, file = file).to_string(),
            Self::NotText(what) => not_text(i18n, *what, file),
            Self::Unreadable(Unreadable(why)) => {
                t_string!(i18n, data.t_unreadable, file = file, why = why).to_string()
            }
            Self::NotKept(NotKept(why)) => t_string!(i18n, data.t_not_kept, why = why).to_string(),
            Self::TooLarge(limit) => {
                let limit = format::bytes(i18n.get_locale(), *limit);
                t_string!(i18n, data.t_too_large, file = file, limit = limit).to_string()
            }
            Self::NoRoom(bytes) => {
                let size = format::bytes(i18n.get_locale(), *bytes);
                t_string!(i18n, data.t_no_room, file = file, size = size).to_string()
            }
            Self::Encoding(encoding) => {
                let encoding = wording::encoding(i18n, *encoding);
                t_string!(i18n, data.t_encoding, file = file, encoding = encoding).to_string()
            }
            Self::Table(why) => no_table(i18n, *why, file),
            Self::Bundle(why) => {
                let (line, reason) = (why.line, bundle_reason(i18n, &why.reason));
                t_string!(i18n, data.t_bundle, file = file, line = line, reason = reason)
                    .to_string()
            }
            Self::NoCards => t_string!(i18n, out.t_no_cards, file = file).to_string(),
            Self::TooManyCards(limit) => {
                let limit = format::count(i18n.get_locale(), *limit);
                t_string!(i18n, out.t_many_cards, file = file, limit = limit).to_string()
            }
            Self::Busy => t_string!(i18n, data.t_busy).to_owned(),
            Self::Refused(why) => words::command_error(i18n, why),
            Self::Folder(why) => folder_error(i18n, why, file),
        }
    }
}

fn not_text(i18n: I18n, what: NotText, file: &str) -> String {
    match what {
        NotText::Spreadsheet => t_string!(i18n, data.t_spreadsheet, file = file).to_string(),
        NotText::Archive => t_string!(i18n, data.t_archive, file = file).to_string(),
        NotText::Pdf => t_string!(i18n, data.t_pdf, file = file).to_string(),
        NotText::Image => t_string!(i18n, data.t_image, file = file).to_string(),
        NotText::Markup => t_string!(i18n, data.t_markup, file = file).to_string(),
        NotText::Binary(_) => t_string!(i18n, data.t_binary, file = file).to_string(),
    }
}

fn no_table(i18n: I18n, why: TableError, file: &str) -> String {
    match why {
        TableError::Empty => t_string!(i18n, data.t_empty, file = file).to_string(),
        TableError::HeaderTooLong { limit } => {
            let limit = format::bytes(i18n.get_locale(), limit as f64);
            t_string!(i18n, data.t_header_long, file = file, limit = limit).to_string()
        }
        TableError::HeaderOpenQuote { opened } => {
            t_string!(i18n, data.t_header_quote, file = file, line = opened).to_string()
        }
        TableError::HeaderNotUtf8 => t_string!(i18n, data.t_header_text, file = file).to_string(),
        TableError::TooManyColumns { found, limit } => {
            t_string!(i18n, data.t_columns, file = file, found = found, limit = limit).to_string()
        }
    }
}

fn folder_error(i18n: I18n, why: &FolderError, folder: &str) -> String {
    match why {
        FolderError::Refused => t_string!(i18n, folder.t_refused, folder = folder).to_string(),
        FolderError::Gone => t_string!(i18n, folder.t_gone, folder = folder).to_string(),
        FolderError::Full => t_string!(i18n, folder.t_full, folder = folder).to_string(),
        FolderError::Locked => t_string!(i18n, folder.t_locked, folder = folder).to_string(),
        FolderError::Other(why) => {
            t_string!(i18n, folder.t_other, folder = folder, why = why).to_string()
        }
    }
}

fn bundle_reason(i18n: I18n, reason: &Reason) -> String {
    match reason {
        Reason::Empty => t_string!(i18n, data.b_empty).to_owned(),
        Reason::NotABundle => t_string!(i18n, data.b_not).to_owned(),
        Reason::Truncated => t_string!(i18n, data.b_truncated).to_owned(),
        Reason::TooNew(_) => t_string!(i18n, data.b_too_new).to_owned(),
        Reason::TooLong(limit) => {
            let limit = format::bytes(i18n.get_locale(), *limit as f64);
            t_string!(i18n, data.b_too_long, limit = limit).to_string()
        }
        Reason::Malformed(why) => t_string!(i18n, data.b_malformed, why = why).to_string(),
    }
}

/// What went wrong, if anything did.
#[component]
pub fn TroubleNote(trouble: RwSignal<Option<Trouble>>, file: RwSignal<String>) -> impl IntoView {
    move || Some(note(Some("trouble"), trouble.get()?, move || file.get()))
}

/// The words on what went wrong with a file of this name.
pub fn note(
    id: Option<&'static str>,
    trouble: Trouble,
    file: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let i18n = use_i18n();
    let stopped = matches!(trouble, Trouble::Refused(CommandError::Cancelled(_)));
    let tone = if stopped { "info" } else { "bad" };
    view! {
        <div class="callout" id=id role="alert" data-tone=tone>
            <Icon glyph=if stopped { Glyph::Info } else { Glyph::Alert }/>
            <div>{move || trouble.words(i18n, &file())}</div>
        </div>
    }
    .into_any()
}
