//! What a sample must hold to, whatever is drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use analytics::OrderColumns;
use analytics::rfm::{Bins, RfmConfig, Scoring, SegmentName, default_map, measure, score};
use model::{
    Clock, Currency, Customer, CustomerType, Day, DeviceId, Id, IdSource, Interaction, Kind,
    Moment, Row, Rows, Settings, Stage, Stamp, Summary, Validate,
};
use pollster::block_on;
use workspace::sample::{SampleLanguage, SampleOptions, generate};
use workspace::{MemoryStore, Rush, Workspace};

const LANGUAGES: [SampleLanguage; 2] = [SampleLanguage::English, SampleLanguage::Chinese];
const STAMP: Stamp = Stamp { millis: 1_795_000_000_000, counter: 0, device: DeviceId(7) };
/// Eight hours east, where late evening in Greenwich is tomorrow.
const OFFSET: i16 = 480;

#[derive(Default)]
struct Counting(Cell<u64>);

impl IdSource for Counting {
    fn next_id(&self) -> Id {
        self.0.set(self.0.get() + 1);
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.0.get().to_be_bytes());
        Id::v7(STAMP.millis, random)
    }
}

struct Still;

impl Clock for Still {
    fn now_millis(&self) -> u64 {
        STAMP.millis
    }
}

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

fn draw(options: &SampleOptions) -> Rows {
    generate(options, &Counting::default(), STAMP, OFFSET)
}

fn demo(language: SampleLanguage) -> SampleOptions {
    SampleOptions::demo(today(), language, Currency::USD)
}

fn many(language: SampleLanguage) -> SampleOptions {
    SampleOptions {
        seed: 11,
        customers: 2_000,
        orders_per_customer: 10.0,
        interactions_per_customer: 3.0,
        ..demo(language)
    }
}

/// Everything that hangs on a customer.
#[derive(Default)]
struct File {
    /// Day and amount of every order.
    orders: Vec<(Day, i64)>,
    /// Every interaction.
    met: Vec<Moment>,
}

impl File {
    fn purchases(&self) -> impl Iterator<Item = Day> {
        self.orders.iter().filter(|(_, amount)| *amount >= 0).map(|(day, _)| *day)
    }
}

fn files(rows: &Rows) -> BTreeMap<Id, (&Customer, File)> {
    let customers = rows.customers.iter();
    let mut files: BTreeMap<Id, _> =
        customers.map(|row| (row.id, (&row.record, File::default()))).collect();
    for Row { record, .. } in &rows.orders {
        let (_, file) = files.get_mut(&record.customer.unwrap()).expect("an order of somebody");
        file.orders.push((record.day.unwrap(), record.amount.unwrap().minor));
    }
    for Row { record, .. } in &rows.interactions {
        let (_, file) = files.get_mut(&record.customer.unwrap()).expect("a touch with somebody");
        file.met.push(record.at.unwrap());
    }
    files
}

fn segments(rows: &Rows, today: Day) -> Vec<(SegmentName, usize)> {
    let slots: BTreeMap<Id, u32> = rows.customers.iter().map(|row| row.id).zip(0..).collect();
    let orders = || rows.orders.iter().map(|row| &row.record);
    let customers: Vec<u32> = orders().map(|order| slots[&order.customer.unwrap()]).collect();
    let days: Vec<i32> = orders().map(|order| order.day.unwrap().number()).collect();
    let amounts: Vec<i64> = orders().map(|order| order.amount.unwrap().minor).collect();
    let columns = OrderColumns::new(&customers, &days, &amounts).unwrap();
    let measures =
        measure(&columns, slots.len(), &RfmConfig::new(today.number())).expect("measures");
    let table = score(&measures, &default_map(Bins::default()));
    table.segments.iter().map(|row| (table.name(row.segment).clone(), row.customers)).collect()
}

#[test]
fn the_same_seed_draws_the_same_sample_and_another_seed_another() {
    for language in LANGUAGES {
        let options = demo(language);
        assert!(draw(&options) == draw(&options));
        let other = draw(&SampleOptions { seed: 2, ..options });
        assert!(other.customers != draw(&options).customers);
    }
}

