//! Files of known programs: what is recognised, how it is mapped and what is read.

use interchange::csv::cell::DateFormat;
use interchange::csv::reader::{
    CustomerDraft, CustomerOptions, CustomerPlan, InteractionOptions, InteractionPlan, Labelled,
    read_customer, read_interaction,
};
use interchange::csv::{
    Answer, Field, Known, Label, Mapping, RejectReason, RowReject, Source, Table, TableOptions,
    Target, ValueTable, recognise,
};
use proptest::prelude::*;

use crate::support::table;

fn open(name: &str) -> (Known, Table) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/known/");
    let bytes = std::fs::read(format!("{folder}{name}.csv")).unwrap();
    let table = Table::open(bytes, TableOptions::default()).unwrap();
    let known = recognise(table.headers()).unwrap();
    assert_eq!(known.target, Target::Customers);
    assert_eq!(Target::guess(table.headers()), Target::Customers);
    let guessed = Mapping::guess(Target::Customers, table.headers(), &table.sample(50));
    assert_eq!(guessed, known.mapping, "it is mapped at once");
    (known, table)
}

/// The columns that hold something: header, field and label.
fn held<'t>(known: &Known, table: &'t Table) -> Vec<(&'t str, Field, String)> {
    let headers = table.headers();
    let columns = known.mapping.columns.iter().enumerate();
    let held = columns.filter_map(|(column, field)| Some((column, (*field)?)));
    held.map(|(column, field)| {
        let label = match known.mapping.hints.labels.get(&column) {
            None => String::new(),
            Some(Label::Text(label)) => label.clone(),
            Some(Label::Column(column)) => format!("[{}]", headers[*column]),
        };
        (headers[column].as_str(), field, label)
    })
    .collect()
}

/// The columns used where a row has nothing else, with what for.
fn otherwise<'t>(known: &Known, table: &'t Table) -> Vec<(&'t str, Field)> {
    let uses = known.mapping.hints.otherwise.iter();
    uses.map(|(column, field)| (table.headers()[*column].as_str(), *field)).collect()
}

fn options(format: DateFormat) -> CustomerOptions {
    let values = ValueTable::new();
    CustomerOptions { birthday_format: format, since_format: format, values }
}

fn read_all(
    known: &Known,
    table: &mut Table,
    options: CustomerOptions,
) -> Vec<Result<CustomerDraft, RowReject>> {
    let plan = CustomerPlan::new(&known.mapping, options).unwrap();
    let mut found = Vec::new();
    table.rewind();
    while let Some(row) = table.next_row() {
        found.push(row.and_then(|row| read_customer(&row, &plan)));
    }
    found
}

fn drafts(known: &Known, table: &mut Table, format: DateFormat) -> Vec<CustomerDraft> {
    read_all(known, table, options(format)).into_iter().map(Result::unwrap).collect()
}

fn plain(field: Field, header: &str) -> (&str, Field, String) {
    (header, field, String::new())
}

fn labelled<'h>(field: Field, header: &'h str, label: &str) -> (&'h str, Field, String) {
    (header, field, label.to_owned())
}

fn entry(value: &str, label: &str) -> Labelled {
    Labelled { value: value.to_owned(), label: label.to_owned() }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn day(text: &str) -> Option<model::Day> {
    Some(text.parse().unwrap())
}

#[test]
fn hubspot_contacts() {
    use Field::*;
    let (known, mut table) = open("hubspot_contacts");
    assert_eq!(known.source, interchange::csv::Source::HubSpotContacts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Record ID"),
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Email, "Email"),
            plain(Email, "Additional email addresses"),
            plain(Phone, "Phone Number"),
            labelled(Phone, "Mobile Phone Number", "mobile"),
            plain(Owner, "Contact owner"),
            plain(Notes, "Primary Company"),
            plain(Since, "Create Date"),
            plain(Notes, "Job Title"),
            plain(Stage, "Lifecycle Stage"),
            plain(Street, "Street Address"),
            plain(City, "City"),
            plain(Region, "State/Region"),
            plain(Postcode, "Postal Code"),
            plain(Country, "Country/Region"),
            plain(Source, "Original Traffic Source"),
        ]
    );
    let names = [("Email", Name), ("Primary Company", Name), ("Phone Number", Name)];
    assert_eq!(otherwise(&known, &table), names);

    let mut options = options(DateFormat::Ymd);
    let found = read_all(&known, &mut table, options.clone());
    assert_eq!(
        found[0].as_ref().unwrap(),
        &CustomerDraft {
            line: 2,
            code: text("90210000101"),
            name: text("Ottilie Brandt"),
            phones: vec![entry("+49 30 5550101", ""), entry("+49 151 5550102", "mobile")],
            emails: vec![
                entry("ottilie@lindenhof.example", ""),
                entry("o.brandt@post.example", "")
            ],
            street: text("Lindenweg 4"),
            city: text("Berlin"),
            region: text("Berlin"),
            postcode: text("10115"),
            country: text("Germany"),
            source: text("Organic Search"),
            stage: Some(model::Stage::Prospect),
            owner: text("Marta Keel"),
            since: day("2024-11-30"),
            notes: text("Gärtnerei Lindenhof\n\nHead gardener"),
            ..CustomerDraft::default()
        }
    );
    let second = found[1].as_ref().unwrap();
    assert_eq!((second.name.as_str(), &second.stage), ("info@kestrel.example", &None));
    let unknown = RejectReason::UnknownChoice { field: Stage, text: text("Champion") };
    assert_eq!(found[2].as_ref().unwrap_err().reason, unknown, "a stage of their own");
    let active = Answer::Stage(model::Stage::Active);
    options.values.set(14, "champion", Some(active));
    let found = read_all(&known, &mut table, options);
    assert_eq!(found[2].as_ref().unwrap().stage, Some(model::Stage::Active));
}

