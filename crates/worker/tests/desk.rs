//! A worker asked as a page asks it.

#![allow(clippy::unwrap_used)]

use analytics::clusters::{ClustersError, Fit, Points};
use analytics::ltv::{FitConfig, FitTrouble, History, ModelKind, TimeUnit};
use duplicates::{BLOCK, LIKELY, Reason};
use model::{Customer, Id};
use proptest::prelude::*;
use worker::customers::Batch;
use worker::{Answer, Desk, Failure, Job, Request, figures, fits, histories, ltv, pairs};

const CLUSTERS: Request<'static> = Request::Begin(Job::Clusters { columns: 2 });

const BEGIN: Request<'static> = Request::Begin(Job::Duplicates { at_least: LIKELY });

fn id(number: u32) -> Id {
    Id::from_bytes(u128::from(number).to_be_bytes())
}

fn part(customers: &[(u32, &str, &str)]) -> Vec<u8> {
    let mut batch = Batch::default();
    for (number, name, phone) in customers {
        let phones = [((*phone).to_owned(), String::new())].into();
        batch.add(
            id(*number),
            &Customer { name: (*name).to_owned(), phones, ..Customer::default() },
        );
    }
    batch.finish()
}

/// What a desk says to each of these, encoded again.
fn hear(desk: &mut Desk, requests: &[Request<'_>]) -> Vec<Vec<u8>> {
    let mut said = Vec::new();
    for request in requests {
        desk.hear(&request.encode(), &mut |answer| said.push(answer.to_vec()));
    }
    said
}

fn read(said: &[Vec<u8>]) -> Vec<Answer<'_>> {
    said.iter().map(|answer| Answer::decode(answer).unwrap()).collect()
}

#[test]
fn customers_go_in_and_pairs_come_out() {
    let first = part(&[(1, "Li, Lei", "+44 7700 900001"), (2, "Ann Other", "07700 900002")]);
    let second = part(&[(3, "Lei Li", "07700 900001")]);
    let requests = [BEGIN, Request::Part(&first), Request::Part(&second), Request::Finish];
    let said = hear(&mut Desk::default(), &requests);
    let [taken, taken_too, progress, Answer::Part(found), done] = &read(&said)[..] else {
        unreachable!("{said:?}")
    };
    assert_eq!([taken, taken_too], [&Answer::Taken; 2]);
    assert_eq!(*progress, Answer::Progress { done: 3, total: 3 });
    assert_eq!(*done, Answer::Done);
    let found = pairs::decode(found).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].a, found[0].b, found[0].score), (id(1), id(3), 85));
    let reasons = [Reason::SamePhone("+447700900001".to_owned()), Reason::SameName];
    assert_eq!(found[0].reasons, reasons);
}

#[test]
fn nobody_makes_no_pairs() {
    let said = hear(&mut Desk::default(), &[BEGIN, Request::Finish]);
    assert_eq!(read(&said), [Answer::Progress { done: 0, total: 0 }, Answer::Done]);
}

#[test]
fn many_pairs_come_in_parts() {
    // As many as one block holds.
    let all: Vec<(u32, &str, &str)> =
        (0..BLOCK as u32).map(|number| (number, "Lei Li", "07700 900001")).collect();
    let all = part(&all);
    let said = hear(&mut Desk::default(), &[BEGIN, Request::Part(&all), Request::Finish]);
    let mut sizes = Vec::new();
    for answer in read(&said) {
        if let Answer::Part(found) = answer {
            sizes.push(pairs::decode(found).unwrap().len());
        }
    }
    assert_eq!(sizes, [500, 500, 128]);
}

#[test]
fn what_comes_out_of_turn_is_refused_and_the_next_job_is_done() {
    let mut desk = Desk::default();
    let some = part(&[(1, "Lei Li", "07700 900001")]);
    let refused = [Answer::Failed(Failure::OutOfTurn)];
    assert_eq!(read(&hear(&mut desk, &[Request::Part(&some)])), refused);
    assert_eq!(read(&hear(&mut desk, &[Request::Finish])), refused);
    let said = hear(&mut desk, &[BEGIN, Request::Part(&some), Request::Finish]);
    assert_eq!(read(&said).last(), Some(&Answer::Done));
    // Nothing of it is left.
    assert_eq!(read(&hear(&mut desk, &[Request::Finish])), refused);
}

#[test]
fn a_job_begun_anew_forgets_the_one_before() {
    let twice = part(&[(1, "Lei Li", "07700 900001"), (2, "Lei Li", "07700 900001")]);
    let said = hear(&mut Desk::default(), &[BEGIN, Request::Part(&twice), BEGIN, Request::Finish]);
    let nobody = [Answer::Taken, Answer::Progress { done: 0, total: 0 }, Answer::Done];
    assert_eq!(read(&said), nobody);
}

#[test]
fn a_part_that_does_not_read_ends_the_job() {
    let mut desk = Desk::default();
    let said = hear(&mut desk, &[BEGIN, Request::Part(b"no customers"), Request::Finish]);
    let [Answer::Failed(Failure::Unreadable(_)), out_of_turn] = &read(&said)[..] else {
        unreachable!("{said:?}")
    };
    assert_eq!(*out_of_turn, Answer::Failed(Failure::OutOfTurn));
}

