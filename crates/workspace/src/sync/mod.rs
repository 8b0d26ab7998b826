//! Two devices agree: what each knows of the other, what goes into a file for whom, and what
//! is done with a file that comes.
//!
//! Every device numbers its change sets by their position in its journal. A version vector
//! says up to which number of each device's a workspace knows the effect. A bundle carries
//! its writer's vector, the change sets its reader lacks, and the records those touched, as
//! they are now. Records merge by their stamps, whatever order bundles come in; the change
//! sets are kept as history, and tell what two people changed without knowing of each other.

mod conflicts;
mod incoming;
mod ledger;
pub mod mailbox;
mod receive;
mod send;

pub(crate) use ledger::Ledger;
pub(crate) use receive::News;
pub use receive::Received;
pub use send::{Scope, Sent};
