//! Thin wrappers on what the browser offers. Nothing here knows of customers.

pub mod channel;
pub mod files;
pub mod folder;
pub mod gzip;
pub mod handed;
pub mod locks;
pub mod memory;
pub mod network;
pub mod page;
pub mod picture;
pub mod share;
pub mod size;
pub mod storage;
pub mod time;
pub mod updates;
pub mod worker;
