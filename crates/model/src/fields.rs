//! Adding fields of one's own, and changing them.

use thiserror::Error;

use crate::custom::{CUSTOM_LIMIT, CustomField, CustomType, key_of};
use crate::kinds::Kind;
use crate::kinds::settings::Settings;

/// Why a field cannot be as asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FieldProblem {
    /// Its name has no letter and no digit.
    #[error("no name")]
    Nameless,
    /// Records of the kind have a field of that name, or had one under it at first.
    #[error("`{name}` is there already")]
    Taken {
        /// What that one is called now.
        name: String,
        /// Whether it is no longer offered.
        retired: bool,
    },
    /// A field to choose in, and nothing to choose from.
    #[error("nothing to choose from")]
    NoChoices,
    /// As many as there can be are there.
    #[error("more than {CUSTOM_LIMIT} fields")]
    TooMany,
}

/// Whether people choose what it holds from a list.
#[must_use]
pub fn has_choices(holds: &CustomType) -> bool {
    matches!(holds, CustomType::Choice | CustomType::Choices)
}

/// What there is to choose from, written one a line. What differs in case only is one choice,
/// because it is read as one.
#[must_use]
pub fn choices_of(lines: &str) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.filter(|line| seen.insert(line.to_lowercase())).map(ToOwned::to_owned).collect()
}

impl Settings {
    /// Adds a field to the records of a kind, after those they have, and answers its key: that
    /// of its name, or of kind and name where another kind has a field of that name.
    ///
    /// # Errors
    /// When it cannot be as asked for; nothing is changed then.
    pub fn add_field(
        &mut self,
        kind: &Kind,
        name: &str,
        holds: CustomType,
        choices: Vec<String>,
    ) -> Result<String, FieldProblem> {
        let mut key = self.free_name(kind, name, None)?;
        if self.fields.contains_key(&key) {
            key = key_of(&format!("{} {name}", kind.name()));
        }
        if let Some(field) = self.fields.get(&key) {
            return Err(taken(field));
        }
        if has_choices(&holds) && choices.is_empty() {
            return Err(FieldProblem::NoChoices);
        }
        if self.fields.len() >= CUSTOM_LIMIT {
            return Err(FieldProblem::TooMany);
        }
        let last = self.fields.values().filter(|field| field.on == kind.name());
        let place = last.map(|field| field.place).max().unwrap_or(0).saturating_add(1);
        let choices = if has_choices(&holds) { choices } else { Vec::new() };
        let (on, name) = (kind.name().to_owned(), name.trim().to_owned());
        let field = CustomField { on, name, holds, choices, place, retired: false, listed: false };
        self.fields.insert(key.clone(), field);
        Ok(key)
    }

    /// Gives a field another name and, if it has choices, others of those. Its key and what
    /// records hold in it stay.
    ///
    /// # Errors
    /// When it cannot be as asked for; nothing is changed then.
    pub fn edit_field(
        &mut self,
        key: &str,
        name: &str,
        choices: Vec<String>,
    ) -> Result<(), FieldProblem> {
        let Some(field) = self.fields.get(key) else { return Ok(()) };
        self.free_name(&kind_of(field), name, Some(key))?;
        let Some(field) = self.fields.get_mut(key) else { return Ok(()) };
        if has_choices(&field.holds) {
            if choices.is_empty() {
                return Err(FieldProblem::NoChoices);
            }
            field.choices = choices;
        }
        name.trim().clone_into(&mut field.name);
        Ok(())
    }

    /// Moves a field before the one it follows, or behind the one that follows it.
    pub fn move_field(&mut self, key: &str, up: bool) {
        let Some(kind) = self.fields.get(key).map(kind_of) else { return };
        let fields = self.fields_of(&kind).into_iter().map(|(key, _)| key.to_owned());
        let mut order: Vec<String> = fields.collect();
        let Some(at) = order.iter().position(|other| other == key) else { return };
        let to = if up { at.checked_sub(1) } else { Some(at + 1) };
        let Some(to) = to.filter(|to| *to < order.len()) else { return };
        order.swap(at, to);
        for (place, key) in (1..).zip(order) {
            if let Some(field) = self.fields.get_mut(&key) {
                field.place = place;
            }
        }
    }

    /// Shows a field in the lists of its kind, or no longer.
    pub fn list_field(&mut self, key: &str, listed: bool) {
        if let Some(field) = self.fields.get_mut(key) {
            field.listed = listed;
        }
    }

    /// Offers a field no longer, or again; what records hold in it stays.
    pub fn retire_field(&mut self, key: &str, retired: bool) {
        if let Some(field) = self.fields.get_mut(key) {
            field.retired = retired;
        }
    }

    /// The key of `name`, if it is one and no field of the kind but `itself` bears it.
    fn free_name(
        &self,
        kind: &Kind,
        name: &str,
        itself: Option<&str>,
    ) -> Result<String, FieldProblem> {
        let wanted = key_of(name);
        if wanted.is_empty() {
            return Err(FieldProblem::Nameless);
        }
        let same = |(key, field): &(&String, &CustomField)| {
            field.on == kind.name()
                && itself != Some(key.as_str())
                && (**key == wanted || key_of(&field.name) == wanted)
        };
        match self.fields.iter().find(same) {
            Some((_, field)) => Err(taken(field)),
            None => Ok(wanted),
        }
    }
}

fn taken(field: &CustomField) -> FieldProblem {
    FieldProblem::Taken { name: field.name.clone(), retired: field.retired }
}