#[test]
fn hubspot_companies() {
    use Field::*;
    let (known, mut table) = open("hubspot_companies");
    assert_eq!(known.source, interchange::csv::Source::HubSpotCompanies);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Record ID"),
            plain(Name, "Company name"),
            plain(Owner, "Company owner"),
            plain(Since, "Create Date"),
            plain(Phone, "Phone Number"),
            plain(City, "City"),
            plain(Country, "Country/Region"),
            plain(Industry, "Industry"),
            plain(Size, "Number of Employees"),
            plain(Stage, "Lifecycle Stage"),
            plain(Tags, "Type"),
            plain(Region, "State/Region"),
            plain(Postcode, "Postal Code"),
            plain(Street, "Street Address"),
            plain(Notes, "Description"),
        ]
    );
    let found = drafts(&known, &mut table, DateFormat::Ymd);
    assert_eq!(
        found,
        [
            CustomerDraft {
                line: 2,
                code: text("7001"),
                name: text("Gärtnerei Lindenhof"),
                phones: vec![entry("+49 30 5550100", "")],
                street: text("Lindenweg 4"),
                city: text("Berlin"),
                region: text("Berlin"),
                postcode: text("10115"),
                country: text("Germany"),
                industry: text("CONSUMER_GOODS"),
                size: Some(25),
                stage: Some(model::Stage::Active),
                owner: text("Marta Keel"),
                tags: vec![text("Partner")],
                since: day("2024-11-30"),
                notes: text("Plants and seeds"),
                ..CustomerDraft::default()
            },
            CustomerDraft {
                line: 3,
                code: text("7002"),
                name: text("kestrel.example"),
                since: day("2025-01-15"),
                ..CustomerDraft::default()
            },
        ]
    );
}

#[test]
fn salesforce_accounts() {
    use Field::*;
    let (known, mut table) = open("salesforce_accounts_report");
    assert_eq!(known.source, interchange::csv::Source::SalesforceAccounts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Owner, "Account Owner"),
            plain(Name, "Account Name"),
            plain(Tags, "Type"),
            plain(Street, "Billing Street"),
            plain(City, "Billing City"),
            plain(Region, "Billing State/Province"),
            plain(Postcode, "Billing Zip/Postal Code"),
            plain(Country, "Billing Country"),
            plain(Phone, "Phone"),
            plain(Industry, "Industry"),
            plain(Size, "Employees"),
            plain(Code, "Account ID"),
        ]
    );
    let shipping = [("Shipping City", City), ("Shipping Country", Country)];
    assert_eq!(otherwise(&known, &table), shipping);
    let found = drafts(&known, &mut table, DateFormat::Mdy);
    let bluewater = CustomerDraft {
        line: 2,
        code: text("0015e00000AAAAA"),
        name: text("Bluewater Ferries"),
        phones: vec![entry("(503) 555-0110", "")],
        street: text("1 Quay Road\nPier 2"),
        city: text("Portland"),
        region: text("OR"),
        postcode: text("01234"),
        country: text("USA"),
        industry: text("Transportation"),
        size: Some(120),
        owner: text("Noor Haddad"),
        tags: vec![text("Customer - Direct")],
        ..CustomerDraft::default()
    };
    assert_eq!(found[0], bluewater);
    let hillside = (found[1].name.as_str(), found[1].city.as_str(), found[1].country.as_str());
    assert_eq!(hillside, ("Hillside Press", "Leeds", "United Kingdom"));

    let (known, mut table) = open("salesforce_accounts_export");
    assert_eq!(known.source, interchange::csv::Source::SalesforceAccounts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Id"),
            plain(Name, "Name"),
            plain(Tags, "Type"),
            plain(Street, "BillingStreet"),
            plain(City, "BillingCity"),
            plain(Region, "BillingState"),
            plain(Postcode, "BillingPostalCode"),
            plain(Country, "BillingCountry"),
            plain(Phone, "Phone"),
            plain(Industry, "Industry"),
            plain(Size, "NumberOfEmployees"),
            plain(Notes, "Description"),
            plain(Since, "CreatedDate"),
            plain(Source, "AccountSource"),
        ]
    );
    let want = CustomerDraft {
        code: text("0015e00000AAAAAQA0"),
        street: text("1 Quay Road"),
        owner: String::new(),
        source: text("Web"),
        since: day("2023-07-14"),
        notes: text("Runs all year"),
        ..bluewater
    };
    assert_eq!(drafts(&known, &mut table, DateFormat::Ymd), [want]);
}

