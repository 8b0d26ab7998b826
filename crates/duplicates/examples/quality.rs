//! How good and how fast the search for duplicates is: on the labelled set, by case, with every
//! error; and on generated customers.
//!
//!     cargo run --release -p duplicates --example quality [another labelled file]

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::time::Instant;

use duplicates::{Everybody, Index, LIKELY, Scan, compare, groups};
use labelled::{Labelled, Tally};
use model::{Customer, CustomerType};

#[path = "../tests/quality/labelled.rs"]
mod labelled;

fn main() {
    if let Some(file) = std::env::args().nth(1) {
        return quality(&labelled::read_from(&std::fs::read_to_string(file).unwrap()));
    }
    quality(&labelled::read());
    for size in [10_000, 100_000] {
        speed(size);
    }
    hostile();
}

fn quality(set: &[Labelled]) {
    let pairs = labelled::scan(set, 30);
    let outcome = labelled::judge(set, &pairs, LIKELY);
    let line = |name: &str, Tally { right, wrong, missed }: Tally| {
        println!("{name:<32}{right:>6}{wrong:>6}{missed:>7}");
    };
    println!("{:<32}{:>6}{:>6}{:>7}", "case", "right", "wrong", "missed");
    outcome.by_case.iter().for_each(|(case, tally)| line(case, *tally));
    line("all", outcome.all);

    println!("\nthreshold  precision  recall     F1");
    for threshold in (40..=90).step_by(5) {
        let all = labelled::judge(set, &pairs, threshold).all;
        let mark = if threshold == LIKELY { "  <- default" } else { "" };
        let (precision, recall, f1) = (all.precision(), all.recall(), all.f1());
        println!("{threshold:>9}  {precision:>9.3}  {recall:>6.3}  {f1:>5.3}{mark}");
    }

    for (what, errors) in [("wrong", &outcome.wrong), ("missed", &outcome.missed)] {
        println!("\n{what}:");
        for (one, other) in errors {
            let (one, other) = (&set[*one], &set[*other]);
            let compared = compare(&one.customer, &other.customer);
            let (score, names) = (compared.score, [&one.customer.name, &other.customer.name]);
            println!("  {:<28}{score:>4}  {names:?} {:?}", one.case, compared.reasons);
        }
    }
}

fn speed(size: usize) {
    let mut random = fastrand::Rng::with_seed(7);
    let customers: Vec<Customer> = generate(size, &mut random);
    let (start, before) = (Instant::now(), resident());
    let mut index = Index::default();
    for (place, customer) in customers.iter().enumerate() {
        index.add(labelled::id(place), customer);
    }
    println!("\n{size} generated customers");
    println!("  index          {:>8.1} ms", millis(start));
    println!("  memory         {:>8.1} MB", index.bytes() as f64 / 1e6);
    if let Some((before, after)) = before.zip(resident()) {
        println!("  more resident  {:>8.1} MB", (after - before) / 1e6);
    }

    let start = Instant::now();
    let mut everybody = Everybody::default();
    for (place, customer) in customers.iter().enumerate() {
        everybody.add(labelled::id(place), customer);
    }
    println!("  gather all     {:>8.1} ms", millis(start));
    let start = Instant::now();
    let pairs = Scan::new(everybody, LIKELY).finish();
    println!("  scan all       {:>8.1} ms", millis(start));
    println!("  pairs, groups  {:>8}, {}", pairs.len(), groups(&pairs).len());

    let (mut total, mut longest) = (0.0, 0.0_f64);
    for customer in customers.iter().step_by(size / 1000) {
        let start = Instant::now();
        std::hint::black_box(index.like(customer, None, 30));
        total += millis(start);
        longest = longest.max(millis(start));
    }
    println!("  on entry       {:>8.3} ms on average, {longest:.2} ms at most", total / 1000.0);
}

