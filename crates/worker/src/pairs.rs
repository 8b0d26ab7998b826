//! Pairs of customers who are probably the same, on their way back.

use duplicates::{Pair, Reason};
use model::Id;
use model::wire::{Reader, Unreadable, Wire, Writer};

/// Pairs as bytes.
pub(crate) fn encode(pairs: &[Pair]) -> Vec<u8> {
    let mut out = Writer::default();
    out.array(pairs.len());
    for Pair { a, b, score, reasons } in pairs {
        a.encode(&mut out);
        b.encode(&mut out);
        out.uint((*score).into());
        out.array(reasons.len());
        reasons.iter().for_each(|reason| write(reason, &mut out));
    }
    out.finish()
}

/// Pairs from bytes.
///
/// # Errors
/// When they are none.
pub fn decode(bytes: &[u8]) -> Result<Vec<Pair>, Unreadable> {
    let mut from = Reader::new(bytes);
    let count = from.array()?;
    // The count is the bytes' word alone.
    let mut pairs = Vec::with_capacity(count.min(1 << 10));
    for _ in 0..count {
        let [a, b] = [Id::decode(&mut from)?, Id::decode(&mut from)?];
        let score = percent(&mut from)?;
        let reasons = (0..from.array()?).map(|_| read(&mut from)).collect::<Result<_, _>>()?;
        pairs.push(Pair { a, b, score, reasons });
    }
    Ok(pairs)
}

fn percent(from: &mut Reader<'_>) -> Result<u8, Unreadable> {
    from.uint()?.try_into().map_err(|_| from.wrong("a number out of range"))
}

/// What a reason tells besides what it is.
enum Told<'a> {
    Nothing,
    Text(&'a str),
    Percent(u8),
}

fn write(reason: &Reason, out: &mut Writer) {
    use Told::{Nothing, Percent, Text};
    let (number, told) = match reason {
        Reason::SameEmail(email) => (0, Text(email)),
        Reason::SameMailbox(email) => (1, Text(email)),
        Reason::SamePhone(phone) => (2, Text(phone)),
        Reason::SameCode(code) => (3, Text(code)),
        Reason::HeldByMany(what) => (4, Text(what)),
        Reason::SameDomain(domain) => (5, Text(domain)),
        Reason::SimilarName(percent) => (6, Percent(*percent)),
        Reason::RelatedName(percent) => (7, Percent(*percent)),
        Reason::UnlikeName(percent) => (8, Percent(*percent)),
        Reason::DifferentName(percent) => (9, Percent(*percent)),
        Reason::SameName => (10, Nothing),
        Reason::SameShortName => (11, Nothing),
        Reason::SameAddress => (12, Nothing),
        Reason::SameBirthday => (13, Nothing),
        Reason::DifferentTitle => (14, Nothing),
        Reason::DifferentBirthday => (15, Nothing),
        Reason::DifferentCode => (16, Nothing),
        Reason::DifferentTown => (17, Nothing),
        Reason::PersonAndOrganisation => (18, Nothing),
    };
    out.uint(number);
    match told {
        Nothing => {}
        Text(text) => out.text(text),
        Percent(percent) => out.uint(percent.into()),
    }
}

fn read(from: &mut Reader<'_>) -> Result<Reason, Unreadable> {
    let number = from.uint()?;
    let text: Option<fn(String) -> Reason> = match number {
        0 => Some(Reason::SameEmail),
        1 => Some(Reason::SameMailbox),
        2 => Some(Reason::SamePhone),
        3 => Some(Reason::SameCode),
        4 => Some(Reason::HeldByMany),
        5 => Some(Reason::SameDomain),
        _ => None,
    };
    if let Some(reason) = text {
        return Ok(reason(from.text()?.to_owned()));
    }
    Ok(match number {
        6 => Reason::SimilarName(percent(from)?),
        7 => Reason::RelatedName(percent(from)?),
        8 => Reason::UnlikeName(percent(from)?),
        9 => Reason::DifferentName(percent(from)?),
        10 => Reason::SameName,
        11 => Reason::SameShortName,
        12 => Reason::SameAddress,
        13 => Reason::SameBirthday,
        14 => Reason::DifferentTitle,
        15 => Reason::DifferentBirthday,
        16 => Reason::DifferentCode,
        17 => Reason::DifferentTown,
        18 => Reason::PersonAndOrganisation,
        _ => return Err(from.wrong("no such reason")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_arrives_as_it_was() {
        let text = || "07700 900001".to_owned();
        let reasons = vec![
            Reason::SameEmail(text()),
            Reason::SameMailbox(text()),
            Reason::SamePhone(text()),
            Reason::SameCode(text()),
            Reason::HeldByMany(text()),
            Reason::SameDomain(text()),
            Reason::SimilarName(85),
            Reason::RelatedName(75),
            Reason::UnlikeName(65),
            Reason::DifferentName(0),
            Reason::SameName,
            Reason::SameShortName,
            Reason::SameAddress,
            Reason::SameBirthday,
            Reason::DifferentTitle,
            Reason::DifferentBirthday,
            Reason::DifferentCode,
            Reason::DifferentTown,
            Reason::PersonAndOrganisation,
        ];
        let [a, b] = [1, 2].map(|byte| Id::from_bytes([byte; 16]));
        let bare = Pair { a: b, b: a, score: 100, reasons: Vec::new() };
        let pairs = [Pair { a, b, score: 60, reasons }, bare];
        assert_eq!(decode(&encode(&pairs)).as_deref(), Ok(&pairs[..]));
        assert_eq!(decode(&encode(&[])), Ok(Vec::new()));
    }

    #[test]
    fn a_reason_nobody_knows_is_refused() {
        let pair = |reason| {
            let mut out = Writer::default();
            out.array(1);
            [1, 2].iter().for_each(|byte| Id::from_bytes([*byte; 16]).encode(&mut out));
            out.uint(60);
            out.array(1);
            out.uint(reason);
            out.finish()
        };
        assert!(decode(&pair(10)).is_ok());
        assert!(decode(&pair(19)).is_err());
    }
}
