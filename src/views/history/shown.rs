//! The edits of a change set, worded: plain texts, so that the page draws them anew only when
//! one of them reads differently.

use model::{ChangeSet, Settings};
use workspace::Image;
use workspace::digest::{Digest, Edited, Group, Replaced};

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::views::history::record::{Named, named};
use crate::views::history::wording;
use crate::words;

/// How many records that came or went are named.
const NAMES: usize = 5;
/// How many edited records are shown.
const RECORDS: usize = 20;
/// How many values of one record are shown.
const VALUES: usize = 60;

/// What a change set did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shown {
    /// Records that came and went.
    pub groups: Vec<ShownGroup>,
    /// Records of which values were replaced.
    pub records: Vec<ShownRecord>,
    /// A word on those that are not shown.
    pub more: Option<String>,
}

/// Records with which the same was done.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownGroup {
    /// What, and with how many.
    pub title: String,
    /// The first of them.
    pub names: Vec<Named>,
    /// A word on those that are not named.
    pub more: Option<String>,
}

/// A record of which values were replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownRecord {
    /// Its kind.
    pub kind: String,
    /// Which it is.
    pub named: Named,
    /// Its values.
    pub values: Vec<ShownValue>,
    /// A word on those that are not shown.
    pub more: Option<String>,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownValue {
    /// What it is called.
    pub label: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stood there then.
    pub after: Option<String>,
}

impl Shown {
    /// Words a change set.
    pub fn of(i18n: I18n, image: &Image, set: &ChangeSet) -> Self {
        let digest = Digest::of(set, NAMES, RECORDS);
        let settings = image.settings();
        let count = |count: usize| format::count(i18n.get_locale(), count);
        Self {
            groups: digest.groups.iter().map(|group| shown_group(i18n, image, group)).collect(),
            records: digest
                .edited
                .iter()
                .map(|edited| shown_record(i18n, image, settings, edited))
                .collect(),
            more: (digest.more > 0).then(|| {
                t_string!(i18n, history.more_records, count = count(digest.more)).to_string()
            }),
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.records.is_empty()
    }
}

fn shown_group(i18n: I18n, image: &Image, group: &Group) -> ShownGroup {
    let more = group.count - group.first.len();
    ShownGroup {
        title: wording::group(i18n, group.life, &group.kind, group.count),
        names: group.first.iter().map(|id| named(i18n, image, &group.kind, *id)).collect(),
        more: (more > 0).then(|| {
            let more = format::count(i18n.get_locale(), more);
            t_string!(i18n, history.and_more, count = more).to_string()
        }),
    }
}

fn shown_record(i18n: I18n, image: &Image, settings: &Settings, edited: &Edited) -> ShownRecord {
    let Edited { kind, id, values } = edited;
    let shown = |replaced: &Replaced| {
        let Replaced { path, before, after } = replaced;
        let worded = |value: &Option<_>| {
            value.as_ref().map(|value| wording::value(i18n, image, settings, kind, path, value))
        };
        ShownValue {
            label: wording::field(i18n, settings, kind, path),
            before: worded(before),
            after: worded(after),
        }
    };
    let more = values.len().saturating_sub(VALUES);
    ShownRecord {
        kind: words::kind_name(i18n, kind),
        named: named(i18n, image, kind, *id),
        values: values.iter().take(VALUES).map(shown).collect(),
        more: (more > 0).then(|| {
            let more = format::count(i18n.get_locale(), more);
            t_string!(i18n, history.more_values, count = more).to_string()
        }),
    }
}
