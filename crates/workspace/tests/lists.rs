//! Lists written as tables, and what the import makes of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod common;

use std::collections::BTreeMap;
use std::fs;

use analytics::ltv::{Fit, GammaGamma, Model, ModelKind, SpendFit, TimeUnit};
use analytics::rfm::{Scoring, SegmentName};
use interchange::csv::cell::{DateFormat, ExcessDecimals};
use interchange::csv::reader::{CustomerOptions, InteractionOptions, OrderOptions};
use interchange::csv::{
    CustomColumn, Delimiter, Field, Mapping, Table, TableOptions, Target, ValueTable,
};
use model::{
    Channel, Currency, CustomField, CustomType, Customer, CustomerType, DecimalMark, Direction, Id,
    Interaction, Moment, Order, OrderLine, Settings, Stage, Task, TaskKind,
};
use pollster::block_on;
use proptest::prelude::*;
use serde_json::Value;
use workspace::analysis::ltv::Horizon;
use workspace::analysis::tiers::{Basis, TierPlan};
use workspace::commands::{ImportPlan, ImportReport, MatchBy};
use workspace::export_csv::{Column, List, ListExport, ListWords, Needs, WorkedOut};
use workspace::sample::{SampleLanguage, SampleOptions};
use workspace::{
    Cancelled, CommandError, FittedValue, MemoryStore, Pace, Progress, Rush, Slot, Tier, Workspace,
};

use common::{Device, customer, day, moment, money, order, visit};

type Tab = Workspace<MemoryStore>;

/// The day figures are of.
const TODAY: &str = "2026-11-22";

/// The words people see.
struct Locale {
    out: Value,
    customers: Value,
    interactions: Value,
    tasks: Value,
    tiers: Value,
}