#[test]
fn salesforce_contacts() {
    use Field::*;
    let (known, mut table) = open("salesforce_contacts_report");
    assert_eq!(known.source, interchange::csv::Source::SalesforceContacts);
    assert_eq!(
        held(&known, &table),
        [
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Notes, "Title"),
            plain(Notes, "Account Name"),
            plain(Street, "Mailing Street"),
            plain(City, "Mailing City"),
            plain(Region, "Mailing State/Province"),
            plain(Postcode, "Mailing Zip/Postal Code"),
            plain(Country, "Mailing Country"),
            labelled(Phone, "Phone", "work"),
            labelled(Phone, "Mobile", "mobile"),
            plain(Email, "Email"),
            plain(Owner, "Contact Owner"),
            plain(Source, "Lead Source"),
            plain(Birthday, "Birthdate"),
        ]
    );
    let anneke = CustomerDraft {
        line: 2,
        name: text("Anneke Duval"),
        phones: vec![entry("(503) 555-0112", "work"), entry("(503) 555-0113", "mobile")],
        emails: vec![entry("anneke@bluewater.example", "")],
        street: text("1 Quay Road"),
        city: text("Portland"),
        region: text("OR"),
        postcode: text("01234"),
        country: text("USA"),
        source: text("Trade Show"),
        owner: text("Piet Sorel"),
        birthday: day("1985-05-23"),
        notes: text("Purser\n\nBluewater Ferries"),
        ..CustomerDraft::default()
    };
    assert_eq!(drafts(&known, &mut table, DateFormat::Mdy), [anneke]);

    let (known, mut table) = open("salesforce_contacts_export");
    assert_eq!(known.source, interchange::csv::Source::SalesforceContacts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Id"),
            plain(FamilyName, "LastName"),
            plain(GivenName, "FirstName"),
            plain(Name, "Name"),
            plain(Street, "MailingStreet"),
            plain(City, "MailingCity"),
            plain(Region, "MailingState"),
            plain(Postcode, "MailingPostalCode"),
            plain(Country, "MailingCountry"),
            labelled(Phone, "Phone", "work"),
            labelled(Phone, "MobilePhone", "mobile"),
            labelled(Phone, "HomePhone", "home"),
            labelled(Phone, "OtherPhone", "other"),
            labelled(Phone, "AssistantPhone", "assistant"),
            plain(Email, "Email"),
            plain(Notes, "Title"),
            plain(Source, "LeadSource"),
            plain(Birthday, "Birthdate"),
            plain(Notes, "Description"),
            plain(Since, "CreatedDate"),
        ]
    );
    let want = CustomerDraft {
        line: 2,
        code: text("0035e00000BBBBBQA0"),
        name: text("Anneke Duval"),
        phones: vec![
            entry("(503) 555-0112", "work"),
            entry("(503) 555-0113", "mobile"),
            entry("(503) 555-0114", "home"),
        ],
        emails: vec![entry("anneke@bluewater.example", "")],
        street: text("2 Back Lane"),
        city: text("Salem"),
        source: text("Trade Show"),
        birthday: day("1985-05-23"),
        since: day("2023-07-15"),
        notes: text("Purser"),
        ..CustomerDraft::default()
    };
    assert_eq!(drafts(&known, &mut table, DateFormat::Ymd), [want]);
}

#[test]
fn salesforce_leads() {
    use Field::*;
    let (known, mut table) = open("salesforce_leads_report");
    assert_eq!(known.source, interchange::csv::Source::SalesforceLeads);
    assert_eq!(
        held(&known, &table),
        [
            plain(Owner, "Lead Owner"),
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Notes, "Title"),
            plain(Notes, "Company / Account"),
            plain(Source, "Lead Source"),
            plain(Street, "Street"),
            plain(City, "City"),
            plain(Region, "State/Province"),
            plain(Postcode, "Zip/Postal Code"),
            plain(Country, "Country"),
            plain(Email, "Email"),
            labelled(Phone, "Phone", "work"),
            labelled(Phone, "Mobile", "mobile"),
            plain(Stage, "Lead Status"),
            plain(Since, "Create Date"),
        ]
    );
    let found = drafts(&known, &mut table, DateFormat::Mdy);
    let rahim = CustomerDraft {
        line: 2,
        name: text("Rahim Okafor"),
        phones: vec![entry("555-0120", "work")],
        emails: vec![entry("rahim@juniper.example", "")],
        street: text("9 Mill Lane"),
        city: text("Austin"),
        region: text("TX"),
        postcode: text("78701"),
        country: text("USA"),
        source: text("Web"),
        stage: Some(model::Stage::Prospect),
        owner: text("Piet Sorel"),
        since: day("2026-02-14"),
        notes: text("Buyer\n\nJuniper Tools"),
        ..CustomerDraft::default()
    };
    assert_eq!(found[0], rahim);
    assert_eq!(found[1].stage, Some(model::Stage::Lost));
    assert_eq!(found[1].phones, [entry("555-0121", "mobile")]);

    let (known, mut table) = open("salesforce_leads_export");
    assert_eq!(known.source, interchange::csv::Source::SalesforceLeads);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Id"),
            plain(FamilyName, "LastName"),
            plain(GivenName, "FirstName"),
            plain(Name, "Name"),
            plain(Notes, "Title"),
            plain(Notes, "Company"),
            plain(Street, "Street"),
            plain(City, "City"),
            plain(Region, "State"),
            plain(Postcode, "PostalCode"),
            plain(Country, "Country"),
            labelled(Phone, "Phone", "work"),
            labelled(Phone, "MobilePhone", "mobile"),
            plain(Email, "Email"),
            plain(Source, "LeadSource"),
            plain(Stage, "Status"),
            plain(Industry, "Industry"),
            plain(Since, "CreatedDate"),
        ]
    );
    let want = CustomerDraft {
        code: text("00Q5e00000CCCCCEA4"),
        industry: text("Retail"),
        stage: Some(model::Stage::Lead),
        owner: String::new(),
        ..rahim
    };
    assert_eq!(drafts(&known, &mut table, DateFormat::Ymd), [want]);
}

