//! Long work that is stopped half-way has changed nothing.

use std::cell::Cell;
use std::future::{Future, ready};
use std::pin::Pin;

use model::{DeviceId, Id, Row, Rows, Stamp};
use pollster::block_on;
use workspace::sync::Scope;
use workspace::{Cancelled, CommandError, Pace, Progress, Step};

use crate::common::state::state;
use crate::common::{Device, NOW, customer};

/// Pauses at every chance, and says stop at one of them.
struct StopAt {
    left: Cell<usize>,
    seen: std::cell::RefCell<Vec<Progress>>,
}

impl StopAt {
    fn new(left: usize) -> Self {
        Self { left: Cell::new(left), seen: Default::default() }
    }
}

impl Pace for StopAt {
    fn due(&self) -> bool {
        true
    }

    fn pause<'a>(
        &'a self,
        progress: Progress,
    ) -> Pin<Box<dyn Future<Output = Result<(), Cancelled>> + 'a>> {
        self.seen.borrow_mut().push(progress);
        let left = self.left.get();
        self.left.set(left.wrapping_sub(1));
        Box::pin(ready(if left == 0 { Err(Cancelled) } else { Ok(()) }))
    }
}

fn bundle() -> Rows {
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(9) };
    let customers = (0..2_300_u32).map(|n| {
        let mut bytes = [40; 16];
        bytes[12..].copy_from_slice(&n.to_be_bytes());
        Row::created(Id::from_bytes(bytes), stamp, customer("Somebody"))
    });
    Rows { customers: customers.collect(), ..Rows::default() }
}

#[test]
fn a_merge_stops_where_it_may_and_nowhere_else() {
    for stop in 0.. {
        let device = Device::new(1);
        let tab = device.open();
        let before = (device.store.contents(), state(&tab.image()));
        let pace = StopAt::new(stop);
        let outcome = block_on(tab.merge(bundle(), "peer.json", &pace));
        let last = pace.seen.borrow().get(stop).copied();
        let Some(stopped) = last else {
            assert_eq!(outcome.unwrap().created, 2_300);
            break;
        };
        match stopped.step {
            Step::Matching | Step::Packing | Step::Saving => {
                assert_eq!(outcome, Err(CommandError::Cancelled(Cancelled)));
                assert_eq!((device.store.contents(), state(&tab.image())), before, "{stopped:?}");
                assert!(tab.last_undoable().is_none());
            }
            Step::Applying => {
                assert_eq!(outcome.unwrap().created, 2_300);
                assert_eq!(state(&device.open().image()), state(&tab.image()));
            }
            other => panic!("a merge does no {other:?}"),
        }
        block_on(tab.merge(bundle(), "peer.json", &StopAt::new(usize::MAX))).unwrap();
        assert_eq!(tab.image().tables.customers.len(), 2_300);
    }
}

#[test]
fn progress_rises_to_the_whole() {
    let device = Device::new(1);
    let tab = device.open();
    let pace = StopAt::new(usize::MAX);
    block_on(tab.merge(bundle(), "peer.json", &pace)).unwrap();
    let seen = pace.seen.into_inner();
    for step in [Step::Matching, Step::Packing, Step::Applying] {
        let of_step: Vec<_> = seen.iter().filter(|p| p.step == step).collect();
        assert!(of_step.is_sorted_by(|a, b| a.done < b.done), "{step:?}: {of_step:?}");
        let last = of_step.last().unwrap();
        assert_eq!((last.done, last.total), (2_300, 2_300), "{step:?}");
    }
}

#[test]
fn an_export_stops_when_told() {
    let device = Device::new(1);
    let tab = device.open();
    block_on(tab.merge(bundle(), "peer.json", &StopAt::new(usize::MAX))).unwrap();
    let stopped = block_on(tab.export(&Scope::Everything, None, &StopAt::new(2), &mut |_| {}));
    assert_eq!(stopped, Err(CommandError::Cancelled(Cancelled)));
    block_on(tab.save(None, customer("After"), "")).unwrap();
}
