//! Times of day in the notations files have, and offsets from Greenwich.

/// Milliseconds of an hour.
const HOUR: u32 = 3_600_000;
/// Largest offset in minutes: no clock on earth is further from Greenwich.
const FURTHEST: i16 = 14 * 60;

/// Whether `text` is nothing but `count` digits.
pub(super) fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// What follows a date: the milliseconds since midnight and the minutes east of Greenwich, as
/// far as they are written; `None` when it is neither a time of day nor a weekday.
pub(super) fn read(rest: &str) -> Option<(Option<u32>, Option<i16>)> {
    let mut rest = rest.strip_prefix(['T', 't', ',']).unwrap_or(rest).trim();
    for week in ["星期", "周"] {
        if let Some(day) = rest.strip_prefix(week) {
            rest = day.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天'])?.trim();
        }
    }
    if rest.is_empty() {
        return Some((None, None));
    }
    let before = HALVES.iter().find_map(|(word, half)| Some((rest.strip_prefix(word)?, *half)));
    let (rest, mut half) = before.map_or((rest, None), |(rest, half)| (rest.trim(), Some(half)));
    let ([hour, minute, second, millis], mut rest) = parts(rest)?;
    if let Some((after, late)) = half_after(rest) {
        if half.is_some() {
            return None;
        }
        (rest, half) = (after, Some(if late { Half::Late } else { Half::Early }));
    }
    let hour = match half {
        None => hour,
        Some(_) if hour > 23 || (hour == 0 && minute > 59) => return None,
        // Programs write 13:00 PM too.
        Some(_) if hour > 12 => hour,
        Some(Half::Early) => hour % 12,
        Some(Half::Late) => hour % 12 + 12,
        Some(Half::Noon) if hour < 3 => hour + 12,
        Some(Half::Noon) => hour,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time = hour * HOUR + minute * 60_000 + second * 1_000 + millis;
    let offset = match rest.trim() {
        "" => None,
        text => Some(read_offset(text)?),
    };
    Some((Some(time), offset))
}

/// Minutes east of Greenwich: `Z`, `UTC`, `+08:00`, `-0330`, `GMT+8`.
#[must_use]
pub fn read_offset(text: &str) -> Option<i16> {
    let text = text.trim();
    let bare = ["UTC", "GMT", "utc", "gmt"].iter().find_map(|word| text.strip_prefix(word));
    let is_named = bare.is_some();
    let text = bare.unwrap_or(text).trim_start();
    if matches!(text, "Z" | "z") || (is_named && text.is_empty()) {
        return Some(0);
    }
    let (is_west, digits) = match text.strip_prefix('+') {
        Some(rest) => (false, rest),
        None => (true, text.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if is_digits(minutes, 2) => (hours, minutes),
        Some(_) => return None,
        None if is_digits(digits, 4) => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let is_short = is_digits(hours, 1) || is_digits(hours, 2);
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let offset = hours * 60 + minutes;
    let fits = is_short && minutes < 60 && offset <= FURTHEST;
    fits.then_some(if is_west { -offset } else { offset })
}

/// The half of the day, said before the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Early,
    /// From eleven to two.
    Noon,
    Late,
}

const HALVES: [(&str, Half); 7] = [
    ("上午", Half::Early),
    ("早上", Half::Early),
    ("凌晨", Half::Early),
    ("中午", Half::Noon),
    ("下午", Half::Late),
    ("傍晚", Half::Late),
    ("晚上", Half::Late),
];

/// What follows `AM` or `PM`, and whether it was the latter.
fn half_after(rest: &str) -> Option<(&str, bool)> {
    let rest = rest.trim_start();
    let words = ["AM", "PM", "am", "pm", "Am", "Pm", "a.m.", "p.m.", "A.M.", "P.M."];
    words.iter().find_map(|word| {
        let after = rest.strip_prefix(word)?;
        let ends = !after.starts_with(|c: char| c.is_alphanumeric());
        ends.then_some((after, word.starts_with(['P', 'p'])))
    })
}

/// Hour, minute, second and millisecond, and what follows.
fn parts(text: &str) -> Option<([u32; 4], &str)> {
    let (digits, rest) = number(text, 6)?;
    if is_digits(digits, 4) || is_digits(digits, 6) {
        let pair = |at: usize| digits.get(at..at + 2).unwrap_or("0").parse().ok();
        let (millis, rest) = fraction(rest)?;
        return Some(([pair(0)?, pair(2)?, pair(4)?, millis], rest));
    }
    let hour = short(digits)?;
    let Some(rest) = rest.strip_prefix([':', '：', '时', '点']) else {
        // `9 PM` is a time, `9` alone is not.
        return half_after(rest).map(|_| ([hour, 0, 0, 0], rest));
    };
    let Some((digits, rest)) = number(rest, 2) else { return Some(([hour, 0, 0, 0], rest)) };
    let minute = short(digits)?;
    let after = rest.strip_prefix([':', '：', '分']);
    let Some((digits, rest)) = after.and_then(|rest| number(rest, 2)) else {
        return Some(([hour, minute, 0, 0], after.unwrap_or(rest)));
    };
    let second = short(digits)?;
    let (millis, rest) = fraction(rest)?;
    Some(([hour, minute, second, millis], rest.strip_prefix('秒').unwrap_or(rest)))
}

fn number(text: &str, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count == 0 { None } else { text.split_at_checked(count) }
}

fn short(digits: &str) -> Option<u32> {
    if digits.len() > 2 { None } else { digits.parse().ok() }
}

/// The milliseconds after a point; what is finer is dropped.
fn fraction(rest: &str) -> Option<(u32, &str)> {
    let Some(digits) = rest.strip_prefix('.') else { return Some((0, rest)) };
    let (digits, rest) = number(digits, 9)?;
    let millis: String = digits.chars().chain("00".chars()).take(3).collect();
    Some((millis.parse().ok()?, rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock(rest: &str) -> Option<String> {
        let (time, offset) = read(rest)?;
        let time = time.map_or("-".to_owned(), |time| {
            let (minutes, millis) = (time / 60_000, time % 60_000);
            format!("{:02}:{:02}:{millis:05}", minutes / 60, minutes % 60)
        });
        Some(format!("{time} {}", offset.map_or("-".to_owned(), |offset| offset.to_string())))
    }

    #[test]
    fn times_of_day_are_read() {
        for (rest, want) in [
            ("", "- -"),
            (" 星期三", "- -"),
            (" 9:05", "09:05:00000 -"),
            ("T23:30:15.25Z", "23:30:15250 0"),
            ("T23:30:00.000+0000", "23:30:00000 0"),
            (" 23:30:00 +0800", "23:30:00000 480"),
            ("T23:30-03:30", "23:30:00000 -210"),
            (" 9:30:15 PM", "21:30:15000 -"),
            (" 12:05 am", "00:05:00000 -"),
            (" 12:05 p.m. UTC", "12:05:00000 0"),
            (", 9 PM", "21:00:00000 -"),
            (" 上午 9:05", "09:05:00000 -"),
            (" 周三 下午9点30分", "21:30:00000 -"),
            (" 中午12:10", "12:10:00000 -"),
            (" 9时30分15秒", "09:30:15000 -"),
            (" 21点", "21:00:00000 -"),
            ("T2330", "23:30:00000 -"),
            ("233015", "23:30:15000 -"),
        ] {
            assert_eq!(clock(rest).as_deref(), Some(want), "{rest}");
        }
        for rest in [" 24:00", " 9:60", " 5 pieces", " 9", "x", " 9:30 PST", " 13", " 9:30 +15:00"]
        {
            assert_eq!(clock(rest), None, "{rest}");
        }
    }

    #[test]
    fn offsets_are_read() {
        for (text, want) in [
            ("UTC+08:00", Some(480)),
            ("utc", Some(0)),
            ("GMT-3", Some(-180)),
            ("+0545", Some(345)),
            ("Z", Some(0)),
            ("Asia/Shanghai", None),
            ("+1:2", None),
            ("", None),
            ("8", None),
            ("+99", None),
        ] {
            assert_eq!(read_offset(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9T:.Z+ APMapm时分下午-]{0,16}|\\PC{0,16}") {
            let _ = (read(&text), read_offset(&text));
        }

        #[test]
        fn every_time_reads_back(time in 0u32..86_400_000, offset in -840i16..=840) {
            let (minutes, millis) = (time / 60_000, time % 60_000);
            let (hour, minute) = (minutes / 60, minutes % 60);
            let clock = format!(" {hour:02}:{minute:02}:{:02}.{:03}", millis / 1_000, millis % 1_000);
            prop_assert_eq!(read(&clock), Some((Some(time), None)));
            let sign = if offset < 0 { '-' } else { '+' };
            let zone = format!("UTC{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
            prop_assert_eq!(read_offset(&zone), Some(offset));
            prop_assert_eq!(read(&format!("{clock} {zone}")), Some((Some(time), Some(offset))));
        }
    }
}
