//! What a check can find.

use model::{Id, Kind};

use crate::health::Record;

/// How many examples a finding names.
const EXAMPLES: usize = 5;

/// Records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Their kind.
    pub kind: Kind,
    /// How many.
    pub count: usize,
    /// The first few of them.
    pub examples: Vec<Id>,
}

/// Something that is worked out from records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Orders as columns, and those that no rate values.
    Columns,
    /// What hangs on whom.
    Children,
    /// By when tasks are due.
    Due,
    /// Sums and last contacts.
    Activity,
    /// Text to search in, and the order of names.
    Names,
    /// Who is there, and who has become part of whom.
    People,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Chunks of records do not read.
    Chunks {
        /// How many.
        count: usize,
        /// How many records they should have, of which others may hold copies.
        rows: usize,
    },
    /// Change sets of the journal do not read.
    Entries {
        /// How many.
        count: usize,
        /// The positions of the first few.
        examples: Vec<u64>,
    },
    /// What was noted of other devices did not read, and was gathered from the journal.
    Ledger,
    /// The history tells of records that are nowhere.
    Lost(Found),
    /// Records are in memory, but what is stored does not say the same.
    NotStored(Found),
    /// Records are stored, but what is in memory does not say the same.
    NotInMemory(Found),
    /// Records hang on a customer who is nowhere.
    NoCustomer(Found),
    /// Customers are part of a customer who is nowhere.
    MergedIntoNobody(Found),
    /// Settings beside the settings.
    StraySettings(Found),
    /// What is worked out from records is not what follows from them.
    Derived {
        /// What.
        part: Part,
        /// In how many places.
        count: usize,
    },
}

/// What a check saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checkup {
    /// What is not as it should be; nothing if all is well.
    pub findings: Vec<Finding>,
    /// Records in memory, deleted ones included.
    pub records: usize,
    /// Chunks that were read.
    pub chunks: usize,
    /// Journal entries that were read.
    pub entries: usize,
    /// Chunks and journal entries that do not read and have been seen to.
    pub aside: usize,
}

/// One finding a kind.
pub(super) fn by_kind(records: &[Record]) -> impl Iterator<Item = Found> {
    let mut found = Vec::<Found>::new();
    for (kind, id) in records {
        let at = found.iter().position(|found| found.kind == *kind).unwrap_or_else(|| {
            found.push(Found { kind: kind.clone(), count: 0, examples: Vec::new() });
            found.len() - 1
        });
        if let Some(found) = found.get_mut(at) {
            found.count += 1;
            if found.examples.len() < EXAMPLES {
                found.examples.push(*id);
            }
        }
    }
    found.into_iter()
}

/// The first few.
pub(super) fn some<T: Copy>(all: &[T]) -> Vec<T> {
    all.iter().copied().take(EXAMPLES).collect()
}
