//! What this device remembers: theme, language, who uses it.

use gloo_storage::{LocalStorage, Storage};
use js_sys::JSON;
use leptos::prelude::*;
use model::{Day, Moment};
use wasm_bindgen::JsValue;

use crate::i18n::Locale;
use crate::platform::{page, time};

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All of them, in the order to offer them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in forms and on the device.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one of this name; as the device says if there is none.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

/// How often to be reminded of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reminder {
    /// Not at all.
    Never,
    /// After 7 days.
    Weekly,
    /// After 14 days.
    #[default]
    Fortnightly,
    /// After 30 days.
    Monthly,
}

impl Reminder {
    /// All of them, the shortest time last but for never.
    pub const ALL: [Self; 4] = [Self::Never, Self::Weekly, Self::Fortnightly, Self::Monthly];

    /// Days from one backup to the next.
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Never => None,
            Self::Weekly => Some(7),
            Self::Fortnightly => Some(14),
            Self::Monthly => Some(30),
        }
    }

    /// Its name in forms and on the device.
    pub fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Weekly => "weekly",
            Self::Fortnightly => "fortnightly",
            Self::Monthly => "monthly",
        }
    }

    /// The one of this name; the usual one if there is none.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|reminder| reminder.code() == code).unwrap_or_default()
    }
}

const THEME: &str = "rapport.theme";
const LANGUAGE: &str = "rapport.language";
const NAME: &str = "rapport.name";
const BACKUP: &str = "rapport.backup";
const REMINDER: &str = "rapport.reminder";

/// Settings of this device. They do not travel with the data.
#[derive(Clone, Copy)]
pub struct Prefs {
    /// The colours.
    pub theme: RwSignal<Theme>,
    /// The language.
    pub language: RwSignal<Locale>,
    /// Who uses this device; signs changes.
    pub name: RwSignal<String>,
    /// When everything was last exported, in milliseconds since 1970.
    pub last_backup: RwSignal<Option<f64>>,
    /// How often to be reminded of the next one.
    pub reminder: RwSignal<Reminder>,
}

impl Prefs {
    pub(super) fn load() -> Self {
        Self {
            theme: RwSignal::new(Theme::from_code(&recall_text(THEME))),
            language: RwSignal::new(language()),
            name: RwSignal::new(recall_text(NAME)),
            last_backup: RwSignal::new(recall(BACKUP).and_then(|value| value.as_f64())),
            reminder: RwSignal::new(Reminder::from_code(&recall_text(REMINDER))),
        }
    }

    /// Writes each setting down when it changes, and lets the page follow theme and language.
    pub fn keep(self) {
        Effect::new(move |_| {
            let theme = self.theme.get();
            remember(THEME, theme.code());
            page::set_root(
                "data-theme",
                match theme {
                    Theme::System => None,
                    Theme::Light => Some("light"),
                    Theme::Dark => Some("dark"),
                },
            );
        });
        Effect::new(move |before: Option<()>| {
            let locale = self.language.get();
            page::set_root("lang", Some(code(locale)));
            // Only a choice is written down; the browser's own language may still change.
            if before.is_some() {
                remember(LANGUAGE, code(locale));
            }
        });
        Effect::new(move |_| remember(NAME, self.name.get()));
        Effect::new(move |_| {
            if let Some(millis) = self.last_backup.get() {
                remember(BACKUP, millis);
            }
        });
        Effect::new(move |_| remember(REMINDER, self.reminder.get().code()));
    }

    /// The day of the last backup; follows it.
    pub fn backed_up_on(self) -> Option<Day> {
        let millis = self.last_backup.get()?;
        Moment::new(millis as i64, time::offset_minutes(millis)).map(Moment::day)
    }
}

/// A browser that keeps no settings still runs the app; it only forgets them.
///
/// The browser itself reads and writes the JSON: a reader of our own for a handful of settings
/// would be a twentieth of what a first visit loads.
fn remember(key: &str, value: impl Into<JsValue>) {
    if let Ok(text) = JSON::stringify(&value.into()) {
        let _ = LocalStorage::raw().set_item(key, &String::from(text));
    }
}

fn recall(key: &str) -> Option<JsValue> {
    JSON::parse(&LocalStorage::raw().get_item(key).ok()??).ok()
}

fn recall_text(key: &str) -> String {
    recall(key).and_then(|value| value.as_string()).unwrap_or_default()
}

/// The language's BCP 47 tag.
pub fn code(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "en",
        Locale::zh_CN => "zh-CN",
    }
}

fn language() -> Locale {
    let chosen = Some(recall_text(LANGUAGE));
    let tags = chosen.into_iter().chain(page::languages());
    let known = tags.filter_map(|tag| match tag.get(..2)? {
        "zh" => Some(Locale::zh_CN),
        "en" => Some(Locale::en),
        _ => None,
    });
    known.into_iter().next().unwrap_or(Locale::en)
}
