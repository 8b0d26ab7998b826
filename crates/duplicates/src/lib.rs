//! Finds customers who are probably the same, and says why: when one is entered, inside a file
//! that is read in, and through a whole data set.
//!
//! ```
//! use duplicates::{Everybody, Index, LIKELY, Reason, Scan, groups};
//! use model::{Customer, Id};
//!
//! let customer = |name: &str, phone: &str| Customer {
//!     name: name.to_owned(),
//!     phones: [(phone.to_owned(), String::new())].into(),
//!     ..Customer::default()
//! };
//! let [first, second] = [1, 2].map(|byte| Id::from_bytes([byte; 16]));
//! let mut index = Index::default();
//! index.add(first, &customer("Li, Lei", "+44 (0)7700 900001"));
//!
//! // Somebody is being entered.
//! let entered = customer("Lei Li", "07700 900001");
//! let found = index.like(&entered, None, LIKELY);
//! assert_eq!((found[0].id, found[0].score), (first, 85));
//! assert_eq!(found[0].reasons[1], Reason::SameName);
//!
//! // Everybody, step by step.
//! let mut everybody = Everybody::default();
//! everybody.add(first, &customer("Li, Lei", "+44 (0)7700 900001"));
//! everybody.add(second, &entered);
//! let mut scan = Scan::new(everybody, LIKELY);
//! while !scan.step(5_000).is_done() { /* say how far it is */ }
//! assert_eq!(groups(&scan.finish()), [[first, second]]);
//! ```
//!
//! The rows of a file have no ids yet: [`Newcomers`] compares them with an index and with one
//! another, by their places. Customers who were merged away are for the caller to leave out.
//!
//! # How customers are compared
//!
//! Each is first brought into one spelling: letter case, accents, width and traditional signs
//! (`fold`), names without honorifics and legal forms (`name`), telephone numbers by their
//! trailing digits (`phone`), e-mail addresses by mailbox (`email`), addresses by door
//! (`address`). Then points are added up; the sum, within 0 and 100, is the score.
//!
//! | for                                    |    | against                                  |     |
//! |----------------------------------------|---:|------------------------------------------|----:|
//! | same e-mail address of a person        | 60 | names of different people or firms       | −80 |
//! | same telephone number, same code       | 45 | names of which a part differs            | −60 |
//! | same mailbox of a desk (info@ …)       | 40 | birthdays that differ                    | −60 |
//! | same name                              | 40 | Mr and Mrs, Senior and Junior            | −60 |
//! | same name that many have               | 30 | organisations in different towns         | −25 |
//! | names with a slip of the pen           | 30 | a person and an organisation             | −25 |
//! | same door                              | 30 | codes that differ                        | −10 |
//! | same birthday                          | 25 |                                          |     |
//! | names that agree as far as they go     | 15 |                                          |     |
//! | same domain of their own (firms)       | 15 |                                          |     |
//! | identifier under more than eight names | 10 |                                          |     |
//!
//! Of several e-mail addresses or numbers that are shared, only the best counts. From
//! [`LIKELY`], 60, on two customers are probably the same. The weights follow from these rules:
//!
//! - A name is never enough (40), not even with a firm's own domain (55); there are many John
//!   Smiths. A name and any one identifier are (40 + 40, and 30 + 40 for a short name), as are a
//!   name and a door, or a full name and a birthday (65).
//! - A person's own e-mail address is enough (60) where names do not speak against it, as where
//!   one is in Chinese and the other in pinyin, which cannot be compared. A number is not (45):
//!   it may be a switchboard's or somebody else's by now.
//! - Different names outweigh one telephone number, a desk's mailbox and the door of a company
//!   together (115 − 80), and also a couple's e-mail address, number and door (135 − 80). Names
//!   that differ in one Chinese sign outweigh the former (115 − 60): colleagues and sisters.
//!   So do a birthday and Junior or Mrs, of two who have one name, one number and one door.
//! - A slip of the pen with any identifier or a door is enough (30 + 30).
//! - Branches have one name and often one mailbox (80 − 25), but a number of their own. A firm
//!   that moved keeps its number (85 − 25).
//! - Twins of code are as strong as a number; that two codes differ says little, because who is
//!   entered twice gets two.
//!
//! `cargo xtask duplicates` says how well that does on a labelled set, and lists its errors.
//! It is known to miss: a new family name, a new name of a firm, given names that are short for
//! others outside English, Chinese signs mistyped for others of one sound (no pinyin is kept),
//! one letter in a name of three. It is known to take for one: brother and sister of like names
//! (Daniel, Daniela) at one door, two branches of one name that give one number and one
//! mailbox, two of a common name at one door.
//!
//! # How many are compared
//!
//! Only customers who share a trait are: an e-mail address, the last seven digits of a number,
//! the code, the name, the starts or the ends of all words of it, the name and town, the name
//! and birthday, the door, or postal code and house number. A trait that more than [`BLOCK`] customers
//! share is passed over in a scan, so that a hundred thousand of one name do not take quadratic
//! time. **What that leaves out:** pairs that share nothing but traits each of which more than
//! [`BLOCK`] others share too. A name so common is no loss: by itself it is no reason, and with
//! a town or a birthday it is a trait of its own. A scan keeps the best [`PAIRS`] pairs; a
//! customer's first eight numbers and addresses count, and the first 256 characters of a text.
//!
//! Traits are kept as hashes of 32 bits. Two that fall on one hash cost comparisons; a file made
//! so that more than [`BLOCK`] fall on somebody's could hide a pair, but neither slow a search
//! down nor make a pair of two who are none.

mod address;
mod against;
mod blocks;
mod email;
mod fold;
mod groups;
mod hash;
mod index;
mod name;
mod newcomers;
mod phone;
mod profile;
mod reason;
mod scan;
mod score;
mod shared;
mod spelling;
mod traditional;

pub use groups::{GROUP, groups};
pub use index::{Index, Match};
pub use newcomers::{Alike, Newcomers, Whom};
pub use profile::IDENTIFIERS;
pub use reason::Reason;
pub use scan::{BLOCK, Everybody, PAIRS, Pair, Progress, Scan};
pub use score::{LIKELY, MANY, Score, compare};
pub use spelling::{Spelled, same_emails, same_phones};
