//! Processes by their ids.

use anyhow::{Context, Result, ensure};
use std::{collections::HashMap, process::Command};

/// The processes below `root`, parents before children, without `root`.
///
/// # Errors
/// When the system does not tell.
pub fn descendants(root: u32) -> Result<Vec<u32>> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for (id, parent) in parents()? {
        children.entry(parent).or_default().push(id);
    }
    let mut found = vec![root];
    let mut at = 0;
    while let Some(id) = found.get(at).copied() {
        found.extend(children.remove(&id).unwrap_or_default());
        at += 1;
    }
    found.remove(0);
    Ok(found)
}

/// Ends processes at once, without a chance to tidy up.
///
/// # Errors
/// When none of them could be ended.
pub fn kill(ids: &[u32]) -> Result<()> {
    let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
    // A shell has `kill` built in even where no program of that name is installed. Children
    // may be gone by the time their turn comes, so only the first, the browser, must succeed.
    let first = ids.first().context("no process to end")?;
    let status = Command::new("sh")
        .args([
            "-c",
            &format!("kill -KILL {first} && kill -KILL {} 2>/dev/null || true", ids.join(" ")),
        ])
        .status()?;
    ensure!(status.success(), "could not end {ids:?}");
    Ok(())
}

/// Every process with its parent.
#[cfg(target_os = "linux")]
fn parents() -> Result<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process that ended meanwhile has no children to look for.
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
        // The name, in parentheses, may hold anything; state and parent follow the last one.
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1));
        found.extend(parent.and_then(|parent| parent.parse().ok()).map(|parent| (id, parent)));
    }
    Ok(found)
}

/// Every process with its parent.
#[cfg(not(target_os = "linux"))]
fn parents() -> Result<Vec<(u32, u32)>> {
    let output = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pair = |line: &str| {
        let mut numbers = line.split_whitespace().map(|number| number.parse().ok());
        numbers.next().flatten().zip(numbers.next().flatten())
    };
    Ok(text.lines().filter_map(pair).collect())
}
