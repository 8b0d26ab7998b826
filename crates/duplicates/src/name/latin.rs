//! Names written with spaces: words, without honorifics and legal forms.

use super::Title;

/// Words of a name that are kept; nobody's name has more.
pub(super) const WORDS: usize = 8;
/// Letters of a word that are kept.
const LETTERS: usize = 24;

/// What stands before a person's name.
const BEFORE: [(&str, Option<Title>); 20] = [
    ("mr", Some(Title::Man)),
    ("mrs", Some(Title::Woman)),
    ("ms", Some(Title::Woman)),
    ("miss", Some(Title::Woman)),
    ("mx", None),
    ("dr", None),
    ("prof", None),
    ("professor", None),
    ("sir", Some(Title::Man)),
    ("rev", None),
    ("herr", Some(Title::Man)),
    ("frau", Some(Title::Woman)),
    ("monsieur", Some(Title::Man)),
    ("mme", Some(Title::Woman)),
    ("mlle", Some(Title::Woman)),
    ("senor", Some(Title::Man)),
    ("senora", Some(Title::Woman)),
    ("sra", Some(Title::Woman)),
    ("signor", Some(Title::Man)),
    ("signora", Some(Title::Woman)),
];
/// What stands behind it and says which of two of one name.
const GENERATIONS: [(&str, u8); 8] = [
    ("sr", 1),
    ("senior", 1),
    ("jr", 2),
    ("junior", 2),
    ("jnr", 2),
    ("ii", 2),
    ("iii", 3),
    ("iv", 4),
];
/// What stands behind it and says nothing.
const DEGREES: [&str; 6] = ["phd", "md", "mba", "esq", "msc", "bsc"];
/// Legal forms of companies, as in the list of entity legal forms of ISO 20275 and in common
/// short forms. Those of one or two letters count only for a known organisation or behind
/// another one.
const FORMS: [&str; 47] = [
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "lp",
    "plc",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "gbr",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "sl",
    "slu",
    "bv",
    "nv",
    "oy",
    "oyj",
    "ab",
    "as",
    "aps",
    "asa",
    "co",
    "corp",
    "corporation",
    "company",
    "pty",
    "pte",
    "sdn",
    "bhd",
    "kk",
    "kft",
    "sro",
    "doo",
    "ltda",
    "sia",
    "uab",
    "spzoo",
];
/// Words that come and go.
const SMALL: [&str; 5] = ["and", "the", "und", "et", "of"];

/// The words of a name and what was taken off.
#[derive(Debug, Default)]
pub(super) struct Latin {
    pub text: String,
    pub title: Option<Title>,
    pub generation: u8,
    pub company: bool,
}

impl Latin {
    /// Of a text already folded.
    pub(super) fn read(folded: &str, organisation: Option<bool>) -> Self {
        let plain: String = folded.chars().filter(|c| !matches!(c, '\'' | '’' | '`')).collect();
        let mut words: Vec<&str> =
            plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut found = Self::default();
        if organisation != Some(false) {
            found.company = strip_forms(&mut words, organisation == Some(true));
        }
        if organisation != Some(true) && !found.company {
            found.strip_person(&mut words);
        }
        if words.len() > 1 {
            let all = words.clone();
            words.retain(|word| !SMALL.contains(word));
            if words.is_empty() {
                words = all;
            }
        }
        words.truncate(WORDS);
        for word in words {
            let word = if word == "saint" { "st" } else { word };
            if !found.text.is_empty() {
                found.text.push(' ');
            }
            found.text.extend(word.chars().take(LETTERS));
        }
        found
    }

    fn strip_person(&mut self, words: &mut Vec<&str>) {
        while words.len() > 1
            && let Some((_, title)) = words.first().and_then(|first| entry(&BEFORE, first))
        {
            self.title = self.title.or(*title);
            words.remove(0);
        }
        while words.len() > 1
            && let Some(last) = words.last()
        {
            match entry(&GENERATIONS, last) {
                Some((_, generation)) => self.generation = *generation,
                None if DEGREES.contains(last) => {}
                None => break,
            }
            words.pop();
        }
    }
}

