//! What rules are made of, in words.

use model::{Channel, CustomType, Customer, CustomerType, Id, Stage};
use workspace::analysis::rules::{
    Area, DEPTH_LIMIT, Field, Holds, Join, Look, NODES_LIMIT, Subject, Template, Test, Trouble,
};
use workspace::{Image, Tier};

use crate::i18n::{I18n, t_string};
use crate::words;

/// What kind of knowledge a field is.
pub fn area(i18n: I18n, area: Area) -> &'static str {
    match area {
        Area::Profile => t_string!(i18n, rules.area_profile),
        Area::Purchases => t_string!(i18n, rules.area_purchases),
        Area::Contact => t_string!(i18n, rules.area_contact),
        Area::Standing => t_string!(i18n, rules.area_standing),
        Area::Own => t_string!(i18n, rules.area_own),
    }
}

/// A field every workspace has.
pub fn field(i18n: I18n, field: Field) -> &'static str {
    match field {
        Field::Name => t_string!(i18n, customers.name),
        Field::Type => t_string!(i18n, customers.customer_type),
        Field::Code => t_string!(i18n, customers.code),
        Field::Stage => t_string!(i18n, customers.stage),
        Field::Owner => t_string!(i18n, customers.owner),
        Field::Tags => t_string!(i18n, customers.tag),
        Field::Phone => t_string!(i18n, customers.phone),
        Field::Email => t_string!(i18n, customers.email),
        Field::Street => t_string!(i18n, customers.street),
        Field::City => t_string!(i18n, customers.city),
        Field::Region => t_string!(i18n, customers.region),
        Field::Postcode => t_string!(i18n, customers.postcode),
        Field::Country => t_string!(i18n, customers.country),
        Field::Industry => t_string!(i18n, customers.industry),
        Field::Size => t_string!(i18n, customers.size),
        Field::Source => t_string!(i18n, customers.source),
        Field::Channel => t_string!(i18n, customers.preferred_channel),
        Field::Birthday => t_string!(i18n, customers.birthday),
        Field::Since => t_string!(i18n, customers.since),
        Field::Notes => t_string!(i18n, customers.notes),
        Field::Added => t_string!(i18n, rules.f_added),
        Field::Orders => t_string!(i18n, rules.f_orders),
        Field::Revenue => t_string!(i18n, customers.revenue),
        Field::MeanOrder => t_string!(i18n, customers.mean_order),
        Field::FirstOrder => t_string!(i18n, customers.first_order),
        Field::LastOrder => t_string!(i18n, customers.last_order),
        Field::DaysSinceOrder => t_string!(i18n, customers.days_since_order),
        Field::LastContact => t_string!(i18n, customers.last_contact),
        Field::DaysSinceContact => t_string!(i18n, rules.f_days_since_contact),
        Field::Interactions => t_string!(i18n, rules.f_interactions),
        Field::ContactDue => t_string!(i18n, rules.f_contact_due),
        Field::Tier => t_string!(i18n, rules.f_tier),
        Field::Warnings => t_string!(i18n, rules.f_warnings),
        Field::Segment => t_string!(i18n, rules.f_segment),
        Field::Recency => t_string!(i18n, rules.f_r),
        Field::Frequency => t_string!(i18n, rules.f_f),
        Field::Monetary => t_string!(i18n, rules.f_m),
        Field::StillCustomer => t_string!(i18n, rules.f_p_alive),
        Field::ExpectedOrders => t_string!(i18n, rules.f_expected_orders),
        Field::ExpectedValue => t_string!(i18n, rules.f_expected_value),
        Field::ValueScore => t_string!(i18n, rules.f_value_score),
    }
}

/// What a condition is about, by its code.
pub fn subject(i18n: I18n, image: &Image, code: &str) -> String {
    match Subject::of_code(code) {
        Some(Subject::Field(known)) => field(i18n, known).to_owned(),
        Some(Subject::Own(key)) if image.settings().fields.contains_key(&key) => {
            image.settings().fields[&key].name.clone()
        }
        _ => t_string!(i18n, rules.f_unknown, code = code).to_string(),
    }
}

/// A test, as it is offered for a field.
pub fn test(i18n: I18n, holds: Holds, test: Test) -> &'static str {
    let days = holds == Holds::Day;
    match test {
        Test::Is if days => t_string!(i18n, rules.t_on),
        Test::AtLeast if days => t_string!(i18n, rules.t_since),
        Test::AtMost if days => t_string!(i18n, rules.t_until),
        Test::Is => t_string!(i18n, rules.t_is),
        Test::IsNot => t_string!(i18n, rules.t_is_not),
        Test::OneOf => t_string!(i18n, rules.t_one_of),
        Test::NoneOf => t_string!(i18n, rules.t_none_of),
        Test::Contains => t_string!(i18n, rules.t_contains),
        Test::Lacks => t_string!(i18n, rules.t_lacks),
        Test::Begins => t_string!(i18n, rules.t_begins),
        Test::Empty => t_string!(i18n, rules.t_empty),
        Test::Filled => t_string!(i18n, rules.t_filled),
        Test::AtLeast => t_string!(i18n, rules.t_at_least),
        Test::AtMost => t_string!(i18n, rules.t_at_most),
        Test::Between => t_string!(i18n, rules.t_between),
        Test::InLast => t_string!(i18n, rules.t_in_last),
        Test::LongerAgo => t_string!(i18n, rules.t_longer_ago),
        Test::InNext => t_string!(i18n, rules.t_in_next),
        Test::ThisMonth => t_string!(i18n, rules.t_this_month),
        Test::LastMonth => t_string!(i18n, rules.t_last_month),
        Test::ThisYear => t_string!(i18n, rules.t_this_year),
        Test::LastYear => t_string!(i18n, rules.t_last_year),
        Test::Anniversary => t_string!(i18n, rules.t_anniversary),
    }
}