/// A hundred thousand customers of one name and one telephone number.
fn hostile() {
    let mut customer = Customer { name: "王伟 Wei Wang".to_owned(), ..Customer::default() };
    customer.phones.insert("15412345678".to_owned(), String::new());
    let start = Instant::now();
    let mut everybody = Everybody::default();
    for place in 0..100_000 {
        everybody.add(labelled::id(place), &customer);
    }
    let pairs = Scan::new(everybody, LIKELY).finish();
    println!("\n100000 of one name: {:.1} ms, {} pairs", millis(start), pairs.len());

    // The worst there is: as many in every block as are compared.
    let start = Instant::now();
    let mut everybody = Everybody::default();
    for place in 0..100_000 {
        let mut customer = Customer { code: format!("C{}", place / 48), ..Customer::default() };
        customer.name = format!("{} Smith", latin(place / 48));
        everybody.add(labelled::id(place), &customer);
    }
    let pairs = Scan::new(everybody, 30).finish();
    println!("100000 in blocks of 48: {:.1} ms, {} pairs", millis(start), pairs.len());
}

/// Bytes of memory in use, where the system says so in pages of 4 KiB.
fn resident() -> Option<f64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split(' ').nth(1)?.parse::<f64>().ok()? * 4096.0)
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// A made-up word for a number.
fn latin(mut number: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ren", "lo", "mi", "tas", "vel", "kor", "dun", "sha", "pe", "rin", "go", "al",
        "ster", "no", "wick", "har", "ley", "bri", "ton", "ma", "ces", "fo", "quin",
    ];
    let mut word = String::new();
    while word.len() < 4 || number > 0 {
        word.push_str(SYLLABLES[number % 24]);
        number /= 24;
    }
    word
}

/// People and firms, one in twenty of them a copy of another with a telephone number in
/// another spelling.
fn generate(size: usize, random: &mut fastrand::Rng) -> Vec<Customer> {
    let han: Vec<char> =
        "伟静敏磊丽峰洋艳杰涛娟明玲超强华文博雨桐思远嘉怡天宇若曦佳琪海燕慧建国".chars().collect();
    let family: Vec<char> =
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于袁邓许沈".chars().collect();
    let mut customers: Vec<Customer> = Vec::with_capacity(size);
    while customers.len() < size {
        if !customers.is_empty() && random.usize(..20) == 0 {
            let mut copy = customers[random.usize(..customers.len())].clone();
            copy.emails.clear();
            copy.phones =
                copy.phones.into_keys().map(|phone| (format!("+{phone}"), String::new())).collect();
            customers.push(copy);
            continue;
        }
        let number = random.usize(..1_000_000);
        let mut customer = Customer::default();
        match random.u8(..10) {
            0..4 => {
                // Family names as unevenly spread as they are.
                let place = random.usize(..family.len()).min(random.usize(..family.len()));
                customer.name = format!(
                    "{}{}{}",
                    family[place],
                    random.choice(&han).unwrap(),
                    random.choice(&han).unwrap()
                );
                customer.customer_type = Some(CustomerType::Person);
            }
            4..8 => {
                customer.name = format!(
                    "{} {}",
                    latin(random.usize(..400)),
                    latin(600 + random.usize(..3000).min(random.usize(..3000)))
                );
                customer.customer_type = Some(CustomerType::Person);
            }
            _ => {
                customer.name =
                    format!("{} {} Ltd", latin(random.usize(..5000)), latin(random.usize(..5000)));
                customer.customer_type = Some(CustomerType::Organisation);
            }
        }
        customer.phones.insert(format!("86154{:08}", random.u32(..100_000_000)), String::new());
        customer.emails.insert(
            format!("{}{number}@{}.example", latin(number % 5000), latin(number % 997)),
            String::new(),
        );
        customer.street = format!("{} {} Street", random.u32(1..300), latin(random.usize(..2000)));
        customer.postcode = format!("{:05}", random.u32(..40_000));
        customer.city = latin(random.usize(..200));
        customer.code = format!("C{:06}", customers.len());
        customers.push(customer);
    }
    customers
}
