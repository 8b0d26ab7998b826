//! The commands of the project, and the parts of them that the end-to-end tests share:
//! [`server::StaticServer`] to host a build, [`tools`] to find the browser that visits it.

#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

pub mod bench;
pub mod beside;
pub mod build;
pub mod cli;
pub mod crates;
pub mod csp;
pub mod digest;
pub mod fingerprint;
pub mod fuzz;
pub mod minify;
pub mod page;
pub mod process;
pub mod project;
pub mod serve;
pub mod server;
pub mod service_worker;
pub mod simulate;
pub mod size;
pub mod split;
pub mod stages;
pub mod tally;
pub mod tools;
pub mod wasm;
pub mod worker;