impl Locale {
    fn of(language: &str) -> Self {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales");
        let read = |name: &str| {
            let text = fs::read_to_string(format!("{root}/{language}/{name}.json")).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        Self {
            out: read("out"),
            customers: read("customers"),
            interactions: read("interactions"),
            tasks: read("tasks"),
            tiers: read("tiers"),
        }
    }

    fn both() -> [Self; 2] {
        ["en", "zh-CN"].map(Self::of)
    }
}

fn text(words: &Value, key: &str) -> String {
    words[key].as_str().unwrap_or_else(|| panic!("no {key}")).to_owned()
}

impl ListWords for Locale {
    fn header(&self, column: &Column) -> String {
        text(&self.out, &format!("col_{}", column.code()))
    }
    fn currency_of(&self, field: &str) -> String {
        text(&self.out, "currency_of").replace("{{ field }}", field)
    }
    fn customer_type(&self, choice: &CustomerType) -> String {
        text(&self.customers, choice.code())
    }
    fn stage(&self, choice: &Stage) -> String {
        text(&self.customers, &format!("stage_{}", choice.code()))
    }
    fn channel(&self, choice: &Channel) -> String {
        text(&self.interactions, choice.code())
    }
    fn direction(&self, choice: &Direction) -> String {
        text(&self.interactions, choice.code())
    }
    fn task_kind(&self, choice: &TaskKind) -> String {
        text(&self.tasks, &format!("kind_{}", choice.code()))
    }
    fn segment(&self, segment: &SegmentName) -> String {
        segment.code().into_owned()
    }
    fn tier(&self, tier: Tier) -> String {
        text(&self.tiers, tier.code())
    }
    fn flag(&self, yes: bool) -> String {
        text(&self.out, if yes { "yes" } else { "no" })
    }
}

fn write(
    tab: &Tab,
    list: List,
    columns: &[Column],
    words: &Locale,
    delimiter: Delimiter,
) -> String {
    let image = tab.image();
    let all: Vec<Slot> = match list {
        List::Customers => image.tables.customers.iter().map(|(slot, _)| slot).collect(),
        List::Interactions => image.tables.interactions.iter().map(|(slot, _)| slot).collect(),
        List::Orders => image.tables.orders.iter().map(|(slot, _)| slot).collect(),
        List::Tasks => image.tables.tasks.iter().map(|(slot, _)| slot).collect(),
    };
    let today = day(TODAY);
    let rfm = image.rfm(&Scoring::default(), today);
    let (tiers, ltv) = (image.tiers(today), image.ltv(today));
    drop(image);
    let worked_out =
        WorkedOut { rfm: rfm.as_deref(), tiers: tiers.as_deref(), ltv: ltv.as_deref() };
    let export = ListExport { list, slots: &all, columns, delimiter, words, worked_out };
    let mut bytes = Vec::new();
    let count = block_on(tab.write_csv(&export, &Rush, &mut |piece| bytes.extend(piece))).unwrap();
    assert_eq!(count, all.len());
    String::from_utf8(bytes).unwrap()
}

fn open(text: &str) -> Table {
    Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
}

fn import(tab: &Tab, text: &str) -> ImportReport {
    let mut table = open(text);
    let target = Target::guess(table.headers());
    let mapping = Mapping::guess(target, table.headers(), &table.sample(200));
    let plan = match target {
        Target::Customers => {
            let options = CustomerOptions {
                birthday_format: DateFormat::Ymd,
                since_format: DateFormat::Ymd,
                values: ValueTable::new(),
            };
            ImportPlan::customers(&mapping, options)
        }
        Target::Orders => {
            let options = OrderOptions {
                date_format: DateFormat::Ymd,
                currency: Currency::EUR,
                mark: DecimalMark::Point,
                excess: ExcessDecimals::Reject,
            };
            ImportPlan::orders(&mapping, options, MatchBy::Code)
        }
        Target::Interactions => {
            ImportPlan::interactions(&mapping, interaction_options(), MatchBy::Code)
        }
    };
    block_on(tab.import(&mut table, &plan.unwrap(), "list.csv", &Rush)).unwrap()
}

/// Where nobody of these tests lives.
fn interaction_options() -> InteractionOptions {
    InteractionOptions { date_format: DateFormat::Ymd, zone: |_| 345, values: ValueTable::new() }
}

fn people(tab: &Tab) -> Vec<Customer> {
    tab.image().tables.customers.iter().map(|(_, row)| row.record.clone()).collect()
}

fn add(tab: &Tab, record: Customer) -> Id {
    block_on(tab.save(None, record, "")).unwrap().id
}

fn entries(list: &[&str]) -> BTreeMap<String, String> {
    list.iter().map(|entry| ((*entry).to_owned(), String::new())).collect()
}

fn full() -> Customer {
    Customer {
        name: "ACME, \"Trading\" Ltd".into(),
        customer_type: Some(CustomerType::Organisation),
        code: "007".into(),
        stage: Some(Stage::Dormant),
        owner: "=HYPERLINK(\"http://x\")".into(),
        tags: ["vip", "trade fair"].map(|tag| (tag.to_owned(), true)).into(),
        phones: entries(&["+49 30 1234", "0171 2"]),
        emails: entries(&["info@acme.example", "b@acme.example"]),
        street: "1 Road\nFloor 2".into(),
        city: "'s-Hertogenbosch".into(),
        region: "@North".into(),
        postcode: "01234".into(),
        country: "NL".into(),
        industry: "-".into(),
        size: Some(1_250),
        source: "Fair; Berlin".into(),
        preferred_channel: Some(Channel::Email),
        birthday: Some(day("1801-02-03")),
        since: Some(day("2019-12-31")),
        notes: "One\n\nTwo, \"three\"".into(),
        ..Customer::default()
    }
}

#[test]
fn every_default_column_of_customers_is_found_again_in_both_languages() {
    let columns = Column::defaults(List::Customers);
    for words in Locale::both() {
        let headers: Vec<String> = columns.iter().map(|column| words.header(column)).collect();
        assert_eq!(Target::guess(&headers), Target::Customers, "{headers:?}");
        let sample = open(&format!("{}\n", headers.join(","))).sample(10);
        let mapping = Mapping::guess(Target::Customers, &headers, &sample);
        let found: Vec<Field> = mapping.columns.iter().flatten().copied().collect();
        // All there is but names in two parts, in the order written; figures are left out.
        let wanted = [
            Field::Code,
            Field::Name,
            Field::CustomerType,
            Field::Stage,
            Field::Owner,
            Field::Tags,
            Field::Phone,
            Field::Email,
            Field::Street,
            Field::City,
            Field::Region,
            Field::Postcode,
            Field::Country,
            Field::Industry,
            Field::Size,
            Field::Source,
            Field::PreferredChannel,
            Field::Birthday,
            Field::Since,
            Field::Notes,
        ];
        assert_eq!(found, wanted, "{headers:?}");
        assert!(mapping.columns[..20].iter().all(Option::is_some));
    }
}

#[test]
fn every_default_column_of_orders_is_found_again_in_both_languages() {
    let columns = Column::defaults(List::Orders);
    for words in Locale::both() {
        let headers: Vec<String> = columns.iter().map(|column| words.header(column)).collect();
        assert_eq!(Target::guess(&headers), Target::Orders, "{headers:?}");
        let sample = open(&format!("{}\n", headers.join(","))).sample(10);
        let mapping = Mapping::guess(Target::Orders, &headers, &sample);
        let wanted = [
            Field::CustomerKey,
            Field::CustomerName,
            Field::OrderNumber,
            Field::Date,
            Field::Amount,
            Field::Currency,
            Field::Item,
            Field::Quantity,
            Field::Note,
        ];
        assert_eq!(mapping.columns, wanted.map(Some), "{headers:?}");
    }
}

#[test]
fn customers_read_back_as_they_were() {
    for words in Locale::both() {
        for delimiter in [Delimiter::Comma, Delimiter::Semicolon] {
            let (from, to) = (Device::new(1).open(), Device::new(2).open());
            let id = add(&from, full());
            add(&from, Customer { code: "8".into(), ..customer("李雷") });
            for (choice, n) in Stage::ALL.iter().zip(10..) {
                let stage = Some(choice.clone());
                add(&from, Customer { code: format!("{n}"), stage, ..customer("Staged") });
            }
            for (choice, n) in Channel::ALL.iter().filter(|it| **it != Channel::Note).zip(20..) {
                let preferred_channel = Some(choice.clone());
                let customer_type = Some(CustomerType::Person);
                let code = format!("{n}");
                add(&from, Customer { code, preferred_channel, customer_type, ..customer("Met") });
            }
            block_on(from.save(None, order(id, "2026-01-02", money("1234567.89 USD")), ""))
                .unwrap();
            let columns = Column::defaults(List::Customers);
            let text = write(&from, List::Customers, &columns, &words, delimiter);
            assert!(text.starts_with('\u{feff}'));
            assert!(text.contains("'=HYPERLINK"), "{text}");
            let report = import(&to, &text);
            assert_eq!(report.rejected, [], "{text}");
            assert_eq!(people(&to), people(&from));
            // And once more changes nothing, neither there nor here.
            assert_eq!(import(&to, &text).set, None);
            assert_eq!(import(&from, &text).set, None);
        }
    }
}

#[test]
fn orders_read_back_as_they_were_also_those_of_merged_customers() {
    for words in Locale::both() {
        let (from, to) = (Device::new(1).open(), Device::new(2).open());
        let [kept, gone] = ["1", "2"].map(|code| {
            add(&from, Customer { code: code.into(), ..customer(&format!("No. {code}")) })
        });
        let line = OrderLine { item: "Tea, green".into(), quantity: Some(2_500) };
        let full = Order {
            number: "A-1".into(),
            lines: vec![line],
            notes: "=1+1".into(),
            ..order(gone, "2026-01-02", money("-1234.50 USD"))
        };
        block_on(from.save(None, full, "")).unwrap();
        block_on(from.save(None, order(kept, "2026-01-03", money("500 JPY")), "")).unwrap();
        block_on(from.save(None, order(kept, "2026-01-04", money("1.234 KWD")), "")).unwrap();
        let wanted = people(&from)[0].clone();
        block_on(from.merge_customers(kept, gone, &wanted)).unwrap();
        let columns = Column::defaults(List::Orders);
        let text = write(&from, List::Orders, &columns, &words, Delimiter::Comma);
        let report = import(&to, &text);
        assert_eq!((report.orders, report.customers, report.rejected.len()), (3, 1, 0), "{text}");
        assert_eq!(people(&to)[0].code, "1");
        let orders = |tab: &Tab, whose: Option<Id>| -> Vec<Order> {
            let image = tab.image();
            let all = image.tables.orders.iter();
            all.map(|(_, row)| Order { customer: whose, ..row.record.clone() }).collect()
        };
        assert_eq!(orders(&to, None), orders(&from, None));
    }
}

#[test]
fn a_whole_sample_reads_back_in_either_language() {
    for (words, language) in
        Locale::both().iter().zip([SampleLanguage::English, SampleLanguage::Chinese])
    {
        let (from, to) = (Device::new(1).open(), Device::new(2).open());
        let options = SampleOptions::demo(day("2026-11-22"), language, Currency::EUR);
        block_on(from.add_sample(&options, 0, &Rush)).unwrap();
        let text =
            |list: List| write(&from, list, &Column::defaults(list), words, Delimiter::Comma);
        let report = import(&to, &text(List::Customers));
        assert_eq!(report.rejected, []);
        let plain = |mut customer: Customer| {
            // A table has no place for labels.
            customer
                .phones
                .values_mut()
                .chain(customer.emails.values_mut())
                .for_each(String::clear);
            customer
        };
        let wanted: Vec<Customer> = people(&from).into_iter().map(plain).collect();
        assert_eq!(people(&to), wanted);
        let report = import(&to, &text(List::Orders));
        let orders = from.image().tables.orders.len();
        assert_eq!((report.orders, report.customers), (orders, 0));
        assert_eq!(report.rejected, []);
    }
}

#[test]
fn several_lines_of_an_order_share_a_cell() {
    let tab = Device::new(1).open();
    let id = add(&tab, customer("A"));
    let line = |item: &str, quantity| OrderLine { item: item.into(), quantity };
    let lines = vec![line("tea", Some(2_500)), line("cup", None), line("", None)];
    let record = Order { lines, ..order(id, "2026-01-02", money("5.00 EUR")) };
    block_on(tab.save(None, record, "")).unwrap();
    let columns = [Column::Items, Column::Quantity, Column::BaseAmount, Column::BaseCurrency];
    let text = write(&tab, List::Orders, &columns, &Locale::of("en"), Delimiter::Comma);
    // Euros have no rate, so there is no amount in dollars.
    let wanted = "\u{feff}Item,Quantity,In base currency,Base currency\r\ntea × 2.5; cup,,,USD\r\n";
    assert_eq!(text, wanted);
}

#[test]
fn figures_and_scores_are_those_of_the_list() {
    let tab = Device::new(1).open();
    let id = add(&tab, customer("A"));
    add(&tab, customer("B"));
    for (on, amount) in [("2026-01-02", "10.00 USD"), ("2026-11-20", "5.50 USD")] {
        block_on(tab.save(None, order(id, on, money(amount)), "")).unwrap();
    }
    block_on(tab.save(None, visit(id, "2026-11-21T23:30:00+08:00", "Tea"), "")).unwrap();
    let columns = [
        Column::Name,
        Column::Orders,
        Column::Revenue,
        Column::RevenueCurrency,
        Column::FirstOrder,
        Column::LastOrder,
        Column::LastContact,
        Column::Interactions,
        Column::Recency,
        Column::Frequency,
        Column::Monetary,
        Column::Segment,
        // Of another list: empty.
        Column::Amount,
    ];
    let text = write(&tab, List::Customers, &columns, &Locale::of("en"), Delimiter::Comma);
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().skip(1).collect();
    let score = {
        let image = tab.image();
        let rfm = image.rfm(&Scoring::default(), day("2026-11-22")).unwrap();
        let score = rfm.score(0).unwrap();
        let segment = rfm.segment(0).unwrap().code();
        format!("{},{},{},{segment}", score.r, score.f, score.m)
    };
    let first = format!("A,2,15.50,USD,2026-01-02,2026-11-20,2026-11-21,1,{score},");
    assert_eq!(rows, [first.as_str(), "B,0,0.00,USD,,,,0,,,,,"]);
}

/// Keeps the models published for CDNOW (Fader, Hardie and Lee 2005; Fader and Hardie 2013), for
/// 39 weeks ahead.
fn fit(tab: &Tab, currency: &str) {
    let model = Model::new(ModelKind::BgNbd, [0.243, 4.414, 0.793, 2.426]).unwrap();
    let spend = SpendFit {
        model: GammaGamma { p: 6.25, q: 3.74, v: 1_544.0 },
        ln_likelihood: -1.0,
        customers: 946,
        correlation: 0.11,
    };
    let fit = Fit {
        unit: TimeUnit::Week,
        last_day: day(TODAY).number(),
        model,
        ln_likelihood: -9_582.4,
        customers: 2_357,
        repeaters: 946,
        spend: Ok(spend),
    };
    let horizon = Horizon { days: 273, discount: 0.1 };
    let kept =
        FittedValue { fit, currency: currency.to_owned(), held_out_weeks: 0, horizon, at: None };
    block_on(tab.define(FittedValue::ID, Some(&kept))).unwrap();
}

#[test]
fn what_customers_are_worth_comes_out_as_numbers() {
    let tab = Device::new(1).open();
    let id = add(&tab, customer("A"));
    add(&tab, customer("B"));
    // Two repeat purchases, the last 30.43 weeks after the first, which was 38.86 weeks ago.
    for (on, amount) in
        [("2026-02-23", "99.00 USD"), ("2026-06-01", "20.00 USD"), ("2026-09-24", "30.50 USD")]
    {
        block_on(tab.save(None, order(id, on, money(amount)), "")).unwrap();
    }
    fit(&tab, "USD");
    let columns = [
        Column::Name,
        Column::Tier,
        Column::TierValue,
        Column::Horizon,
        Column::PAlive,
        Column::ExpectedOrders,
        Column::ExpectedValue,
    ];
    let text = write(&tab, List::Customers, &columns, &Locale::of("en"), Delimiter::Semicolon);
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|row| row.split(';').collect()).collect();
    assert_eq!(rows[0][..4], ["A", "VIP", "149.50", "273"]);
    let number = |text: &str, places: usize| -> f64 {
        assert_eq!(text.split_once('.').unwrap().1.len(), places, "{text}");
        text.parse().unwrap()
    };
    let (r, alpha, a, b) = (0.243, 4.414, 0.793, 2.426);
    let (x, recency, age): (f64, f64, f64) = (2.0, 213.0 / 7.0, 272.0 / 7.0);
    let gone = a / (b + x - 1.0) * ((alpha + age) / (alpha + recency)).powf(r + x);
    assert!((number(rows[0][4], 4) - 1.0 / (1.0 + gone)).abs() <= 5e-5, "{rows:?}");
    assert!((number(rows[0][5], 4) - 1.226).abs() < 1e-3, "as published: {rows:?}");
    // Gamma-Gamma of two repeats of 25.25 on average, discounted over three quarters of a year.
    let spend = 6.25 * (15.44 + x * 25.25) / (6.25 * x + 3.74 - 1.0);
    let (value, orders) = (number(rows[0][6], 2), number(rows[0][5], 4));
    assert!(value < orders * spend && value > orders * spend / 1.1, "{value} {orders} {spend}");
    // Who never bought is in the last tier, and no model knows them.
    assert_eq!(rows[1], ["B", "Ordinary", "0.00", "", "", "", ""]);
}