#[test]
fn every_record_validates_and_ids_are_used_once() {
    for language in LANGUAGES {
        let rows = draw(&many(language));
        rows.customers.iter().for_each(|row| row.record.validate().unwrap());
        rows.orders.iter().for_each(|row| row.record.validate().unwrap());
        rows.interactions.iter().for_each(|row| row.record.validate().unwrap());
        rows.tasks.iter().for_each(|row| row.record.validate().unwrap());
        let customers = rows.customers.iter().map(|row| row.id);
        let orders = rows.orders.iter().map(|row| row.id);
        let touches = rows.interactions.iter().map(|row| row.id);
        let tasks = rows.tasks.iter().map(|row| row.id);
        let ids: BTreeSet<Id> = customers.chain(orders).chain(touches).chain(tasks).collect();
        assert_eq!(ids.len(), rows.len());
    }
}

#[test]
fn orders_and_interactions_belong_to_customers() {
    for language in LANGUAGES {
        let rows = draw(&many(language));
        let files = files(&rows);
        assert_eq!(files.len(), 2_000);
        assert_eq!(rows.orders.len(), files.values().map(|(_, f)| f.orders.len()).sum::<usize>());
    }
}

#[test]
fn counts_are_near_those_asked_for() {
    for language in LANGUAGES {
        let rows = draw(&demo(language));
        assert_eq!(rows.customers.len(), 240);
        assert!((1_800..=2_200).contains(&rows.orders.len()), "{}", rows.orders.len());
        assert!((800..=1_000).contains(&rows.interactions.len()), "{}", rows.interactions.len());

        for (orders, interactions) in [(10.0, 3.0), (0.5, 0.2), (1.0, 0.0), (0.0, 4.0)] {
            let rows = draw(&SampleOptions {
                orders_per_customer: orders,
                interactions_per_customer: interactions,
                ..many(language)
            });
            let near = |count: usize, asked: f64| {
                // Four standard deviations of a Poisson count.
                let expected = asked * rows.customers.len() as f64;
                let off = (count as f64 - expected).abs();
                assert!(off <= 4.0 * expected.sqrt(), "{count} for {expected}");
            };
            near(rows.orders.len(), orders);
            near(rows.interactions.len(), interactions);
        }
    }
}

#[test]
fn averages_nobody_can_mean_are_taken_as_the_nearest_one_can() {
    let options = SampleOptions { customers: 3, ..demo(SampleLanguage::English) };
    let with = |average| {
        draw(&SampleOptions {
            orders_per_customer: average,
            interactions_per_customer: average,
            ..options
        })
    };
    for average in [-1.0, f64::NAN] {
        assert_eq!(with(average).len(), 3);
    }
    assert!(with(f64::INFINITY).orders.len() < 1_200);
    assert!(draw(&SampleOptions { customers: 0, ..options }).is_empty());
}

#[test]
fn every_segment_has_somebody_whatever_the_day() {
    for language in LANGUAGES {
        // From one week to the next the same story is told, moved by seven days.
        for number in today().number()..today().number() + 7 {
            let options =
                SampleOptions { today: Day::from_number(number).unwrap(), ..demo(language) };
            let segments = segments(&draw(&options), options.today);
            assert!(segments.iter().all(|(_, customers)| *customers > 0), "{number} {segments:?}");
        }
    }
}

#[test]
fn nothing_is_after_today_nor_before_the_two_years() {
    for language in LANGUAGES {
        for options in [demo(language), many(language)] {
            for (customer, file) in files(&draw(&options)).values() {
                for (day, _) in &file.orders {
                    assert!((0..730).contains(&today().days_since(*day)), "{day}");
                }
                for at in &file.met {
                    assert!((1..=732).contains(&today().days_since(at.day())), "{at}");
                }
                for day in [customer.since, customer.birthday].into_iter().flatten() {
                    assert!(day <= today());
                }
            }
        }
    }
}

