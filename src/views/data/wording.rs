//! What files are made of, in words.

use interchange::csv::cell::DateFormat;
use interchange::csv::{Answer, Delimiter, Encoding, Field, RejectReason, Source};
use model::CustomType;
use model::decimal::DecimalError;
use workspace::commands::{ImportMode, MatchBy, Refusal, Rule};

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::words;

/// A field's code in the page.
pub fn field_code(field: Field) -> &'static str {
    match field {
        Field::Code => "code",
        Field::Name => "name",
        Field::GivenName => "given-name",
        Field::FamilyName => "family-name",
        Field::CustomerType => "type",
        Field::Phone => "phone",
        Field::Email => "email",
        Field::Street => "street",
        Field::City => "city",
        Field::Region => "region",
        Field::Postcode => "postcode",
        Field::Country => "country",
        Field::Industry => "industry",
        Field::Size => "size",
        Field::Source => "source",
        Field::Stage => "stage",
        Field::Owner => "owner",
        Field::Tags => "tags",
        Field::PreferredChannel => "preferred-channel",
        Field::Birthday => "birthday",
        Field::Since => "since",
        Field::Notes => "notes",
        Field::CustomerKey => "customer-key",
        Field::CustomerName => "customer-name",
        Field::OrderNumber => "order-number",
        Field::Date => "date",
        Field::Amount => "amount",
        Field::Currency => "currency",
        Field::Item => "item",
        Field::Quantity => "quantity",
        Field::Note => "note",
        Field::At => "at",
        Field::TimeZone => "time-zone",
        Field::Channel => "channel",
        Field::Direction => "direction",
        Field::Subject => "subject",
        Field::Outcome => "outcome",
        Field::NextStep => "next-step",
        Field::InteractionId => "interaction-id",
    }
}

/// What a column can hold.
pub fn field(i18n: I18n, field: Field) -> &'static str {
    match field {
        Field::Code => t_string!(i18n, customers.code),
        Field::Name => t_string!(i18n, customers.name),
        Field::GivenName => t_string!(i18n, data.given_name),
        Field::FamilyName => t_string!(i18n, data.family_name),
        Field::CustomerType => t_string!(i18n, customers.customer_type),
        Field::Phone => t_string!(i18n, customers.phone),
        Field::Email => t_string!(i18n, customers.email),
        Field::Street => t_string!(i18n, customers.street),
        Field::City => t_string!(i18n, customers.city),
        Field::Region => t_string!(i18n, customers.region),
        Field::Postcode => t_string!(i18n, customers.postcode),
        Field::Country => t_string!(i18n, customers.country),
        Field::Industry => t_string!(i18n, customers.industry),
        Field::Size => t_string!(i18n, customers.size),
        Field::Source => t_string!(i18n, customers.source),
        Field::Stage => t_string!(i18n, customers.stage),
        Field::Owner => t_string!(i18n, customers.owner),
        Field::Tags => t_string!(i18n, customers.tags),
        Field::PreferredChannel => t_string!(i18n, customers.preferred_channel),
        Field::Birthday => t_string!(i18n, customers.birthday),
        Field::Since => t_string!(i18n, customers.since),
        Field::Notes => t_string!(i18n, customers.notes),
        Field::CustomerKey => t_string!(i18n, data.customer_key),
        Field::CustomerName => t_string!(i18n, data.customer_name),
        Field::OrderNumber => t_string!(i18n, orders.number),
        Field::Date => t_string!(i18n, orders.day),
        Field::Amount => t_string!(i18n, orders.amount),
        Field::Currency => t_string!(i18n, orders.currency),
        Field::Item => t_string!(i18n, orders.item),
        Field::Quantity => t_string!(i18n, orders.quantity),
        Field::Note => t_string!(i18n, orders.notes),
        Field::At => t_string!(i18n, interactions.at),
        Field::TimeZone => t_string!(i18n, out.col_time_zone),
        Field::Channel => t_string!(i18n, interactions.channel),
        Field::Direction => t_string!(i18n, interactions.direction),
        Field::Subject => t_string!(i18n, interactions.subject),
        Field::Outcome => t_string!(i18n, interactions.outcome),
        Field::NextStep => t_string!(i18n, interactions.next_step),
        Field::InteractionId => t_string!(i18n, out.col_interaction_id),
    }
}

/// Several fields of which one will do.
pub fn any_field(i18n: I18n, fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|of| field(i18n, *of)).collect();
    names.join(&format!(" {} ", t_string!(i18n, data.or)))
}

