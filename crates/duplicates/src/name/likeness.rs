//! How alike two names are.

use super::{Name, chinese, nickname};

/// Names that say different people, whatever letters they share.
const DIFFERENT: u8 = 55;
/// Names that agree as far as they go are at least so much alike.
const RELATED: u8 = 70;
/// Names that agree as far as they go, and one goes further, are at most so much alike.
const AS_FAR_AS_THEY_GO: u8 = 84;
/// The likeness of two words below which they are different words: one slip in four letters.
const WORD: f64 = 0.7;

/// See [`Name::likeness`]. The same whichever name comes first.
pub(super) fn likeness(one: &Name, other: &Name, organisation: bool, at_least: u8) -> Option<u8> {
    // Pairing goes by the order of the words: one order for both ways round.
    let in_order = (&one.words, &one.signs) <= (&other.words, &other.signs);
    let (one, other) = if in_order { (one, other) } else { (other, one) };
    let latin = |name: &Name| name.words.chars().any(|c| c.is_ascii_alphabetic());
    let words = (!one.words.is_empty() && !other.words.is_empty() && latin(one) == latin(other))
        .then(|| words_likeness(&one.words, &other.words, organisation, at_least));
    let signs = (!one.signs.is_empty() && !other.signs.is_empty())
        .then(|| signs_likeness(&one.signs, &other.signs, organisation));
    let percent = match (words, signs) {
        // A person's second name may be a nickname; a company's both parts are its name.
        (Some(words), Some(signs)) if organisation => words.min(signs),
        (Some(words), Some(signs)) => words.max(signs),
        (words, signs) => words.or(signs)?,
    };
    if !organisation {
        return Some(percent);
    }
    let places = one.place != 0 && other.place != 0;
    Some(if places && one.place != other.place || one.branch != other.branch {
        percent.min(DIFFERENT)
    } else if one.place != other.place {
        percent.min(92)
    } else {
        percent
    })
}

