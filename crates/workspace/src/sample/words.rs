//! One language with its lists taken apart, ready to draw from.

use super::draw::Draw;
use super::language::{Language, fill, list, push_latin, shown};

/// A language and its lists.
#[derive(Debug)]
pub(super) struct Words {
    pub language: &'static Language,
    cultures: Vec<Culture>,
    first: Vec<&'static str>,
    second: Vec<&'static str>,
    streets: Vec<&'static str>,
}

#[derive(Debug)]
struct Culture {
    weight: u32,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

/// A name with its spelling for an e-mail address.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub name: String,
    pub mailbox: String,
}

impl Words {
    pub(super) fn new(language: &'static Language) -> Self {
        let culture = |names: &super::language::Names| Culture {
            weight: names.weight,
            given: list(names.given),
            family: list(names.family),
        };
        Self {
            language,
            cultures: language.names.iter().map(culture).collect(),
            first: list(language.first),
            second: list(language.second),
            streets: list(language.streets),
        }
    }

    fn full_name(&self, draw: &mut Draw) -> (&'static str, &'static str) {
        let place = draw.weighted(self.cultures.iter().map(|culture| culture.weight));
        let culture = &self.cultures[place];
        let family = culture.family[draw.leaning_low(culture.family.len())];
        (draw.pick(&culture.given), family)
    }

    /// A person.
    pub(super) fn person(&self, draw: &mut Draw) -> Named {
        let (given, family) = self.full_name(draw);
        let part = |key: &str| if key == "g" { given } else { family };
        let mut named = Named::default();
        fill(self.language.person, &mut named.name, |key, out| out.push_str(shown(part(key))));
        fill(self.language.mailbox, &mut named.mailbox, |key, out| push_latin(part(key), out));
        named
    }

    /// Somebody to ask for at an organisation.
    pub(super) fn contact(&self, draw: &mut Draw) -> String {
        let (given, family) = self.full_name(draw);
        let title = draw.pick(self.language.titles);
        let mut name = String::new();
        fill(self.language.contact, &mut name, |key, out| {
            out.push_str(match key {
                "g" => shown(given),
                "f" => shown(family),
                _ => title,
            });
        });
        name
    }

    /// An organisation of an industry in a town.
    pub(super) fn organisation(&self, industry: usize, town: &str, draw: &mut Draw) -> Named {
        let pattern = draw.pick(self.language.industries[industry].patterns);
        let (a, b) = (draw.pick(&self.first), draw.pick(&self.second));
        let (f, g) = (self.full_name(draw).1, self.full_name(draw).1);
        let mut named = Named::default();
        fill(pattern, &mut named.name, |key, out| {
            let part = match key {
                "a" => a,
                "b" => b,
                "f" => f,
                "g" => g,
                _ => return out.push_str(town),
            };
            out.push_str(shown(part));
            push_latin(part, &mut named.mailbox);
        });
        named
    }

    pub(super) fn street(&self, draw: &mut Draw) -> &'static str {
        draw.pick(&self.streets)
    }
}
