//! Segments by rule: conditions over what is known of a customer, joined by "all of", "any of"
//! and "none of".
//!
//! A rule is kept as it was written, in texts ([`Group`], [`Condition`]), so that one a newer
//! version made, or one half written, is a rule like any other. [`Look::compile`] makes a test of
//! it, or says what is wrong with which condition; a rule with anything wrong lists nobody, since
//! "none of" would turn a condition that holds for nobody into one that holds for everybody.
//!
//! **A new field** costs a line in the table of [`Field`], and the words the views then lack.

mod check;
mod column;
mod custom;
mod field;
mod look;
mod members;
mod numbers;
mod subject;
mod template;
mod test;
mod texts;
mod tree;
mod wanted;

pub use check::{Problem, Trouble};
pub use field::{Area, Field};
pub use look::Look;
pub(in crate::analysis) use members::rule_of_group;
pub use members::{Tally, rule_group};
pub use subject::Subject;
pub use template::Template;
pub use test::{Holds, Operands, Test};
pub use tree::{
    Condition, DEPTH_LIMIT, Group, Join, NODES_LIMIT, Node, OPERANDS_LIMIT, RuleSegment,
};
pub use wanted::amount;