#[test]
fn stages_follow_from_what_happened() {
    for language in LANGUAGES {
        let rows = draw(&many(language));
        let mut seen = BTreeSet::new();
        for (customer, file) in files(&rows).values() {
            let stage = customer.stage.clone().unwrap();
            let silent = file.purchases().max().map(|last| today().days_since(last));
            let fits = match stage {
                Stage::Lead => silent.is_none(),
                Stage::Prospect => silent.is_none() && !file.met.is_empty(),
                Stage::Active => silent.unwrap() <= 120,
                Stage::Dormant => silent.unwrap() > 120,
                Stage::Lost => silent.unwrap() > 299,
                Stage::Other(_) => false,
            };
            assert!(fits, "{stage:?} {silent:?}");
            seen.insert(stage);
        }
        assert_eq!(seen.len(), Stage::ALL.len());
    }
}

#[test]
fn a_customer_is_one_before_anything_is_known_of_them() {
    for language in LANGUAGES {
        for (customer, file) in files(&draw(&many(language))).values() {
            assert_eq!(customer.since.is_some(), !file.orders.is_empty());
            if let Some(since) = customer.since {
                assert!(file.orders.iter().all(|(day, _)| since <= *day));
                assert!(file.met.iter().all(|at| since <= at.day()));
                assert!(customer.birthday.is_none_or(|day| day < since));
            }
        }
    }
}

#[test]
fn some_orders_are_refunds_and_some_are_free() {
    let rows = draw(&many(SampleLanguage::English));
    let share = |holds: fn(i64) -> bool| {
        let count = rows.orders.iter().filter(|row| holds(row.record.amount.unwrap().minor));
        count.count() as f64 / rows.orders.len() as f64
    };
    assert!((0.015..0.025).contains(&share(|minor| minor < 0)));
    assert!((0.003..0.010).contains(&share(|minor| minor == 0)));
    for Row { record, .. } in &rows.orders {
        let minor = record.amount.unwrap().minor;
        assert!(!record.lines.is_empty());
        assert!(record.lines.iter().all(|line| (line.quantity.unwrap() < 0) == (minor < 0)));
        assert_eq!(record.number.ends_with("-R"), minor < 0);
    }
}

#[test]
fn a_refund_comes_after_its_order_and_is_no_more_than_it() {
    let rows = draw(&many(SampleLanguage::Chinese));
    let numbers: BTreeMap<&str, _> =
        rows.orders.iter().map(|row| (row.record.number.as_str(), &row.record)).collect();
    assert_eq!(numbers.len(), rows.orders.len(), "a number was given twice");
    for (number, refund) in &numbers {
        if let Some(order) = number.strip_suffix("-R").map(|number| numbers[number]) {
            assert_eq!(order.customer, refund.customer);
            assert!(order.day < refund.day);
            assert!(-refund.amount.unwrap().minor <= order.amount.unwrap().minor);
        }
    }
}

#[test]
fn customers_differ_in_how_often_and_how_much_they_buy() {
    let rows = draw(&many(SampleLanguage::English));
    let files = files(&rows);
    let mut counts: Vec<usize> = files.values().map(|(_, f)| f.purchases().count()).collect();
    counts.retain(|count| *count > 0);
    counts.sort_unstable();
    let (low, median, high) =
        (counts[counts.len() / 10], counts[counts.len() / 2], counts[counts.len() * 9 / 10]);
    assert!(low <= 2 && median >= 4 && high >= 3 * median, "{low} {median} {high}");

    let means = |of: CustomerType| {
        let mut means: Vec<i64> = files
            .values()
            .filter(|(c, f)| c.customer_type == Some(of.clone()) && f.purchases().count() > 0)
            .map(|(_, f)| f.orders.iter().map(|o| o.1).sum::<i64>() / f.orders.len() as i64)
            .collect();
        means.sort_unstable();
        [1, 5, 9].map(|tenth| means[means.len() * tenth / 10])
    };
    let [low, median, high] = means(CustomerType::Organisation);
    assert!(2 * low < median && 2 * median < high, "{low} {median} {high}");
    assert!(3 * means(CustomerType::Person)[1] < median);
}

