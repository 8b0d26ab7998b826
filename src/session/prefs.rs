//! What this device remembers: theme, language, who uses it.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::i18n::Locale;
use crate::platform::page;

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

const THEME: &str = "rapport.theme";
const LANGUAGE: &str = "rapport.language";
const NAME: &str = "rapport.name";
const BACKUP: &str = "rapport.backup";

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
}

impl Prefs {
    pub(super) fn load() -> Self {
        Self {
            theme: RwSignal::new(LocalStorage::get(THEME).unwrap_or_default()),
            language: RwSignal::new(language()),
            name: RwSignal::new(LocalStorage::get(NAME).unwrap_or_default()),
            last_backup: RwSignal::new(LocalStorage::get(BACKUP).ok()),
        }
    }

    /// Writes each setting down when it changes, and lets the page follow theme and language.
    pub fn keep(self) {
        Effect::new(move |_| {
            let theme = self.theme.get();
            remember(THEME, &theme);
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
                remember(LANGUAGE, &code(locale));
            }
        });
        Effect::new(move |_| remember(NAME, &self.name.get()));
        Effect::new(move |_| {
            if let Some(millis) = self.last_backup.get() {
                remember(BACKUP, &millis);
            }
        });
    }
}

/// A browser that keeps no settings still runs the app; it only forgets them.
fn remember<T: Serialize>(key: &str, value: &T) {
    let _ = LocalStorage::set(key, value);
}

/// The language's BCP 47 tag.
pub fn code(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "en",
        Locale::zh_CN => "zh-CN",
    }
}

fn language() -> Locale {
    let chosen = LocalStorage::get::<String>(LANGUAGE).ok();
    let tags = chosen.into_iter().chain(page::languages());
    let known = tags.filter_map(|tag| match tag.get(..2)? {
        "zh" => Some(Locale::zh_CN),
        "en" => Some(Locale::en),
        _ => None,
    });
    known.into_iter().next().unwrap_or(Locale::en)
}