#[test]
fn only_what_a_plan_or_a_model_tells_is_offered() {
    use Column::{ExpectedOrders, ExpectedValue, Horizon, PAlive, Tier, TierValue};
    let tab = Device::new(1).open();
    let offered = || -> Vec<Column> {
        let all = Column::offered(List::Customers, &tab.image());
        let worth = |column: &Column| matches!(column.needs(), Some(Needs::Tiers | Needs::Ltv));
        all.into_iter().filter(worth).collect()
    };
    let measured_by = |basis| {
        let plan = TierPlan { basis, ..TierPlan::default() };
        block_on(tab.define(TierPlan::ID, Some(&plan))).unwrap();
    };
    assert_eq!(offered(), [Tier, TierValue]);
    measured_by(Basis::Expected);
    assert_eq!(offered(), [], "nothing is fitted");
    fit(&tab, "EUR");
    assert_eq!(offered(), [PAlive, ExpectedOrders, Horizon], "spend is of another currency");
    measured_by(Basis::RevenueOfDays(365));
    assert_eq!(offered(), [Tier, TierValue, PAlive, ExpectedOrders, Horizon]);
    fit(&tab, "USD");
    let all = [Tier, TierValue, PAlive, ExpectedOrders, ExpectedValue, Horizon];
    assert_eq!(offered(), all);
    measured_by(Basis::Expected);
    assert_eq!(offered(), all);
    // Nobody wants them unasked, and no other list has them.
    let usual = Column::defaults(List::Customers);
    assert!(all.iter().all(|column| !usual.contains(column)));
    for list in [List::Orders, List::Interactions, List::Tasks] {
        let others = Column::offered(list, &tab.image());
        assert!(others.iter().all(|column| column.needs().is_none()));
    }
}

