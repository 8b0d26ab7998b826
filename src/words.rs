//! What the layers below say in types, in words.

use std::borrow::Cow;

use analytics::rfm::{Axis, Frequency, Method, Monetary, Scoring, Segment, SegmentName};
use model::custom::{CUSTOM_LIMIT, NO, NUMBER_PLACES, YES};
use model::kinds::order::QUANTITY_PLACES;
use model::{
    Channel, CustomField, CustomType, CustomerType, Day, Direction, FieldProblem, Id, Invalid,
    Kind, Money, OrderLine, Problem, Stage, Summary, decimal,
};
use worker::Failure;
use workspace::analysis::rules::RuleSegment;
use workspace::analysis::scoring::CHOSEN_SCORING;
use workspace::analysis::tiers::Basis;
use workspace::analysis::warnings::{WarningRule, WarningTest};
use workspace::{
    Clustering, CommandError, Definition, FittedValue, Group, Image, Step, StoreError, Tier,
    TierPlan,
};

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::session::WorkError;

/// Why heavy work was not done, what is safe, and what to do.
pub fn work_error(i18n: I18n, error: &WorkError) -> String {
    match error {
        WorkError::Cancelled(_) => t_string!(i18n, errors.cancelled),
        WorkError::NotLoaded => t_string!(i18n, errors.work_not_loaded),
        WorkError::Failed(Failure::OtherVersion { .. }) => {
            t_string!(i18n, errors.work_other_version)
        }
        WorkError::Died | WorkError::Failed(_) => t_string!(i18n, errors.work_died),
    }
    .to_owned()
}

/// Why a command did nothing, what is safe, and what to do.
pub fn command_error(i18n: I18n, error: &CommandError) -> String {
    match error {
        CommandError::Invalid(_) => t_string!(i18n, errors.invalid).to_string(),
        CommandError::NotFound => t_string!(i18n, errors.not_found).to_string(),
        CommandError::NothingToUndo => t_string!(i18n, errors.nothing_to_undo).to_string(),
        CommandError::ReadOnly => t_string!(i18n, errors.read_only).to_string(),
        CommandError::Gap => t_string!(i18n, errors.gap).to_string(),
        CommandError::Partial => t_string!(i18n, errors.partial).to_string(),
        CommandError::EmptyFile => t_string!(i18n, errors.empty_file).to_string(),
        CommandError::SameRecord => t_string!(i18n, errors.same_record).to_string(),
        CommandError::Cancelled(_) => t_string!(i18n, errors.cancelled).to_string(),
        CommandError::Store(error) => store_error(i18n, error),
    }
}

/// Why the store could not do it, what is safe, and what to do.
pub fn store_error(i18n: I18n, error: &StoreError) -> String {
    match error {
        StoreError::Full(_) => t_string!(i18n, errors.full).to_string(),
        StoreError::Lost(_) => t_string!(i18n, errors.lost).to_string(),
        StoreError::Blocked => t_string!(i18n, errors.blocked).to_string(),
        StoreError::Unavailable(why) => t_string!(i18n, errors.unavailable, why = why).to_string(),
        StoreError::Damaged(why) => t_string!(i18n, errors.damaged, why = why).to_string(),
        StoreError::Failed(why) => t_string!(i18n, errors.failed, why = why).to_string(),
    }
}

/// What is wrong with one field.
fn problem(i18n: I18n, problem: &Problem) -> String {
    match problem {
        Problem::Required => t_string!(i18n, errors.required).to_string(),
        Problem::TooLong(limit) => t_string!(i18n, errors.too_long, limit = limit).to_string(),
        Problem::NotAPhone(text) => t_string!(i18n, errors.not_a_phone, text = text).to_string(),
        Problem::NotAnEmail(text) => t_string!(i18n, errors.not_an_email, text = text).to_string(),
        Problem::NotARate(code) => t_string!(i18n, errors.not_a_rate, code = code).to_string(),
    }
}

/// Everything wrong with `field`, or nothing.
pub fn problems_of(i18n: I18n, invalid: &Invalid, field: &str) -> String {
    let found = invalid.problems.iter().filter(|(of, _)| *of == field);
    let each: Vec<String> = found.map(|(_, what)| problem(i18n, what)).collect();
    format::sentences(i18n.get_locale(), &each)
}

