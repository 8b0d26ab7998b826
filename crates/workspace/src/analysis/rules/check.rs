//! A rule made into a test of customers, or what is wrong with it.

use model::Currency;
use thiserror::Error;

use super::column::Column;
use super::custom;
use super::field::{Area, Field};
use super::look::Look;
use super::subject::Subject;
use super::test::{Holds, Test};
use super::tree::{Condition, DEPTH_LIMIT, Group, Join, NODES_LIMIT, Node};
use super::wanted::{self, Asked};
use super::{numbers, texts};
use crate::table::Slot;

/// Why a condition or group cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Trouble {
    /// A group without anything in it.
    #[error("nothing in the group")]
    Nothing,
    /// A value is missing.
    #[error("no value")]
    Missing,
    /// A value that is none of the field.
    #[error("`{0}` is no value of the field")]
    Unreadable(String),
    /// From and to are the wrong way round.
    #[error("from is after to")]
    Reversed,
    /// An amount in a currency that has no rate.
    #[error("no rate for {0}")]
    NoRate(Currency),
    /// A figure that cannot be worked out.
    #[error("{0:?} cannot be worked out")]
    Unavailable(Field),
    /// A field or test that is not there: of a newer version, or taken away.
    #[error("`{0}` is not known")]
    Unknown(String),
    /// Groups stand in one another more than [`DEPTH_LIMIT`] deep.
    #[error("too deep")]
    TooDeep,
    /// More conditions or values than are allowed.
    #[error("too many")]
    TooMany,
}

impl Trouble {
    /// Whether whoever writes the rule has only not come to the end of it.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self, Self::Missing | Self::Nothing)
    }
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path from the whole rule, see [`Group::node`]; empty for the rule itself.
    pub at: Vec<usize>,
    /// What.
    pub what: Trouble,
}

/// A test of customers by slot.
pub(super) struct Check<'a> {
    /// How long it takes, roughly: what is quick is asked first.
    pub(super) cost: u8,
    pub(super) passes: Box<dyn Fn(Slot) -> bool + 'a>,
}

/// Figures lie side by side in memory.
pub(super) const QUICK: u8 = 0;
/// Records lie far apart.
pub(super) const SLOW: u8 = 1;

impl<'a> Look<'a> {
    /// A test for each slot that holds for the live customers who satisfy the rule; it takes
    /// whether they are live for granted.
    ///
    /// # Errors
    /// Everything that is wrong with the rule.
    pub fn compile(&'a self, rule: &Group) -> Result<Box<dyn Fn(Slot) -> bool + 'a>, Vec<Problem>> {
        let mut compiler = Compiler { look: self, path: Vec::new(), seen: 0, problems: Vec::new() };
        let check = compiler.group(rule);
        match check {
            Some(check) if compiler.problems.is_empty() => Ok(check.passes),
            _ => Err(compiler.problems),
        }
    }

    /// Everything that is wrong with the rule.
    #[must_use]
    pub fn problems(&self, rule: &Group) -> Vec<Problem> {
        let look: &Look<'_> = self;
        look.compile(rule).err().unwrap_or_default()
    }
}

struct Compiler<'a> {
    look: &'a Look<'a>,
    path: Vec<usize>,
    seen: usize,
    problems: Vec<Problem>,
}

impl<'a> Compiler<'a> {
    fn wrong(&mut self, what: Trouble) {
        self.problems.push(Problem { at: self.path.clone(), what });
    }

