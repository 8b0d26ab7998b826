//! Purchase histories on their way to a fit.

use analytics::ltv::History;
use model::wire::{Reader, Unreadable, Writer};

/// Histories in a part: some 64 KB.
pub const PART: usize = 4_000;

/// Histories as bytes; no more than [`PART`] at a time.
#[must_use]
pub fn encode(histories: &[History]) -> Vec<u8> {
    let mut out = Writer::default();
    out.array(histories.len());
    for History { first_day, last_day, repeats, repeat_spend } in histories {
        out.int((*first_day).into());
        out.int((*last_day).into());
        out.uint((*repeats).into());
        out.int(*repeat_spend);
    }
    out.finish()
}

pub(crate) fn decode(bytes: &[u8], into: &mut Vec<History>) -> Result<(), Unreadable> {
    let mut from = Reader::new(bytes);
    for _ in 0..from.array()? {
        into.push(History {
            first_day: day(&mut from)?,
            last_day: day(&mut from)?,
            repeats: from.uint()?.try_into().map_err(|_| from.wrong("a number out of range"))?,
            repeat_spend: from.int()?,
        });
    }
    Ok(())
}

fn day(from: &mut Reader<'_>) -> Result<i32, Unreadable> {
    from.int()?.try_into().map_err(|_| from.wrong("a day out of range"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn histories_arrive_as_they_were() {
        let ordinary = History { first_day: 1, last_day: 90, repeats: 3, repeat_spend: 12_345 };
        let far = History {
            first_day: i32::MIN,
            last_day: i32::MAX,
            repeats: u32::MAX,
            repeat_spend: i64::MAX,
        };
        let mut arrived = Vec::new();
        decode(&encode(&[ordinary, far]), &mut arrived).unwrap();
        decode(&encode(&[]), &mut arrived).unwrap();
        assert_eq!(arrived, [ordinary, far]);
    }

    #[test]
    fn a_day_out_of_range_is_refused() {
        let mut out = Writer::default();
        out.array(1);
        out.int(i64::from(i32::MAX) + 1);
        assert!(decode(&out.finish(), &mut Vec::new()).is_err());
    }
}
