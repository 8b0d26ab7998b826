//! Interactions: across customers, and the form that logs one.

mod form;
mod list;
mod tabs;

pub use form::InteractionForm;
pub use list::InteractionsPage;
pub use tabs::Touches;

use model::Channel;

use crate::components::Glyph;

/// The icon of a channel.
pub fn glyph_of(channel: &Channel) -> Glyph {
    match channel {
        Channel::Visit => Glyph::Visit,
        Channel::Call => Glyph::Phone,
        Channel::Email => Glyph::Email,
        Channel::Message | Channel::Other(_) => Glyph::Message,
        Channel::Meeting => Glyph::Meeting,
        Channel::Event => Glyph::Event,
        Channel::Note => Glyph::Note,
    }
}