#[test]
fn no_figure_is_taken_for_a_field_of_a_customer_in_either_language() {
    for (words, language) in
        Locale::both().iter().zip([SampleLanguage::English, SampleLanguage::Chinese])
    {
        let (from, to) = (Device::new(1).open(), Device::new(2).open());
        let options = SampleOptions::demo(day(TODAY), language, Currency::USD);
        block_on(from.add_sample(&options, 0, &Rush)).unwrap();
        fit(&from, "USD");
        let columns = Column::offered(List::Customers, &from.image());
        let text = write(&from, List::Customers, &columns, words, Delimiter::Comma);
        let table = open(&text);
        assert_eq!(Target::guess(table.headers()), Target::Customers);
        let mapping = Mapping::guess(Target::Customers, table.headers(), &table.sample(200));
        for (column, field) in columns.iter().zip(&mapping.columns) {
            let is_field = Column::defaults(List::Customers)[..20].contains(column);
            assert_eq!(field.is_some(), is_field, "{column:?} is taken for {field:?}");
        }
        // Nor where it stands alone, with nothing but numbers below one in it.
        for column in columns.iter().filter(|column| column.needs().is_some()) {
            let at = columns.iter().position(|other| other == column).unwrap();
            let sample = table.sample(1_000);
            let all: Vec<&str> = sample.filled(at).collect();
            assert!(all.len() > 50, "{column:?}");
            let small: Vec<&str> = all.iter().copied().filter(|it| it.starts_with("0.")).collect();
            let cells = if small.is_empty() { all } else { small };
            let headers = [Column::Name, column.clone()].map(|column| words.header(&column));
            let rows = cells.iter().map(|cell| format!("A,{cell}\n"));
            let alone = open(&(headers.join(",") + "\n" + &rows.collect::<String>()));
            assert_eq!(Target::guess(alone.headers()), Target::Customers);
            let sample = alone.sample(200);
            let mapping = Mapping::guess(Target::Customers, alone.headers(), &sample);
            assert_eq!(mapping.columns, [Some(Field::Name), None], "{column:?}");
        }
        let report = import(&to, &text);
        assert_eq!((report.rejected.len(), report.customers), (0, people(&from).len()));
        let plain = |mut customer: Customer| {
            let labels = customer.phones.values_mut().chain(customer.emails.values_mut());
            labels.for_each(String::clear);
            customer
        };
        assert_eq!(people(&to), people(&from).into_iter().map(plain).collect::<Vec<_>>());
        assert_eq!(import(&to, &text).set, None, "once more changes nothing");
    }
}

