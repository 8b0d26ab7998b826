//! Fields with a fixed set of answers, which a newer version may have widened.

/// Declares a choice: its variants, their text in JSON and storage, and `ALL` in the order
/// to offer them. A text from a newer version is kept as `Other` and passed on unchanged.
macro_rules! choice {
    ($(#[$meta:meta])* $Name:ident { $($(#[$vmeta:meta])* $Variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $($(#[$vmeta])* $Variant,)+
            /// A choice this version does not know.
            Other(Box<str>),
        }

        impl $Name {
            /// Every choice this version knows, in the order to offer them.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The text in JSON and storage.
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// The choice written as `code`, known or not.
            #[must_use]
            pub fn from_code(code: &str) -> Self {
                match code {
                    $($text => Self::$Variant,)+
                    other => Self::Other(other.into()),
                }
            }
        }

        impl std::str::FromStr for $Name {
            type Err = std::convert::Infallible;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Ok(Self::from_code(code))
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        $crate::wire::as_text!($Name);

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::text::from_text(deserializer, concat!("one of ", stringify!($($Variant),+)))
            }
        }

        $crate::entity::register!($Name);
    };
}
pub(crate) use choice;