/// An encoding.
pub fn encoding(i18n: I18n, encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => t_string!(i18n, data.enc_utf8),
        Encoding::Gb18030 => t_string!(i18n, data.enc_gb18030),
        Encoding::Utf16Le => t_string!(i18n, data.enc_utf16le),
        Encoding::Utf16Be => t_string!(i18n, data.enc_utf16be),
        Encoding::Windows1252 => t_string!(i18n, data.enc_windows1252),
    }
}

/// A delimiter.
pub fn delimiter(i18n: I18n, delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => t_string!(i18n, data.del_comma),
        Delimiter::Semicolon => t_string!(i18n, data.del_semicolon),
        Delimiter::Tab => t_string!(i18n, data.del_tab),
        Delimiter::Pipe => t_string!(i18n, data.del_pipe),
    }
}

/// A notation of dates, with its code in the page.
pub fn date_format(i18n: I18n, format: DateFormat) -> (&'static str, &'static str) {
    match format {
        DateFormat::Ymd => ("ymd", t_string!(i18n, data.fmt_ymd)),
        DateFormat::Chinese => ("chinese", t_string!(i18n, data.fmt_chinese)),
        DateFormat::Compact => ("compact", t_string!(i18n, data.fmt_compact)),
        DateFormat::Dmy => ("dmy", t_string!(i18n, data.fmt_dmy)),
        DateFormat::Mdy => ("mdy", t_string!(i18n, data.fmt_mdy)),
    }
}

/// The code of what tells customers, in the page and in kept mappings.
pub fn match_code(by: MatchBy) -> &'static str {
    match by {
        MatchBy::Code => "code",
        MatchBy::Name => "name",
        MatchBy::Email => "email",
        MatchBy::Phone => "phone",
    }
}

/// What tells customers, with its code in the page.
pub fn match_by(i18n: I18n, by: MatchBy) -> (&'static str, &'static str) {
    let words = match by {
        MatchBy::Code => t_string!(i18n, data.by_code),
        MatchBy::Name => t_string!(i18n, data.by_name),
        MatchBy::Email => t_string!(i18n, data.by_email),
        MatchBy::Phone => t_string!(i18n, data.by_phone),
    };
    (match_code(by), words)
}

/// The code of a mode, in the page and in kept mappings.
pub fn mode_code(mode: ImportMode) -> &'static str {
    match mode {
        ImportMode::Both => "both",
        ImportMode::CreateOnly => "create",
        ImportMode::UpdateOnly => "update",
    }
}

/// The code of a rule, in the page and in kept mappings.
pub fn rule_code(rule: Rule) -> &'static str {
    match rule {
        Rule::Overwrite => "overwrite",
        Rule::FillEmpty => "fill",
        Rule::Add => "add",
        Rule::Skip => "skip",
    }
}

/// What becomes of values that are there.
pub fn rule(i18n: I18n, rule: Rule, is_list: bool) -> &'static str {
    match rule {
        Rule::Overwrite if is_list => t_string!(i18n, import.rule_replace),
        Rule::Overwrite => t_string!(i18n, import.rule_overwrite),
        Rule::FillEmpty => t_string!(i18n, import.rule_fill),
        Rule::Add => t_string!(i18n, import.rule_add),
        Rule::Skip => t_string!(i18n, import.rule_skip),
    }
}

/// The program that a file is from.
pub fn source(i18n: I18n, source: Source) -> &'static str {
    match source {
        Source::HubSpotContacts => t_string!(i18n, import.from_hubspot_contacts),
        Source::HubSpotCompanies => t_string!(i18n, import.from_hubspot_companies),
        Source::SalesforceAccounts => t_string!(i18n, import.from_salesforce_accounts),
        Source::SalesforceContacts => t_string!(i18n, import.from_salesforce_contacts),
        Source::SalesforceLeads => t_string!(i18n, import.from_salesforce_leads),
        Source::ZohoAccounts => t_string!(i18n, import.from_zoho_accounts),
        Source::ZohoContacts => t_string!(i18n, import.from_zoho_contacts),
        Source::ZohoLeads => t_string!(i18n, import.from_zoho_leads),
        Source::GoogleContacts => t_string!(i18n, import.from_google),
        Source::Outlook => t_string!(i18n, import.from_outlook),
        Source::HubSpotCalls => t_string!(i18n, import.from_hubspot_calls),
        Source::HubSpotMeetings => t_string!(i18n, import.from_hubspot_meetings),
        Source::SalesforceTasks => t_string!(i18n, import.from_salesforce_tasks),
        Source::SalesforceEvents => t_string!(i18n, import.from_salesforce_events),
        Source::ZohoCalls => t_string!(i18n, import.from_zoho_calls),
        Source::ZohoMeetings => t_string!(i18n, import.from_zoho_meetings),
    }
}