#[test]
fn interactions_are_written_with_words_and_wall_clock() {
    let tab = Device::new(1).open();
    let id = add(&tab, Customer { code: "7".into(), ..customer("李雷") });
    let record = Interaction {
        customer: Some(id),
        at: Some(moment("2026-11-21T23:30:00+08:00")),
        channel: Some(Channel::Call),
        direction: Some(Direction::Inbound),
        subject: "+1".into(),
        notes: "said".into(),
        outcome: "done".into(),
        next_step: "ring".into(),
        ..Interaction::default()
    };
    block_on(tab.save(None, record, "")).unwrap();
    let columns = Column::defaults(List::Interactions);
    let text =
        write(&tab, List::Interactions, &columns, &Locale::of("zh-CN"), Delimiter::Semicolon);
    assert_eq!(
        text,
        "\u{feff}客户编号;客户;时间;渠道;方向;主题;内容;结果;下一步;时区;互动编号\r\n\
         7;李雷;2026-11-21 23:30;通话;对方主动;+1;said;done;ring;UTC+08:00;\
         01010101-0101-0101-0100-000000000004\r\n"
    );
}

#[test]
fn every_default_column_of_interactions_is_found_again_in_both_languages() {
    let columns = Column::defaults(List::Interactions);
    for words in Locale::both() {
        let headers: Vec<String> = columns.iter().map(|column| words.header(column)).collect();
        assert_eq!(Target::guess(&headers), Target::Interactions, "{headers:?}");
        let sample = open(&format!("{}\n", headers.join(","))).sample(10);
        let mapping = Mapping::guess(Target::Interactions, &headers, &sample);
        let wanted = [
            Field::CustomerKey,
            Field::CustomerName,
            Field::At,
            Field::Channel,
            Field::Direction,
            Field::Subject,
            Field::Notes,
            Field::Outcome,
            Field::NextStep,
            Field::TimeZone,
            Field::InteractionId,
        ];
        assert_eq!(mapping.columns, wanted.map(Some), "{headers:?}");
        // Also without the last two, which somebody may have left out.
        assert_eq!(Target::guess(&headers[..9]), Target::Interactions, "{headers:?}");
    }
}

