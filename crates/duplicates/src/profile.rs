//! What of a customer is compared, in one spelling.

use model::{Customer, CustomerType, Day, Id};

use crate::address::{Address, place_hash};
use crate::email::Email;
use crate::fold::fold;
use crate::hash::Key;
use crate::name::Name;
use crate::phone::Phone;

/// Telephone numbers and e-mail addresses of one customer that count. Nobody has more that
/// matter, and a file could give one customer a million.
pub const IDENTIFIERS: usize = 8;

/// A customer as the scorer sees them.
#[derive(Debug)]
pub(crate) struct Profile {
    pub id: Id,
    pub name: Name,
    /// Whether it is an organisation; `None` when nobody said and the name does not show.
    pub organisation: Option<bool>,
    pub emails: Box<[Email]>,
    pub phones: Box<[Phone]>,
    pub code: Box<str>,
    pub address: Option<Box<Address>>,
    /// Hash of the town, or 0.
    pub town: u32,
    pub birthday: Option<Day>,
}

impl Profile {
    pub(crate) fn new(id: Id, customer: &Customer) -> Self {
        let said = match customer.customer_type {
            Some(CustomerType::Person) => Some(false),
            Some(CustomerType::Organisation) => Some(true),
            Some(CustomerType::Other(_)) | None => None,
        };
        let name = Name::read(&customer.name, said);
        let organisation = said.or(name.is_company().then_some(true));
        let mut emails: Vec<Email> =
            customer.emails.keys().take(IDENTIFIERS).filter_map(|text| Email::read(text)).collect();
        emails.sort_unstable_by(|a, b| a.text().cmp(b.text()));
        emails.dedup();
        let mut phones: Vec<Phone> =
            customer.phones.keys().take(IDENTIFIERS).filter_map(|text| Phone::read(text)).collect();
        phones.sort_unstable();
        phones.dedup();
        let code: String = fold(&customer.code).chars().filter(|c| !c.is_whitespace()).collect();
        Self {
            id,
            name,
            organisation,
            emails: emails.into(),
            phones: phones.into(),
            code: code.into(),
            address: Address::read(&customer.street, &customer.postcode).map(Box::new),
            town: place_hash(&customer.city),
            birthday: customer.birthday,
        }
    }

    pub(crate) fn email_key(email: &Email) -> Key {
        Key::of(Key::EMAIL, &[email.text().as_bytes()])
    }

    pub(crate) fn phone_key(phone: &Phone) -> Key {
        Key::of(Key::PHONE, &[&phone.tail().to_le_bytes()])
    }

    pub(crate) fn code_key(&self) -> Option<Key> {
        (!self.code.is_empty()).then(|| Key::of(Key::CODE, &[self.code.as_bytes()]))
    }

    /// What somebody who may be the same has one of, each once.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::with_capacity(12);
        keys.extend(self.emails.iter().map(Self::email_key));
        keys.extend(self.phones.iter().map(Self::phone_key));
        keys.extend(self.code_key());
        self.name.keys(&mut keys);
        // Where a name is so common that its block is passed over.
        let name = self.name.sum().to_le_bytes();
        if self.town != 0 && !self.name.is_empty() {
            keys.push(Key::of(Key::NAME_TOWN, &[&name, &self.town.to_le_bytes()]));
        }
        if let Some(day) = self.birthday.filter(|_| !self.name.is_empty()) {
            keys.push(Key::of(Key::NAME_BIRTHDAY, &[&name, &day.number().to_le_bytes()]));
        }
        if let Some(address) = &self.address {
            keys.push(address.door_key());
            keys.extend(address.postcode_key());
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Bytes on the heap.
    pub(crate) fn bytes(&self) -> usize {
        let emails: usize = self.emails.iter().map(|email| email.text().len()).sum();
        self.name.bytes()
            + size_of_val(&*self.emails)
            + emails
            + size_of_val(&*self.phones)
            + self.code.len()
            + self.address.as_ref().map_or(0, |address| size_of::<Address>() + address.bytes())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_only_a_company_has_makes_an_organisation() {
        let read = |name: &str, said| {
            let customer =
                Customer { name: name.to_owned(), customer_type: said, ..Customer::default() };
            Profile::new(Id::from_bytes([0; 16]), &customer).organisation
        };
        assert_eq!(read("Copper Kettle Ltd", None), Some(true));
        assert_eq!(read("Copper Kettle", None), None);
        assert_eq!(read("Limited Ltd", Some(CustomerType::Person)), Some(false));
    }

    #[test]
    fn identifiers_are_read_once_and_not_without_end() {
        let mut customer = Customer { name: "Lei".to_owned(), ..Customer::default() };
        customer.emails.insert("LEI@example.com".to_owned(), String::new());
        customer.emails.insert("lei@example.com".to_owned(), String::new());
        for number in 0..1000 {
            customer.phones.insert(format!("07700 900{number:03}"), String::new());
        }
        let profile = Profile::new(Id::from_bytes([0; 16]), &customer);
        assert_eq!((profile.emails.len(), profile.phones.len()), (1, IDENTIFIERS));
        assert!(profile.bytes() < 400, "{}", profile.bytes());
    }

    #[test]
    fn an_empty_customer_has_no_keys() {
        assert!(Profile::new(Id::from_bytes([0; 16]), &Customer::default()).keys().is_empty());
    }
}
