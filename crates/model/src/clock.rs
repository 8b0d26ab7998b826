//! Time and ids come from outside, so that a test can hold both still.

use crate::id::Id;
use crate::stamp::{DeviceId, Stamp};

/// Where "now" comes from.
pub trait Clock {
    /// Milliseconds since 1970-01-01T00:00Z.
    fn now_millis(&self) -> u64;
}

/// Where new ids come from.
pub trait IdSource {
    /// An id nobody has used.
    fn next_id(&self) -> Id;
}

/// How far ahead of our own clock a received stamp may drag us: one day. A device set to
/// the year 2040 by mistake must not make every later edit elsewhere claim that year.
pub const MAX_DRIFT_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// A hybrid logical clock (Kulkarni et al. 2014): stamps rise for ever, stay near wall time,
/// and come after every stamp observed.
#[derive(Debug, Clone)]
pub struct HybridClock {
    device: DeviceId,
    millis: u64,
    counter: u32,
}

impl HybridClock {
    /// A clock that has seen nothing yet.
    #[must_use]
    pub fn new(device: DeviceId) -> Self {
        Self { device, millis: 0, counter: 0 }
    }

    /// The device that signs the stamps.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The next stamp: later than every stamp made or observed before.
    pub fn tick(&mut self, now_millis: u64) -> Stamp {
        if now_millis > self.millis {
            self.millis = now_millis;
            self.counter = 0;
        } else if let Some(next) = self.counter.checked_add(1) {
            self.counter = next;
        } else {
            self.millis += 1;
            self.counter = 0;
        }
        Stamp { millis: self.millis, counter: self.counter, device: self.device }
    }

    /// Makes later ticks come after `stamp`, unless it lies more than [`MAX_DRIFT_MILLIS`]
    /// ahead of `now_millis`.
    pub fn observe(&mut self, stamp: Stamp, now_millis: u64) {
        let ahead = (stamp.millis, stamp.counter) > (self.millis, self.counter);
        if ahead && stamp.millis <= now_millis.saturating_add(MAX_DRIFT_MILLIS) {
            self.millis = stamp.millis;
            self.counter = stamp.counter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: DeviceId = DeviceId(1);
    const THERE: DeviceId = DeviceId(2);

    #[test]
    fn stamps_rise_though_the_wall_clock_goes_back() {
        let mut clock = HybridClock::new(HERE);
        let first = clock.tick(1_000);
        let second = clock.tick(1_000);
        let third = clock.tick(400);
        assert!(first < second && second < third);
        assert_eq!(third.millis, 1_000);
    }

    #[test]
    fn comes_after_a_peer_but_is_not_dragged_into_a_far_future() {
        let mut clock = HybridClock::new(HERE);
        let peer = Stamp { millis: 5_000, counter: 7, device: THERE };
        clock.observe(peer, 1_000);
        assert!(clock.tick(1_000) > peer);
        let lost = Stamp { millis: 5_000 + MAX_DRIFT_MILLIS, counter: 0, device: THERE };
        clock.observe(lost, 1_000);
        assert!(clock.tick(6_000) < lost);
    }
}