/// The fields people added of which the next test has values, by key.
fn own_fields() -> BTreeMap<String, CustomField> {
    let choices = ["Red", "深蓝", "=1+1"].map(str::to_owned).to_vec();
    let types = CustomType::ALL.iter().zip(0..);
    let field = |(holds, place): (&CustomType, i64)| {
        let name = format!("My {holds}");
        let choices = match holds {
            CustomType::Choice | CustomType::Choices => choices.clone(),
            _ => Vec::new(),
        };
        let on = "interaction".to_owned();
        let key = model::custom::key_of(&name);
        (
            key,
            CustomField {
                on,
                name,
                holds: holds.clone(),
                choices,
                place,
                retired: false,
                listed: false,
            },
        )
    };
    types.map(field).collect()
}

/// Texts that spreadsheets, tables and this importer might take for something else.
fn hostile() -> impl Strategy<Value = String> {
    let text = "[a-z0-9=+@',;:|\"\\\\\\- \u{4e00}＝]{0,12}";
    prop_oneof![
        text.prop_map(|text| text.trim().to_owned()),
        prop::sample::select(vec!["NULL", "-", "n/a", "=\"1\"", "'=1", "\"\"", "2024-01-31", "无"])
            .prop_map(str::to_owned),
    ]
}

fn own_values() -> impl Strategy<Value = BTreeMap<String, String>> {
    let one = |key: &'static str, values: &'static [&'static str]| {
        let value = prop::option::of(prop::sample::select(values));
        value.prop_map(move |value| value.map(|value| (key.to_owned(), value.to_owned())))
    };
    let text = prop::option::of(hostile().prop_filter("something", |text| !text.is_empty()));
    let text = text.prop_map(|text| text.map(|text| ("my_text".to_owned(), text)));
    let several =
        prop::collection::btree_set(prop::sample::select(vec!["Red", "深蓝", "=1+1"]), 0..3);
    let several = several.prop_map(|all| {
        let entry = |choice: &str| (format!("my_choices/{choice}"), String::new());
        all.into_iter().map(entry).collect::<Vec<_>>()
    });
    let money: &[&str] = &["11.70 USD", "-500 JPY", "0.005 KWD", "1234567.89 EUR"];
    let singles = (
        text,
        one("my_number", &["0", "-12.5", "0.000000001", "1234567"]),
        one("my_money", money),
        one("my_day", &["2026-11-22", "1999-01-02"]),
        one("my_choice", &["Red", "深蓝", "=1+1"]),
        one("my_flag", &["yes", "no"]),
        one("my_link", &["https://example.org/?a=1,2&b=\"x\"", "mailto:a@b.co"]),
        one("my_customer", &["0", "1"]),
    );
    (singles, several).prop_map(|((a, b, c, d, e, f, g, h), several)| {
        [a, b, c, d, e, f, g, h].into_iter().flatten().chain(several).collect()
    })
}

prop_compose! {
    /// An interaction of the first or the second customer, which is in place of its id.
    fn any_interaction()(
        whose in 0u8..2,
        millis in 946_684_800_000i64..1_893_456_000_000,
        fine in 0u8..3,
        quarters in -48i16..=56,
        channel in 0..Channel::ALL.len(),
        direction in prop::option::of(0..Direction::ALL.len()),
        (subject, outcome, next_step) in (hostile(), hostile(), hostile()),
        notes in prop::collection::vec(hostile(), 0..3),
        custom in own_values(),
    ) -> (u8, Interaction) {
        let unit = [60_000, 1_000, 1][usize::from(fine)];
        let notes = notes.join("\n").trim().to_owned();
        let subject = if subject.is_empty() && notes.is_empty() { "x".to_owned() } else { subject };
        let interaction = Interaction {
            customer: None,
            at: Moment::new(millis / unit * unit, quarters * 15),
            channel: Some(Channel::ALL[channel].clone()),
            direction: direction.map(|at| Direction::ALL[at].clone()),
            subject,
            notes,
            outcome,
            next_step,
            custom,
            ..Interaction::default()
        };
        (whose, interaction)
    }
}