#[test]
fn figures_go_in_and_a_fit_for_each_number_of_clusters_comes_out() {
    let rows = (0..60).map(|row| [f64::from(row % 3 * 100 + row % 7), f64::from(1 + row % 2)]);
    let part = |skip| {
        let mut batch = figures::Batch::new(2);
        rows.clone().skip(skip).take(30).for_each(|row| batch.add(row));
        batch.finish()
    };
    let (first, second) = (part(0), part(30));
    let requests = [CLUSTERS, Request::Part(&first), Request::Part(&second), Request::Finish];
    let said = hear(&mut Desk::default(), &requests);
    let said = read(&said);
    let found = said.iter().filter_map(|answer| match answer {
        Answer::Part(part) => Some(fits::decode(part).unwrap().unwrap()),
        _ => None,
    });
    let found: Vec<Fit> = found.collect();
    let [a, b]: [Vec<f64>; 2] = [0, 1].map(|at| rows.clone().map(|row| row[at]).collect());
    let points = Points::new(&[&a, &b]).unwrap();
    assert_eq!(found, (2..=10).map(|k| points.fit(k).unwrap()).collect::<Vec<_>>());
    let progress = |done| Answer::Progress { done, total: 54 };
    assert_eq!((&said[2], &said[4]), (&progress(0), &progress(2)));
    assert_eq!(said[said.len() - 2..], [progress(54), Answer::Done]);
}

#[test]
fn figures_that_are_alike_or_none_are_answered_with_the_reason() {
    let mut batch = figures::Batch::new(2);
    (0..9).for_each(|_| batch.add([1.0, 2.0]));
    let part = batch.finish();
    let said = hear(&mut Desk::default(), &[CLUSTERS, Request::Part(&part), Request::Finish]);
    let [Answer::Taken, Answer::Part(why), Answer::Done] = read(&said)[..] else {
        unreachable!("{said:?}")
    };
    let too_few = ClustersError::TooFewDistinct { distinct: 1, clusters: 2 };
    assert_eq!(fits::decode(why).unwrap(), Err(too_few));
    let mut batch = figures::Batch::new(2);
    batch.add([1.0, f64::NAN]);
    let part = batch.finish();
    let said = hear(&mut Desk::default(), &[CLUSTERS, Request::Part(&part), Request::Finish]);
    let [Answer::Taken, Answer::Failed(Failure::Unreadable(_))] = &read(&said)[..] else {
        unreachable!("{said:?}")
    };
}

#[test]
fn a_page_of_another_build_is_told_so() {
    let mut said = Vec::new();
    Desk::default().hear(&[0x92, 7, 0], &mut |answer| said.push(answer.to_vec()));
    assert_eq!(read(&said), [Answer::Failed(Failure::OtherVersion { theirs: 7 })]);
}

proptest! {
    #[test]
    fn no_bytes_bring_it_down(
        messages in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..6),
        parts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 0..6),
    ) {
        let mut desk = Desk::default();
        for message in &messages {
            desk.hear(message, &mut |_| ());
        }
        for part in &parts {
            for begin in [BEGIN, CLUSTERS] {
                for request in [begin, Request::Part(part), Request::Finish] {
                    let mut said = Vec::new();
                    desk.hear(&request.encode(), &mut |answer| said.push(answer.to_vec()));
                    prop_assert!(said.iter().all(|answer| Answer::decode(answer).is_ok()));
                }
            }
            let _ = pairs::decode(part);
            let _ = fits::decode(part);
        }
    }
}

/// Customers who buy at rates of their own and leave with chances of their own.
fn buyers(count: u32) -> Vec<History> {
    let mut state = 1_u64;
    let mut draw = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let one = |n: u32| {
        let first_day = 1_000 - (n % 300) as i32;
        let (pause, leaves) = (20.0 / (0.05 + draw()).powi(2), draw().powi(2));
        let (mut repeats, mut last_day, mut repeat_spend) = (0, first_day, 0);
        let price = 500.0 / (0.2 + draw());
        while repeats == 0 || draw() > leaves {
            let next = last_day + 1 - (pause * (1.0 - draw()).ln()) as i32;
            if next > FIT.last_day {
                break;
            }
            (repeats, last_day) = (repeats + 1, next);
            repeat_spend += (price * (0.5 + draw())) as i64;
        }
        History { first_day, last_day, repeats, repeat_spend }
    };
    (0..count).map(one).collect()
}

const FIT: FitConfig = FitConfig { kind: ModelKind::BgNbd, unit: TimeUnit::Week, last_day: 1_800 };

#[test]
fn histories_go_in_and_a_fit_comes_out() {
    let all = buyers(900);
    let [first, second] = [&all[..500], &all[500..]].map(histories::encode);
    let requests = [
        Request::Begin(Job::Fit(FIT)),
        Request::Part(&first),
        Request::Part(&second),
        Request::Finish,
    ];
    let said = hear(&mut Desk::default(), &requests);
    let said = read(&said);
    let [Answer::Taken, Answer::Taken, reports @ .., Answer::Part(found), Answer::Done] = &said[..]
    else {
        unreachable!("{said:?}")
    };
    let here = analytics::ltv::fit(&all, &FIT, &mut |_| {});
    assert!(here.is_ok(), "{here:?}");
    assert_eq!(ltv::decode(found), Ok(here));
    let done = reports.iter().map(|report| match report {
        Answer::Progress { done, total } if done < total => *done,
        other => unreachable!("{other:?}"),
    });
    let done: Vec<usize> = done.collect();
    assert!(done.len() > 5 && done.is_sorted(), "{done:?}");
}

#[test]
fn too_few_histories_are_said_to_be_too_few() {
    let all = histories::encode(&buyers(12));
    let requests = [Request::Begin(Job::Fit(FIT)), Request::Part(&all), Request::Finish];
    let said = hear(&mut Desk::default(), &requests);
    let [_, Answer::Part(found), _] = &read(&said)[..] else { unreachable!("{said:?}") };
    assert_eq!(ltv::decode(found), Ok(Err(FitTrouble::FewCustomers { have: 12, need: 100 })));
}