fn entry<'a, T>(table: &'a [(&str, T)], word: &str) -> Option<&'a (&'a str, T)> {
    table.iter().find(|(known, _)| *known == word)
}

/// Takes legal forms off the end, also those written with dots, of which single letters are
/// left. Whether there were any.
fn strip_forms(words: &mut Vec<&str>, organisation: bool) -> bool {
    let mut found = false;
    'again: loop {
        for count in (1..=4).rev() {
            // The first word stays: a company is called something.
            let Some(at) = words.len().checked_sub(count).filter(|at| *at > 0) else { continue };
            let Some(tail) = words.get(at..) else { continue };
            if count > 1 && tail.iter().any(|word| word.len() > 1) {
                continue;
            }
            let form = tail.concat();
            let sure = organisation || found || count > 1 || form.len() > 2;
            if sure && FORMS.contains(&form.as_str()) {
                words.truncate(at);
                found = true;
                continue 'again;
            }
        }
        return found;
    }
}

/// The text without its last bracket, and what is in the bracket: a remark, a branch, or the
/// place of a Chinese company.
pub(super) fn split_remark(folded: &str) -> (String, &str) {
    let bracket = folded.rsplit_once('(').and_then(|(before, open)| {
        let (remark, after) = open.split_once(')')?;
        Some((before, remark, after))
    });
    match bracket {
        Some((before, remark, after)) if !before.trim().is_empty() => {
            (format!("{} {}", before.trim(), after.trim()).trim().to_owned(), remark.trim())
        }
        _ => (folded.trim().to_owned(), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, organisation: Option<bool>) -> String {
        Latin::read(name, organisation).text
    }

    #[test]
    fn legal_forms_go() {
        for name in [
            "copper kettle ltd",
            "copper kettle, inc.",
            "copper kettle l.l.c.",
            "copper kettle s.a.",
            "the copper kettle co., ltd.",
            "copper kettle pty. limited",
            "copper & kettle gmbh",
            "copper kettle g.m.b.h.",
            "copper kettle gmbh & co. kg",
        ] {
            assert_eq!(text(name, Some(true)), "copper kettle", "{name}");
        }
        assert_eq!(text("co", Some(true)), "co");
        assert_eq!(text("lee as", None), "lee as");
        assert_eq!(text("lee inc", Some(false)), "lee inc");
    }

    #[test]
    fn honorifics_go_and_are_remembered() {
        let name = Latin::read("prof. dr. mrs ann o'brien, phd", None);
        assert_eq!((name.text.as_str(), name.title), ("ann obrien", Some(Title::Woman)));
        assert_eq!(text("mr", None), "mr");
        assert_eq!(text("dr oetker", Some(true)), "dr oetker");
    }

    #[test]
    fn senior_and_junior_are_told_apart() {
        assert_eq!(Latin::read("john smith jr.", None).generation, 2);
        assert_eq!(Latin::read("john smith senior", None).generation, 1);
        assert_eq!(text("john smith iii", None), "john smith");
    }

    #[test]
    fn hostile_names_are_cut() {
        assert_eq!(text(&"a ".repeat(100), None), "a a a a a a a a");
        assert_eq!(text(&"a".repeat(200), None).len(), LETTERS);
    }

    #[test]
    fn a_bracket_is_a_remark() {
        let split = |text: &'static str| {
            let (main, remark) = split_remark(text);
            format!("{main}|{remark}")
        };
        assert_eq!(split("copper (leeds)"), "copper|leeds");
        assert_eq!(split("john (jack) smith"), "john smith|jack");
        assert_eq!(split("云禾(上海)科技有限公司"), "云禾 科技有限公司|上海");
        assert_eq!(split("(leeds)"), "(leeds)|");
        assert_eq!(split("a) b ("), "a) b (|");
    }
}
