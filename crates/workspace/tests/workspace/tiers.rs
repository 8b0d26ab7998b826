//! Tiers of the open workspace, when each customer is due, and the tasks that come of it.

use std::collections::BTreeMap;

use model::{Channel, Customer, Id, Interaction, Kind, Moment, Money, Settings, TaskKind};
use pollster::block_on;
use workspace::analysis::tiers::{Basis, Care, Limits, PlanProblem, TierPlan};
use workspace::commands::Planned;
use workspace::{Group, MemoryStore, Rush, Slot, Tier, Workspace};

use crate::common::state::{state, worked_out};
use crate::common::{Device, customer, day, moment, money, order, usd, visit};

type Tab = Workspace<MemoryStore>;

const TODAY: &str = "2026-11-22";

fn save(tab: &Tab, name: &str) -> Id {
    block_on(tab.save(None, customer(name), name)).unwrap().id
}

fn buys(tab: &Tab, who: Id, on: &str, minor: i64) {
    block_on(tab.save(None, order(who, on, usd(minor)), "")).unwrap();
}

fn meets(tab: &Tab, who: Id, at: &str) {
    block_on(tab.save(None, visit(who, at, "Met"), "")).unwrap();
}

fn keep(tab: &Tab, plan: &TierPlan) {
    plan.check().unwrap();
    block_on(tab.define(TierPlan::ID, Some(plan))).unwrap();
}

/// Tiers by name.
fn tiers(tab: &Tab) -> BTreeMap<String, Tier> {
    let image = tab.image();
    let tiers = image.tiers(day(TODAY)).unwrap();
    let all = image.tables.customers.iter();
    all.map(|(slot, row)| (row.record.name.clone(), tiers.tier(slot))).collect()
}

fn names(tab: &Tab, slots: impl IntoIterator<Item = Slot>) -> Vec<String> {
    let image = tab.image();
    let name = |slot| image.tables.customers.row(slot).unwrap().record.name.clone();
    slots.into_iter().map(name).collect()
}

/// Who is due in a tier, and since when.
fn due(tab: &Tab, tier: Tier) -> Vec<(String, String)> {
    let image = tab.image();
    let due = image.tiers(day(TODAY)).unwrap().due(&image, tier);
    let names = names(tab, due.iter().map(|due| due.customer));
    names.into_iter().zip(due).map(|(name, due)| (name, due.contact.due.to_string())).collect()
}

fn plan_care(tab: &Tab, tier: Tier) -> Planned {
    block_on(tab.plan_care(tier, day(TODAY), "Keep in touch", "VIP", &Rush)).unwrap()
}

fn everybody_is_vip() -> TierPlan {
    let mut plan = TierPlan { limits: Limits::Shares([10_000, 0, 0]), ..TierPlan::default() };
    plan.care[0] = Care { every: Some(30), kind: TaskKind::Visit, ..Care::default() };
    plan
}

/// Ten customers; the n-th bought for n * n * 1,000.
fn ten(tab: &Tab) -> Vec<Id> {
    let all: Vec<Id> = (1..=10).map(|n| save(tab, &format!("c{n:02}"))).collect();
    for (n, who) in (1..).zip(&all) {
        buys(tab, *who, "2026-06-01", n * n * 1_000);
    }
    all
}

