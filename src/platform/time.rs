//! What time it is, here.

use js_sys::Date;
use model::{Clock, Day, Id, IdSource, Moment};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// The browser's clock.
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now_millis(&self) -> u64 {
        Date::now() as u64
    }
}

/// UUIDv7 from the browser's clock and its cryptographic randomness.
pub struct BrowserIds;

impl IdSource for BrowserIds {
    fn next_id(&self) -> Id {
        Id::from_bytes(*uuid::Uuid::now_v7().as_bytes())
    }
}

/// Minutes east of Greenwich, here, at `millis` (summer time included).
pub fn offset_minutes(millis: f64) -> i16 {
    -(Date::new(&JsValue::from_f64(millis)).get_timezone_offset() as i16)
}

/// This moment, by the clock on the wall here.
pub fn now() -> Option<Moment> {
    let millis = Date::now();
    Moment::new(millis as i64, offset_minutes(millis))
}

/// Today's date, here.
pub fn today() -> Option<Day> {
    now().map(Moment::day)
}

/// The moment a wall clock here shows `local`, as `YYYY-MM-DDTHH:MM`.
pub fn moment_from_local(local: &str) -> Option<Moment> {
    let millis = Date::parse(local);
    (!millis.is_nan()).then(|| Moment::new(millis as i64, offset_minutes(millis))).flatten()
}

/// Minutes east of Greenwich, here, when a clock on the wall shows `wall` milliseconds since the
/// beginning of 1970.
pub fn offset_by_wall_clock(wall: i64) -> i16 {
    // Summer time begins and ends at one instant, so that a second look is enough.
    let near = offset_minutes(wall as f64);
    offset_minutes((wall - i64::from(near) * 60_000) as f64)
}

/// Lets the browser do what has been waiting: paint, input, timers. By a message to ourselves,
/// because a timeout waits four milliseconds at least, and a second in a tab nobody looks at.
pub async fn breathe() {
    let Ok(channel) = MessageChannel::new() else { return };
    let (heard, said) = (channel.port1(), channel.port2());
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        heard.set_onmessage(Some(&resolve));
        if said.post_message(&JsValue::NULL).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
    heard.close();
}
