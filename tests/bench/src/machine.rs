//! Where and when it was measured.

use serde_json::{Value, json};
use std::fs;

/// What a reader has to know to compare figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    /// The local day, as `2026-11-22`.
    pub day: String,
    /// Logical processors.
    pub cores: usize,
    /// The operating system.
    pub system: String,
    /// The browser, once one has run.
    pub browser: Option<String>,
    /// Processes that ran or waited for a processor in the minute before, where the system
    /// says: what others took from us.
    pub load_before: Option<f64>,
    /// The same at the end, the benchmark's own among them.
    pub load_after: Option<f64>,
}

impl Machine {
    /// Looks at this one.
    pub fn look() -> Self {
        let cores = std::thread::available_parallelism();
        Self {
            day: chrono::Local::now().format("%Y-%m-%d").to_string(),
            cores: cores.map_or(1, usize::from),
            system: system(),
            browser: None,
            load_before: load(),
            load_after: None,
        }
    }

    /// Looks once more at the end.
    pub fn finish(&mut self) {
        self.load_after = load();
    }

    /// Whether others took so much of it before the start that figures suffer: a third of its
    /// processors or more.
    pub fn was_busy(&self) -> bool {
        self.load_before.is_some_and(|load| load * 3.0 >= self.cores as f64)
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        let browser = self.browser.as_deref().unwrap_or("no browser");
        let cores = if self.cores == 1 { "core" } else { "cores" };
        let mut text =
            format!("Measured {} on {} {cores}, {}, {browser}.", self.day, self.cores, self.system);
        if let Some(load) = self.load_before {
            text.push_str(&format!(" The load average before the start was {load:.1}"));
            text.push_str(match self.was_busy() {
                true => ": the machine was busy with other work, and every time is too long by what that took.",
                false => ".",
            });
        }
        text
    }

    /// For programs.
    pub fn json(&self) -> Value {
        json!({
            "day": self.day,
            "cores": self.cores,
            "system": self.system,
            "browser": self.browser,
            "load_before": self.load_before,
            "load_after": self.load_after,
        })
    }
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or_else(|| std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}

fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Machine;

    #[test]
    fn a_busy_machine_is_owned_up_to() {
        let machine = |load| Machine {
            day: "2026-11-22".to_owned(),
            cores: 2,
            system: "Debian".to_owned(),
            browser: Some("Chromium 1".to_owned()),
            load_before: Some(load),
            load_after: None,
        };
        assert!(machine(1.2).sentence().contains("busy"));
        assert!(!machine(0.2).sentence().contains("busy"));
        assert!(machine(0.2).sentence().starts_with("Measured 2026-11-22 on 2 cores, Debian"));
    }
}
