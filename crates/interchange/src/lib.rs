//! Bytes to and from the model: the JSON bundle and CSV files. Pure.

pub mod bundle;
pub mod csv;
