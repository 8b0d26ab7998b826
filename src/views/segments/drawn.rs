//! What charts of segments have in common.

use analytics::rfm::SegmentName;
use model::{Currency, Money};

use crate::components::chart::{Quantity, Tint};
use crate::format;
use crate::i18n::{I18n, t_string};
use crate::views::parts::segment_hue;
use crate::words;

/// The colour of a segment.
pub fn tint(segment: Option<&SegmentName>) -> Tint {
    Tint::segment(words::segment_code(segment), segment_hue(segment))
}

/// The customers of a segment, where the list shows the same ones.
pub fn path(segment: Option<&SegmentName>, opens: bool) -> Option<String> {
    let code = words::segment_code(segment);
    opens.then(|| format!("/customers?segment={}", js_sys::encode_uri_component(&code)))
}

/// Numbers of customers.
pub fn customers(i18n: I18n) -> Quantity {
    counted(i18n, t_string!(i18n, segments.customers))
}

/// Numbers of things.
pub fn counted(i18n: I18n, label: &str) -> Quantity {
    let locale = i18n.get_locale();
    Quantity::new(label, move |number| format::decimal(locale, number, 1)).whole()
}

/// Money in minor units.
pub fn money(i18n: I18n, label: &str, base: Currency) -> Quantity {
    let locale = i18n.get_locale();
    Quantity::new(label, move |minor| format::money(locale, Money::new(minor.round() as i64, base)))
        .with_ticks(move |minor| format::money_round(locale, minor.round() as i64, base))
}

/// Shares of a whole.
pub fn shares(i18n: I18n, label: &str) -> Quantity {
    let locale = i18n.get_locale();
    Quantity::new(label, move |share| format::percent(locale, share))
}