/// What a field people add holds; those a column can become.
pub fn custom_type(i18n: I18n, holds: &CustomType) -> String {
    match holds {
        CustomType::Text => t_string!(i18n, import.type_text),
        CustomType::Number => t_string!(i18n, import.type_number),
        CustomType::Money => t_string!(i18n, import.type_money),
        CustomType::Day => t_string!(i18n, import.type_day),
        CustomType::Choice => t_string!(i18n, import.type_choice),
        CustomType::Choices => t_string!(i18n, import.type_choices),
        CustomType::Flag => t_string!(i18n, import.type_flag),
        CustomType::Link => t_string!(i18n, import.type_link),
        CustomType::Customer => t_string!(i18n, import.type_customer),
        CustomType::Other(code) => return code.to_string(),
    }
    .to_owned()
}

/// An answer.
pub fn answer(i18n: I18n, answer: &Answer) -> String {
    match answer {
        Answer::CustomerType(choice) => words::customer_type(i18n, choice),
        Answer::Stage(choice) => words::stage(i18n, choice),
        Answer::Channel(choice) | Answer::Touch(choice) => words::channel(i18n, choice),
        Answer::Direction(choice) => words::direction(i18n, choice),
        Answer::Size(number) => format::count(i18n.get_locale(), *number as usize),
    }
}

/// Why a row was not taken.
pub fn refusal(i18n: I18n, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unreadable(reason) => reject(i18n, reason),
        Refusal::Invalid(invalid) => words::problems(i18n, invalid),
        Refusal::Ambiguous { key } => t_string!(i18n, data.r_ambiguous, key = key).to_string(),
    }
}

/// Why a row could not be read.
pub fn reject(i18n: I18n, reason: &RejectReason) -> String {
    let name = |of: &Field| field(i18n, *of);
    match reason {
        RejectReason::OpenQuote { opened } => {
            t_string!(i18n, data.r_open_quote, line = opened).to_string()
        }
        RejectReason::TooLong { limit } => {
            let limit = format::bytes(i18n.get_locale(), *limit as f64);
            t_string!(i18n, data.r_too_long, limit = limit).to_string()
        }
        RejectReason::NotUtf8 => t_string!(i18n, data.r_not_utf8).to_owned(),
        RejectReason::TooManyColumns { found, expected } => {
            t_string!(i18n, data.r_columns, found = found, expected = expected).to_string()
        }
        RejectReason::Missing(fields) => {
            t_string!(i18n, data.r_missing, fields = any_field(i18n, fields)).to_string()
        }
        RejectReason::NotADate { field, text } => {
            t_string!(i18n, data.r_date, field = name(field), text = text).to_string()
        }
        RejectReason::TwoDigitYear { field, text } => {
            t_string!(i18n, data.r_year, field = name(field), text = text).to_string()
        }
        RejectReason::NotANumber { field, text, why } => match why {
            DecimalError::Empty | DecimalError::NotANumber => {
                t_string!(i18n, data.r_number, field = name(field), text = text).to_string()
            }
            DecimalError::TooPrecise(places) => {
                t_string!(i18n, data.r_precise, field = name(field), text = text, places = places)
                    .to_string()
            }
            DecimalError::TooLarge => {
                t_string!(i18n, data.r_large, field = name(field), text = text).to_string()
            }
        },
        RejectReason::MangledNumber { field, text } => {
            t_string!(i18n, data.r_mangled, field = name(field), text = text).to_string()
        }
        RejectReason::UnknownCurrency { text } => {
            t_string!(i18n, data.r_currency, text = text).to_string()
        }
        RejectReason::UnknownChoice { field, text } => {
            t_string!(i18n, data.r_choice, field = name(field), text = text).to_string()
        }
        RejectReason::NotAPhone { text } => {
            t_string!(i18n, errors.not_a_phone, text = text).to_string()
        }
        RejectReason::NotAnEmail { text } => {
            t_string!(i18n, errors.not_an_email, text = text).to_string()
        }
        RejectReason::TextTooLong { field, limit } => {
            t_string!(i18n, data.r_text_long, field = name(field), limit = limit).to_string()
        }
        RejectReason::NotOfField { name, holds, text } => {
            let holds = custom_type(i18n, holds);
            t_string!(i18n, import.r_not_of_field, field = name, text = text, holds = holds)
                .to_string()
        }
        RejectReason::TooManyChoices { name, limit, text } => {
            t_string!(i18n, import.r_choices, field = name, text = text, limit = limit).to_string()
        }
        RejectReason::TooMany { field, limit } => {
            t_string!(i18n, data.r_many, field = name(field), limit = limit).to_string()
        }
    }
}
