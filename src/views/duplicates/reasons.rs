//! Why two customers look alike, in words.

use duplicates::Reason;
use leptos::prelude::*;

use crate::i18n::{I18n, t_string, use_i18n};

/// One reason.
pub fn reason(i18n: I18n, reason: &Reason) -> String {
    match reason {
        Reason::SameEmail(what) | Reason::SameMailbox(what) => {
            t_string!(i18n, duplicates.same_email, what = what).to_string()
        }
        Reason::SamePhone(what) => t_string!(i18n, duplicates.same_phone, what = what).to_string(),
        Reason::SameCode(what) => t_string!(i18n, duplicates.same_code, what = what).to_string(),
        Reason::HeldByMany(what) => {
            t_string!(i18n, duplicates.held_by_many, what = what).to_string()
        }
        Reason::SameDomain(what) => {
            t_string!(i18n, duplicates.same_domain, what = what).to_string()
        }
        Reason::SameName | Reason::SameShortName => {
            t_string!(i18n, duplicates.same_name).to_owned()
        }
        Reason::SimilarName(percent) | Reason::RelatedName(percent) => {
            t_string!(i18n, duplicates.similar_name, percent = percent).to_string()
        }
        Reason::SameAddress => t_string!(i18n, duplicates.same_address).to_owned(),
        Reason::SameBirthday => t_string!(i18n, duplicates.same_birthday).to_owned(),
        Reason::UnlikeName(_) | Reason::DifferentName(_) => {
            t_string!(i18n, duplicates.different_name).to_owned()
        }
        Reason::DifferentTitle => t_string!(i18n, duplicates.different_title).to_owned(),
        Reason::DifferentBirthday => t_string!(i18n, duplicates.different_birthday).to_owned(),
        Reason::DifferentCode => t_string!(i18n, duplicates.different_code).to_owned(),
        Reason::DifferentTown => t_string!(i18n, duplicates.different_town).to_owned(),
        Reason::PersonAndOrganisation => t_string!(i18n, duplicates.different_type).to_owned(),
    }
}

/// All reasons, what speaks against set apart.
pub fn badges(reasons: Vec<Reason>) -> AnyView {
    let i18n = use_i18n();
    let badge = move |one: Reason| {
        let against = one.is_against();
        view! {
            <li class="tag" data-against=against.to_string()>{move || reason(i18n, &one)}</li>
        }
    };
    view! { <ul class="badges reasons">{reasons.into_iter().map(badge).collect_view()}</ul> }
        .into_any()
}