/// The interactions, with the places of their customers instead of ids, in order.
fn touches(tab: &Tab, ids: &[Id; 2]) -> Vec<(usize, Interaction)> {
    let place = |id: Id| ids.iter().position(|other| *other == id).unwrap();
    let image = tab.image();
    let all = image.tables.interactions.iter().map(|(_, row)| {
        let mut record = row.record.clone();
        if let Some(friend) = record.custom.get_mut("my_customer") {
            *friend = place(friend.parse().unwrap()).to_string();
        }
        (place(record.customer.take().unwrap()), record)
    });
    all.collect()
}

/// Imports a table with fields people added, by their names.
fn import_touches(tab: &Tab, text: &str, words: &Locale) -> ImportReport {
    let mut table = open(text);
    assert_eq!(Target::guess(table.headers()), Target::Interactions);
    let mut mapping = Mapping::guess(Target::Interactions, table.headers(), &table.sample(20));
    for (key, field) in own_fields() {
        let column = table.headers().iter().position(|header| *header == field.name).unwrap();
        // Nobody has told it what there is to choose from.
        let field = CustomField { choices: Vec::new(), ..field };
        mapping.set_custom(column, CustomColumn { key, field });
    }
    mapping.pair_currencies(table.headers());
    assert_eq!(mapping.currencies().len(), 1, "{:?} {}", table.headers(), words.currency_of("x"));
    let plan = ImportPlan::interactions(&mapping, interaction_options(), MatchBy::Code).unwrap();
    block_on(tab.import(&mut table, &plan, "list.csv", &Rush)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn interactions_read_back_as_they_were(
        all in prop::collection::vec(any_interaction(), 1..12),
        chinese in any::<bool>(),
        semicolon in any::<bool>(),
    ) {
        let words = Locale::of(if chinese { "zh-CN" } else { "en" });
        let delimiter = if semicolon { Delimiter::Semicolon } else { Delimiter::Comma };
        let [from, to] = [1, 2].map(|number| Device::new(number).open());
        let [ours, theirs] = [&from, &to].map(|tab| {
            ["=1+1", "李 \"雷\""].map(|name| {
                add(tab, Customer { code: format!("{name}-1"), ..customer(name) })
            })
        });
        let settings = Settings { fields: own_fields(), ..Settings::default() };
        block_on(from.save_settings(settings.clone())).unwrap();
        for (whose, mut record) in all {
            record.customer = Some(ours[usize::from(whose)]);
            if let Some(friend) = record.custom.get_mut("my_customer") {
                *friend = ours[friend.parse::<usize>().unwrap()].to_string();
            }
            block_on(from.save(None, record, "")).unwrap();
        }
        let columns = Column::offered(List::Interactions, &from.image());
        let text = write(&from, List::Interactions, &columns, &words, delimiter);
        let report = import_touches(&to, &text, &words);
        prop_assert_eq!(&report.rejected, &[], "{}", text);
        prop_assert_eq!(report.customers, 0);
        prop_assert_eq!(touches(&to, &theirs), touches(&from, &ours), "{}", text);
        // Once more adds and changes nothing, neither there nor here.
        for tab in [&to, &from] {
            let again = import_touches(tab, &text, &words);
            prop_assert_eq!((again.set, again.unchanged), (None, again.rows), "{}", text);
        }
    }
}

#[test]
fn fields_people_added_are_columns_too() {
    let tab = Device::new(1).open();
    let field = |name: &str, holds, place| CustomField {
        on: "customer".into(),
        name: name.into(),
        holds,
        choices: vec!["red".into(), "blue".into()],
        place,
        retired: false,
        listed: false,
    };
    let fields = [
        ("budget", field("Budget", CustomType::Money, 1)),
        ("likes", field("Likes", CustomType::Choices, 2)),
        ("vip", field("VIP", CustomType::Flag, 3)),
        ("friend", field("Friend", CustomType::Customer, 4)),
        ("old", CustomField { retired: true, ..field("Old", CustomType::Text, 5) }),
    ];
    let fields = fields.map(|(key, field)| (key.to_owned(), field)).into();
    block_on(tab.save_settings(Settings { fields, ..Settings::default() })).unwrap();
    let friend = add(&tab, customer("Friend of A"));
    let custom = [
        ("budget", "-11.70 USD".to_owned()),
        ("likes/blue", "yes".to_owned()),
        ("likes/red", "yes".to_owned()),
        ("vip", "yes".to_owned()),
        ("friend", friend.to_string()),
    ];
    let custom = custom.map(|(key, value)| (key.to_owned(), value)).into();
    add(&tab, Customer { custom, ..customer("A") });
    let offered = Column::offered(List::Customers, &tab.image());
    let mine: Vec<Column> = offered.into_iter().filter(|it| it.code().contains(':')).collect();
    let codes: Vec<String> = mine.iter().map(Column::code).collect();
    let wanted =
        ["custom:budget", "custom-currency:budget", "custom:likes", "custom:vip", "custom:friend"];
    assert_eq!(codes, wanted);
    let text = write(&tab, List::Customers, &mine, &Locale::of("en"), Delimiter::Comma);
    assert_eq!(
        text,
        "\u{feff}Budget,Budget: currency,Likes,VIP,Friend\r\n,,,,\r\n\
         -11.70,USD,blue; red,Yes,Friend of A\r\n"
    );
    let of_orders = Column::offered(List::Orders, &tab.image());
    assert!(of_orders.iter().all(|it| !it.code().contains(':')));
}

#[test]
fn tasks_are_written_as_they_are_listed() {
    let tab = Device::new(1).open();
    let ada = add(&tab, Customer { code: "A-1".into(), ..customer("Ada") });
    let task = Task {
        customer: Some(ada),
        title: "Ring; she =asked".into(),
        kind: Some(TaskKind::FollowUp),
        due: Some(day("2026-12-01")),
        owner: "Mei".into(),
        done: Some(moment("2026-11-30T23:05:00.000+08:00")),
        notes: "Two\nlines".into(),
        ..Task::default()
    };
    for task in [task, Task { title: "Stamps".into(), ..Task::default() }] {
        block_on(tab.save(None, task, "")).unwrap();
    }
    let columns = Column::defaults(List::Tasks);
    let text = write(&tab, List::Tasks, &columns, &Locale::of("en"), Delimiter::Comma);
    assert_eq!(
        text,
        "\u{feff}Customer number,Customer,Task,Kind of task,Due,Who does it,Done on,Notes\r\n\
         A-1,Ada,Ring; she =asked,Follow-up,2026-12-01,Mei,2026-11-30,\"Two\nlines\"\r\n\
         ,,Stamps,,,,,\r\n"
    );
}

#[test]
fn every_column_is_remembered_by_its_code() {
    let tab = Device::new(1).open();
    fit(&tab, "USD");
    for list in List::ALL {
        for column in Column::offered(list, &tab.image()) {
            assert_eq!(Column::from_code(&column.code()), Some(column));
        }
    }
    let custom = Column::Custom("a:b".into());
    assert_eq!(Column::from_code(&custom.code()), Some(custom));
    assert_eq!(Column::from_code("nonsense"), None);
}

#[test]
fn what_went_meanwhile_is_left_out_and_an_empty_list_has_a_header() {
    let tab = Device::new(1).open();
    let id = add(&tab, customer("A"));
    block_on(tab.delete(model::Kind::Customer, &[id], "")).unwrap();
    let words = Locale::of("en");
    let export = ListExport {
        list: List::Customers,
        slots: &[0, 4_000_000],
        columns: &[Column::Name],
        delimiter: Delimiter::Comma,
        words: &words,
        worked_out: WorkedOut::default(),
    };
    let mut bytes = Vec::new();
    let count = block_on(tab.write_csv(&export, &Rush, &mut |piece| bytes.extend(piece)));
    assert_eq!(count, Ok(0));
    assert_eq!(bytes, b"\xef\xbb\xbfName\r\n");
}

struct Stop;

impl Pace for Stop {
    fn due(&self) -> bool {
        true
    }
    fn pause<'a>(
        &'a self,
        _: Progress,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Cancelled>> + 'a>> {
        Box::pin(std::future::ready(Err(Cancelled)))
    }
}

