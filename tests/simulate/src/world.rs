//! One simulation: deeds and deliveries in random order, then peace, then the reckoning.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use pollster::block_on;
use workspace::sync::{Received, Scope};
use workspace::{CommandError, Rush};

use crate::deeds::{self, Deed};
use crate::device::{Device, START};
use crate::files;

const DEVICES: u8 = 5;
const MINUTE: u64 = 60_000;
/// Twice round is enough for everyone to have everything; what comes after must be nothing.
const ROUNDS: usize = 6;

/// What all simulations came to.
#[derive(Debug, Default)]
pub struct Totals {
    steps: u64,
    done: u64,
    refused: u64,
    files: u64,
    conflicts: u64,
    lost: u64,
    again: u64,
    records: u64,
    sets: u64,
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} steps, {} changes kept and {} refused; {} files read, {} lost, {} read again; \
             {} conflicts; {} records and {} change sets alike on all devices",
            self.steps,
            self.done,
            self.refused,
            self.files,
            self.lost,
            self.again,
            self.conflicts,
            self.records,
            self.sets
        )
    }
}

/// A file on its way.
struct File {
    to: usize,
    bytes: Vec<u8>,
}

/// Runs the simulation of a seed.
pub fn run(seed: u64, totals: &mut Totals) -> Result<(), String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let time = Rc::new(Cell::new(START));
    let mut devices: Vec<Device> =
        (1..=DEVICES).map(|number| Device::new(number, &time, &mut random)).collect();
    // Short ones and long ones: from a handful of steps to a few thousand.
    let steps = (2.0_f64).powf(4.0 + 7.5 * random.f64().powi(5)) as u64;
    let mut underway: Vec<File> = Vec::new();
    for _ in 0..steps {
        totals.steps += 1;
        let at = random.usize(..devices.len());
        match random.u8(..100) {
            0..66 => {
                let tab = random.usize(..devices[at].tabs.len());
                let deed = deeds::draw(&mut random);
                match deeds::perform(&devices[at].tabs[tab], &deed, &mut random) {
                    Ok(Deed::Done) => totals.done += 1,
                    Ok(Deed::Refused) => totals.refused += 1,
                    Err(why) => return Err(format!("{deed:?}: {why}")),
                }
            }
            66..76 => {
                let to = random.usize(..devices.len());
                let tab = random.usize(..devices[at].tabs.len());
                let peer = devices[to].tabs[0].device();
                let all = random.u8(..10) == 0;
                let scope = if all { Scope::Everything } else { Scope::For(peer) };
                let (_, bytes) = files::write(&devices[at].tabs[tab], &scope)?;
                underway.push(File { to, bytes });
            }
            76..88 if !underway.is_empty() => {
                let file = random.usize(..underway.len());
                match random.u8(..10) {
                    0..2 => {
                        underway.swap_remove(file);
                        totals.lost += 1;
                    }
                    2..5 => {
                        totals.again += 1;
                        deliver(&devices, &underway[file], &mut random, totals)?;
                    }
                    _ => {
                        let file = underway.swap_remove(file);
                        deliver(&devices, &file, &mut random, totals)?;
                    }
                }
            }
            88..92 => time.set(time.get() + random.u64(0..MINUTE * 600)),
            92..94 => {
                let tab = random.usize(..devices[at].tabs.len());
                let tab = &devices[at].tabs[tab];
                block_on(tab.compact(&Rush)).map_err(|why| format!("folding: {why}"))?;
            }
            94..96 => devices[at].reopen(1 + random.usize(..2)),
            96..97 => devices[at].set_clock(&mut random),
            _ => {
                for tab in &devices[at].tabs {
                    block_on(tab.catch_up()).map_err(|why| format!("catching up: {why}"))?;
                }
            }
        }
    }
    make_peace(&mut devices, &mut random, totals)?;
    reckon(&devices, totals)
}

fn deliver(
    devices: &[Device],
    file: &File,
    random: &mut fastrand::Rng,
    totals: &mut Totals,
) -> Result<Received, String> {
    totals.files += 1;
    let device = &devices[file.to];
    let tab = &device.tabs[random.usize(..device.tabs.len())];
    let bundle = files::read(&file.bytes, 1 + random.usize(..4_096))?;
    let received = block_on(tab.receive(bundle, "peer.json", &Rush));
    let received = received.map_err(|why: CommandError| format!("receiving: {why}"))?;
    totals.conflicts += received.conflicts.len() as u64;
    Ok(received)
}

/// Everyone sends everyone what they lack, until nobody learns anything.
fn make_peace(
    devices: &mut [Device],
    random: &mut fastrand::Rng,
    totals: &mut Totals,
) -> Result<(), String> {
    for device in devices.iter_mut() {
        let tabs = 1 + random.usize(..2);
        device.reopen(tabs);
    }
    for round in 0..ROUNDS {
        let mut sent_anything = false;
        for from in 0..devices.len() {
            for to in (0..devices.len()).filter(|to| *to != from) {
                let peer = devices[to].tabs[0].device();
                let (sent, bytes) = files::write(&devices[from].tabs[0], &Scope::For(peer))?;
                sent_anything |= sent.records + sent.changes > 0;
                deliver(devices, &File { to, bytes }, random, totals)?;
            }
        }
        if !sent_anything {
            return Ok(());
        }
        if round + 1 == ROUNDS {
            return Err("after many rounds there is still something to send".into());
        }
    }
    Ok(())
}

/// All devices must know the same, in memory and as stored.
fn reckon(devices: &[Device], totals: &mut Totals) -> Result<(), String> {
    let mut first: Option<Vec<String>> = None;
    for (number, device) in devices.iter().enumerate() {
        for tab in &device.tabs {
            block_on(tab.catch_up()).map_err(|why| format!("catching up: {why}"))?;
        }
        let fresh = device.fresh_tab();
        for (what, tab) in device.tabs.iter().map(|tab| ("a tab", tab)).chain([("stored", &fresh)])
        {
            let lines = files::everything(tab)?;
            let expected = first.get_or_insert_with(|| lines.clone());
            if *expected != lines {
                let differs = |line: &&String| expected.binary_search(line).is_err();
                let strange = lines.iter().find(differs);
                let missing = expected.iter().find(|line| lines.binary_search(line).is_err());
                return Err(format!(
                    "device {number} ({what}) differs\n  has   {strange:?}\n  lacks {missing:?}"
                ));
            }
        }
    }
    let lines = first.unwrap_or_default();
    let records = lines.iter().filter(|line| line.starts_with("{\"kind\"")).count();
    totals.records += records as u64;
    totals.sets += (lines.len() - records) as u64;
    Ok(())
}