    fn group(&mut self, group: &Group) -> Option<Check<'a>> {
        if group.of.is_empty() {
            self.wrong(Trouble::Nothing);
            return None;
        }
        if self.path.len() >= DEPTH_LIMIT {
            self.wrong(Trouble::TooDeep);
            return None;
        }
        let mut checks = Vec::with_capacity(group.of.len());
        for (at, node) in group.of.iter().enumerate() {
            self.seen += 1;
            self.path.push(at);
            let too_many = self.seen > NODES_LIMIT;
            if too_many {
                self.wrong(Trouble::TooMany);
            } else {
                checks.extend(self.node(node));
            }
            self.path.pop();
            // One complaint is enough.
            if too_many {
                return None;
            }
        }
        Some(joined(group.join, checks))
    }

    fn node(&mut self, node: &Node) -> Option<Check<'a>> {
        let check = match node {
            Node::Group(group) => return self.group(group),
            Node::Condition(condition) => condition_of(self.look, condition),
            Node::Other(value) => Err(Trouble::Unknown(value.to_string())),
        };
        check.map_err(|what| self.wrong(what)).ok()
    }
}

fn joined(join: Join, mut checks: Vec<Check<'_>>) -> Check<'_> {
    checks.sort_by_key(|check| check.cost);
    let cost = checks.last().map_or(QUICK, |check| check.cost);
    let passes: Box<dyn Fn(Slot) -> bool> = match join {
        Join::All => Box::new(move |slot| checks.iter().all(|check| (check.passes)(slot))),
        Join::Any => Box::new(move |slot| checks.iter().any(|check| (check.passes)(slot))),
        Join::None => Box::new(move |slot| !checks.iter().any(|check| (check.passes)(slot))),
    };
    Check { cost, passes }
}

fn condition_of<'a>(look: &'a Look<'a>, condition: &Condition) -> Result<Check<'a>, Trouble> {
    let (subject, holds, test) = understood(look, condition)?;
    let Asked { wanted, negated } = wanted::read(look, holds, test, &condition.values)?;
    let Check { cost, passes } = match subject {
        Subject::Own(key) => custom::check(look, key, wanted),
        Subject::Field(field) => match field.read(look) {
            Some(Column::Numbers(read)) => numbers::check(look.day, read, wanted, cost_of(field)),
            Some(Column::Texts(any)) => texts::check(any, wanted, cost_of(field)),
            None => return Err(Trouble::Unavailable(field)),
        },
    };
    let passes = if negated { Box::new(move |slot| !passes(slot)) } else { passes };
    Ok(Check { cost, passes })
}

fn cost_of(field: Field) -> u8 {
    if field.area() == Area::Profile { SLOW } else { QUICK }
}

/// What a condition is about, what that holds, and what it is asked.
fn understood(look: &Look<'_>, condition: &Condition) -> Result<(Subject, Holds, Test), Trouble> {
    let unknown = |code: &str| Trouble::Unknown(code.to_owned());
    let subject = Subject::of_code(&condition.field).ok_or_else(|| unknown(&condition.field))?;
    let holds = subject.holds(look).ok_or_else(|| unknown(&condition.field))?;
    let test = Test::from_code(&condition.test).filter(|test| holds.tests().contains(test));
    Ok((subject, holds, test.ok_or_else(|| unknown(&condition.test))?))
}

impl Condition {
    /// The condition in the form it is kept in: values as many as the test takes, amounts with
    /// their currency. One that does not read is as it was.
    #[must_use]
    pub fn canonical(&self, look: &Look<'_>) -> Self {
        let Ok((_, holds, test)) = understood(look, self) else { return self.clone() };
        let Ok(values) = wanted::given(test, &self.values) else { return self.clone() };
        let base = look.image.settings().base();
        let values = values.into_iter().map(|value| match holds {
            Holds::Money => {
                wanted::amount(value, base).map_or(value.to_owned(), |money| money.to_string())
            }
            _ => value.to_owned(),
        });
        Self { values: values.collect(), ..self.clone() }
    }
}

impl Group {
    /// The rule with each condition in the form it is kept in.
    #[must_use]
    pub fn canonical(&self, look: &Look<'_>) -> Self {
        let of = self.of.iter().map(|node| match node {
            Node::Group(group) => Node::Group(group.canonical(look)),
            Node::Condition(condition) => Node::Condition(condition.canonical(look)),
            Node::Other(value) => Node::Other(value.clone()),
        });
        Self { join: self.join, of: of.collect() }
    }
}