#[test]
fn tiers_add_up_to_everybody() {
    let tab = Device::new(1).open();
    let all = ten(&tab);
    save(&tab, "never bought");
    let returned = save(&tab, "returned it");
    buys(&tab, returned, "2026-06-01", 500);
    buys(&tab, returned, "2026-06-02", -700);
    let image = tab.image();
    let tiers = image.tiers(day(TODAY)).unwrap();
    // Of ten who are worth anything: one is 5 %, two 20 %, five half of them.
    assert_eq!(tiers.sums.map(|sum| sum.customers), [1, 1, 3, 7]);
    assert_eq!(tiers.sums.map(|sum| sum.value), [100_000, 81_000, 149_000, 54_800]);
    assert_eq!((tiers.customers(), tiers.value_of_all()), (12, 384_800));
    assert_eq!(tiers.bounds.0, [Some(100_000), Some(81_000), Some(36_000)]);
    let slot = |id| image.tables.customers.slot(id).unwrap();
    assert_eq!(tiers.tier(slot(all[9])), Tier::Vip);
    assert_eq!((tiers.value(slot(all[8])), tiers.below(slot(all[8]))), (81_000, 8));
    let standing = image.standing(day(TODAY)).unwrap();
    for tier in Tier::ALL {
        let members = standing.members(&image, &Group::of_code(&Group::tier_code(tier)));
        assert_eq!(members.count(), tiers.sums[tier.index()].customers, "{tier:?}");
        let same = (0..12).all(|slot| members.contains(slot) == (tiers.tier(slot) == tier));
        assert!(same, "{tier:?}");
    }
}

#[test]
fn tiers_follow_orders_deletions_and_merges() {
    let device = Device::new(1);
    let tab = device.open();
    let all = ten(&tab);
    assert_eq!(tiers(&tab)["c01"], Tier::Ordinary);
    buys(&tab, all[0], "2026-07-01", 1_000_000);
    assert_eq!(tiers(&tab)["c01"], Tier::Vip);
    // After the day, so as if it were not there yet.
    buys(&tab, all[1], "2026-11-23", 9_000_000);
    assert_eq!(tiers(&tab)["c02"], Tier::Ordinary);
    block_on(tab.delete(Kind::Customer, &all[..1], "")).unwrap();
    assert_eq!(tiers(&tab)["c10"], Tier::Vip);
    block_on(tab.merge_customers(all[1], all[9], &customer("both"))).unwrap();
    assert_eq!(tiers(&tab)["both"], Tier::Vip);
    assert_eq!(tab.image().tiers(day(TODAY)).unwrap().customers(), 8);
}

#[test]
fn a_window_forgets_what_was_long_ago() {
    let tab = Device::new(1).open();
    let (old, new) = (save(&tab, "old"), save(&tab, "new"));
    buys(&tab, old, "2026-11-12", 9_000);
    buys(&tab, old, "2026-11-13", 100);
    buys(&tab, new, "2026-11-22", 500);
    keep(&tab, &TierPlan { basis: Basis::RevenueOfDays(10), ..TierPlan::default() });
    let image = tab.image();
    let tiers = image.tiers(day(TODAY)).unwrap();
    assert_eq!([0, 1].map(|slot| tiers.value(slot)), [100, 500]);
    assert_eq!(tiers.tier(1), Tier::Vip);
}

#[test]
fn amounts_are_in_money() {
    let tab = Device::new(1).open();
    ten(&tab);
    let amounts = ["500.00 USD", "360.00 USD", "10.00 USD"].map(money);
    let plan = TierPlan { limits: Limits::Amounts(amounts), ..TierPlan::default() };
    keep(&tab, &plan);
    let now = tiers(&tab);
    let expected = [Tier::Vip, Tier::High, Tier::Potential];
    assert_eq!(["c08", "c06", "c05"].map(|name| now[name]), expected);
    // In another currency the same amounts are worth what the rate says, or nothing known.
    let amounts = ["50.00 EUR", "36.00 EUR", "1.00 EUR"].map(money);
    keep(&tab, &TierPlan { limits: Limits::Amounts(amounts), ..plan });
    assert!(tiers(&tab).values().all(|tier| *tier == Tier::Ordinary));
    let rates = BTreeMap::from([("EUR".into(), "10".parse().unwrap())]);
    let settings = |settings: &mut Settings| settings.rates = rates;
    block_on(tab.change_settings(settings)).unwrap();
    let now = tiers(&tab);
    assert_eq!(["c08", "c06", "c05"].map(|name| now[name]), expected);
}

