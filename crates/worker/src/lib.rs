//! Heavy work off the page's thread: what the page and the worker say to each other, and the
//! work itself.
//!
//! The page starts a worker, waits until it is [`Answer::Ready`], begins a [`Job`], hands over
//! what the job needs in parts, and says that this was all. The worker says how far it is and
//! hands back what it found, in parts as well. To stop the work the page ends the worker.
//!
//! ```
//! use duplicates::LIKELY;
//! use model::{Customer, Id};
//! use worker::{Answer, Desk, Job, Request, customers, pairs};
//!
//! let customer = Customer { name: "Lei Li".to_owned(), code: "C1".to_owned(), ..Customer::default() };
//! let mut batch = customers::Batch::default();
//! for byte in [1, 2] {
//!     batch.add(Id::from_bytes([byte; 16]), &customer);
//! }
//! let part = batch.finish();
//! let (mut desk, mut found) = (Desk::default(), Vec::new());
//! for request in [Request::Begin(Job::Duplicates { at_least: LIKELY }), Request::Part(&part), Request::Finish] {
//!     desk.hear(&request.encode(), &mut |answer| {
//!         if let Ok(Answer::Part(part)) = Answer::decode(answer) {
//!             found.extend(pairs::decode(part).unwrap());
//!         }
//!     });
//! }
//! assert_eq!((found.len(), found[0].score), (1, 85));
//! ```
//!
//! **A new job** costs a variant of [`Job`], a type that does it (the trait `Work` in `desk`),
//! and a module that says what its parts look like. What only the worker calls is not in the
//! page's code: the linker leaves it out.

pub mod customers;
mod desk;
pub mod figures;
mod find_clusters;
mod find_duplicates;
mod fit_value;
pub mod fits;
pub mod histories;
pub mod ltv;
pub mod pairs;
mod protocol;

pub use desk::Desk;
pub use protocol::{Answer, Failure, Job, Request, VERSION};