/// Everything wrong with a record.
pub fn problems(i18n: I18n, invalid: &Invalid) -> String {
    let each: Vec<String> = invalid.problems.iter().map(|(_, what)| problem(i18n, what)).collect();
    format::sentences(i18n.get_locale(), &each)
}

/// What a change set did, in a line.
pub fn summary(i18n: I18n, summary: &Summary) -> String {
    let locale = i18n.get_locale();
    let number = |n: &usize| format::count(locale, *n);
    match summary {
        Summary::Created { kind, label } if label.is_empty() => {
            t_string!(i18n, shell.did_create_any, kind = kind_name(i18n, kind)).to_string()
        }
        Summary::Created { kind, label } => {
            t_string!(i18n, shell.did_create, kind = kind_name(i18n, kind), label = label)
                .to_string()
        }
        Summary::Edited { kind, label } if label.is_empty() => {
            t_string!(i18n, shell.did_edit_any, kind = kind_name(i18n, kind)).to_string()
        }
        Summary::Edited { kind, label } => {
            let (label, kind) = (label_of(i18n, kind, label), kind_name(i18n, kind));
            t_string!(i18n, shell.did_edit, kind = kind, label = label).to_string()
        }
        Summary::Deleted { kind, count: 1, label } if !label.is_empty() => {
            let (label, kind) = (label_of(i18n, kind, label), kind_name(i18n, kind));
            t_string!(i18n, shell.did_delete, kind = kind, label = label).to_string()
        }
        Summary::Deleted { count, .. } => {
            t_string!(i18n, shell.did_delete_many, count = number(count)).to_string()
        }
        Summary::Restored { kind, count: 1, label } if !label.is_empty() => {
            t_string!(i18n, shell.did_restore, kind = kind_name(i18n, kind), label = label)
                .to_string()
        }
        Summary::Restored { count, .. } => {
            t_string!(i18n, shell.did_restore_many, count = number(count)).to_string()
        }
        Summary::Joined { kept, gone } => {
            t_string!(i18n, shell.did_join, kept = kept, gone = gone).to_string()
        }
        Summary::Decided { label, .. } if label.is_empty() => {
            t_string!(i18n, shell.did_decide_any).to_string()
        }
        Summary::Decided { label, .. } => {
            t_string!(i18n, shell.did_decide, label = label).to_string()
        }
        Summary::Replaced { file, .. } => {
            t_string!(i18n, shell.did_replace, file = file).to_string()
        }
        Summary::Imported { created, changed, file, .. } => {
            let (created, changed) = (number(created), number(changed));
            t_string!(i18n, shell.did_import, created = created, changed = changed, file = file)
                .to_string()
        }
        Summary::Merged { created: 0, changed: 0, .. } => {
            t_string!(i18n, shell.did_merge_nothing).to_string()
        }
        Summary::Merged { created, changed, file } => {
            let (created, changed) = (number(created), number(changed));
            t_string!(i18n, shell.did_import, created = created, changed = changed, file = file)
                .to_string()
        }
        Summary::Sample { created } => {
            t_string!(i18n, shell.did_sample, created = number(created)).to_string()
        }
        Summary::Finished { label } => t_string!(i18n, shell.did_finish, label = label).to_string(),
        Summary::Planned { count, label } => {
            t_string!(i18n, shell.did_plan, count = number(count), label = label).to_string()
        }
        Summary::Undone { what } => {
            let (again, what) = match &**what {
                Summary::Undone { what } => (true, what),
                _ => (false, what),
            };
            let what = self::summary(i18n, what);
            match again {
                true => t_string!(i18n, shell.did_redo, what = what).to_string(),
                false => t_string!(i18n, shell.did_undo, what = what).to_string(),
            }
        }
    }
}

/// A tier.
pub fn tier(i18n: I18n, tier: Tier) -> &'static str {
    match tier {
        Tier::Vip => t_string!(i18n, tiers.vip),
        Tier::High => t_string!(i18n, tiers.high),
        Tier::Potential => t_string!(i18n, tiers.potential),
        Tier::Ordinary => t_string!(i18n, tiers.ordinary),
    }
}

