//! A segment while it is made or changed.

use std::sync::Arc;

use leptos::prelude::*;
use workspace::analysis::rules::{
    Condition, Group, Join, Node, Problem, RuleSegment, Subject, Test, Trouble,
};

use super::look;
use crate::platform::page;
use crate::session::Session;

/// The way from the whole rule to a part of it.
pub type Path = Arc<[usize]>;

/// What is typed, and what is wrong with it; free to copy into every closure.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The session.
    pub session: Session,
    /// What is typed.
    pub typed: RwSignal<RuleSegment>,
    /// The rule alone.
    pub rule: Memo<Group>,
    /// What is wrong with the rule.
    pub problems: Memo<Vec<Problem>>,
    /// Whether saving was tried, so that what is missing is complained of.
    pub tried: RwSignal<bool>,
}

/// What a new condition asks until somebody says otherwise.
fn first_condition() -> Condition {
    Condition::new("revenue", Test::AtLeast.code(), &[])
}

/// A segment nobody has typed anything into.
pub fn blank() -> RuleSegment {
    RuleSegment {
        rule: Group::new(Join::All, vec![first_condition().into()]),
        ..RuleSegment::default()
    }
}

impl Editing {
    /// Of what is typed.
    pub fn of(session: Session, typed: RwSignal<RuleSegment>) -> Self {
        let rule = Memo::new(move |_| typed.with(|typed| typed.rule.clone()));
        let problems = Memo::new(move |_| {
            rule.with(|rule| look(session, |look| look.problems(rule))).unwrap_or_default()
        });
        Self { session, typed, rule, problems, tried: RwSignal::new(false) }
    }

    /// The condition at a path; follows it.
    pub fn condition(self, path: &[usize]) -> Condition {
        self.rule.with(|rule| rule.condition(path).cloned()).unwrap_or_default()
    }

    /// Changes the condition at a path.
    pub fn change(self, path: &[usize], change: impl FnOnce(&mut Condition)) {
        self.typed.update(|typed| {
            if let Some(condition) = typed.rule.condition_mut(path) {
                change(condition);
            }
        });
    }

    /// Asks about another field. What was typed stays only if it may mean the same.
    pub fn set_field(self, path: &[usize], code: &str) {
        let holds = |code: &str| {
            let subject = Subject::of_code(code)?;
            look(self.session, |look| subject.holds(look)).flatten()
        };
        let before = untrack(|| holds(&self.condition(path).field));
        let after = untrack(|| holds(code));
        self.change(path, |condition| {
            condition.field = code.to_owned();
            if before != after {
                let test = after.and_then(|holds| holds.tests().first());
                condition.test = test.map(|test| test.code().to_owned()).unwrap_or_default();
                condition.values.clear();
            }
        });
    }

    /// Sets one of the values of a condition.
    pub fn set_value(self, path: &[usize], at: usize, text: String) {
        self.change(path, |condition| {
            if condition.values.len() <= at {
                condition.values.resize(at + 1, String::new());
            }
            condition.values[at] = text;
        });
    }

    /// Adds a condition to the group at a path, or a group with one, and leads to it.
    pub fn add(self, path: &[usize], as_group: bool) {
        let mut at = path.to_vec();
        self.typed.update(|typed| {
            let Some(group) = typed.rule.group_mut(path) else { return };
            at.push(group.of.len());
            group.of.push(match as_group {
                true => {
                    at.push(0);
                    // What stands apart is nearly always a choice between things.
                    let join = if group.join == Join::Any { Join::All } else { Join::Any };
                    Node::Group(Group::new(join, vec![first_condition().into()]))
                }
                false => first_condition().into(),
            });
        });
        focus_later(format!("#{}", id_of(&at, "field")));
    }

    /// Takes away what stands at a path.
    pub fn remove(self, path: &[usize]) {
        self.typed.update(|typed| typed.rule.remove(path));
        let group = path.split_last().map_or(&[][..], |(_, group)| group);
        focus_later(format!("#{}", id_of(group, "add")));
    }

    /// What is wrong at a path and worth a complaint; follows it.
    pub fn wrong(self, path: &[usize]) -> Option<Trouble> {
        let tried = self.tried.get();
        self.problems.with(|problems| {
            let found = problems.iter().find(|problem| problem.at == path)?;
            (tried || !found.what.is_unfinished()).then(|| found.what.clone())
        })
    }
}

/// The id of a control that belongs to what stands at a path.
pub fn id_of(path: &[usize], control: &str) -> String {
    let mut id = "rule".to_owned();
    for at in path {
        id.push_str(&format!("-{at}"));
    }
    format!("{id}-{control}")
}

/// Moves the focus to what is drawn next.
pub fn focus_later(selector: String) {
    request_animation_frame(move || page::focus(&selector));
}
