//! Serving the build to this machine.

use crate::{project, server::StaticServer};
use anyhow::{Context, Result, bail};
use std::io::ErrorKind;

/// Serves `dist/` until the process is ended.
///
/// # Errors
/// When there is no build, or the port is taken.
pub fn serve(base: &str, port: u16) -> Result<()> {
    let dist = project::dist();
    if !dist.join("index.html").is_file() {
        bail!("There is no build in dist/ yet: leave out --no-build.");
    }
    let server = match StaticServer::start(&dist, base, port) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("Port {port} is in use: choose another with --port, or 0 for any that is free.")
        }
        other => other.context("could not serve dist/")?,
    };
    println!("Rapport is at {} (Ctrl-C ends)", server.url());
    server.wait();
    Ok(())
}
