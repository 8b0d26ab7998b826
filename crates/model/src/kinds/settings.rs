//! What a workspace has agreed on; it travels with the data.

use std::collections::BTreeMap;

use crate::entity::entity;
use crate::id::Id;
use crate::kinds::customer::TAG_LIMIT;
use crate::money::{Currency, Exchange, Rate};
use crate::stamp::DeviceId;
use crate::validate::{Invalid, Problem, Validate};

entity! {
    /// The one settings record of a workspace.
    Settings {
        /// What the workspace is called.
        name: String,
        /// The currency sums are made in.
        base_currency: Option<Currency>,
        /// What one unit of another currency is worth in the base currency, by code.
        rates: BTreeMap<String, Rate>,
        /// What people call each device, by its id.
        devices: BTreeMap<String, String>,
    }
}

impl Settings {
    /// The id of the settings record, the same in every workspace, so that two devices merge
    /// theirs instead of having two.
    pub const ID: Id = Id::from_bytes(*b"rapport-settings");

    /// The base currency, United States dollars until somebody chooses.
    #[must_use]
    pub fn base(&self) -> Currency {
        self.base_currency.unwrap_or(Currency::USD)
    }

    /// What people call a device, if it has told.
    #[must_use]
    pub fn device_name(&self, device: DeviceId) -> Option<&str> {
        self.devices.get(&device.to_string()).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The rate table with its base.
    #[must_use]
    pub fn exchange(&self) -> Exchange<'_> {
        Exchange { base: self.base(), rates: &self.rates }
    }
}

impl Validate for Settings {
    fn validate(&self) -> Result<(), Invalid> {
        let mut found = Invalid::default();
        found.check_length("name", &self.name, 100);
        for name in self.devices.values() {
            found.check_length("devices", name, TAG_LIMIT);
        }
        for (code, rate) in &self.rates {
            if code.parse::<Currency>().map(|c| c.code() != code).unwrap_or(true) || rate.0 <= 0 {
                found.add("rates", Problem::NotARate(code.clone()));
            }
        }
        found.result()
    }
}
