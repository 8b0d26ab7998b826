//! Records as stored bytes; see [`::wire`].

pub use ::wire::{Reader, Unreadable, Wire, Writer};

/// Types that are written as their text.
macro_rules! as_text {
    ($($T:ty),+) => {$(
        impl $crate::wire::Wire for $T {
            fn encode(&self, out: &mut $crate::wire::Writer) {
                out.text(&self.to_string());
            }

            fn decode(from: &mut $crate::wire::Reader<'_>) -> Result<Self, $crate::wire::Unreadable> {
                from.text()?.parse().map_err(|_| from.wrong(stringify!($T)))
            }
        }
    )+};
}
pub(crate) use as_text;
