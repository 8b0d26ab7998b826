//! What files in the folder are called, and whose they are by their names.

use model::DeviceId;

/// What the names of files for other devices begin with.
const MAIL: &str = "rapport-changes-";
/// The longest part of a name that is there for people, in characters.
const LONGEST_LABEL: usize = 24;
/// Hexadecimal digits of a device id.
const ID_DIGITS: usize = 16;

/// A name as part of a file name: its words, with hyphens between them.
#[must_use]
pub fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The end of the name of a file that only `device` writes. The id is always there: two
/// devices may have one name.
pub(crate) fn signed(label: &str, device: DeviceId, ending: &str) -> String {
    let label: String = plain(label).chars().take(LONGEST_LABEL).collect();
    match label.trim_end_matches('-') {
        "" => format!("{device}{ending}"),
        label => format!("{label}-{device}{ending}"),
    }
}

/// Who writes a file whose name ends so, if it is exactly what [`signed`] makes.
pub(crate) fn signer(end: &str) -> Option<DeviceId> {
    let stem = end.strip_suffix(".json.gz").or_else(|| end.strip_suffix(".json"))?;
    let at = stem.len().checked_sub(ID_DIGITS)?;
    let (label, id) = (stem.get(..at)?, stem.get(at..)?);
    let device: DeviceId = id.parse().ok()?;
    let is_ours = label.is_empty() || label.ends_with('-');
    // What reads as an id need not be written as one.
    (is_ours && device.to_string() == id).then_some(device)
}

/// The file in which `device`, called `label`, leaves what others lack.
#[must_use]
pub fn own(label: &str, device: DeviceId, ending: &str) -> String {
    format!("{MAIL}{}", signed(label, device, ending))
}

/// Whose file it is, unless a synchroniser or a person has given the name another end.
#[must_use]
pub fn sender(name: &str) -> Option<DeviceId> {
    signer(name.strip_prefix(MAIL)?)
}

/// Whether it is for other devices, copies that synchronisers make of one in conflict included.
/// Files that are still being written have other ends.
#[must_use]
pub fn is_mail(name: &str) -> bool {
    name.starts_with(MAIL) && (name.ends_with(".json") || name.ends_with(".gz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: DeviceId = DeviceId(0x00c0_ffee);

    #[test]
    fn a_name_says_whose_a_file_is_and_nothing_else_does() {
        let name = own("Mei's phone / 小梅", ID, ".json.gz");
        assert_eq!(name, "rapport-changes-Mei-s-phone-小梅-0000000000c0ffee.json.gz");
        assert_eq!(sender(&name), Some(ID));
        assert_eq!(own(" /", ID, ".json"), "rapport-changes-0000000000c0ffee.json");
        assert_eq!(sender("rapport-changes-0000000000c0ffee.json"), Some(ID));
        for other in [
            "rapport-changes-Mei-0000000000c0ffee (1).json.gz",
            "rapport-changes-Mei-0000000000C0FFEE.json",
            "rapport-changes-Mei0000000000c0ffee.json",
            "rapport-changes-é00000000c0ffee.json",
            "rapport-backup-2026-11-22-0000000000c0ffee.json",
            "rapport-changes-.json",
        ] {
            assert_eq!(sender(other), None, "{other}");
        }
    }

    #[test]
    fn copies_in_conflict_are_mail_and_what_is_still_written_is_not() {
        for mail in [
            "rapport-changes-Mei-0000000000c0ffee.json.gz",
            "rapport-changes-Mei-0000000000c0ffee (Lei's conflicted copy).json.gz",
            "rapport-changes-Mei-0000000000c0ffee.json.sync-conflict-20261122.gz",
            "rapport-changes-erp.json",
        ] {
            assert!(is_mail(mail), "{mail}");
        }
        for other in [
            "rapport-changes-Mei-0000000000c0ffee.json.gz.crswap",
            ".rapport-changes-Mei-0000000000c0ffee.json.gz",
            "rapport-backup-2026-11-22-Mei-0000000000c0ffee.json.gz",
            "rapport-2026-11-22.json",
            "changes.json",
        ] {
            assert!(!is_mail(other), "{other}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let name = own(&"梅".repeat(60), ID, ".json");
        assert_eq!(name, format!("rapport-changes-{}-0000000000c0ffee.json", "梅".repeat(24)));
    }
}