#[test]
fn zoho_accounts() {
    use Field::*;
    let (known, mut table) = open("zoho_accounts");
    assert_eq!(known.source, interchange::csv::Source::ZohoAccounts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Record Id"),
            plain(Owner, "Account Owner"),
            plain(Name, "Account Name"),
            plain(Phone, "Phone"),
            plain(Tags, "Account Type"),
            plain(Industry, "Industry"),
            plain(Size, "Employees"),
            plain(Since, "Created Time"),
            plain(Street, "Billing Street"),
            plain(City, "Billing City"),
            plain(Region, "Billing State"),
            plain(Postcode, "Billing Code"),
            plain(Country, "Billing Country"),
            plain(Notes, "Description"),
            plain(Tags, "Tag"),
        ]
    );
    assert_eq!(
        drafts(&known, &mut table, DateFormat::Ymd),
        [CustomerDraft {
            line: 2,
            code: text("zcrm_5500000000301001"),
            name: text("Banyan Textiles"),
            phones: vec![entry("+91 44 5550130", "")],
            street: text("14 Loom Street"),
            city: text("Chennai"),
            region: text("Tamil Nadu"),
            postcode: text("600001"),
            country: text("India"),
            industry: text("Apparel"),
            size: Some(300),
            owner: text("Meera Iyer"),
            tags: vec![text("Customer"), text("wholesale"), text("cotton")],
            since: day("2025-06-01"),
            notes: text("Cotton only"),
            ..CustomerDraft::default()
        }]
    );
}

#[test]
fn zoho_contacts() {
    use Field::*;
    let (known, mut table) = open("zoho_contacts");
    assert_eq!(known.source, interchange::csv::Source::ZohoContacts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Record Id"),
            plain(Owner, "Contact Owner"),
            plain(Source, "Lead Source"),
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Notes, "Account Name"),
            plain(Notes, "Title"),
            plain(Email, "Email"),
            labelled(Phone, "Phone", "work"),
            labelled(Phone, "Home Phone", "home"),
            labelled(Phone, "Other Phone", "other"),
            labelled(Phone, "Mobile", "mobile"),
            labelled(Phone, "Asst Phone", "assistant"),
            plain(Birthday, "Date of Birth"),
            plain(Since, "Created Time"),
            plain(Name, "Full Name"),
            plain(Street, "Mailing Street"),
            plain(City, "Mailing City"),
            plain(Region, "Mailing State"),
            plain(Postcode, "Mailing Zip"),
            plain(Country, "Mailing Country"),
            plain(Email, "Secondary Email"),
            plain(Tags, "Tag"),
        ]
    );
    assert_eq!(
        drafts(&known, &mut table, DateFormat::Ymd),
        [CustomerDraft {
            line: 2,
            code: text("zcrm_5500000000301101"),
            name: text("Kavya Raman"),
            phones: vec![entry("+91 44 5550131", "work"), entry("+91 98 5550132", "mobile")],
            emails: vec![entry("kavya@banyan.example", ""), entry("kavya@post.example", "")],
            street: text("5 Hill Road"),
            city: text("Ooty"),
            postcode: text("643001"),
            source: text("Advertisement"),
            owner: text("Meera Iyer"),
            birthday: day("1979-12-05"),
            since: day("2025-06-01"),
            notes: text("Banyan Textiles\n\nOwner"),
            ..CustomerDraft::default()
        }]
    );
}

#[test]
fn zoho_leads() {
    use Field::*;
    let (known, mut table) = open("zoho_leads");
    assert_eq!(known.source, interchange::csv::Source::ZohoLeads);
    assert_eq!(
        held(&known, &table),
        [
            plain(Code, "Record Id"),
            plain(Owner, "Lead Owner"),
            plain(Notes, "Company"),
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Notes, "Title"),
            plain(Email, "Email"),
            labelled(Phone, "Phone", "work"),
            labelled(Phone, "Mobile", "mobile"),
            plain(Source, "Lead Source"),
            plain(Stage, "Lead Status"),
            plain(Industry, "Industry"),
            plain(Since, "Created Time"),
            plain(Name, "Full Name"),
            plain(Street, "Street"),
            plain(City, "City"),
            plain(Region, "State"),
            plain(Postcode, "Zip Code"),
            plain(Country, "Country"),
            plain(Notes, "Description"),
            plain(Email, "Secondary Email"),
            plain(Tags, "Tag"),
        ]
    );
    let found = drafts(&known, &mut table, DateFormat::Ymd);
    assert_eq!(
        found[0],
        CustomerDraft {
            line: 2,
            code: text("zcrm_5500000000301201"),
            name: text("Tomas Lind"),
            phones: vec![entry("555-0140", "work")],
            emails: vec![entry("tomas@saffron.example", "")],
            street: text("2 Market Sq"),
            city: text("Lund"),
            region: text("Skåne"),
            postcode: text("22100"),
            country: text("Sweden"),
            industry: text("Food"),
            source: text("Cold Call"),
            stage: Some(model::Stage::Lead),
            owner: text("Meera Iyer"),
            since: day("2026-01-05"),
            notes: text("Saffron House\n\nChef\n\nCalls back in May"),
            ..CustomerDraft::default()
        }
    );
    assert_eq!((found[1].name.as_str(), &found[1].stage), ("Aro", &None));
    assert_eq!(found[1].tags, ["spring"]);
}

