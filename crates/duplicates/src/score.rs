//! How much speaks for two customers being the same.

use model::{Day, Id};

use crate::hash::Key;
use crate::profile::Profile;
use crate::reason::Reason;

/// The score from which two customers are probably the same.
pub const LIKELY: u8 = 60;

/// An identifier that customers of more names than this have is nobody's own.
pub const MANY: usize = 8;

/// What two customers have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100: the points of all reasons together, within these bounds.
    pub score: u8,
    /// What it is made of; first what speaks for it.
    pub reasons: Vec<Reason>,
}

/// Whether customers of more than [`MANY`] names hold what has this key.
pub(crate) type HeldByMany<'a> = &'a dyn Fn(Key) -> bool;

/// How alike a person and an organisation are at most, unless their names are the same.
const OTHER_KIND: u8 = 65;

/// Compares two customers. `None` when they score less than `at_least`.
pub(crate) fn score(
    one: &Profile,
    other: &Profile,
    held_by_many: HeldByMany<'_>,
    at_least: u8,
) -> Option<Score> {
    let mut reasons = Vec::new();
    let organisation = one.organisation == Some(true) || other.organisation == Some(true);
    let kinds_differ =
        matches!((one.organisation, other.organisation), (Some(a), Some(b)) if a != b);
    reasons.extend(email(one, other, held_by_many));
    reasons.extend(phone(one, other, held_by_many));
    if !one.code.is_empty() && one.code == other.code {
        let many = one.code_key().is_some_and(held_by_many);
        let reason = if many { Reason::HeldByMany } else { Reason::SameCode };
        reasons.push(reason(one.code.to_string()));
    }
    let address = one.address.as_ref().zip(other.address.as_ref());
    let door = address.is_some_and(|(one, other)| one.same(other));
    if door {
        reasons.push(Reason::SameAddress);
    }
    if let Some((one, other)) = one.birthday.zip(other.birthday) {
        if one == other {
            reasons.push(Reason::SameBirthday);
        } else if !is_slip(one, other) {
            reasons.push(Reason::DifferentBirthday);
        }
    }
    if organisation {
        reasons.extend(domain(one, other, &reasons));
    }
    // Comparing names takes longest: not where even one name could not help, and no further than
    // to where it could.
    let missing = i32::from(at_least) - points(&reasons);
    let alike = Reason::names_worth(missing)?;
    if let Some(percent) = one.name.likeness(&other.name, organisation, alike) {
        // What a person's name has and a firm's has not is the firm's own.
        let percent = if kinds_differ && percent < 100 { percent.min(OTHER_KIND) } else { percent };
        let short = one.name.is_short() && other.name.is_short();
        reasons.push(Reason::of_names(percent, short));
    }
    if one.name.titles_differ(&other.name) {
        reasons.push(Reason::DifferentTitle);
    }
    if !one.code.is_empty() && !other.code.is_empty() && one.code != other.code {
        reasons.push(Reason::DifferentCode);
    }
    if organisation && !door && one.town != 0 && other.town != 0 && one.town != other.town {
        reasons.push(Reason::DifferentTown);
    }
    if kinds_differ {
        reasons.push(Reason::PersonAndOrganisation);
    }
    let score = points(&reasons).clamp(0, 100) as u8;
    if score < at_least {
        return None;
    }
    reasons.sort_by_cached_key(|reason| (-reason.points(), reason.clone()));
    Some(Score { score, reasons })
}

/// Compares two customers by themselves, without knowing who else has the same telephone
/// number. The same whichever comes first.
#[must_use]
pub fn compare(one: &model::Customer, other: &model::Customer) -> Score {
    let [one, other] = [one, other].map(|customer| Profile::new(Id::from_bytes([0; 16]), customer));
    score(&one, &other, &|_| false, 0).unwrap_or(Score { score: 0, reasons: Vec::new() })
}

fn points(reasons: &[Reason]) -> i32 {
    reasons.iter().map(Reason::points).sum()
}

/// The best e-mail address they share.
fn email(one: &Profile, other: &Profile, held_by_many: HeldByMany<'_>) -> Option<Reason> {
    let shared = one.emails.iter().filter(|email| other.emails.contains(email));
    best(shared.map(|email| {
        let text = email.text().to_owned();
        if held_by_many(Profile::email_key(email)) {
            Reason::HeldByMany(text)
        } else if email.is_role() {
            Reason::SameMailbox(text)
        } else {
            Reason::SameEmail(text)
        }
    }))
}

/// The best telephone number they share, as the longer of its two spellings.
fn phone(one: &Profile, other: &Profile, held_by_many: HeldByMany<'_>) -> Option<Reason> {
    let pairs = one.phones.iter().flat_map(|a| other.phones.iter().map(move |b| (a, b)));
    best(pairs.filter(|(a, b)| a.same(b)).map(|(a, b)| {
        let (a_text, b_text) = (a.to_string(), b.to_string());
        let longer = (a_text.len(), &a_text) > (b_text.len(), &b_text);
        let text = if longer { a_text } else { b_text };
        let many = held_by_many(Profile::phone_key(a));
        if many { Reason::HeldByMany(text) } else { Reason::SamePhone(text) }
    }))
}