fn kind_of(field: &CustomField) -> Kind {
    let Ok(kind) = field.on.parse();
    kind
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn add(settings: &mut Settings, kind: &Kind, name: &str) -> Result<String, FieldProblem> {
        settings.add_field(kind, name, CustomType::Text, Vec::new())
    }

    fn names(settings: &Settings) -> Vec<&str> {
        let fields = settings.fields_of(&Kind::Customer);
        fields.into_iter().map(|(_, field)| field.name.as_str()).collect()
    }

    #[test]
    fn fields_stand_in_the_order_they_were_added_and_can_be_moved() {
        let mut settings = Settings::default();
        for name in ["Zodiac", "Allergy", "Motto"] {
            add(&mut settings, &Kind::Customer, name).unwrap();
        }
        add(&mut settings, &Kind::Order, "Parcel").unwrap();
        assert_eq!(names(&settings), ["Zodiac", "Allergy", "Motto"]);
        settings.move_field("motto", true);
        assert_eq!(names(&settings), ["Zodiac", "Motto", "Allergy"]);
        settings.move_field("zodiac", false);
        assert_eq!(names(&settings), ["Motto", "Zodiac", "Allergy"]);
        settings.move_field("motto", true);
        settings.move_field("allergy", false);
        settings.move_field("nothing", false);
        assert_eq!(names(&settings), ["Motto", "Zodiac", "Allergy"]);
        settings.retire_field("zodiac", true);
        assert_eq!(names(&settings), ["Motto", "Allergy"]);
        settings.move_field("allergy", true);
        assert_eq!(names(&settings), ["Allergy", "Motto"]);
        settings.retire_field("zodiac", false);
        assert_eq!(names(&settings).len(), 3);
    }

    #[test]
    fn lists_show_the_first_that_are_to_be_shown() {
        let mut settings = Settings::default();
        for name in ["a", "b", "c", "d", "e"] {
            add(&mut settings, &Kind::Customer, name).unwrap();
            settings.list_field(name, name != "b");
        }
        settings.retire_field("a", true);
        let listed = |settings: &Settings, kind| -> Vec<String> {
            settings.listed_fields(&kind).map(|(key, _)| key.to_owned()).collect()
        };
        assert_eq!(listed(&settings, Kind::Customer), ["c", "d", "e"]);
        settings.retire_field("a", false);
        assert_eq!(listed(&settings, Kind::Customer), ["a", "c", "d"]);
        settings.list_field("c", false);
        assert_eq!(listed(&settings, Kind::Customer), ["a", "d", "e"]);
        assert!(listed(&settings, Kind::Order).is_empty());
    }

    #[test]
    fn a_name_stands_for_one_field_of_a_kind() {
        let mut settings = Settings::default();
        let (customer, order) = (Kind::Customer, Kind::Order);
        assert_eq!(add(&mut settings, &customer, " Shoe size ").unwrap(), "shoe_size");
        assert_eq!(settings.fields["shoe_size"].name, "Shoe size");
        assert_eq!(add(&mut settings, &customer, "?!"), Err(FieldProblem::Nameless));
        let taken = |name: &str, retired| {
            let name = name.to_owned();
            Err(FieldProblem::Taken { name, retired })
        };
        assert_eq!(add(&mut settings, &customer, "shoe-SIZE"), taken("Shoe size", false));

        // The name it had at first is still its key, and its new one is its too.
        settings.edit_field("shoe_size", "Boot size", Vec::new()).unwrap();
        settings.retire_field("shoe_size", true);
        assert_eq!(add(&mut settings, &customer, "Shoe size"), taken("Boot size", true));
        assert_eq!(add(&mut settings, &customer, "boot size"), taken("Boot size", true));
        settings.edit_field("shoe_size", "Shoe size", Vec::new()).unwrap();

        // Another kind has names, but not keys, of its own.
        assert_eq!(add(&mut settings, &order, "Shoe size").unwrap(), "order_shoe_size");
        assert_eq!(settings.fields["shoe_size"].on, "customer");
        assert_eq!(add(&mut settings, &order, "Shoe size"), taken("Shoe size", false));
        assert_eq!(add(&mut settings, &order, "Gift").unwrap(), "gift");
        let renamed = settings.edit_field("gift", "Shoe Size", Vec::new());
        assert_eq!(renamed, taken("Shoe size", false).map(|_: String| ()));
        assert_eq!(settings.fields["gift"].name, "Gift");
    }

    #[test]
    fn a_field_to_choose_in_has_something_to_choose_from() {
        let mut settings = Settings::default();
        let choices = choices_of(" Gold \n\nSilver\r\ngold\n深蓝");
        assert_eq!(choices, ["Gold", "Silver", "深蓝"]);
        let mut add = |name, holds, choices| {
            settings.add_field(&Kind::Customer, name, holds, choices).map(|_| ())
        };
        assert_eq!(add("A", CustomType::Choices, Vec::new()), Err(FieldProblem::NoChoices));
        assert_eq!(add("A", CustomType::Choice, choices.clone()), Ok(()));
        assert_eq!(add("B", CustomType::Text, choices.clone()), Ok(()));
        assert_eq!(settings.fields["a"].choices, choices);
        assert!(settings.fields["b"].choices.is_empty());
        let emptied = settings.edit_field("a", "A", Vec::new());
        assert_eq!(emptied, Err(FieldProblem::NoChoices));
        settings.edit_field("a", "A", vec!["Tin".into()]).unwrap();
        assert_eq!(settings.fields["a"].choices, ["Tin"]);
        settings.edit_field("b", "B", vec!["Tin".into()]).unwrap();
        assert!(settings.fields["b"].choices.is_empty());
    }

    #[test]
    fn there_is_an_end_to_fields() {
        let mut settings = Settings::default();
        for number in 0..CUSTOM_LIMIT {
            add(&mut settings, &Kind::Order, &format!("Field {number}")).unwrap();
        }
        assert_eq!(add(&mut settings, &Kind::Order, "One more"), Err(FieldProblem::TooMany));
    }
}
