//! Backups that are made by themselves: when one is due, what it is called, and which of the
//! older ones go.

use model::{Day, DeviceId};
use serde::{Deserialize, Serialize};

use crate::sync::mailbox::{signed, signer};

/// What their names begin with.
const BACKUP: &str = "rapport-backup-";
/// The length of a day as `2026-11-22`.
const DAY_LENGTH: usize = 10;

/// When backups are made, and what came of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// Days from one to the next.
    pub days: i32,
    /// How many are kept.
    pub keep: usize,
    /// When the last one was made.
    pub last: Option<Day>,
    /// Whether the last one that was due could not be made, and that has been said.
    pub failed: bool,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { days: 1, keep: 7, last: None, failed: false }
    }
}

impl Schedule {
    /// The schedule in a text of [`Schedule::to_text`]; the usual one if it does not read.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As text, to be kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Whether it may be such a backup, whoever made it.
#[must_use]
pub fn is_backup(name: &str) -> bool {
    name.starts_with(BACKUP)
}

/// The name of a backup that `device`, called `label`, makes on `day`. A second one of a day
/// takes the place of the first.
#[must_use]
pub fn name(day: Day, label: &str, device: DeviceId, ending: &str) -> String {
    format!("{BACKUP}{day}-{}", signed(label, device, ending))
}

/// The day `device` made a backup, if the name is exactly that of one it made by itself.
#[must_use]
pub fn made_on(name: &str, device: DeviceId) -> Option<Day> {
    let rest = name.strip_prefix(BACKUP)?;
    let (day, end) = (rest.get(..DAY_LENGTH)?, rest.get(DAY_LENGTH..)?.strip_prefix('-')?);
    let made = day.parse().ok()?;
    (signer(end) == Some(device)).then_some(made)
}

/// Of the files in a folder, those backups of `device` that are older than its youngest `keep`.
#[must_use]
pub fn surplus<'a>(
    names: impl IntoIterator<Item = &'a str>,
    device: DeviceId,
    keep: usize,
) -> Vec<&'a str> {
    let made = names.into_iter().filter_map(|name| Some((made_on(name, device)?, name)));
    let mut made: Vec<(Day, &str)> = made.collect();
    made.sort_unstable_by(|one, other| other.cmp(one));
    made.into_iter().skip(keep).map(|(_, name)| name).collect()
}

/// Whether it is time for a backup every `days` days. A last one of the future is none.
#[must_use]
pub fn is_due(days: i32, last: Option<Day>, today: Day) -> bool {
    last.is_none_or(|last| last > today || today.days_since(last) >= days)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ID: DeviceId = DeviceId(0x00c0_ffee);

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn only_our_own_old_backups_go() {
        let made = |text: &str, label: &str| name(day(text), label, ID, ".json.gz");
        assert_eq!(
            made("2026-11-22", "Mei's phone"),
            "rapport-backup-2026-11-22-Mei-s-phone-0000000000c0ffee.json.gz"
        );
        let files = [
            made("2026-11-20", "Mei"),
            made("2026-11-22", "Mei"),
            made("2026-11-21", "Mei's phone"),
            made("2026-11-19", ""),
            name(day("2026-11-01"), "Lei", DeviceId(7), ".json"),
            "rapport-backup-2026-11-02-Mei-0000000000c0ffee (1).json.gz".to_owned(),
            "rapport-backup-2026-02-30-Mei-0000000000c0ffee.json".to_owned(),
            "rapport-backup-2026-11-03-photo.json".to_owned(),
            "rapport-2026-11-04.json".to_owned(),
            "rapport-changes-Mei-0000000000c0ffee.json.gz".to_owned(),
        ];
        let gone = surplus(files.iter().map(String::as_str), ID, 2);
        assert_eq!(
            gone,
            [
                "rapport-backup-2026-11-20-Mei-0000000000c0ffee.json.gz",
                "rapport-backup-2026-11-19-0000000000c0ffee.json.gz",
            ]
        );
        assert!(surplus(files.iter().map(String::as_str), ID, 4).is_empty());
    }

    #[test]
    fn a_schedule_is_kept_as_text() {
        let schedule = Schedule { days: 7, keep: 3, last: Some(day("2026-11-22")), failed: true };
        assert_eq!(Schedule::from_text(&schedule.to_text()), schedule);
        let usual = Schedule { days: 1, keep: 7, last: None, failed: false };
        assert_eq!((Schedule::from_text(""), Schedule::from_text("{}")), (usual, usual));
    }

    #[test]
    fn a_backup_is_due_after_its_days_and_when_the_clock_went_back() {
        let (today, last) = (day("2026-11-22"), |text| Some(day(text)));
        assert!(is_due(1, None, today) && is_due(1, last("2026-11-21"), today));
        assert!(!is_due(1, last("2026-11-22"), today));
        assert!(!is_due(7, last("2026-11-16"), today) && is_due(7, last("2026-11-15"), today));
        assert!(is_due(7, last("2026-11-23"), today));
    }
}