/// How a group is joined.
pub fn join(i18n: I18n, join: Join) -> &'static str {
    match join {
        Join::All => t_string!(i18n, rules.join_all),
        Join::Any => t_string!(i18n, rules.join_any),
        Join::None => t_string!(i18n, rules.join_none),
    }
}

/// What stands between two conditions of a group.
pub fn between(i18n: I18n, join: Join) -> &'static str {
    match join {
        Join::All => t_string!(i18n, rules.and),
        Join::Any => t_string!(i18n, rules.or),
        Join::None => t_string!(i18n, rules.nor),
    }
}

/// One of what there is to choose from.
pub fn choice(i18n: I18n, image: &Image, subject: &Subject, code: &str) -> String {
    match subject {
        Subject::Field(Field::Type) => words::customer_type(i18n, &CustomerType::from_code(code)),
        Subject::Field(Field::Stage) => words::stage(i18n, &Stage::from_code(code)),
        Subject::Field(Field::Channel) => words::channel(i18n, &Channel::from_code(code)),
        Subject::Field(Field::Tier) => {
            let tier = Tier::from_code(code).map(|tier| words::tier(i18n, tier).to_owned());
            tier.unwrap_or_else(|| code.to_owned())
        }
        Subject::Field(Field::Segment) => {
            words::segment_of_code(i18n, code).unwrap_or_else(|| code.to_owned())
        }
        Subject::Own(key) => match image.settings().fields.get(key) {
            Some(field) if field.holds == CustomType::Flag => words::custom_flag(i18n, code),
            _ => code.to_owned(),
        },
        Subject::Field(_) => code.to_owned(),
    }
}

/// The name of the customer with this id.
pub fn customer(image: &Image, id: &str) -> Option<String> {
    let id: Id = id.parse().ok()?;
    let found: &Customer = image.tables.customers.get(image.resolve(id))?;
    Some(found.name.clone())
}

/// What is wrong with a condition or group, and what to do.
pub fn trouble(i18n: I18n, look: &Look<'_>, code: &str, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Missing => t_string!(i18n, rules.p_missing).to_owned(),
        Trouble::Nothing => t_string!(i18n, rules.p_nothing).to_owned(),
        Trouble::Reversed => t_string!(i18n, rules.p_reversed).to_owned(),
        Trouble::NoRate(currency) => {
            t_string!(i18n, rules.p_no_rate, currency = currency.code()).to_string()
        }
        Trouble::Unavailable(_) => t_string!(i18n, rules.p_unavailable).to_owned(),
        Trouble::Unknown(code) => t_string!(i18n, rules.p_unknown, code = code).to_string(),
        Trouble::TooDeep => t_string!(i18n, rules.p_too_deep, limit = DEPTH_LIMIT).to_string(),
        Trouble::TooMany => t_string!(i18n, rules.p_too_many, limit = NODES_LIMIT).to_string(),
        Trouble::Unreadable(text) => {
            let holds = Subject::of_code(code).and_then(|subject| subject.holds(look));
            unreadable(i18n, holds, text)
        }
    }
}

fn unreadable(i18n: I18n, holds: Option<Holds>, text: &str) -> String {
    match holds {
        Some(Holds::Money) => t_string!(i18n, rules.p_not_money, text = text).to_string(),
        Some(Holds::Day) if text.contains('-') && !text.starts_with('-') => {
            t_string!(i18n, rules.p_not_a_day, text = text).to_string()
        }
        Some(Holds::Day) => t_string!(i18n, rules.p_not_days, text = text).to_string(),
        Some(Holds::Count) => t_string!(i18n, rules.p_not_a_count, text = text).to_string(),
        Some(Holds::Customer) => t_string!(i18n, rules.p_not_a_customer).to_owned(),
        _ => t_string!(i18n, rules.p_not_a_number, text = text).to_string(),
    }
}

/// The name of a rule to start from.
pub fn template(i18n: I18n, template: Template) -> &'static str {
    match template {
        Template::SilentVips => t_string!(i18n, rules.k_vip_silent),
        Template::NewThisMonth => t_string!(i18n, rules.k_new_once),
        Template::NoPhone => t_string!(i18n, rules.k_no_phone),
        Template::Lapsed => t_string!(i18n, rules.k_lapsed),
        Template::Birthday => t_string!(i18n, rules.k_birthday),
        Template::NeverOrdered => t_string!(i18n, rules.k_never),
    }
}
