//! Files between devices: written, read in pieces, compared.

use interchange::bundle::{Bundle, BundleReader};
use pollster::block_on;
use workspace::Rush;
use workspace::sync::{Scope, Sent};

use crate::device::Tab;

/// What `tab` writes.
pub fn write(tab: &Tab, scope: &Scope) -> Result<(Sent, Vec<u8>), String> {
    let mut bytes = Vec::new();
    let sent = block_on(tab.export(scope, None, &Rush, &mut |piece| bytes.extend(piece)));
    Ok((sent.map_err(|why| format!("writing: {why}"))?, bytes))
}

/// Reads a file in pieces of `size` bytes.
pub fn read(bytes: &[u8], size: usize) -> Result<Bundle, String> {
    let mut reader = BundleReader::default();
    for piece in bytes.chunks(size) {
        reader.push(piece).map_err(|why| format!("reading: {why}"))?;
    }
    reader.finish().map_err(|why| format!("reading: {why}"))
}

/// Everything a tab knows, records and history, as the sorted lines of a full bundle without
/// its head: two devices that agree have the same bytes.
pub fn everything(tab: &Tab) -> Result<Vec<String>, String> {
    let (_, bytes) = write(tab, &Scope::Everything)?;
    let text = String::from_utf8(bytes).map_err(|why| why.to_string())?;
    let lines = text
        .lines()
        .filter(|line| line.starts_with("{\""))
        .map(|line| line.trim_end_matches(',').to_owned());
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    Ok(lines)
}