#[test]
fn a_plan_that_makes_no_sense_is_refused() {
    let plan = TierPlan::default();
    assert_eq!(plan.check(), Ok(()));
    let shares = |shares| TierPlan { limits: Limits::Shares(shares), ..plan.clone() };
    assert_eq!(shares([5_000, 4_000, 1_001]).check(), Err(PlanProblem::Shares));
    assert_eq!(shares([u32::MAX, u32::MAX, 1]).check(), Err(PlanProblem::Shares));
    let amounts = |amounts: [&str; 3]| {
        let amounts: [Money; 3] = amounts.map(money);
        TierPlan { limits: Limits::Amounts(amounts), ..plan.clone() }
    };
    for wrong in [
        ["1.00 USD", "2.00 USD", "0.50 USD"],
        ["3.00 USD", "2.00 USD", "0.00 USD"],
        ["3.00 USD", "2.00 EUR", "1.00 USD"],
    ] {
        assert_eq!(amounts(wrong).check(), Err(PlanProblem::Amounts), "{wrong:?}");
    }
    let window = TierPlan { basis: Basis::RevenueOfDays(0), ..plan.clone() };
    assert_eq!(window.check(), Err(PlanProblem::Days));
    let mut never = plan.clone();
    never.care[3].every = Some(3_651);
    assert_eq!(never.check(), Err(PlanProblem::Days));
    let mut wordy = plan;
    wordy.care[0].what = "x".repeat(501);
    assert_eq!(wordy.check(), Err(PlanProblem::Text));
}

#[test]
fn a_plan_reads_as_it_was_kept_and_as_older_ones_will() {
    let tab = Device::new(1).open();
    assert_eq!(tab.image().tier_plan(), TierPlan::default());
    let mut plan = everybody_is_vip();
    plan.basis = Basis::RevenueOfDays(365);
    keep(&tab, &plan);
    assert_eq!(tab.image().tier_plan(), plan);
    let text = r#"{"limits":{"shares":[100,200,300]}}"#;
    let settings = |settings: &mut Settings| {
        settings.definitions.insert("tiers/plan".into(), text.into());
    };
    block_on(tab.change_settings(settings)).unwrap();
    let limits = Limits::Shares([100, 200, 300]);
    assert_eq!(tab.image().tier_plan(), TierPlan { limits, ..TierPlan::default() });
}

#[test]
fn who_waits_longest_is_due_first() {
    let tab = Device::new(1).open();
    let all: Vec<Id> = ["late", "later", "new", "fresh", "today"].map(|it| save(&tab, it)).into();
    for (n, who) in (1..).zip(&all) {
        buys(&tab, *who, "2026-06-01", n * 1_000);
    }
    keep(&tab, &everybody_is_vip());
    meets(&tab, all[0], "2026-10-20T09:00:00Z");
    meets(&tab, all[1], "2026-10-21T09:00:00Z");
    meets(&tab, all[3], "2026-10-24T09:00:00Z");
    meets(&tab, all[4], "2026-10-23T09:00:00Z");
    // A note of our own is no contact.
    let note = Interaction {
        channel: Some(Channel::Note),
        ..visit(all[0], "2026-11-20T09:00:00Z", "Thought of her")
    };
    block_on(tab.save(None, note, "")).unwrap();
    let expected = [
        ("late", "2026-11-19"),
        ("later", "2026-11-20"),
        ("today", "2026-11-22"),
        ("new", "2026-11-22"),
    ];
    let expected = expected.map(|(name, on)| (name.to_owned(), on.to_owned()));
    assert_eq!(due(&tab, Tier::Vip), expected);
    let image = tab.image();
    let contact = image.tiers(day(TODAY)).unwrap().contact(&image, 3).unwrap();
    assert_eq!((contact.last, contact.every), (Some(day("2026-10-24")), 30));
    assert_eq!(contact.due, day("2026-11-23"));
    assert_eq!(due(&tab, Tier::Ordinary), [], "their care says nothing of contacts");

    // A visit that is planned puts nothing off: the last one counts.
    drop(image);
    meets(&tab, all[0], "2026-12-24T09:00:00Z");
    meets(&tab, all[2], "2026-12-24T09:00:00Z");
    assert_eq!(due(&tab, Tier::Vip), expected);
}