/// Of names in words: each word with its counterpart, in whatever order.
fn words_likeness(one: &str, other: &str, organisation: bool, at_least: u8) -> u8 {
    let [these, those] = [one, other].map(|name| name.bytes().filter(|byte| *byte != b' '));
    if these.eq(those) {
        return 100;
    }
    let words = |name| str::split(name, ' ').collect::<Vec<&str>>();
    let (one_joined, other_joined);
    let (mut left, mut right) = (words(one), words(other));
    if is_joined(&left, &right) || is_joined(&right, &left) {
        (one_joined, other_joined) = (joined(one, other), joined(other, one));
        (left, right) = (words(&one_joined), words(&other_joined));
    }
    // A word left over is an answer already.
    let whole_only = at_least > AS_FAR_AS_THEY_GO;
    if whole_only && left.len() != right.len() {
        return DIFFERENT;
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, word) in left.iter().enumerate() {
        for (j, counterpart) in right.iter().enumerate() {
            let alike = word_likeness(word, counterpart);
            if alike >= WORD {
                pairs.push((alike, i, j));
            }
        }
        if whole_only && pairs.last().is_none_or(|pair| pair.1 != i) {
            return DIFFERENT;
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    // Words beyond the eight of a name do not exist: a set of bits is enough.
    let (mut left_done, mut right_done) = (0_u32, 0_u32);
    let (mut sum, mut weight, mut whole, mut initials) = (0.0, 0.0, 0, 0);
    for (alike, i, j) in pairs {
        if left_done & (1 << i) != 0 || right_done & (1 << j) != 0 {
            continue;
        }
        left_done |= 1 << i;
        right_done |= 1 << j;
        let (a, b) = (letters(&left, i), letters(&right, j));
        // An initial says little.
        let shared = if a == 1 || b == 1 { 2.min(a.max(b)) } else { a.max(b) };
        whole += usize::from(a > 1 && b > 1);
        initials += usize::from(a.min(b) == 1 && a != b);
        sum += alike * shared as f64;
        weight += shared as f64;
    }
    let rest = |words: &[&str], done: u32| -> usize {
        (0..words.len()).filter(|i| done & (1 << i) == 0).map(|i| letters(words, i)).sum()
    };
    let (left_over, right_over) = (rest(&left, left_done), rest(&right, right_done));
    // Middle names come and go; another word makes another company more often than not.
    let extra = (left_over + right_over) as f64 * if organisation { 0.5 } else { 0.25 };
    let percent = if weight > 0.0 { (100.0 * sum / (weight + extra)).round() as u8 } else { 0 };
    if left_over > 0 && right_over > 0 || weight == 0.0 {
        percent.min(DIFFERENT)
    } else if extra > 0.0 && whole < 2 || whole == 0 && percent < 100 {
        // One word in common, and nothing against it.
        percent.clamp(RELATED, 75)
    } else if initials > 0 || extra > 0.0 {
        // They agree as far as they go.
        percent.clamp(RELATED, AS_FAR_AS_THEY_GO)
    } else {
        percent.min(if sum < weight { 99 } else { 100 })
    }
}

/// Whether two words of one name are one in the other.
fn is_joined(words: &[&str], others: &[&str]) -> bool {
    words.windows(2).any(|two| {
        let &[first, second] = two else { return false };
        others.iter().any(|word| {
            word.len() == first.len() + second.len()
                && word.starts_with(first)
                && word.ends_with(second)
        })
    })
}

/// A name in which two words are one that are one in the other name.
fn joined(name: &str, other: &str) -> String {
    let mut out = name.to_owned();
    for word in other.split(' ') {
        for (at, _) in name.match_indices(' ') {
            let (before, after) = (name.get(..at), name.get(at + 1..));
            let first = before.and_then(|before| before.split(' ').next_back());
            let second = after.and_then(|after| after.split(' ').next());
            if let (Some(first), Some(second)) = (first, second)
                && word.strip_prefix(first) == Some(second)
            {
                out = out.replacen(&format!("{first} {second}"), word, 1);
            }
        }
    }
    out
}

fn letters(words: &[&str], at: usize) -> usize {
    words.get(at).map_or(0, |word| word.chars().count())
}

/// 0 to 1; an initial is nearly the word it begins.
fn word_likeness(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let [a, b] = [one, other].map(|word| word.chars().count());
    let (short, long) = (a.min(b), a.max(b));
    if short == 1 {
        return if one.starts_with(other) || other.starts_with(one) { 0.9 } else { 0.0 };
    }
    if nickname::are(one, other) {
        return 0.9;
    }
    // What can be reached at best.
    if (short.min(long - apart(one, other)) as f64) < WORD * long as f64 {
        return 0.0;
    }
    1.0 - strsim::osa_distance(one, other) as f64 / long as f64
}

/// How many slips of the pen there are at least: each brings in or takes out one letter. Letters
/// that fall on one bit only make it fewer.
fn apart(one: &str, other: &str) -> usize {
    let [one, other] =
        [one, other].map(|word| word.chars().fold(0_u64, |seen, c| seen | 1 << (c as u32 % 64)));
    (one & !other).count_ones().max((other & !one).count_ones()) as usize
}

/// Of names in signs.
fn signs_likeness(one: &str, other: &str, organisation: bool) -> u8 {
    if one == other {
        return 100;
    }
    if !organisation {
        let [a, b] = [one, other].map(|name| name.chars().count());
        // A family name alone agrees with everybody of the family.
        if a.min(b) == 1 && one.chars().next() == other.chars().next() {
            return 75;
        }
        // Given name first, as in a column of each; family names have one sign or two.
        let turned = |by: usize| one.chars().skip(by).chain(one.chars().take(by)).eq(other.chars());
        if a == b && a > 1 && [1, 2, a - 1, a.saturating_sub(2)].into_iter().any(turned) {
            return 95;
        }
        return percent(one, other).min(69);
    }
    if chinese::ends_in_branch(one) && chinese::ends_in_branch(other) {
        return percent(one, other).min(DIFFERENT);
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let [brand, other_brand] = [one, other].map(chinese::brand);
    if brand == other_brand {
        // Firms of one house say by their trades which they are.
        return if brand == short { 88 } else { 69 };
    }
    // A district or a house stands before the name.
    if short.chars().count() >= 3 && long.ends_with(short) {
        return 75;
    }
    let (brands, all) = (percent(brand, other_brand), percent(one, other));
    let both = ((2 * u32::from(brands) + u32::from(all)) / 3) as u8;
    if brands < 60 { both.min(DIFFERENT) } else { both }
}

fn percent(one: &str, other: &str) -> u8 {
    let long = one.chars().count().max(other.chars().count()).max(1);
    (100 - 100 * strsim::osa_distance(one, other).min(long) / long) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str, organisation: bool) -> Option<u8> {
        let [one, other] = [one, other].map(|text| Name::read(text, Some(organisation)));
        let there = one.likeness(&other, organisation, 0);
        assert_eq!(there, other.likeness(&one, organisation, 0));
        // Whoever asks for so much is told the same, or that it is less.
        for at_least in [70, 85, 100] {
            let asked = one.likeness(&other, organisation, at_least);
            assert!(asked == there || asked.max(there) < Some(at_least), "{asked:?} {there:?}");
        }
        there
    }

    fn people(one: &str, other: &str) -> Option<u8> {
        of(one, other, false)
    }

    fn companies(one: &str, other: &str) -> Option<u8> {
        of(one, other, true)
    }

    #[test]
    fn people_of_one_name() {
        for (one, other) in [
            ("Lei Li", "Li, Lei"),
            ("Xiao Dong Wang", "Xiaodong Wang"),
            ("Mary-Jane O'Brien", "Mary Jane OBrien"),
            ("李 雷", "李雷"),
            ("李雷 Leo", "李雷"),
        ] {
            assert_eq!(people(one, other), Some(100), "{one} {other}");
        }
    }

    #[test]
    fn people_with_a_slip_or_a_name_more_or_less() {
        for (one, other, percent) in [
            ("John Smith", "Jon Smith", 89),
            ("John Smith", "Jonh Smith", 89),
            ("John Smith", "J. Smith", 84),
            ("John Smith", "John Michael Smith", 84),
            ("Bob Smith", "Robert Smith", 95),
            ("John Smith", "Smith", 75),
            ("Kim Min-jun", "Minjun Kim", 100),
            ("司徒雅文", "雅文 司徒", 95),
            ("李建国", "建国 李", 95),
            ("李雷", "李经理", 75),
            ("雷李", "李雷", 95),
        ] {
            assert_eq!(people(one, other), Some(percent), "{one} {other}");
        }
    }

    #[test]
    fn other_people() {
        for (one, other) in [
            ("John Smith", "Mary Smith"),
            ("Lei Li", "Lin Li"),
            ("Wei Zhang", "Wen Zhang"),
            ("John Smith", "John Baker"),
            ("王伟", "王芳"),
            ("王小明", "王大山"),
        ] {
            assert!(people(one, other) < Some(60), "{one} {other}");
        }
        assert_eq!(people("王小明", "王小鸣"), Some(67));
    }

    #[test]
    fn names_in_different_scripts_cannot_be_compared() {
        assert_eq!(people("Lei Li", "李雷"), None);
        assert_eq!(people("Ivan Petrov", "Иван Петров"), None);
    }

    #[test]
    fn companies_of_one_name() {
        assert_eq!(companies("Copper Kettle Ltd", "The Copper Kettle"), Some(100));
        assert_eq!(companies("上海云禾科技有限公司", "云禾科技"), Some(92));
        assert_eq!(companies("上海云禾科技有限公司", "云禾"), Some(88));
        assert_eq!(companies("天河云舍民宿", "云舍民宿"), Some(75));
        assert_eq!(companies("Harper & Lane Solicitors LLP", "Harper and Lane"), Some(70));
        assert_eq!(companies("St. Mary's School", "Saint Marys School"), Some(100));
        assert_eq!(companies("云禾（上海）科技有限公司", "上海云禾科技有限公司"), Some(100));
    }

    #[test]
    fn other_companies() {
        for (one, other) in [
            ("上海云禾科技有限公司", "北京云禾科技有限公司"),
            ("云禾科技有限公司上海分公司", "云禾科技有限公司"),
            ("云禾咖啡（浦东店）", "云禾咖啡（徐汇店）"),
            ("云禾咖啡浦东店", "云禾咖啡徐汇店"),
            ("上海云禾科技有限公司", "上海云舍科技有限公司"),
            ("云禾咖啡", "云禾咖啡浦东店"),
            ("Acme Plumbing Services", "Apex Plumbing Services"),
            ("Copper Kettle Leeds", "Copper Kettle Bristol"),
            ("Copper Kettle (Leeds)", "Copper Kettle (Bristol)"),
            ("Copper Kettle (Leeds)", "Copper Kettle"),
        ] {
            assert!(companies(one, other) < Some(60), "{one} {other}");
        }
        assert_eq!(companies("云禾贸易有限公司", "云禾物流有限公司"), Some(69));
    }
}