/// What tiers are measured by.
pub fn tier_basis(i18n: I18n, basis: Basis) -> String {
    tier_window(i18n, &tier_window_code(basis))
}

/// What stands for the value that is expected, among the windows tiers are measured by.
pub const TIER_EXPECTED: &str = "expected";

/// What stands for a basis in forms: days, nothing for all time, or [`TIER_EXPECTED`].
pub fn tier_window_code(basis: Basis) -> String {
    match basis {
        Basis::Revenue => String::new(),
        Basis::RevenueOfDays(days) => days.to_string(),
        Basis::Expected => TIER_EXPECTED.to_owned(),
    }
}

/// The same, by what stands for it in forms.
pub fn tier_window(i18n: I18n, days: &str) -> String {
    match days {
        "" => t_string!(i18n, tiers.basis_all).to_owned(),
        TIER_EXPECTED => t_string!(i18n, tiers.basis_expected).to_owned(),
        days => t_string!(i18n, tiers.basis_days, days = days).to_string(),
    }
}

/// A kind of record.
pub fn kind_name(i18n: I18n, kind: &Kind) -> String {
    match kind {
        Kind::Customer => t_string!(i18n, shell.kind_customer).to_string(),
        Kind::Interaction => t_string!(i18n, shell.kind_interaction).to_string(),
        Kind::Order => t_string!(i18n, shell.kind_order).to_string(),
        Kind::Task => t_string!(i18n, shell.kind_task).to_string(),
        Kind::Settings => t_string!(i18n, shell.kind_settings).to_string(),
        Kind::Other(name) => match kind.area_of_definitions() {
            Some(area) => area_name(i18n, area).to_owned(),
            None => name.to_string(),
        },
    }
}

/// What people define in an area.
fn area_name(i18n: I18n, area: &str) -> &'static str {
    match area {
        WarningRule::AREA => t_string!(i18n, shell.defined_warning),
        RuleSegment::AREA => t_string!(i18n, shell.defined_rule),
        TierPlan::AREA => t_string!(i18n, shell.defined_tiers),
        FittedValue::AREA => t_string!(i18n, shell.defined_value),
        Scoring::AREA => t_string!(i18n, shell.defined_scoring),
        CHOSEN_SCORING => t_string!(i18n, shell.defined_scoring_chosen),
        Clustering::AREA => t_string!(i18n, shell.defined_clusters),
        _ => t_string!(i18n, shell.kind_settings),
    }
}

/// What a summary calls something. A warning rule without a name goes by its test's code.
fn label_of<'a>(i18n: I18n, kind: &Kind, label: &'a str) -> Cow<'a, str> {
    if kind.area_of_definitions() != Some(WarningRule::AREA) {
        return label.into();
    }
    warning_of_code(i18n, label).unwrap_or(label).into()
}

/// What a warning rule asks, in a few words.
pub fn warning_test(i18n: I18n, test: &WarningTest) -> &'static str {
    warning_of_code(i18n, test.code()).unwrap_or_default()
}

/// By its code, because the first part of the app knows nothing of rules.
fn warning_of_code(i18n: I18n, code: &str) -> Option<&'static str> {
    Some(match code {
        "orders_down" => t_string!(i18n, watch.orders_down),
        "revenue_down" => t_string!(i18n, watch.revenue_down),
        "unlikely" => t_string!(i18n, watch.unlikely),
        "beyond_cadence" => t_string!(i18n, watch.beyond_cadence),
        "no_contact" => t_string!(i18n, watch.no_contact),
        "rarer" => t_string!(i18n, watch.rarer),
        "slipped" => t_string!(i18n, watch.slipped),
        _ => return None,
    })
}

/// What long work is doing.
pub fn step(i18n: I18n, step: Step) -> String {
    match step {
        Step::Opening => t_string!(i18n, shell.step_opening).to_string(),
        Step::Reading => t_string!(i18n, shell.step_reading).to_string(),
        Step::Matching => t_string!(i18n, shell.step_matching).to_string(),
        Step::Packing => t_string!(i18n, shell.step_packing).to_string(),
        Step::Saving => t_string!(i18n, shell.step_saving).to_string(),
        Step::Applying => t_string!(i18n, shell.step_applying).to_string(),
        Step::Writing => t_string!(i18n, shell.step_writing).to_string(),
        Step::Checking => t_string!(i18n, shell.step_checking).to_string(),
        Step::Fitting => t_string!(i18n, shell.step_fitting).to_string(),
    }
}

