//! Definitions people look at their customers by.

use model::{Id, Kind, Settings, Summary};
use pollster::block_on;
use serde::{Deserialize, Serialize};
use workspace::analysis::warnings::default_rules;
use workspace::{CommandError, Definition, TierPlan};

use crate::common::Device;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Plan {
    name: String,
    #[serde(default)]
    days: u32,
}

impl Definition for Plan {
    const AREA: &'static str = "plan";

    fn label(&self) -> String {
        self.name.clone()
    }
}

/// Of an area whose name begins like the other's.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Planet(u32);

impl Definition for Planet {
    const AREA: &'static str = "planet";
}

fn plan(name: &str, days: u32) -> Plan {
    Plan { name: name.into(), days }
}

#[test]
fn definitions_are_kept_changed_taken_away_and_brought_back() {
    let device = Device::new(1);
    let tab = device.open();
    block_on(tab.define("a", Some(&plan("A", 1)))).unwrap();
    block_on(tab.define("b", Some(&plan("B", 2)))).unwrap();
    block_on(tab.define("a", Some(&Planet(9)))).unwrap();
    block_on(tab.define("a", Some(&plan("A", 3)))).unwrap();
    let all = [("a".to_owned(), plan("A", 3)), ("b".to_owned(), plan("B", 2))];
    assert_eq!(tab.image().definitions::<Plan>(), all);
    assert_eq!(tab.image().definitions::<Planet>(), [("a".to_owned(), Planet(9))]);

    let gone = block_on(tab.define::<Plan>("a", None)).unwrap().set.unwrap();
    assert_eq!(tab.image().definition::<Plan>("a"), None);
    let set = tab.undoable(gone).unwrap();
    block_on(tab.revert(&set, &workspace::Rush)).unwrap();
    assert_eq!(device.open().image().definitions::<Plan>(), all);
}

#[test]
fn two_tabs_that_define_at_once_keep_both() {
    let device = Device::new(1);
    let (one, other) = (device.open(), device.open());
    block_on(one.define("a", Some(&plan("A", 1)))).unwrap();
    block_on(other.define("b", Some(&plan("B", 2)))).unwrap();
    assert_eq!(device.open().image().definitions::<Plan>().len(), 2);
}

#[test]
fn what_does_not_read_here_is_passed_over_and_kept() {
    let device = Device::new(1);
    let tab = device.open();
    let newer = r#"{"title":"made otherwise"}"#;
    let definitions = [("plan/new".to_owned(), newer.to_owned())].into();
    block_on(tab.save_settings(Settings { definitions, ..Settings::default() })).unwrap();
    block_on(tab.define("old", Some(&plan("A", 1)))).unwrap();
    assert_eq!(tab.image().definitions::<Plan>(), [("old".to_owned(), plan("A", 1))]);
    assert_eq!(tab.image().settings().definitions["plan/new"], newer);
}

#[test]
fn a_definition_too_long_changes_nothing() {
    let device = Device::new(1);
    let tab = device.open();
    let refused = block_on(tab.define("a", Some(&plan(&"a".repeat(200_001), 1))));
    assert!(matches!(refused, Err(CommandError::Invalid(_))));
    assert_eq!(tab.image().definition::<Plan>("a"), None);
}

#[test]
fn the_history_says_what_was_saved_and_what_was_deleted() {
    let device = Device::new(1);
    let tab = device.open();
    let said = |set: Option<Id>| tab.undoable(set.unwrap()).unwrap().summary.clone();
    let (kind, label) = (Kind::of_definitions("plan"), "A".to_owned());
    let edited = Summary::Edited { kind: kind.clone(), label: label.clone() };
    // The first of all, which makes the settings, and one more.
    for days in [1, 2] {
        let saved = block_on(tab.define("a", Some(&plan("A", days)))).unwrap();
        assert_eq!(said(saved.set), edited);
    }
    let gone = block_on(tab.define::<Plan>("a", None)).unwrap();
    assert_eq!(said(gone.set), Summary::Deleted { kind, count: 1, label });

    let (id, rule) = default_rules().into_iter().find(|(id, _)| id == "rarer").unwrap();
    let off = workspace::analysis::warnings::WarningRule { on: false, ..rule };
    let saved = block_on(tab.define(&id, Some(&off))).unwrap();
    let kind = Kind::of_definitions("warning");
    assert_eq!(said(saved.set), Summary::Edited { kind, label: "rarer".into() });

    // There is one plan of tiers: it has no name, and without it the default holds.
    let plan = TierPlan {
        basis: workspace::analysis::tiers::Basis::RevenueOfDays(30),
        ..TierPlan::default()
    };
    let kind = Kind::of_definitions("tiers");
    let edited = Summary::Edited { kind, label: String::new() };
    let saved = block_on(tab.define(TierPlan::ID, Some(&plan))).unwrap();
    assert_eq!(said(saved.set), edited);
    let gone = block_on(tab.define::<TierPlan>(TierPlan::ID, None)).unwrap();
    assert_eq!(said(gone.set), edited);

    // Other settings are told of as before.
    let saved = block_on(tab.change_settings(|settings| settings.name = "Shop".into())).unwrap();
    let kind = Kind::Settings;
    assert_eq!(said(saved.set), Summary::Edited { kind, label: String::new() });
}
