//! What the watch list is narrowed to, and the controls for it.

use leptos::prelude::*;
use workspace::analysis::warnings::{Severity, Warned, Warnings};
use workspace::{Group, Image};

use crate::components::Glyph;
use crate::i18n::{t_string, use_i18n};
use crate::session::use_session;
use crate::views::params::SelectParam;
use crate::views::segments::watch::wording::{self, rule_name};
use crate::views::url::Params;

/// What the list is narrowed to.
pub struct Narrowing {
    rule: String,
    severity: Option<Severity>,
    owner: String,
}

/// What an address narrows it to.
pub fn narrow(params: Params) -> Narrowing {
    let severity = Severity::of_code(&params.get("severity"));
    Narrowing { rule: params.get("rule"), severity, owner: params.get("owner") }
}

impl Narrowing {
    /// Whether a customer is meant by their open warnings, or by those that are quiet.
    pub fn admits(&self, image: &Image, warnings: &Warnings, warned: &Warned, quiet: bool) -> bool {
        let own = || {
            let own = warned.warnings.iter().filter(|warning| warning.is_quiet == quiet);
            own.filter_map(|warning| warnings.rule(warning))
        };
        let has_owner = || {
            let row = image.tables.customers.row(warned.slot);
            row.is_some_and(|row| row.record.owner == self.owner)
        };
        own().next().is_some()
            && (self.rule.is_empty() || own().any(|(id, _)| *id == self.rule))
            && (self.severity.is_none()
                || own().map(|(_, rule)| rule.severity).max() == self.severity)
            && (self.owner.is_empty() || has_owner())
    }

    /// The group that a customer list is narrowed to.
    pub fn group(&self) -> String {
        match self.rule.as_str() {
            "" => Group::WARNED.to_owned(),
            rule => format!("{}:{rule}", Group::WARNED),
        }
    }
}

/// The controls.
#[component]
pub fn Narrow(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rules = Signal::derive(move || {
        let rules = session.look(|image| image.warning_rules()).unwrap_or_default();
        let on = rules.into_iter().filter(|(_, rule)| rule.on);
        on.map(|(id, rule)| (id, rule_name(i18n, &rule))).collect::<Vec<_>>()
    });
    let severities = Signal::derive(move || {
        let all = Severity::ALL;
        all.map(|s| (s.code().to_owned(), wording::severity(i18n, s).to_owned())).to_vec()
    });
    let owners = Signal::derive(move || {
        let owners = session.look(workspace::query::owners).unwrap_or_default();
        owners.into_iter().map(|owner| (owner.clone(), owner)).collect::<Vec<_>>()
    });
    view! {
        <div class="btn-row narrowing">
            <SelectParam params=params key="rule" id="watch-rule" glyph=Glyph::Alert label=|i| t_string!(i, watch.rule) any=|i| t_string!(i, watch.any_rule) options=rules/>
            <SelectParam params=params key="severity" id="watch-severity" glyph=Glyph::Filter label=|i| t_string!(i, watch.severity) any=|i| t_string!(i, watch.any_severity) options=severities/>
            <SelectParam params=params key="owner" id="watch-owner" glyph=Glyph::Person label=|i| t_string!(i, customers.owner) any=|i| t_string!(i, watch.any_owner) options=owners/>
        </div>
    }
    .into_any()
}