#[test]
fn google_contacts() {
    use Field::*;
    let (known, mut table) = open("google_contacts");
    assert_eq!(known.source, interchange::csv::Source::GoogleContacts);
    assert_eq!(
        held(&known, &table),
        [
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Notes, "Organization Name"),
            plain(Notes, "Organization Title"),
            plain(Birthday, "Birthday"),
            plain(Notes, "Notes"),
            plain(Tags, "Labels"),
            labelled(Email, "E-mail 1 - Value", "[E-mail 1 - Label]"),
            labelled(Email, "E-mail 2 - Value", "[E-mail 2 - Label]"),
            labelled(Phone, "Phone 1 - Value", "[Phone 1 - Label]"),
            labelled(Phone, "Phone 2 - Value", "[Phone 2 - Label]"),
            plain(Street, "Address 1 - Street"),
            plain(City, "Address 1 - City"),
            plain(Street, "Address 1 - PO Box"),
            plain(Region, "Address 1 - Region"),
            plain(Postcode, "Address 1 - Postal Code"),
            plain(Country, "Address 1 - Country"),
            plain(Street, "Address 1 - Extended Address"),
        ]
    );
    assert_eq!(known.mapping.hints.middle_name, Some(1));
    assert_eq!(
        otherwise(&known, &table),
        ["File As", "Organization Name", "Nickname", "E-mail 1 - Value", "Phone 1 - Value"]
            .map(|header| (header, Name))
    );
    assert_eq!(
        drafts(&known, &mut table, DateFormat::Ymd),
        [
            CustomerDraft {
                line: 2,
                name: text("Jonas van der Meer"),
                phones: vec![
                    entry("+31 6 5550150", "Mobile"),
                    entry("+31 6 5550151", "Mobile"),
                    entry("+31 20 5550152", ""),
                ],
                emails: vec![
                    entry("jonas@polder.example", "Work"),
                    entry("jonas@post.example", "Home")
                ],
                street: text("Dijk 7"),
                city: text("Amsterdam"),
                postcode: text("1011 AB"),
                country: text("NL"),
                tags: vec![text("Friends, old"), text("VIP")],
                birthday: day("1971-08-02"),
                notes: text("Polder Works\n\nSurveyor\n\nMet at the fair"),
                ..CustomerDraft::default()
            },
            CustomerDraft {
                line: 4,
                name: text("Copper Kettle Café"),
                phones: vec![entry("555-0153", "Work")],
                notes: text("Copper Kettle Café"),
                ..CustomerDraft::default()
            },
            CustomerDraft {
                line: 5,
                name: text("Wen Li"),
                emails: vec![entry("wen@post.example", "")],
                notes: text("--03-14"),
                ..CustomerDraft::default()
            },
            CustomerDraft {
                line: 6,
                name: text("someone@post.example"),
                emails: vec![entry("someone@post.example", ""), entry("else@post.example", "")],
                ..CustomerDraft::default()
            },
        ]
    );
}

#[test]
fn google_contacts_before_2024() {
    use Field::*;
    let (known, mut table) = open("google_contacts_before_2024");
    assert_eq!(known.source, interchange::csv::Source::GoogleContacts);
    assert_eq!(
        held(&known, &table),
        [
            plain(Name, "Name"),
            plain(GivenName, "Given Name"),
            plain(FamilyName, "Family Name"),
            plain(Birthday, "Birthday"),
            plain(Notes, "Notes"),
            plain(Tags, "Group Membership"),
            labelled(Email, "E-mail 1 - Value", "[E-mail 1 - Type]"),
            labelled(Phone, "Phone 1 - Value", "[Phone 1 - Type]"),
            labelled(Phone, "Phone 2 - Value", "[Phone 2 - Type]"),
            plain(Notes, "Organization 1 - Name"),
            plain(Notes, "Organization 1 - Title"),
        ]
    );
    assert_eq!(
        drafts(&known, &mut table, DateFormat::Ymd),
        [CustomerDraft {
            line: 2,
            name: text("Jonas van der Meer"),
            phones: vec![entry("+31 6 5550150", "Mobile"), entry("+31 20 5550152", "Home")],
            emails: vec![entry("jonas@polder.example", "Work")],
            tags: vec![text("Clients")],
            birthday: day("1971-08-02"),
            notes: text("Met at the fair\n\nPolder Works\n\nSurveyor"),
            ..CustomerDraft::default()
        }]
    );
}

