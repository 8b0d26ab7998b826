//! Telephone numbers, in however many ways they are written.

use crate::fold::fold;

/// Fewer digits name an extension or an emergency service, not a customer.
const FEWEST: usize = 6;
/// ITU-T E.164 allows 15; longer texts are two numbers in one field.
const MOST: usize = 15;
/// How many trailing digits two spellings must share where one has more in front.
const SIGNIFICANT: u32 = 7;
/// How many digits one spelling may have in front of the other: a country code and an area
/// code.
const PREFIX: u32 = 5;
/// Country codes (ITU-T E.164) after which people write the trunk zero by mistake.
const TRUNK_ZERO: [&str; 15] =
    ["31", "32", "33", "41", "43", "44", "46", "49", "60", "61", "64", "66", "81", "82", "86"];

/// A number anybody could call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Phone {
    /// Without signs for abroad, and without the zero in front of an area code.
    digits: u64,
    /// Whether the country code is known to be among the digits.
    international: bool,
    /// 0 when there is none, one more than the number otherwise.
    extension: u32,
}

impl Phone {
    /// `None` for what is no telephone number: too short, too long, or one digit over and
    /// over.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = fold(text).replace("(0)", "");
        let text = text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+');
        let (number, extension) = split_extension(text);
        let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let mut international = number.starts_with('+');
        if let Some(rest) = digits.strip_prefix("00") {
            (digits, international) = (rest.to_owned(), true);
        }
        if international {
            let country = TRUNK_ZERO.iter().find(|code| digits.starts_with(*code));
            if country.is_some() && digits.get(2..3) == Some("0") {
                digits.remove(2);
            }
        }
        let significant = digits.trim_start_matches('0');
        let first = significant.chars().next()?;
        if !(FEWEST..=MOST).contains(&significant.len())
            || significant.chars().all(|digit| digit == first)
        {
            return None;
        }
        Some(Self { digits: significant.parse().ok()?, international, extension })
    }

    /// Whether both reach the same desk. An extension that only one of them has does not part
    /// them.
    pub(crate) fn same(&self, other: &Self) -> bool {
        if self.extension != other.extension && self.extension != 0 && other.extension != 0 {
            return false;
        }
        if self.digits == other.digits {
            return true;
        }
        let (long, short) = if self.digits > other.digits { (self, other) } else { (other, self) };
        let (long_length, length) = (long.length(), short.length());
        // What is written with its country code has nothing before that.
        !short.international
            && length >= SIGNIFICANT
            && long_length - length <= PREFIX
            && 10_u64.checked_pow(length).is_some_and(|unit| long.digits % unit == short.digits)
    }

    /// Of two spellings of one number, whether `other` is the one that says all that both do;
    /// `None` where neither does, or they are two numbers.
    pub(crate) fn fuller(&self, other: &Self) -> Option<bool> {
        let covers = |one: &Self, two: &Self| {
            (two.extension == 0 || one.extension == two.extension)
                && (one.international || !two.international)
                && one.digits >= two.digits
        };
        if !self.same(other) {
            return None;
        }
        if covers(self, other) { Some(false) } else { covers(other, self).then_some(true) }
    }

    /// What every spelling of the number has in common.
    pub(crate) fn tail(&self) -> u64 {
        self.digits % 10_u64.pow(SIGNIFICANT)
    }

    fn length(&self) -> u32 {
        self.digits.checked_ilog10().unwrap_or(0) + 1
    }
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.international { "+" } else { "" }, self.digits)
    }
}

/// The number, and one more than the extension behind it (0: none). An extension follows a
/// word or `#`, or, as in China and Germany, stands as a last group behind a whole number with
/// its area code.
fn split_extension(text: &str) -> (&str, u32) {
    let mut digits = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            digits += 1;
        } else if digits >= FEWEST && (c.is_alphabetic() || c == '#') {
            let (number, rest) = text.split_at(at);
            return (number, code(rest));
        }
    }
    if let Some((number, last)) = text.trim_end().rsplit_once('-')
        && (1..=5).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_digit())
        && number.starts_with('0')
        && !number.starts_with("00")
        && number.bytes().filter(u8::is_ascii_digit).count() >= 10
    {
        return (number, code(last));
    }
    (text, 0)
}

fn code(text: &str) -> u32 {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
    digits.parse::<u32>().map_or(0, |number| number + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|text| Phone::read(text).unwrap());
        assert_eq!(one.same(&other), other.same(&one));
        assert!(!one.same(&other) || one.tail() == other.tail());
        one.same(&other)
    }

    #[test]
    fn spellings_of_one_number_are_the_same() {
        for (one, other) in [
            ("15412345678", "+86 154 1234 5678"),
            ("15412345678", "0086-154-1234-5678"),
            ("15412345678", "86 154 1234 5678"),
            ("１５４１２３４５６７８", "15412345678"),
            ("020 7946 0018", "+44 (0)20 7946 0018"),
            ("020 7946 0018", "+44 020 7946 0018"),
            ("+442079460018", "+44 020 7946 0018"),
            ("020 7946 0018", "tel. 0044 20 7946 0018"),
            ("(415) 555-0132", "+1 415 555 0132"),
            ("7946 0018", "020 7946 0018"),
            ("+39 06 5550 0132", "06 5550 0132"),
            ("+353 (0)1 555 0132", "+353 1 555 0132"),
            ("021-05555132", "021-05555132 转 8"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for (one, other) in [
            ("+44 20 7946 0018", "+1 20 7946 0018"),
            ("020 7946 0018", "020 7946 0019"),
            ("020 7946 0018 ext 11", "020 7946 0018 x12"),
            ("021-05555132-801", "021-05555132-802"),
            ("+44 7946 0018", "1 44 7946 0018"),
            ("+7 946 0018 123", "+49 7 946 0018 123"),
            ("555-013", "415 555-013"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_nobody_can_call_is_no_number() {
        for text in ["", "none", "12345", "0000000000", "11111111", "154123456781541234567", "+"] {
            assert_eq!(Phone::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_by_its_digits() {
        assert_eq!(Phone::read("0044 20 7946 0018").unwrap().to_string(), "+442079460018");
        assert_eq!(Phone::read("020 7946 0018").unwrap().to_string(), "2079460018");
    }
}