#[test]
fn writing_can_be_stopped() {
    let tab = Device::new(1).open();
    add(&tab, customer("A"));
    let words = Locale::of("en");
    let export = ListExport {
        list: List::Customers,
        slots: &[0],
        columns: &[Column::Name],
        delimiter: Delimiter::Comma,
        words: &words,
        worked_out: WorkedOut::default(),
    };
    let stopped = block_on(tab.write_csv(&export, &Stop, &mut |_| {}));
    assert_eq!(stopped, Err(CommandError::Cancelled(Cancelled)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    /// Texts on a line without blanks around them come back whatever they are made of.
    #[test]
    fn texts_read_back_whatever_they_hold(
        name in "[=+@'\"a-c,;|\\-李 ]{0,8}[a-c=+@'\"]",
        owner in "[=+@'\",;\\-\t]{1,4}x",
        notes in "[a-c=+@'\",;]{1,6}(\n[a-c=+'\",;]{1,6}){0,3}",
    ) {
        prop_assume!(name.trim() == name && owner.trim() == owner);
        let (from, to) = (Device::new(1).open(), Device::new(2).open());
        let owner = owner.replace('\t', " ");
        prop_assume!(owner.trim() == owner);
        let record = Customer { code: "1".into(), owner, notes, ..customer(&name) };
        add(&from, record.clone());
        let columns = Column::defaults(List::Customers);
        let text = write(&from, List::Customers, &columns, &Locale::of("en"), Delimiter::Comma);
        let report = import(&to, &text);
        prop_assert_eq!(report.rejected, vec![]);
        prop_assert_eq!(people(&to), vec![record]);
    }
}