#[test]
fn outlook() {
    use Field::*;
    let (known, mut table) = open("outlook");
    assert_eq!(known.source, interchange::csv::Source::Outlook);
    assert_eq!(
        held(&known, &table),
        [
            plain(GivenName, "First Name"),
            plain(FamilyName, "Last Name"),
            plain(Notes, "Company"),
            plain(Notes, "Job Title"),
            plain(Street, "Business Street"),
            plain(Street, "Business Street 2"),
            plain(Street, "Business Street 3"),
            plain(City, "Business City"),
            plain(Region, "Business State"),
            plain(Postcode, "Business Postal Code"),
            plain(Country, "Business Country/Region"),
            labelled(Phone, "Assistant's Phone", "assistant"),
            labelled(Phone, "Business Phone", "work"),
            labelled(Phone, "Business Phone 2", "work"),
            labelled(Phone, "Company Main Phone", "main"),
            labelled(Phone, "Home Phone", "home"),
            labelled(Phone, "Mobile Phone", "mobile"),
            labelled(Phone, "Other Phone", "other"),
            labelled(Phone, "Primary Phone", "primary"),
            plain(Birthday, "Birthday"),
            plain(Tags, "Categories"),
            plain(Email, "E-mail Address"),
            plain(Email, "E-mail 2 Address"),
            plain(Notes, "Notes"),
            plain(Source, "Referred By"),
        ]
    );
    assert_eq!(
        drafts(&known, &mut table, DateFormat::Mdy),
        [
            CustomerDraft {
                line: 2,
                name: text("Edda M. Falk"),
                phones: vec![
                    entry("+49 3641 555160", "work"),
                    entry("+49 3641 555100", "main"),
                    entry("+49 3643 555162", "home"),
                    entry("+49 170 555163", "mobile"),
                ],
                emails: vec![entry("edda@falk.example", ""), entry("edda@post.example", "")],
                street: text("Glasgasse 3\nFloor 2"),
                city: text("Jena"),
                region: text("TH"),
                postcode: text("07743"),
                country: text("Germany"),
                source: text("Jonas Meer"),
                tags: vec![text("Suppliers"), text("Optics")],
                birthday: day("1968-04-09"),
                notes: text("Falk Optics\n\nPhysicist\n\nLikes letters"),
                ..CustomerDraft::default()
            },
            CustomerDraft {
                line: 3,
                name: text("Night Owl Taxi"),
                phones: vec![entry("555-0164", "mobile")],
                street: text("Ringstr. 8"),
                city: text("Weimar"),
                notes: text("Night Owl Taxi"),
                ..CustomerDraft::default()
            },
        ]
    );
}

const FILES: [(&str, Source); 14] = [
    ("hubspot_contacts", Source::HubSpotContacts),
    ("hubspot_companies", Source::HubSpotCompanies),
    ("salesforce_accounts_report", Source::SalesforceAccounts),
    ("salesforce_accounts_export", Source::SalesforceAccounts),
    ("salesforce_contacts_report", Source::SalesforceContacts),
    ("salesforce_contacts_export", Source::SalesforceContacts),
    ("salesforce_leads_report", Source::SalesforceLeads),
    ("salesforce_leads_export", Source::SalesforceLeads),
    ("zoho_accounts", Source::ZohoAccounts),
    ("zoho_contacts", Source::ZohoContacts),
    ("zoho_leads", Source::ZohoLeads),
    ("google_contacts", Source::GoogleContacts),
    ("google_contacts_before_2024", Source::GoogleContacts),
    ("outlook", Source::Outlook),
];

/// Headers that programs and people were seen to write, shorter than whole exports.
#[test]
fn shorter_exports_are_recognised_too() {
    for (headers, source) in [
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated \
             Company,Country/Region,Contact owner",
            Source::HubSpotContacts,
        ),
        (
            "record id,first name,last name,email,phone number,job title,company name,contact owner",
            Source::HubSpotContacts,
        ),
        ("Record ID,Company name,Website URL,Company owner,Create Date", Source::HubSpotCompanies),
        (
            "Salutation,First Name,Last Name,Title,Mailing Street,Mailing City,Mailing \
             State/Province,Mailing Zip/Postal Code,Mailing Country,Phone,Email,Contact Record \
             Type,Account Name,Account Owner,Lead Source",
            Source::SalesforceContacts,
        ),
        (
            "Lead Owner,First Name,Last Name,Title,Company / Account,Lead Source,Rating,Street,Email",
            Source::SalesforceLeads,
        ),
        (
            "Lead ID,FirstName,LastName,Email,Phone,Company,LeadSource,Status,OwnerId",
            Source::SalesforceLeads,
        ),
        (
            "Account Name,Website,Billing City,Billing State/Province,Billing Zip/Postal Code,\
             Account Owner,Territory,Type",
            Source::SalesforceAccounts,
        ),
        (
            "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,\
             File As,Labels,Phone 1 - Label,Phone 1 - Value",
            Source::GoogleContacts,
        ),
        (
            "First Name,Last Name,Title,E-mail Address,E-mail 2 Address,Home Phone,Mobile Phone,\
             Home Street,Home City,Home State,Home Postal Code,Home Country,Business Phone",
            Source::Outlook,
        ),
    ] {
        let table = table(&format!("{headers}\n"));
        let known = recognise(table.headers());
        assert_eq!(known.as_ref().map(|known| known.source), Some(source), "{headers}");
        assert_eq!(known.unwrap().mapping.problems(), [], "{headers}");
    }
}

