//! What a device remembers of a folder between two turns, and what follows from it: what is to
//! be read, and whether its own file still says what others need.

use std::collections::BTreeMap;

use interchange::bundle::BundleHeader;
use model::{DeviceId, VersionVector};
use serde::{Deserialize, Serialize};

use super::names;

/// How long a device whose file does not change is waited for, in milliseconds: 60 days. Then
/// the others stop keeping for it what it lacks. It says that it is back by its own file.
const STALE: u64 = 60 * 24 * 3_600_000;

/// A file of the folder, as the folder lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// When it was written last, in milliseconds since 1970.
    pub modified: u64,
}

/// What a device remembers of a folder. Forgetting it costs only time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    files: BTreeMap<String, Noted>,
    written: Option<Written>,
    /// When a turn last came to its end, in milliseconds since 1970.
    pub last: Option<u64>,
}

/// What came of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) enum Fate {
    /// Everything in it is known here.
    Known,
    /// It builds on more than was known here.
    Waits,
    /// It was refused.
    Refused,
    /// It was not whole.
    #[default]
    Cut,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Noted {
    size: u64,
    modified: u64,
    fate: Fate,
    from: Option<DeviceId>,
    seen: Option<VersionVector>,
    since: Option<VersionVector>,
}

/// Our own file, as it was written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub name: String,
    pub size: u64,
    /// Up to which of our own numbers it tells.
    pub told: u64,
    pub since: VersionVector,
}

/// A device that reads the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reader {
    pub device: DeviceId,
    pub seen: VersionVector,
    /// When its file last changed.
    pub modified: u64,
}

impl Notes {
    /// The notes in a text of [`Notes::to_text`]; none if it does not read.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As text, to be kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Forgets files that are not there any more.
    pub(super) fn keep_only(&mut self, mail: &[Listed]) {
        self.files.retain(|name, _| mail.iter().any(|file| file.name == *name));
    }

    fn unchanged(&self, file: &Listed) -> Option<&Noted> {
        let noted = self.files.get(&file.name)?;
        (noted.size == file.size && noted.modified == file.modified).then_some(noted)
    }

    /// Whether there is nothing to be had from a file. One that was refused is looked at again
    /// only for somebody who asks, because it is only they who hear why.
    pub(super) fn passes_over(&self, file: &Listed, asked: bool) -> bool {
        self.unchanged(file).is_some_and(|noted| match noted.fate {
            Fate::Known => true,
            Fate::Refused => !asked,
            Fate::Waits | Fate::Cut => false,
        })
    }

    /// Whether a file is known to build on more than `seen`.
    pub(super) fn waits(&self, file: &Listed, seen: &VersionVector) -> bool {
        self.unchanged(file).is_some_and(|noted| {
            let since = noted.since.as_ref();
            noted.fate == Fate::Waits && since.is_some_and(|since| !seen.covers(since))
        })
    }

    /// Notes what came of a file. One that did not read says nothing of its writer; then what
    /// it said before still holds.
    pub(super) fn note(&mut self, file: &Listed, fate: Fate, head: Option<&BundleHeader>) {
        let noted = self.files.entry(file.name.clone()).or_default();
        (noted.size, noted.modified, noted.fate) = (file.size, file.modified, fate);
        if let Some(head) = head {
            (noted.from, noted.seen) = (head.device, head.seen.clone());
            noted.since = head.since.clone();
        }
    }

    pub(super) fn wrote(&mut self, written: Written) {
        self.written = Some(written);
    }

    /// Who else reads the folder, by the files in it. `told` is what a device whose file has
    /// never read has said by other ways.
    pub(super) fn readers(
        &self,
        mail: &[Listed],
        here: DeviceId,
        told: impl Fn(DeviceId) -> Option<VersionVector>,
    ) -> Vec<Reader> {
        let mut best = BTreeMap::<DeviceId, (bool, Reader)>::new();
        for file in mail {
            let noted = self.files.get(&file.name);
            let said = noted.and_then(|noted| noted.from.zip(noted.seen.clone()));
            let sender = names::sender(&file.name);
            let Some((device, seen)) = said.or_else(|| Some((sender?, told(sender?)?))) else {
                continue;
            };
            // A copy that a synchroniser made says what was so once: the device's own file
            // counts, or else the youngest copy.
            let is_own = sender == Some(device);
            let reader = Reader { device, seen, modified: file.modified };
            let rank = |(is_own, reader): &(bool, Reader)| (*is_own, reader.modified);
            let found = (is_own, reader);
            if device != here && best.get(&device).is_none_or(|other| rank(&found) > rank(other)) {
                best.insert(device, found);
            }
        }
        best.into_values().map(|(_, reader)| reader).collect()
    }

