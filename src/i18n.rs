//! The texts people see, checked at compile time against `locales/`.

#[allow(warnings, clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub(crate) use generated::i18n as keys;
pub use generated::i18n::Locale;
use leptos::prelude::*;

/// The language texts are shown in, free to copy into every closure.
///
/// The translation library has a context of its own; it reads cookies and negotiates languages
/// at start, which [`crate::session::Prefs`] has already done, and was a twentieth of what a
/// first visit loads.
#[derive(Debug, Clone, Copy)]
pub struct I18n(RwSignal<Locale>);

impl I18n {
    /// Texts in whatever language `language` says.
    pub fn new(language: RwSignal<Locale>) -> Self {
        Self(language)
    }

    /// The language; follows it.
    pub fn get_locale(self) -> Locale {
        self.0.get()
    }
}

/// A text in whatever language is asked for.
pub type Words = fn(I18n) -> &'static str;

/// The language of the app. Call it inside a component.
pub fn use_i18n() -> I18n {
    expect_context()
}

impl Locale {
    /// The language to switch to.
    pub fn other(self) -> Self {
        match self {
            Self::en => Self::zh_CN,
            Self::zh_CN => Self::en,
        }
    }
}

/// A text in the language of now, as a `&'static str` or, with values, something to print:
/// `t_string!(i18n, shell.save)`. Follows the language where it is called in a reactive place.
macro_rules! t_string {
    ($i18n:expr, $($rest:tt)+) => {
        $crate::i18n::keys::td_string!($i18n.get_locale(), $($rest)+)
    };
}
pub(crate) use t_string;

/// A text that follows the language: `tr!(i18n, shell.save)`, as a view or an attribute.
///
/// All texts are one closure type this way. `t!` makes one a text, each compiled anew
/// wherever it is used, which made the app a third larger.
macro_rules! tr {
    ($i18n:ident, $($key:ident).+) => {
        $crate::i18n::text($i18n, |i18n| $crate::i18n::t_string!(i18n, $($key).+))
    };
}
pub(crate) use tr;

/// What [`tr!`] makes.
pub fn text(i18n: I18n, words: Words) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || words(i18n)
}

/// [`tr!`] as a signal, for properties of components.
macro_rules! label {
    ($i18n:ident, $($key:ident).+) => {
        $crate::i18n::label_of($i18n, |i18n| $crate::i18n::t_string!(i18n, $($key).+))
    };
}
pub(crate) use label;

/// What [`label!`] makes.
pub fn label_of(i18n: I18n, words: Words) -> Signal<String> {
    Signal::derive(move || words(i18n).to_owned())
}
