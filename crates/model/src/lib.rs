//! What Rapport keeps and how it changes: entities, ids, money, time, stamps, change sets and
//! merge. Pure: no browser, no clock and no randomness of its own.

pub mod change;
mod change_wire;
pub mod choice;
pub mod clock;
pub mod custom;
pub mod day;
pub mod decimal;
pub mod entity;
pub mod fields;
pub mod id;
pub mod kinds;
pub mod marks;
pub mod money;
pub mod path;
pub mod receipt;
pub mod row;
pub mod stamp;
mod text;
pub mod typed;
pub mod validate;
pub mod version;
pub mod wire;

pub use change::{ChangeSet, Edit, Summary};
pub use clock::{Clock, HybridClock, IdSource};
pub use custom::{Custom, CustomField, CustomType};
pub use day::{Day, Moment};
pub use decimal::DecimalMark;
pub use entity::{Entity, Extra, Value};
pub use fields::FieldProblem;
pub use id::Id;
pub use kinds::customer::{Address, Customer, CustomerType, Stage};
pub use kinds::interaction::{Channel, Direction, Interaction};
pub use kinds::opaque::Opaque;
pub use kinds::order::{Order, OrderLine};
pub use kinds::settings::Settings;
pub use kinds::task::{Task, TaskKind};
pub use kinds::{Kind, Kinded, Record, Rows};
pub use marks::{Later, Marks};
pub use money::{Currency, Exchange, Money, Rate};
pub use path::Path;
pub use receipt::{Conflict, Receipt};
pub use row::Row;
pub use stamp::{DeviceId, Stamp};
pub use validate::{Invalid, Problem, Validate};
pub use version::VersionVector;
