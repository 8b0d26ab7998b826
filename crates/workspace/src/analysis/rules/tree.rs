//! A rule as it was written and is kept.

use serde::{Deserialize, Serialize};

use crate::analysis::Definition;

/// How deep groups may stand in one another, the whole rule being the first.
pub const DEPTH_LIMIT: usize = 4;
/// Most groups and conditions in a rule.
pub const NODES_LIMIT: usize = 100;
/// Most values a condition has to choose among.
pub const OPERANDS_LIMIT: usize = 200;

/// Customers who satisfy a rule, under a name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RuleSegment {
    /// What people call it.
    pub name: String,
    /// One of the colours of segments, from 0.
    #[serde(default)]
    pub colour: u8,
    /// What they must satisfy.
    pub rule: Group,
}

impl Definition for RuleSegment {
    const AREA: &'static str = "rule";

    fn label(&self) -> String {
        self.name.clone()
    }
}

/// How what stands in a group is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// Each of it must hold.
    #[default]
    All,
    /// Some of it must hold.
    Any,
    /// None of it may hold.
    None,
}

impl Join {
    /// Each, in the order to offer them.
    pub const ALL: [Self; 3] = [Self::All, Self::Any, Self::None];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::None => "none",
        }
    }
}

/// Conditions and groups, joined.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    /// How.
    pub join: Join,
    /// What.
    pub of: Vec<Node>,
}

/// One condition, in codes and texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Condition {
    /// Of what: the code of a [`Subject`](super::Subject).
    pub field: String,
    /// The code of a [`Test`](super::Test).
    pub test: String,
    /// What it is compared with, as typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// What stands in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Node {
    /// A group.
    Group(Group),
    /// A condition.
    Condition(Condition),
    /// Something of a newer version, kept as it is.
    Other(serde_json::Value),
}

impl Condition {
    /// A condition on a field.
    #[must_use]
    pub fn new(field: &str, test: &str, values: &[&str]) -> Self {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Self { field: field.to_owned(), test: test.to_owned(), values }
    }
}

impl From<Condition> for Node {
    fn from(condition: Condition) -> Self {
        Self::Condition(condition)
    }
}

impl From<Group> for Node {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl Group {
    /// A group.
    #[must_use]
    pub fn new(join: Join, of: Vec<Node>) -> Self {
        Self { join, of }
    }

    /// The group at a path of places from this one; the empty path is this one.
    #[must_use]
    pub fn group(&self, path: &[usize]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => match self.of.get(*first)? {
                Node::Group(group) => group.group(rest),
                _ => None,
            },
        }
    }

    /// The same, to be changed.
    pub fn group_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => match self.of.get_mut(*first)? {
                Node::Group(group) => group.group_mut(rest),
                _ => None,
            },
        }
    }

    /// What stands at a path, which is not empty.
    #[must_use]
    pub fn node(&self, path: &[usize]) -> Option<&Node> {
        let (last, group) = path.split_last()?;
        self.group(group)?.of.get(*last)
    }

    /// The condition at a path.
    #[must_use]
    pub fn condition(&self, path: &[usize]) -> Option<&Condition> {
        match self.node(path)? {
            Node::Condition(condition) => Some(condition),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn condition_mut(&mut self, path: &[usize]) -> Option<&mut Condition> {
        let (last, group) = path.split_last()?;
        match self.group_mut(group)?.of.get_mut(*last)? {
            Node::Condition(condition) => Some(condition),
            _ => None,
        }
    }

    /// Takes away what stands at a path.
    pub fn remove(&mut self, path: &[usize]) {
        if let Some((last, group)) = path.split_last()
            && let Some(group) = self.group_mut(group)
            && *last < group.of.len()
        {
            group.of.remove(*last);
        }
    }

    /// Without what stands at the paths, and without groups that have nothing in them then.
    #[must_use]
    pub fn without(&self, paths: &[Vec<usize>]) -> Self {
        self.pruned(paths, &mut Vec::new())
    }

    fn pruned(&self, paths: &[Vec<usize>], here: &mut Vec<usize>) -> Self {
        let mut of = Vec::new();
        for (at, node) in self.of.iter().enumerate() {
            here.push(at);
            let kept = match node {
                _ if paths.contains(here) => None,
                Node::Group(group) => {
                    let group = group.pruned(paths, here);
                    (!group.of.is_empty()).then_some(Node::Group(group))
                }
                other => Some(other.clone()),
            };
            of.extend(kept);
            here.pop();
        }
        Self { join: self.join, of }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn condition(field: &str) -> Node {
        Condition::new(field, "filled", &[]).into()
    }

    fn rule() -> Group {
        let inner = Group::new(Join::None, vec![condition("b"), condition("c")]);
        Group::new(Join::All, vec![condition("a"), inner.into()])
    }

    #[test]
    fn a_rule_keeps_its_stored_form() {
        let stored = r#"{"name":"VIPs","colour":3,"rule":{"join":"all","of":[{"field":"revenue","test":"at_least","values":["500.00 USD"]},{"join":"none","of":[{"field":"tags","test":"is","values":["x"]}]}]}}"#;
        let read: RuleSegment = serde_json::from_str(stored).unwrap();
        let Node::Condition(revenue) = &read.rule.of[0] else { unreachable!("a condition") };
        assert_eq!(*revenue, Condition::new("revenue", "at_least", &["500.00 USD"]));
        assert_eq!(read.rule.group(&[1]).unwrap().join, Join::None);
        assert_eq!(serde_json::to_string(&read).unwrap(), stored);
    }

    #[test]
    fn what_a_newer_version_made_is_kept_as_it_is() {
        let stored = r#"{"name":"N","colour":0,"rule":{"join":"any","of":[{"near":[1,{"km":5}]},{"join":"most","of":[]}]}}"#;
        let read: RuleSegment = serde_json::from_str(stored).unwrap();
        assert!(read.rule.of.iter().all(|node| matches!(node, Node::Other(_))));
        assert_eq!(serde_json::to_string(&read).unwrap(), stored);
    }

    #[test]
    fn paths_lead_to_what_they_name_and_nowhere_else() {
        let mut rule = rule();
        assert_eq!(rule.condition(&[1, 1]).unwrap().field, "c");
        assert_eq!(rule.condition(&[1]), None);
        assert_eq!(rule.node(&[]), None);
        assert_eq!(rule.node(&[0, 0]), None);
        assert_eq!(rule.group(&[2]), None);
        rule.condition_mut(&[1, 0]).unwrap().field = "d".into();
        rule.remove(&[1, 1]);
        rule.remove(&[7]);
        rule.remove(&[]);
        assert_eq!(rule.group(&[1]).unwrap().of, [condition("d")]);
    }

    #[test]
    fn what_is_taken_out_leaves_no_empty_groups() {
        let rule = rule();
        assert_eq!(rule.without(&[]), rule);
        let left = rule.without(&[vec![1, 0], vec![1, 1]]);
        assert_eq!(left, Group::new(Join::All, vec![condition("a")]));
        assert_eq!(rule.without(&[vec![1]]), left);
    }
}
