//! A workspace in the browser's database, opened, filled and searched as the app does it.

use std::cell::Cell;
use std::sync::Arc;

use interchange::bundle::{Bundle, BundleReader};
use js_sys::Date;
use model::{Clock, Id, IdSource};
use store::IdbStore;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use workspace::query::{CustomerFilter, CustomerSort, Search, customers};
use workspace::{Rush, Workspace};

struct BrowserClock;

impl Clock for BrowserClock {
    fn now_millis(&self) -> u64 {
        Date::now() as u64
    }
}

/// Ids of now that rise by one: as good as random ones to what is measured.
#[derive(Default)]
struct Rising(Cell<u64>);

impl IdSource for Rising {
    fn next_id(&self) -> Id {
        self.0.set(self.0.get() + 1);
        let [a, b, c, d, e, f, g, h] = self.0.get().to_be_bytes();
        Id::v7(BrowserClock.now_millis(), [0, 0, a, b, c, d, e, f, g, h])
    }
}

/// A bundle that is read and not yet taken in.
#[wasm_bindgen]
pub struct Incoming(Bundle);

#[wasm_bindgen]
impl Incoming {
    /// Reads the bytes of a bundle.
    ///
    /// # Errors
    /// When they are none.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsError> {
        let mut reader = BundleReader::default();
        reader.push(bytes)?;
        Ok(Self(reader.finish()?))
    }
}

/// An open workspace.
#[wasm_bindgen]
pub struct Rapport(Workspace<IdbStore>);

#[wasm_bindgen]
impl Rapport {
    /// Opens the database `name`, creating it if there is none, and all that is in it.
    ///
    /// # Errors
    /// When the browser refuses, or it does not read.
    pub async fn open(name: String) -> Result<Self, JsError> {
        let store = IdbStore::open(&name).await?;
        let (clock, ids) = (Box::new(BrowserClock), Box::new(Rising::default()));
        Ok(Self(Workspace::open(store, clock, ids, &Rush).await?))
    }

    /// Takes a bundle in, as one change set, and answers how many records were new. They are
    /// durable then.
    ///
    /// # Errors
    /// When nothing was kept, and why.
    pub async fn take(&self, incoming: Incoming) -> Result<usize, JsError> {
        Ok(self.0.receive(incoming.0, "customers.json", &Rush).await?.merged.created)
    }

    /// How many customers there are, and the sum of their names' sums, to compare with others.
    pub fn names(&self) -> String {
        let image = self.0.image();
        let (mut count, mut sum) = (0, 0_u32);
        for (_, row) in image.tables.customers.iter() {
            count += 1;
            sum = sum.wrapping_add(sum_of(&row.record.name));
        }
        format!("{count} customers, {sum}")
    }

    /// Where the customers lie who bear what was typed, everybody if that is nothing, in the order
    /// of the list by name.
    pub fn search(&self, text: &str) -> Vec<u32> {
        let image = self.0.image();
        let found = (!text.is_empty()).then(|| {
            let mut search = Search::begin(&image, text);
            search.go_on(&image, &|| false);
            Arc::new(search.found())
        });
        let filter = CustomerFilter { found, ..CustomerFilter::default() };
        customers(&image, &filter, CustomerSort::Name, false)
    }

    /// The ids of the customers that lie there, a line each.
    pub fn ids(&self, slots: &[u32]) -> String {
        let image = self.0.image();
        let table = &image.tables.customers;
        let ids = slots.iter().filter_map(|slot| Some(table.row(*slot)?.id.to_string()));
        ids.collect::<Vec<String>>().join("\n")
    }

    /// Closes the database and gives the memory back.
    pub fn close(self) {
        self.0.store().close();
    }
}

/// Deletes the database `name`.
///
/// # Errors
/// When the browser refuses.
#[wasm_bindgen]
pub async fn erase(name: String) -> Result<(), JsError> {
    Ok(IdbStore::delete(&name).await?)
}

/// The 32-bit FNV-1a hash, taken over UTF-16 units, which JavaScript has too.
fn sum_of(text: &str) -> u32 {
    text.encode_utf16()
        .fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}
