//! What is typed into the search field, made of the names there are.

/// Letters typed of a name.
const LETTERS: usize = 10;
/// Letters of a word that is long enough to leave some out, or to get one wrong.
const LONG: usize = 7;

/// How something typed tells whom it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the beginning of a name.
    Name,
    /// By a word without its beginning.
    Middle,
    /// By a word with a wrong letter.
    Typo,
    /// By the beginnings of two words, the last one first.
    Words,
}

/// Something typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// How it tells.
    pub way: Way,
    /// Its letters.
    pub text: String,
}

/// One of each way, for the first of these names that it can be made of; `None` when there is no
/// such name.
pub fn of(names: &[&str]) -> Option<Vec<Typed>> {
    let name = names.iter().find(|name| name.is_ascii() && name.len() >= LETTERS)?;
    let (first, last) = names.iter().find_map(|name| two(name))?;
    let typed = |way, text| Typed { way, text };
    Some(vec![
        typed(Way::Name, name.chars().take(LETTERS).collect()),
        typed(Way::Middle, last.chars().skip(2).collect()),
        typed(Way::Typo, wrong(last)),
        typed(Way::Words, format!("{} {}", part(last), part(first))),
    ])
}

/// Both words of a name of two, of letters only, with a long one at the end.
fn two(name: &str) -> Option<(&str, &str)> {
    let (first, last) = name.split_once(' ')?;
    let letters = |word: &str| word.chars().all(|letter| letter.is_ascii_alphabetic());
    (letters(first) && letters(last) && first.len() >= LONG / 2 && last.len() >= LONG)
        .then_some((first, last))
}

fn part(word: &str) -> String {
    word.chars().take(LONG / 2 + 1).collect()
}

/// The word with another letter in its middle.
fn wrong(word: &str) -> String {
    let middle = word.len() / 2;
    let other = |letter| if letter == 'x' { 'q' } else { 'x' };
    word.chars()
        .enumerate()
        .map(|(at, letter)| if at == middle { other(letter) } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Way, of};

    #[test]
    fn each_way_is_made_of_a_name_that_it_can_be_made_of() {
        let names = ["Ann Lee", "Óscar Martínez Núñez", "The Golden Lion", "Grace Thornton"];
        let typed = of(&names).unwrap();
        let texts: Vec<(Way, &str)> =
            typed.iter().map(|typed| (typed.way, typed.text.as_str())).collect();
        let want = [
            (Way::Name, "The Golden"),
            (Way::Middle, "ornton"),
            (Way::Typo, "Thorxton"),
            (Way::Words, "Thor Grac"),
        ];
        assert_eq!(texts, want);
        assert_eq!(of(&names[..3]), None);
    }

    #[test]
    fn a_wrong_letter_is_another() {
        let typed = of(&["Jane Foxxxton"]).unwrap();
        assert_eq!(typed[2].text, "Foxxqton");
    }
}