#[test]
fn those_who_are_due_get_a_task_and_no_second_one() {
    let device = Device::new(1);
    let tab = device.open();
    let owned = Customer { owner: "Otto".into(), ..customer("owned") };
    let owned = block_on(tab.save(None, owned, "")).unwrap().id;
    let (other, fresh) = (save(&tab, "other"), save(&tab, "fresh"));
    for who in [owned, other, fresh] {
        buys(&tab, who, "2026-06-01", 1_000);
    }
    meets(&tab, owned, "2026-09-01T09:00:00Z");
    meets(&tab, fresh, "2026-11-20T09:00:00Z");
    keep(&tab, &everybody_is_vip());
    let made = plan_care(&tab, Tier::Vip);
    assert_eq!((made.created, made.known), (2, 0));
    {
        let image = tab.image();
        let task = &image.tables.tasks.row(0).unwrap().record;
        assert_eq!((&*task.title, &*task.owner), ("Keep in touch", "Otto"));
        assert_eq!((task.due, task.customer), (Some(day(TODAY)), Some(owned)));
        assert_eq!((&task.kind, &*task.source), (&Some(TaskKind::Visit), "tier:vip"));
        let all = image.tiers(day(TODAY)).unwrap().due(&image, Tier::Vip);
        assert!(all.iter().all(|due| due.has_task) && all.len() == 2);
    }
    assert_eq!(plan_care(&tab, Tier::Vip), Planned::default(), "all of them have one");

    // A task that is done is care that was given, so it is 30 days to the next.
    let id = tab.image().tables.tasks.row(0).unwrap().id;
    let at: Moment = moment("2026-11-22T10:00:00Z");
    block_on(tab.finish_task(id, Some(at), "")).unwrap();
    assert_eq!(due(&tab, Tier::Vip).len(), 1);
    assert_eq!(plan_care(&tab, Tier::Vip), Planned::default());

    // In another tier by now, and with a task of the old one still open.
    let mut plan = everybody_is_vip();
    plan.limits = Limits::Shares([0, 10_000, 0]);
    plan.care[1] = Care { what: "Ring".into(), owner: "Mei".into(), ..plan.care[0].clone() };
    keep(&tab, &plan);
    assert_eq!(due(&tab, Tier::High).len(), 1);
    assert_eq!(plan_care(&tab, Tier::High), Planned::default());
    assert_eq!(plan_care(&tab, Tier::Vip), Planned::default(), "nobody is VIP");

    block_on(tab.undo(made.set.unwrap())).unwrap();
    assert_eq!(tab.image().tables.tasks.len(), 0);
    let again = plan_care(&tab, Tier::High);
    assert_eq!(again.created, 2);
    let image = tab.image();
    let task = image.tables.tasks.iter().next().unwrap().1.record.clone();
    assert_eq!((&*task.title, &*task.owner), ("Ring", "Mei"), "as the plan says");
    drop(image);
    assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn without_a_model_nobody_is_in_a_tier_by_what_is_expected() {
    let tab = Device::new(1).open();
    ten(&tab);
    keep(&tab, &TierPlan { basis: Basis::Expected, ..TierPlan::default() });
    let image = tab.image();
    assert!(image.tiers(day(TODAY)).is_none());
    let standing = image.standing(day(TODAY)).unwrap();
    assert_eq!(standing.members(&image, &Group::Tier(Tier::Vip)).count(), 0);
    drop(image);
    assert_eq!(plan_care(&tab, Tier::Vip), Planned::default());
}
