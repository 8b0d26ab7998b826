//! HubSpot: its standard properties, by their labels, as the export of contacts, companies, calls
//! and meetings writes them.
//!
//! Sources: HubSpot Knowledge Base, "HubSpot's default contact properties", "HubSpot's default
//! company properties", "HubSpot's default activity properties" and "How do I import contacts" (the lifecycle stages); headers of
//! exports in the tests of public import programs.

use model::{Channel, Stage};

use crate::csv::known::Role::{Is, Labelled, Otherwise};
use crate::csv::known::{Format, Rows, Source};
use crate::csv::mapping::Field;

/// Lifecycle stages, and the lead statuses, by which a file without those goes.
const STAGES: &[(&str, Option<Stage>)] = &[
    ("marketingqualifiedlead", Some(Stage::Prospect)),
    ("salesqualifiedlead", Some(Stage::Prospect)),
    ("evangelist", Some(Stage::Active)),
    ("other", None),
    ("open", Some(Stage::Lead)),
    ("attemptedtocontact", Some(Stage::Lead)),
    ("inprogress", Some(Stage::Prospect)),
    ("opendeal", Some(Stage::Prospect)),
    ("connected", Some(Stage::Prospect)),
    ("badtiming", Some(Stage::Prospect)),
    ("unqualified", Some(Stage::Lost)),
];

pub(super) const CONTACTS: Format = Format {
    source: Source::HubSpotContacts,
    needs: &["record id|record id - contact|contact id", "first name|last name"],
    never: &["deal name", "ticket name", "created time", "contact owner.id"],
    tells: &[
        "contact owner",
        "lifecycle stage",
        "lead status",
        "create date",
        "last activity date",
        "phone number",
        "company name",
        "associated company",
        "associated company ids",
        "primary company",
        "marketing contact status",
        "original source",
        "original traffic source",
        "became a lead date",
        "last modified date",
    ],
    enough: 3,
    columns: &[
        ("record id|record id - contact|contact id", Is(Field::Code)),
        ("first name", Is(Field::GivenName)),
        ("last name", Is(Field::FamilyName)),
        ("email", Is(Field::Email)),
        ("work email", Labelled(Field::Email, "work")),
        ("additional email addresses", Is(Field::Email)),
        ("phone number", Is(Field::Phone)),
        ("mobile phone number", Labelled(Field::Phone, "mobile")),
        ("street address", Is(Field::Street)),
        ("street address 2", Is(Field::Street)),
        ("city", Is(Field::City)),
        ("state/region", Is(Field::Region)),
        ("postal code", Is(Field::Postcode)),
        ("country/region|country", Is(Field::Country)),
        ("industry", Is(Field::Industry)),
        ("original traffic source|original source", Is(Field::Source)),
        ("lifecycle stage|lead status", Is(Field::Stage)),
        ("contact owner|hubspot owner", Is(Field::Owner)),
        ("date of birth", Is(Field::Birthday)),
        ("create date", Is(Field::Since)),
        ("company name|primary company|associated company", Is(Field::Notes)),
        ("job title", Is(Field::Notes)),
        ("email", Otherwise(Field::Name)),
        ("company name|primary company|associated company", Otherwise(Field::Name)),
        ("phone number", Otherwise(Field::Name)),
    ],
    rows: Rows::Customers { stages: STAGES },
};

pub(super) const COMPANIES: Format = Format {
    source: Source::HubSpotCompanies,
    needs: &["record id|record id - company|company id", "company name|name"],
    never: &["first name", "last name", "deal name", "ticket name", "created time"],
    tells: &[
        "company owner",
        "company domain name",
        "lifecycle stage",
        "lead status",
        "create date",
        "last activity date",
        "last modified date",
        "phone number",
        "website url",
        "country/region",
        "state/region",
        "number of employees",
        "associated contact",
        "associated contact ids",
        "number of associated contacts",
        "parent company",
    ],
    enough: 3,
    columns: &[
        ("record id|record id - company|company id", Is(Field::Code)),
        ("company name|name", Is(Field::Name)),
        ("phone number", Is(Field::Phone)),
        ("street address", Is(Field::Street)),
        ("street address 2", Is(Field::Street)),
        ("city", Is(Field::City)),
        ("state/region", Is(Field::Region)),
        ("postal code", Is(Field::Postcode)),
        ("country/region|country", Is(Field::Country)),
        ("industry", Is(Field::Industry)),
        ("number of employees", Is(Field::Size)),
        ("original traffic source|original source type|original source", Is(Field::Source)),
        ("lifecycle stage|lead status", Is(Field::Stage)),
        ("company owner|hubspot owner", Is(Field::Owner)),
        ("type", Is(Field::Tags)),
        ("create date", Is(Field::Since)),
        ("description", Is(Field::Notes)),
        ("about us", Is(Field::Notes)),
        ("company domain name", Otherwise(Field::Name)),
        ("website url", Otherwise(Field::Name)),
    ],
    rows: Rows::Customers { stages: STAGES },
};

pub(super) const CALLS: Format = Format {
    source: Source::HubSpotCalls,
    needs: &[
        "associated contact ids|associated contact|associated company ids|associated company",
        "activity date",
        "call title|call notes",
    ],
    never: &["meeting name", "deal name", "ticket name", "first name", "call start time"],
    tells: &[
        "record id",
        "activity assigned to",
        "call and meeting type",
        "call direction",
        "call duration",
        "call outcome",
        "call source",
        "call status",
        "recording url",
    ],
    enough: 3,
    columns: &[
        ("associated contact ids", Is(Field::CustomerKey)),
        ("associated company ids", Otherwise(Field::CustomerKey)),
        ("associated contact|associated company", Is(Field::CustomerName)),
        ("activity date", Is(Field::At)),
        ("call direction", Is(Field::Direction)),
        ("call title", Is(Field::Subject)),
        ("call notes", Is(Field::Notes)),
        ("call outcome", Is(Field::Outcome)),
    ],
    rows: Rows::Interactions { channel: Some(Channel::Call), words: &[] },
};

pub(super) const MEETINGS: Format = Format {
    source: Source::HubSpotMeetings,
    needs: &[
        "associated contact ids|associated contact|associated company ids|associated company",
        "meeting start time|activity date",
        "meeting name|meeting description",
    ],
    never: &["call title", "call notes", "deal name", "ticket name", "first name"],
    tells: &[
        "record id",
        "activity assigned to",
        "call and meeting type",
        "meeting start time",
        "meeting end time",
        "meeting location",
        "meeting outcome",
        "internal meeting notes",
    ],
    enough: 3,
    columns: &[
        ("associated contact ids", Is(Field::CustomerKey)),
        ("associated company ids", Otherwise(Field::CustomerKey)),
        ("associated contact|associated company", Is(Field::CustomerName)),
        ("meeting start time|activity date", Is(Field::At)),
        ("meeting name", Is(Field::Subject)),
        ("meeting description", Is(Field::Notes)),
        ("internal meeting notes", Is(Field::Notes)),
        ("meeting outcome", Is(Field::Outcome)),
    ],
    rows: Rows::Interactions { channel: Some(Channel::Meeting), words: &[] },
};
