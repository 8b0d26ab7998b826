//! Customers on their way to the search for duplicates: what of them is compared.

use duplicates::IDENTIFIERS;
use model::wire::{Reader, Unreadable, Wire, Writer};
use model::{Customer, CustomerType, Day, Id};

/// Bytes of a full batch, roughly: some four hundred customers.
const FULL: usize = 1 << 16;

/// Customers being put together for the way.
#[derive(Debug, Default)]
pub struct Batch {
    count: usize,
    out: Writer,
}

impl Batch {
    /// Puts a customer in.
    pub fn add(&mut self, id: Id, customer: &Customer) {
        self.count += 1;
        let out = &mut self.out;
        id.encode(out);
        out.text(&customer.name);
        out.text(customer.customer_type.as_ref().map_or("", CustomerType::code));
        out.text(&customer.code);
        for identifiers in [&customer.phones, &customer.emails] {
            out.array(identifiers.len().min(IDENTIFIERS));
            identifiers.keys().take(IDENTIFIERS).for_each(|text| out.text(text));
        }
        for text in [&customer.street, &customer.city, &customer.postcode] {
            out.text(text);
        }
        out.array(customer.birthday.iter().len());
        customer.birthday.iter().for_each(|day| day.encode(out));
    }

    /// Whether nobody is in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether it is time to send it.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.out.len() >= FULL
    }

    /// As bytes: how many, then each one's fields.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut head = Writer::default();
        head.array(self.count);
        let mut bytes = head.finish();
        bytes.extend(self.out.finish());
        bytes
    }
}

/// Hands out each customer of a batch, with no more fields than are compared.
pub(crate) fn read(bytes: &[u8], mut each: impl FnMut(Id, &Customer)) -> Result<(), Unreadable> {
    let mut from = Reader::new(bytes);
    for _ in 0..from.array()? {
        let id = Id::decode(&mut from)?;
        let mut customer = Customer { name: from.text()?.to_owned(), ..Customer::default() };
        let kind = from.text()?;
        customer.customer_type = (!kind.is_empty()).then(|| CustomerType::from_code(kind));
        customer.code = from.text()?.to_owned();
        for identifiers in [&mut customer.phones, &mut customer.emails] {
            for _ in 0..from.array()? {
                identifiers.insert(from.text()?.to_owned(), String::new());
            }
        }
        for text in [&mut customer.street, &mut customer.city, &mut customer.postcode] {
            *text = from.text()?.to_owned();
        }
        for _ in 0..from.array()? {
            customer.birthday = Some(Day::decode(&mut from)?);
        }
        each(id, &customer);
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn there_and_back(customers: &[Customer]) -> Vec<Customer> {
        let mut batch = Batch::default();
        for customer in customers {
            batch.add(Id::from_bytes([7; 16]), customer);
        }
        let mut read_back = Vec::new();
        read(&batch.finish(), |id, customer| {
            assert_eq!(id, Id::from_bytes([7; 16]));
            read_back.push(customer.clone());
        })
        .unwrap();
        read_back
    }

    fn numbered(count: usize) -> BTreeMap<String, String> {
        (0..count).map(|number| (format!("0770090000{number}"), String::new())).collect()
    }

    #[test]
    fn what_is_compared_arrives_and_nothing_else() {
        let full = Customer {
            name: "Lei Li".to_owned(),
            customer_type: Some(CustomerType::Person),
            code: "C1".to_owned(),
            phones: numbered(2),
            emails: [("lei@example.com".to_owned(), String::new())].into(),
            street: "12 High St".to_owned(),
            city: "Leeds".to_owned(),
            postcode: "LS1".to_owned(),
            birthday: "1980-05-04".parse().ok(),
            ..Customer::default()
        };
        let other = Customer {
            customer_type: Some(CustomerType::Other("club".into())),
            ..Customer::default()
        };
        let mut more = full.clone();
        more.notes = "Nobody compares these".to_owned();
        more.phones.values_mut().for_each(|label| *label = "mobile".to_owned());
        assert_eq!(there_and_back(&[more, other.clone()]), [full, other]);
        assert!(there_and_back(&[]).is_empty());
    }

    #[test]
    fn of_a_thousand_numbers_go_no_more_than_are_read() {
        let customer = Customer { phones: numbered(9), ..Customer::default() };
        let [arrived] = &there_and_back(&[customer])[..] else { unreachable!() };
        assert_eq!(arrived.phones, numbered(8));
    }

    #[test]
    fn a_batch_is_full_before_it_is_large() {
        let mut batch = Batch::default();
        let customer = Customer { name: "a".repeat(1 << 15), ..Customer::default() };
        assert!(batch.is_empty() && !batch.is_full());
        batch.add(Id::from_bytes([1; 16]), &customer);
        assert!(!batch.is_empty() && !batch.is_full());
        batch.add(Id::from_bytes([2; 16]), &customer);
        assert!(batch.is_full());
    }
}