fn best(reasons: impl Iterator<Item = Reason>) -> Option<Reason> {
    reasons.max_by(|a, b| (a.points(), a).cmp(&(b.points(), b)))
}

/// A domain of their own they share, where no address was shared.
fn domain(one: &Profile, other: &Profile, found: &[Reason]) -> Option<Reason> {
    let shared = |reason: &Reason| {
        matches!(reason, Reason::SameEmail(_) | Reason::SameMailbox(_))
            || matches!(reason, Reason::HeldByMany(text) if text.contains('@'))
    };
    if found.iter().any(shared) {
        return None;
    }
    let theirs = |profile: &Profile, domain: &str| {
        profile.emails.iter().any(|email| email.own_domain() == Some(domain))
    };
    let domains = one.emails.iter().filter_map(|email| email.own_domain());
    let domain = domains.filter(|domain| theirs(other, domain)).min()?;
    Some(Reason::SameDomain(domain.to_owned()))
}

/// Day and month exchanged, one digit mistyped, or a first of January that somebody put in for
/// a day they did not know.
fn is_slip(one: Day, other: Day) -> bool {
    let [one, other] = [one, other].map(|day| day.to_string());
    let exchanged = match (other.get(..5), other.get(5..7), other.get(8..)) {
        (Some(year), Some(month), Some(day)) => one == format!("{year}{day}-{month}"),
        _ => false,
    };
    let unknown = [&one, &other].iter().any(|day| day.ends_with("-01-01"));
    unknown || exchanged || one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LIKELY;
    use model::{Customer, CustomerType};

    /// Name, telephone number, e-mail address, street, town; `-` for none.
    fn customer(fields: &str) -> Customer {
        let mut fields = fields.split('|').map(|field| if field == "-" { "" } else { field });
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let mut customer = Customer { name: next(), ..Customer::default() };
        customer.phones.insert(next(), String::new());
        customer.emails.insert(next(), String::new());
        (customer.street, customer.city) = (next(), next());
        customer
    }

    fn points(one: &str, other: &str) -> u8 {
        compare(&customer(one), &customer(other)).score
    }

    #[test]
    fn a_name_and_an_identifier_are_enough_and_one_alone_is_not() {
        let lei = "Lei Li|07700 900001|lei@example.com|12 High St|Leeds";
        assert_eq!(points(lei, "Li, Lei|-|-|-|Leeds"), 40);
        assert_eq!(points(lei, "Li, Lei|+447700900001|new@example.org"), 85);
        assert_eq!(points(lei, "Li, Lei|-|LEI@example.com"), 100);
        assert_eq!(points(lei, "Li, Lei|-|-|12 High Street"), 70);
        assert_eq!(points(lei, "李雷|-|lei@example.com"), 60);
        assert_eq!(points(lei, "李雷|07700 900001"), 45);
    }

    #[test]
    fn people_of_one_company_or_family_are_not_one() {
        let office = "020 7946 0018|info@acme.example|12 High Street|London";
        let of = |name: &str| format!("{name}|{office}");
        assert_eq!(points(&of("John Smith"), &of("Mary Baker")), 35);
        assert!(points(&of("王小明"), &of("王小红")) < LIKELY);
        let home = "020 7946 0018|-|12 High Street|London";
        let of = |name: &str| format!("{name}|{home}");
        assert_eq!(points(&of("Mr J Webb"), &of("Mrs J Webb")), 55);
        assert_eq!(points(&of("J Webb Jr"), &of("J Webb Sr")), 55);
        let couple = "020 7946 0018|webbs@example.com|12 High Street|London";
        let of = |name: &str| format!("{name}|{couple}");
        assert_eq!(points(&of("John Webb"), &of("Mary Webb")), 55);
    }

    #[test]
    fn a_person_is_not_their_firm() {
        let mut one = customer("John Smith|020 7946 0018|john@smith.example");
        let mut other = customer("John Smith Plumbing|020 7946 0018|john@smith.example");
        one.customer_type = Some(CustomerType::Person);
        other.customer_type = Some(CustomerType::Organisation);
        assert_eq!(compare(&one, &other).score, 20);
    }

    #[test]
    fn birthdays_speak_for_and_against_unless_they_are_slips() {
        let day = |text: &str| {
            let birthday = text.parse().ok();
            Customer { birthday, ..customer("John Smith") }
        };
        let points = |one, other| compare(&day(one), &day(other)).score;
        assert_eq!(points("1980-05-04", "1980-05-04"), 65);
        assert_eq!(points("1980-05-04", "1951-11-23"), 0);
        for slip in ["1980-04-05", "1980-05-14", "1990-05-04", "1975-01-01"] {
            assert_eq!(points("1980-05-04", slip), 40, "{slip}");
        }
    }

    #[test]
    fn firms_in_different_towns_need_more_than_a_mailbox() {
        let one = "Copper Kettle Ltd|-|info@kettle.example|-|Leeds";
        assert_eq!(points(one, "Copper Kettle Ltd|-|info@kettle.example|-|Bristol"), 55);
        assert_eq!(points(one, "Copper Kettle|-|sales@kettle.example|-|Leeds"), 55);
        assert_eq!(points(one, "Copper Kettle|-|info@kettle.example|-|LEEDS"), 80);
    }
}