#[test]
fn ordinary_files_are_not_taken_for_anything() {
    for headers in [
        "",
        "Name,Phone,Email",
        "First Name,Last Name,Email,Phone,Company,Job Title,City,State,Zip Code,Country",
        "First Name,Last Name,E-mail Address,Home Phone,Mobile Phone,Business Phone,Company",
        "Record ID,First Name,Last Name,Email,City,State/Region,Postal Code,Office",
        "Record ID,Name,City,Status",
        "id,name,phone,industry,createddate",
        "Id,FirstName,LastName,Email,Phone,MobilePhone,Company",
        "Account Name,Account Owner,Phone,Industry,Billing City",
        "Lead Name,Email,Phone,Lead Source,Lead Status",
        "Given Name,Family Name,Phone,Birthday,Notes",
        "Customer ID,Name,Billing Street,Billing City,Billing Country,Shipping City,Created Date",
        "Record ID,Deal Name,Deal Stage,Amount,Create Date,Contact owner,Lifecycle Stage,First Name,\
         Phone Number",
        "Opportunity Name,Account Name,Account Owner,Billing City,Billing State/Province,Billing \
         Country,Created Date,Amount",
        "Email,Customer ID,Total,Subtotal,Created at,Paid at,Billing Name,Billing Street,Billing City",
        "客户编号,客户名称,手机号码,地址,客户阶段,负责人,备注",
    ] {
        let names: Vec<String> = headers.split(',').map(str::to_owned).collect();
        let known = recognise(&names);
        assert_eq!(known.map(|known| known.source), None, "{headers}");
    }
}

#[test]
fn of_two_that_fit_it_is_the_one_it_has_more_of() {
    for (name, source, more) in [
        ("outlook", Source::Outlook, "Name Prefix,Name Suffix,File As,Labels,Phone 1 - Value"),
        (
            "google_contacts",
            Source::GoogleContacts,
            "E-mail Address,Business Phone,Other Phone,Home Street,Home City,Home State",
        ),
    ] {
        let (_, table) = open(name);
        let more = more.split(',').map(str::to_owned);
        let headers: Vec<String> = table.headers().iter().cloned().chain(more.clone()).collect();
        assert_eq!(recognise(&headers).map(|known| known.source), Some(source));
        let last_name = std::iter::once("Last Name".to_owned());
        let other: Vec<String> = more.chain(last_name).collect();
        let other = recognise(&other).map(|known| known.source);
        assert!(other.is_some_and(|other| other != source), "what was added fits by itself");
    }
}

#[test]
fn the_users_choice_of_rows_is_not_overruled() {
    let (_, table) = open("outlook");
    let mapping = Mapping::guess(Target::Orders, table.headers(), &table.sample(10));
    assert_eq!((mapping.target, mapping.hints.source), (Target::Orders, None));
}

proptest! {
    #[test]
    fn order_and_company_of_columns_do_not_matter(
        file in 0usize..FILES.len(),
        order in proptest::collection::vec(any::<u32>(), 100),
        more in proptest::collection::vec("x{1,3}[A-Za-z 0-9]{0,9}", 0..200),
    ) {
        let (name, source) = FILES[file];
        let (known, table) = open(name);
        let mut shuffled: Vec<(u32, Option<usize>, String)> = Vec::new();
        for (i, header) in table.headers().iter().enumerate() {
            shuffled.push((order[i], Some(i), header.to_uppercase()));
        }
        shuffled.extend(more.into_iter().zip(&order).map(|(header, turn)| (*turn, None, header)));
        shuffled.sort();
        let headers: Vec<String> = shuffled.iter().map(|(_, _, header)| header.clone()).collect();
        let found = recognise(&headers).unwrap();
        prop_assert_eq!(found.source, source);
        for ((_, before, _), field) in shuffled.iter().zip(&found.mapping.columns) {
            let before = before.and_then(|i| known.mapping.columns[i]);
            prop_assert_eq!(before, *field);
        }
        prop_assert_eq!(found.mapping.hints.labels.len(), known.mapping.hints.labels.len());
    }

    #[test]
    fn a_missing_column_is_no_hindrance(file in 0usize..FILES.len(), gone in any::<prop::sample::Index>()) {
        let (name, source) = FILES[file];
        let (_, table) = open(name);
        let mut headers = table.headers().to_vec();
        let gone = headers.remove(gone.index(headers.len()));
        let found = recognise(&headers).map(|known| known.source);
        // Without what makes it what it is a file is an ordinary one.
        let needed = ["record id", "account name", "company name", "name", "lastname"];
        let none = found.is_none() && needed.contains(&gone.to_lowercase().as_str());
        prop_assert!(found == Some(source) || none, "{gone}: {found:?}");
    }

    #[test]
    fn no_headers_panic(headers in proptest::collection::vec("\\PC{0,8}|(Phone|E-mail) [0-9]{0,3} - (Value|Label)|Labels|File As|Name (Pre|Suf)fix|Last Name", 0..40)) {
        if let Some(known) = recognise(&headers) {
            prop_assert_eq!(known.mapping.columns.len(), headers.len());
            prop_assert_eq!(known.mapping.problems(), vec![]);
        }
    }
}

/// Recognises a file of touches and reads its rows: each as text, or the field at fault.
fn touches(source: Source, file: &str) -> Vec<Result<String, RejectReason>> {
    let mut table = table(file);
    let known = recognise(table.headers()).unwrap();
    assert_eq!((known.source, known.target), (source, Target::Interactions));
    assert_eq!(Target::guess(table.headers()), Target::Interactions);
    let format = match source {
        Source::ZohoCalls => DateFormat::Mdy,
        _ => DateFormat::Ymd,
    };
    let options =
        InteractionOptions { date_format: format, zone: |_| 60, values: ValueTable::new() };
    let plan = InteractionPlan::new(&known.mapping, options).unwrap();
    let mut found = Vec::new();
    while let Some(row) = table.next_row() {
        let read = row.and_then(|row| {
            read_interaction(&row, &plan).map(|it| {
                let direction = it.direction.map_or(String::new(), |it| it.to_string());
                let whose = [it.customer_key, it.customer_name].map(|it| it.unwrap_or("-"));
                let said = [it.subject, it.notes.replace('\n', "/"), it.outcome].join("|");
                format!("{} {} {} {direction} {said}", whose.join(" "), it.at, it.channel)
            })
        });
        found.push(read.map_err(|row| row.reason));
    }
    found
}