    /// Whether our own file, as it lies in the folder, is to be written anew: it is not there,
    /// we have news, somebody lacks more than it goes back to, or we wait for others, who may
    /// have stopped waiting for us. Not when it could merely be shorter: each writing makes
    /// every synchroniser work.
    ///
    /// `told` is our own number. What we learn counts in it too, because we hand it on; that
    /// others know something does not, or each would for ever answer the other.
    pub(super) fn must_write(
        &self,
        own: Option<&Listed>,
        told: u64,
        reach: &VersionVector,
        waits: bool,
        now: u64,
    ) -> bool {
        let (Some(written), Some(own)) = (&self.written, own) else { return true };
        // By its size only: some synchronisers touch the time of what they have sent.
        own.name != written.name
            || own.size != written.size
            || told > written.told
            || !reach.covers(&written.since)
            || (waits && now.saturating_sub(own.modified) > STALE / 2)
    }
}

/// How far back a file must go that all of `readers` can take: to what each of them knows. Those
/// who have been silent for long do not count, unless nobody else is left.
pub(super) fn reach(readers: &[Reader], now: u64) -> VersionVector {
    let is_fresh = |reader: &&Reader| now.saturating_sub(reader.modified) <= STALE;
    let any_fresh = readers.iter().any(|reader| is_fresh(&reader));
    let counted = readers.iter().filter(|reader| !any_fresh || is_fresh(reader));
    counted.map(|reader| reader.seen.clone()).reduce(|all, one| all.meet(&one)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 3_600_000;
    const NOW: u64 = 1_795_305_600_000;

    fn vector(numbers: &[(u64, u64)]) -> VersionVector {
        let mut vector = VersionVector::default();
        numbers.iter().for_each(|(device, seq)| vector.note(DeviceId(*device), *seq));
        vector
    }

    fn reader(device: u64, age_days: u64, seen: &[(u64, u64)]) -> Reader {
        let modified = NOW - age_days * DAY;
        Reader { device: DeviceId(device), seen: vector(seen), modified }
    }

    fn listed(name: &str, size: u64, modified: u64) -> Listed {
        Listed { name: name.into(), size, modified }
    }

    fn head(device: u64, seen: &[(u64, u64)], since: Option<&[(u64, u64)]>) -> BundleHeader {
        let (device, seen) = (Some(DeviceId(device)), Some(vector(seen)));
        BundleHeader { device, seen, since: since.map(vector), ..BundleHeader::default() }
    }

    #[test]
    fn a_file_reaches_back_to_what_everybody_knows() {
        let readers = [reader(1, 0, &[(1, 9), (2, 4)]), reader(2, 3, &[(1, 7), (2, 6), (3, 1)])];
        assert_eq!(reach(&readers, NOW), vector(&[(1, 7), (2, 4)]));
        assert_eq!(reach(&[], NOW), vector(&[]), "nobody is there yet: everything");
        let newcomer = reader(3, 0, &[]);
        let with_newcomer = [readers[0].clone(), newcomer];
        assert_eq!(reach(&with_newcomer, NOW), vector(&[]));
    }

    #[test]
    fn who_has_been_silent_for_60_days_is_not_waited_for_unless_nobody_else_is_left() {
        let (fresh, silent) = (reader(1, 60, &[(1, 9)]), reader(2, 61, &[(1, 2)]));
        assert_eq!(reach(&[fresh, silent.clone()], NOW), vector(&[(1, 9)]));
        assert_eq!(reach(&[silent], NOW), vector(&[(1, 2)]));
        let ahead = Reader { modified: NOW + DAY, ..reader(3, 0, &[(1, 1)]) };
        assert_eq!(reach(&[ahead], NOW), vector(&[(1, 1)]), "a clock that is ahead");
    }

    #[test]
    fn the_devices_own_file_counts_before_copies_of_it() {
        let own = listed("rapport-changes-Mei-0000000000000007.json", 10, 5);
        let copy = listed("rapport-changes-Mei-0000000000000007 (1).json", 10, 9);
        let mut notes = Notes::default();
        notes.note(&own, Fate::Known, Some(&head(7, &[(7, 3)], None)));
        notes.note(&copy, Fate::Known, Some(&head(7, &[(7, 1)], None)));
        let mail = [copy.clone(), own];
        let found = notes.readers(&mail, DeviceId(1), |_| None);
        let expected = Reader { device: DeviceId(7), seen: vector(&[(7, 3)]), modified: 5 };
        assert_eq!(found, [expected]);
        assert_eq!(notes.readers(&[copy], DeviceId(1), |_| None)[0].seen, vector(&[(7, 1)]));
        assert_eq!(notes.readers(&mail, DeviceId(7), |_| None), [], "we are no reader of our own");
    }

    #[test]
    fn a_file_that_does_not_read_says_what_it_said_before_or_what_came_another_way() {
        let file = listed("rapport-changes-0000000000000007.json", 10, 5);
        let mut notes = Notes::default();
        notes.note(&file, Fate::Cut, None);
        let told = |device| (device == DeviceId(7)).then(|| vector(&[(7, 2)]));
        let mail = [listed(&file.name, 4, 6)];
        assert_eq!(notes.readers(&mail, DeviceId(1), |_| None), []);
        assert_eq!(notes.readers(&mail, DeviceId(1), told)[0].seen, vector(&[(7, 2)]));
        notes.note(&file, Fate::Known, Some(&head(7, &[(7, 1)], None)));
        notes.note(&mail[0], Fate::Cut, None);
        assert_eq!(notes.readers(&mail, DeviceId(1), told)[0].seen, vector(&[(7, 1)]));
    }

    #[test]
    fn a_file_is_read_again_when_it_changed_or_there_is_reason_to() {
        let file = listed("rapport-changes-a.json", 10, 5);
        let mut notes = Notes::default();
        let over = |notes: &Notes, asked| notes.passes_over(&file, asked);
        assert!(!over(&notes, false));
        notes.note(&file, Fate::Cut, None);
        assert!(!over(&notes, false), "half a file is read again");
        notes.note(&file, Fate::Refused, None);
        assert!(over(&notes, false) && !over(&notes, true), "for somebody who asks why");
        notes.note(&file, Fate::Waits, Some(&head(7, &[(7, 9)], Some(&[(7, 4)]))));
        assert!(!over(&notes, false));
        assert!(notes.waits(&file, &vector(&[(7, 3)])) && !notes.waits(&file, &vector(&[(7, 4)])));
        notes.note(&file, Fate::Known, None);
        assert!(over(&notes, true));
        assert!(!notes.passes_over(&listed(&file.name, 10, 6), false));
        assert!(!notes.passes_over(&listed(&file.name, 11, 5), false));
        assert_eq!(Notes::from_text(&notes.to_text()), notes);
        assert_eq!(Notes::from_text("{\"files\": 3"), Notes::default());
    }

    #[test]
    fn our_file_is_written_only_when_it_would_tell_somebody_more() {
        let name = "rapport-changes-0000000000000001.json";
        let own = |size, age: u64| listed(name, size, NOW - age * DAY);
        let mut notes = Notes::default();
        let must = |notes: &Notes, own: Option<&Listed>, told, reach, waits| {
            notes.must_write(own, told, &vector(reach), waits, NOW)
        };
        assert!(must(&notes, Some(&own(10, 0)), 5, &[(1, 3)], false), "not ours yet");
        notes.wrote(Written { name: name.into(), size: 10, told: 5, since: vector(&[(1, 3)]) });
        assert!(!must(&notes, Some(&own(10, 0)), 5, &[(1, 3)], false));
        assert!(!must(&notes, Some(&own(10, 0)), 5, &[(1, 5)], false), "could be shorter");
        assert!(must(&notes, None, 5, &[(1, 3)], false), "gone");
        assert!(must(&notes, Some(&own(4, 0)), 5, &[(1, 3)], false), "cut off");
        assert!(must(&notes, Some(&own(10, 0)), 6, &[(1, 3)], false), "news");
        assert!(must(&notes, Some(&own(10, 0)), 5, &[(1, 2)], false), "somebody lacks more");
        assert!(!must(&notes, Some(&own(10, 29)), 5, &[(1, 3)], true));
        assert!(must(&notes, Some(&own(10, 31)), 5, &[(1, 3)], true), "we are back");
    }
}