/// A segment; `None` for customers without a purchase in the window.
pub fn segment(i18n: I18n, segment: Option<&SegmentName>) -> String {
    match segment {
        Some(SegmentName::Standard(segment)) => standard_segment(i18n, *segment),
        Some(SegmentName::Own(own)) => own.name().to_owned(),
        None => t_string!(i18n, segments.unscored).to_owned(),
    }
}

/// The segment of a code in an address, whether or not it is on the map.
pub fn segment_of_code(i18n: I18n, code: &str) -> Option<String> {
    if code == Group::UNSCORED {
        return Some(segment(i18n, None));
    }
    let own = SegmentName::own_of_code(code).map(str::to_owned);
    own.or_else(|| Segment::of_code(code).map(|segment| standard_segment(i18n, segment)))
}

fn standard_segment(i18n: I18n, segment: Segment) -> String {
    match segment {
        Segment::Champions => t_string!(i18n, segments.champions),
        Segment::Loyal => t_string!(i18n, segments.loyal),
        Segment::PotentialLoyalist => t_string!(i18n, segments.potential_loyalist),
        Segment::New => t_string!(i18n, segments.new),
        Segment::Promising => t_string!(i18n, segments.promising),
        Segment::NeedAttention => t_string!(i18n, segments.need_attention),
        Segment::AboutToSleep => t_string!(i18n, segments.about_to_sleep),
        Segment::AtRisk => t_string!(i18n, segments.at_risk),
        Segment::CantLose => t_string!(i18n, segments.cant_lose),
        Segment::Hibernating => t_string!(i18n, segments.hibernating),
        Segment::Lost => t_string!(i18n, segments.lost),
    }
    .to_owned()
}

/// A segment's code in addresses and styles.
pub fn segment_code(segment: Option<&SegmentName>) -> Cow<'static, str> {
    segment.map_or(Group::UNSCORED.into(), SegmentName::code)
}

/// What a score is of.
pub fn axis(i18n: I18n, axis: Axis) -> &'static str {
    match axis {
        Axis::Recency => t_string!(i18n, segments.recency),
        Axis::Frequency => t_string!(i18n, segments.frequency),
        Axis::Monetary => t_string!(i18n, segments.monetary),
    }
}

/// What frequency counts.
pub fn frequency(i18n: I18n, frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Orders => t_string!(i18n, customers.orders),
        Frequency::OrderDays => t_string!(i18n, scoring.order_days),
    }
}

/// What the monetary value is.
pub fn monetary(i18n: I18n, monetary: Monetary) -> &'static str {
    match monetary {
        Monetary::Sum => t_string!(i18n, scoring.sum),
        Monetary::Mean => t_string!(i18n, scoring.mean),
    }
}

/// Where the borders between scores come from.
pub fn method(i18n: I18n, method: &Method) -> &'static str {
    match method {
        Method::Quantile => t_string!(i18n, customers.how_quantile),
        Method::Nested => t_string!(i18n, customers.how_nested),
        Method::Thresholds(_) => t_string!(i18n, customers.how_thresholds),
        Method::RPackage => t_string!(i18n, customers.how_r_package),
    }
}

/// A lifecycle stage.
pub fn stage(i18n: I18n, stage: &Stage) -> String {
    match stage {
        Stage::Lead => t_string!(i18n, customers.stage_lead).to_string(),
        Stage::Prospect => t_string!(i18n, customers.stage_prospect).to_string(),
        Stage::Active => t_string!(i18n, customers.stage_active).to_string(),
        Stage::Dormant => t_string!(i18n, customers.stage_dormant).to_string(),
        Stage::Lost => t_string!(i18n, customers.stage_lost).to_string(),
        Stage::Other(code) => code.to_string(),
    }
}

/// A person or an organisation.
pub fn customer_type(i18n: I18n, customer_type: &CustomerType) -> String {
    match customer_type {
        CustomerType::Person => t_string!(i18n, customers.person).to_string(),
        CustomerType::Organisation => t_string!(i18n, customers.organisation).to_string(),
        CustomerType::Other(code) => code.to_string(),
    }
}

