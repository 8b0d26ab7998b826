//! How much speaks for two customers being the same.

use model::{Day, Id};

use crate::hash::Key;
use crate::profile::Profile;
use crate::reason::Reason;

/// The score from which two customers are probably the same.
pub const LIKELY: u8 = 60;

/// An identifier that more customers than this have is nobody's own.
pub const MANY: usize = 8;

/// What two customers have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100: the points of all reasons together, within these bounds.
    pub score: u8,
    /// What it is made of; first what speaks for it.
    pub reasons: Vec<Reason>,
}

/// Whether more than [`MANY`] customers hold what has this key.
pub(crate) type HeldByMany<'a> = &'a dyn Fn(Key) -> bool;

/// How alike a person and an organisation are at most, unless their names are the same.
const OTHER_KIND: u8 = 65;

/// The points names can add at most.
const BEST_NAME: i32 = 40;

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
    // Comparing names takes longest: not where even one name could not help.
    if points(&reasons) + BEST_NAME < i32::from(at_least) {
        return None;
    }
    if let Some(percent) = one.name.likeness(&other.name, organisation) {
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