#[test]
fn calls_and_meetings_of_hubspot() {
    let file = "Record ID,Activity date,Activity assigned to,Call title,Call notes,Call direction,\
        Call outcome,Call duration,Associated Contact,Associated Contact IDs,Associated Company IDs\n\
        9,2024-01-31 09:30,Mei,Quote,Asked,Inbound,Connected,60000,Ada,101;102,7\n\
        9,2024-01-31 09:30,Mei,Quote,,OUTBOUND,No answer,,,,7\n";
    let want = [
        "101 Ada 2024-01-31T09:30:00.000+01:00 call inbound Quote|Asked|Connected",
        "7 - 2024-01-31T09:30:00.000+01:00 call outbound Quote||No answer",
    ];
    assert_eq!(touches(Source::HubSpotCalls, file), want.map(|it| Ok(it.to_owned())));
    let file = "Record ID,Activity assigned to,Meeting name,Meeting description,Internal meeting notes,\
        Meeting start time,Meeting end time,Meeting location,Meeting outcome,Associated Contact IDs\n\
        9,Mei,Plan,About it,Good,2024-01-31 09:30,2024-01-31 10:30,Room,Completed,101\n";
    let want = "101 - 2024-01-31T09:30:00.000+01:00 meeting  Plan|About it//Good|Completed";
    assert_eq!(touches(Source::HubSpotMeetings, file), [Ok(want.to_owned())]);
}

#[test]
fn tasks_and_events_of_salesforce() {
    let file = "Id,WhoId,WhatId,AccountId,Subject,ActivityDate,Status,Priority,OwnerId,Description,\
        TaskSubtype,CallType,CallDisposition,CallDurationInSeconds,SystemModstamp\n\
        1,003A,,001A,Call,2024-01-31,Completed,Normal,005,Asked,Call,Inbound,Interested,60,x\n\
        2,,,001A,Email: hi,2024-01-31,Completed,Normal,005,,Email,,,,x\n\
        3,003A,,,To do,2024-01-31,Open,Normal,005,,Task,,,,x\n\
        4,003A,,,Post,2024-01-31,Open,Normal,005,,LinkedIn,,,,x\n";
    let unknown =
        RejectReason::UnknownChoice { field: Field::Channel, text: "LinkedIn".to_owned() };
    let want = [
        Ok(text("003A - 2024-01-31T00:00:00.000+01:00 call inbound Call|Asked|Interested")),
        Ok(text("001A - 2024-01-31T00:00:00.000+01:00 email  Email: hi||")),
        Ok(text("003A - 2024-01-31T00:00:00.000+01:00 note  To do||")),
        Err(unknown),
    ];
    assert_eq!(touches(Source::SalesforceTasks, file), want);
    let file = "Id,WhoId,WhatId,AccountId,Subject,Location,IsAllDayEvent,ActivityDateTime,ActivityDate,\
        DurationInMinutes,StartDateTime,EndDateTime,Description,OwnerId,ShowAs,SystemModstamp\n\
        1,003A,,001A,Demo,Room,0,2024-01-31T08:30:00.000Z,2024-01-31,60,2024-01-31T08:30:00.000Z,\
        2024-01-31T09:30:00.000Z,Shown,005,Busy,x\n";
    let want = "003A - 2024-01-31T09:30:00.000+01:00 meeting  Demo|Shown|";
    assert_eq!(touches(Source::SalesforceEvents, file), [Ok(want.to_owned())]);
}

#[test]
fn calls_and_meetings_of_zoho() {
    let file = "Record Id,Call Owner.id,Call Owner,Subject,Call Type,Call Purpose,Contact Name.id,\
        Contact Name,Related To.id,Related To,Call Start Time,Call Duration,Call Result,Description\n\
        zcrm_1,zcrm_9,Mei,Quote,Outbound,Demo,zcrm_2,Ada,,,01/31/2024 09:30 PM,05:00,Interested,Asked\n\
        zcrm_3,zcrm_9,Mei,Quote,Missed,,,,zcrm_7,ACME,01/31/2024 09:30 AM,,-None-,\n";
    let want = [
        "zcrm_2 Ada 2024-01-31T21:30:00.000+01:00 call outbound Quote|Asked|Interested",
        "zcrm_7 - 2024-01-31T09:30:00.000+01:00 call inbound Quote||-None-",
    ];
    assert_eq!(touches(Source::ZohoCalls, file), want.map(|it| Ok(it.to_owned())));
    let file = "Record Id,Title,Host,Host.id,From,To,Location,All day,Contact Name.id,Contact Name,\
        Related To,Description\n\
        zcrm_1,Plan,Mei,zcrm_9,2024-01-31 09:30,2024-01-31 10:30,Room,false,zcrm_2,Ada,ACME,About\n";
    let want = "zcrm_2 Ada 2024-01-31T09:30:00.000+01:00 meeting  Plan|About|";
    assert_eq!(touches(Source::ZohoMeetings, file), [Ok(want.to_owned())]);
}