/// A channel.
pub fn channel(i18n: I18n, channel: &Channel) -> String {
    match channel {
        Channel::Visit => t_string!(i18n, interactions.visit).to_string(),
        Channel::Call => t_string!(i18n, interactions.call).to_string(),
        Channel::Email => t_string!(i18n, interactions.email).to_string(),
        Channel::Message => t_string!(i18n, interactions.message).to_string(),
        Channel::Meeting => t_string!(i18n, interactions.meeting).to_string(),
        Channel::Event => t_string!(i18n, interactions.event).to_string(),
        Channel::Note => t_string!(i18n, interactions.note).to_string(),
        Channel::Other(code) => code.to_string(),
    }
}

/// Who reached out.
pub fn direction(i18n: I18n, direction: &Direction) -> String {
    match direction {
        Direction::Outbound => t_string!(i18n, interactions.outbound).to_string(),
        Direction::Inbound => t_string!(i18n, interactions.inbound).to_string(),
        Direction::Other(code) => code.to_string(),
    }
}

/// A line of an order: how many of what.
pub fn order_line(line: &OrderLine) -> String {
    let Some(quantity) = line.quantity else { return line.item.clone() };
    let quantity = decimal::format_trimmed(quantity, QUANTITY_PLACES);
    format!("{quantity} × {}", line.item).trim_end_matches([' ', '×']).to_owned()
}

/// What a field people added holds.
pub fn custom_type(i18n: I18n, holds: &CustomType) -> String {
    match holds {
        CustomType::Text => t_string!(i18n, custom.holds_text).to_owned(),
        CustomType::Number => t_string!(i18n, custom.holds_number).to_owned(),
        CustomType::Money => t_string!(i18n, custom.holds_money).to_owned(),
        CustomType::Day => t_string!(i18n, custom.holds_day).to_owned(),
        CustomType::Choice => t_string!(i18n, custom.holds_choice).to_owned(),
        CustomType::Choices => t_string!(i18n, custom.holds_choices).to_owned(),
        CustomType::Flag => t_string!(i18n, custom.holds_flag).to_owned(),
        CustomType::Link => t_string!(i18n, custom.holds_link).to_owned(),
        CustomType::Customer => t_string!(i18n, custom.holds_customer).to_owned(),
        CustomType::Other(code) => code.to_string(),
    }
}

/// A value of a yes-or-no field.
pub fn custom_flag(i18n: I18n, value: &str) -> String {
    match value {
        YES => t_string!(i18n, custom.yes).to_owned(),
        NO => t_string!(i18n, custom.no).to_owned(),
        other => other.to_owned(),
    }
}

/// A value of a field people added; one that does not read, as it is.
pub fn custom_value(i18n: I18n, image: &Image, field: &CustomField, value: &str) -> String {
    let locale = i18n.get_locale();
    let words = match field.holds {
        CustomType::Number if field.canonical(value).is_ok() => {
            Some(format::exact(locale, value, NUMBER_PLACES))
        }
        CustomType::Money => value.parse::<Money>().ok().map(|money| format::money(locale, money)),
        CustomType::Day => value.parse::<Day>().ok().map(|day| format::day(locale, day)),
        CustomType::Flag => Some(custom_flag(i18n, value)),
        CustomType::Customer => value.parse::<Id>().ok().and_then(|id| {
            image.tables.customers.get(image.resolve(id)).map(|customer| customer.name.clone())
        }),
        _ => None,
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// Why a field cannot be as asked for.
pub fn field_problem(i18n: I18n, problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Nameless => t_string!(i18n, custom.nameless).to_owned(),
        FieldProblem::Taken { name, retired: false } => {
            t_string!(i18n, custom.taken, name = name).to_string()
        }
        FieldProblem::Taken { name, .. } => {
            t_string!(i18n, custom.taken_retired, name = name).to_string()
        }
        FieldProblem::NoChoices => t_string!(i18n, custom.no_choices).to_owned(),
        FieldProblem::TooMany => t_string!(i18n, custom.too_many, limit = CUSTOM_LIMIT).to_string(),
    }
}