#[test]
fn some_of_those_who_bought_often_have_stopped() {
    let rows = draw(&many(SampleLanguage::English));
    let mut silences = Vec::new();
    for (_, file) in files(&rows).values() {
        let days: Vec<Day> = file.purchases().collect();
        if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max())
            && days.len() >= 8
        {
            let gap = f64::from(last.days_since(*first)) / (days.len() - 1) as f64;
            silences.push(f64::from(today().days_since(*last)) / gap);
        }
    }
    let stopped = silences.iter().filter(|gaps| **gaps > 6.0).count() as f64;
    let share = stopped / silences.len() as f64;
    assert!((0.15..0.5).contains(&share), "{share}");
}

#[test]
fn meetings_are_in_working_hours_where_they_were_written_down() {
    for offset in [OFFSET, -480, 0, i16::MAX, i16::MIN] {
        let options = demo(SampleLanguage::English);
        let rows = generate(&options, &Counting::default(), STAMP, offset);
        for Row { record, .. } in &rows.interactions {
            let local = record.at.unwrap().local().to_string();
            let (day, time) = local.split_once(' ').unwrap();
            assert!(("08:30:00"..="17:15:00").contains(&time), "{local}");
            let day: Day = day.parse().unwrap();
            assert!((day.number() + 3).rem_euclid(7) < 5, "{local} is on a weekend");
        }
    }
}

#[test]
fn directions_are_known_but_for_notes() {
    for language in LANGUAGES {
        let rows = draw(&many(language));
        let known = |record: &Interaction| record.direction.is_some() == record.is_contact();
        assert!(rows.interactions.iter().all(|row| known(&row.record)));
        let subjects: BTreeSet<&str> =
            rows.interactions.iter().map(|row| row.record.subject.as_str()).collect();
        assert!(subjects.len() > 25);
        let texts = rows.interactions.iter().flat_map(|Row { record, .. }| {
            [&record.subject, &record.notes, &record.outcome, &record.next_step]
        });
        texts.for_each(|text| assert!(!text.contains(['{', '}', '~', '|', '=']), "{text}"));
    }
}

/// Whether `digits` is within a range nobody can be reached in; see `sample::language::Place`.
fn is_fictional(digits: &str) -> bool {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    let north_american =
        digits.len() == 11 && digits.starts_with('1') && digits.get(4..9) == Some("55501");
    let british =
        starts(&["442079460", "441614960", "441314960", "441174960", "441134960", "447700900"]);
    let australian = starts(&["6125550", "6135550"]);
    let chinese = digits.starts_with("15400") && digits.len() == 11
        || digits.starts_with('0')
            && digits.len() >= 11
            && digits.get(3..9).unwrap().contains("0000");
    north_american || british || australian || chinese
}

#[test]
fn nobody_can_be_reached() {
    for language in LANGUAGES {
        let rows = draw(&many(language));
        let (mut phones, mut emails) = (Vec::new(), Vec::new());
        for Row { record, .. } in &rows.customers {
            phones.extend(record.phones.keys());
            emails.extend(record.emails.keys());
        }
        assert!(phones.len() > 1_800 && emails.len() > 1_800);
        for phone in &phones {
            let digits: String =
                phone.split(" ext").next().unwrap().chars().filter(char::is_ascii_digit).collect();
            assert!(is_fictional(&digits), "{phone}");
        }
        let domains = ["example.com", "example.net", "example.org"];
        for email in &emails {
            assert!(domains.contains(&email.split_once('@').unwrap().1), "{email}");
            assert!(email.is_ascii(), "{email}");
        }
        assert_eq!(phones.iter().collect::<BTreeSet<_>>().len(), phones.len());
        assert_eq!(emails.iter().collect::<BTreeSet<_>>().len(), emails.len());
    }
}

#[test]
fn a_few_customers_are_at_home_in_the_other_language() {
    for language in LANGUAGES {
        let rows = draw(&many(language));
        let chinese = rows.customers.iter().filter(|row| row.record.country == "中国").count();
        let foreign = match language {
            SampleLanguage::English => chinese,
            SampleLanguage::Chinese => rows.customers.len() - chinese,
        };
        assert!((50..=110).contains(&foreign), "{foreign}");
    }
}

