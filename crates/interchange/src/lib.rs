//! Bytes to and from the model: the JSON bundle, CSV files and vCards. Pure.

pub mod bundle;
pub mod csv;
mod text;
pub mod vcard;
