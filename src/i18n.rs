//! The texts people see, checked at compile time against `locales/`.

#[allow(warnings, clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use generated::i18n::*;

impl Locale {
    /// The language to switch to.
    pub fn other(self) -> Self {
        match self {
            Self::en => Self::zh_CN,
            Self::zh_CN => Self::en,
        }
    }
}