fn open(store: &MemoryStore) -> Workspace<MemoryStore> {
    block_on(Workspace::open(store.clone(), Box::new(Still), Box::new(Counting::default()), &Rush))
        .unwrap()
}

#[test]
fn a_sample_is_added_as_one_change_and_undone_as_one() {
    let store = MemoryStore::default();
    let workspace = open(&store);
    let options = SampleOptions::demo(today(), SampleLanguage::Chinese, Currency::CNY);
    block_on(async {
        let settings = Settings { base_currency: Some(Currency::CNY), ..Settings::default() };
        workspace.save_settings(settings).await.unwrap();
        let journal = store.contents().journal.len();

        let report = workspace.add_sample(&options, OFFSET, &Rush).await.unwrap();
        let set = workspace.undoable(report.set.unwrap()).unwrap();
        assert_eq!(set.summary, Summary::Sample { created: report.created });
        assert_eq!(store.contents().journal.len(), journal + 1);
        {
            let image = workspace.image();
            assert_eq!(image.tables.customers.len(), 240);
            let tables = &image.tables;
            let count = 240 + tables.orders.len() + tables.interactions.len() + tables.tasks.len();
            assert_eq!(count, report.created);
            assert!(image.unconverted().is_empty());
            let rfm = image.rfm(&Scoring::default(), today()).unwrap();
            assert!(rfm.table.segments.iter().all(|row| row.customers > 0));
            assert!(rfm.unscored > 0);
        }

        let reopened = open(&store);
        assert_eq!(reopened.image().tables.orders.len(), workspace.image().tables.orders.len());

        workspace.undo(report.set.unwrap()).await.unwrap();
        let image = workspace.image();
        for kind in [Kind::Customer, Kind::Order, Kind::Task, Kind::Interaction] {
            let live = match kind {
                Kind::Customer => image.tables.customers.len(),
                Kind::Order => image.tables.orders.len(),
                Kind::Task => image.tables.tasks.len(),
                _ => image.tables.interactions.len(),
            };
            assert_eq!(live, 0, "{kind} left over");
        }
        assert_eq!(open(&store).image().tables.customers.len(), 0);
    });
}

#[test]
fn what_was_agreed_lately_is_to_do_or_done() {
    for language in LANGUAGES {
        let rows = draw(&demo(language));
        let (done, open): (Vec<_>, Vec<_>) =
            rows.tasks.iter().map(|row| &row.record).partition(|task| task.done.is_some());
        let overdue = open.iter().filter(|task| task.due.unwrap() < today()).count();
        assert!(
            done.len() >= 3 && overdue >= 3 && open.len() >= overdue + 3,
            "{}",
            rows.tasks.len()
        );
        for task in done.iter().chain(&open) {
            let of = rows.interactions.iter().map(|row| &row.record);
            let mut of = of.filter(|touch| touch.customer == task.customer);
            assert!(of.any(|touch| touch.next_step == task.title), "{task:?}");
            assert!(task.done.is_none_or(|at| at.day() < today()), "{task:?}");
        }
    }
}

#[test]
fn an_empty_sample_changes_nothing() {
    let workspace = open(&MemoryStore::default());
    let options = SampleOptions { customers: 0, ..demo(SampleLanguage::English) };
    let report = block_on(workspace.add_sample(&options, OFFSET, &Rush)).unwrap();
    assert_eq!((report.created, report.set), (0, None));
    assert!(workspace.last_undoable().is_none());
}

#[test]
fn a_sample_that_cannot_be_kept_leaves_no_trace() {
    let store = MemoryStore::default();
    let workspace = open(&store);
    let before = store.contents();
    store.fail_after(2);
    block_on(workspace.add_sample(&demo(SampleLanguage::English), OFFSET, &Rush)).unwrap_err();
    assert_eq!(store.contents(), before);
    assert!(workspace.image().tables.customers.is_empty());
}
