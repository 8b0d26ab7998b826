//! Choices kept for the next file of their kind, and put on it.

use interchange::csv::saved::{Applied, SavedOptions};
use interchange::csv::{SavedMapping, Target};
use model::{DecimalMark, Settings};
use workspace::commands::{ImportMode, MatchBy, Rule};

use crate::views::data::wizard::Opened;
use crate::views::data::wizard::choices::Choices;
use crate::views::data::wording;

/// The mappings kept in `settings`, by name. What does not read is passed over: it may be
/// from a version of tomorrow.
pub fn kept(settings: &Settings) -> Vec<(String, SavedMapping)> {
    let read = |(name, json): (&String, &String)| {
        Some((name.clone(), SavedMapping::from_json(json).ok()?))
    };
    settings.mappings.iter().filter_map(read).collect()
}

/// Whether a file with these headers has every column that a mapping makes use of.
pub fn fits(saved: &SavedMapping, headers: &[String]) -> bool {
    let Applied { mapping, missing, .. } = saved.apply(headers);
    missing.is_empty() && mapping.problems().is_empty()
}

/// `choices` for a file like `opened`, as text.
pub fn keep(name: &str, choices: &Choices, opened: &Opened) -> Option<String> {
    let mut saved = SavedMapping::new(name, &opened.headers, &choices.mapping, &choices.values);
    saved.options = SavedOptions {
        date_format: Some(choices.date),
        currency: choices.currency(),
        decimal_comma: Some(choices.mark == DecimalMark::Comma),
        round: Some(choices.round),
        mode: Some(wording::mode_code(choices.rules.mode).to_owned()),
        ..SavedOptions::of_customers(&choices.customer_options())
    };
    let by = match choices.mapping.target {
        Target::Customers => choices.rules.key,
        Target::Orders | Target::Interactions => choices.match_by,
    };
    saved.options.match_by = Some(wording::match_code(by).to_owned());
    for (column, saved) in saved.columns.iter_mut().enumerate() {
        let rule = choices.rule(column).filter(|(rule, all)| all.first() != Some(rule));
        saved.rule = rule.map(|(rule, _)| wording::rule_code(rule).to_owned());
    }
    saved.to_json().ok()
}

/// The choices that `saved` makes for `opened`.
pub fn recall(saved: &SavedMapping, opened: &Opened, settings: &Settings) -> Choices {
    let mut choices = Choices::guess(saved.target, opened, settings);
    let Applied { mapping, values, .. } = saved.apply(&opened.headers);
    (choices.mapping, choices.values) = (mapping, values);
    let options = &saved.options;
    choices.date = options.date_format.unwrap_or(choices.date);
    choices.birthday = options.birthday_format.unwrap_or(choices.birthday);
    choices.since = options.since_format.unwrap_or(choices.since);
    if let Some(currency) = options.currency {
        choices.currency = currency.to_string();
    }
    if let Some(comma) = options.decimal_comma {
        choices.mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
    }
    choices.round = options.round.unwrap_or(choices.round);
    let said = |word: &Option<String>, code: &str| word.as_deref() == Some(code);
    let mut keys = MatchBy::ALL.into_iter();
    if let Some(by) = keys.find(|by| said(&options.match_by, wording::match_code(*by))) {
        match saved.target {
            Target::Customers => choices.rules.key = by,
            Target::Orders | Target::Interactions => choices.match_by = by,
        }
    }
    let mut modes = ImportMode::ALL.into_iter();
    if let Some(mode) = modes.find(|mode| said(&options.mode, wording::mode_code(*mode))) {
        choices.rules.mode = mode;
    }
    // Rules go by column there, and by field here.
    let rules = saved.columns.iter().filter_map(|column| Some((column, column.rule.as_ref()?)));
    for (column, word) in rules {
        let rule = Rule::LIST.into_iter().find(|rule| wording::rule_code(*rule) == word);
        let same = |header: &String| header.to_lowercase() == column.header.to_lowercase();
        let at = opened.headers.iter().position(same);
        if let (Some(rule), Some(at)) = (rule, at) {
            choices.set_rule(at, rule);
        }
    }
    choices
}
