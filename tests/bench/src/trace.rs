//! A trace as the browser records it: reading tasks from it, and keeping it for its own viewer.
//!
//! The form is the one that Chrome's performance panel and Perfetto open, described in Google's
//! "Trace Event Format": times are in microseconds, `ph` says what an event is, a process and a
//! thread say where it was.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use std::{fs, path::Path};

/// What is recorded: tasks, the frames and scripts in them, and the page's own marks. Each more
/// would slow what it shows.
pub const CATEGORIES: [&str; 3] =
    ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/// A task of a thread.
const TASK: &str = "RunTask";
const MICROS: f64 = 1e3;

/// What was recorded.
#[derive(Debug)]
pub struct Trace {
    text: String,
    events: Vec<Value>,
}

impl Trace {
    /// Reads what the browser handed over.
    ///
    /// # Errors
    /// When it is no trace.
    pub fn read(text: String) -> Result<Self> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct File {
            trace_events: Vec<Value>,
        }
        let file: File = serde_json::from_str(&text).context("the browser hands over no trace")?;
        Ok(Self { text, events: file.trace_events })
    }

    /// How long each task was, in milliseconds, that ran between the marks `{name}:begin` and
    /// `{name}:end`, in the thread which set them.
    ///
    /// # Errors
    /// When the marks are not there, or no task is between them.
    pub fn tasks(&self, name: &str) -> Result<Vec<f64>> {
        let (begin, end) = (self.mark(name, "begin")?, self.mark(name, "end")?);
        let (from, to) = (number(begin, "ts")?, number(end, "ts")?);
        let here = |event: &&Value| ["pid", "tid"].iter().all(|key| event[*key] == begin[*key]);
        let is_task = |event: &&Value| event["name"] == TASK && event["ph"] == "X";
        let mut tasks = Vec::new();
        for event in self.events.iter().filter(is_task).filter(here) {
            let (at, long) = (number(event, "ts")?, number(event, "dur")?);
            if at < to && at + long > from {
                tasks.push(long / MICROS);
            }
        }
        ensure!(!tasks.is_empty(), "the trace holds no task between the marks of {name}");
        Ok(tasks)
    }

    /// Writes it to a file.
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn write(&self, file: &Path) -> Result<()> {
        fs::write(file, &self.text).with_context(|| format!("could not write {}", file.display()))
    }

    fn mark(&self, name: &str, which: &str) -> Result<&Value> {
        let name = format!("{name}:{which}");
        let is_mark = |event: &&Value| {
            event["name"] == name.as_str()
                && event["cat"].as_str().is_some_and(|cat| cat.contains("user_timing"))
        };
        let found = self.events.iter().find(is_mark);
        found.with_context(|| format!("the trace holds no mark {name}"))
    }
}

fn number(event: &Value, key: &str) -> Result<f64> {
    event[key].as_f64().with_context(|| format!("an event has no {key}: {event}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Trace;
    use serde_json::{Value, json};

    fn mark(name: &str, ts: u64) -> Value {
        json!({ "cat": "blink.user_timing", "name": name, "ph": "I", "pid": 7, "tid": 1, "ts": ts })
    }

    fn task(tid: u64, ts: u64, dur: u64) -> Value {
        let cat = "disabled-by-default-devtools.timeline";
        json!({ "cat": cat, "name": "RunTask", "ph": "X", "pid": 7, "tid": tid, "ts": ts, "dur": dur })
    }

    fn trace(events: &[Value]) -> Trace {
        Trace::read(json!({ "traceEvents": events, "metadata": {} }).to_string()).unwrap()
    }

    #[test]
    fn tasks_are_those_of_the_marks_thread_between_them() {
        let trace = trace(&[
            task(1, 0, 90_000),
            task(1, 95_000, 10_000),
            mark("a:begin", 100_000),
            task(1, 110_000, 60_000),
            task(2, 110_000, 80_000),
            json!({ "name": "FunctionCall", "ph": "X", "pid": 7, "tid": 1, "ts": 1, "dur": 9e9 }),
            task(1, 199_000, 3_500),
            mark("a:end", 200_000),
            task(1, 300_000, 70_000),
        ]);
        assert_eq!(trace.tasks("a").unwrap(), [10.0, 60.0, 3.5]);
    }

    #[test]
    fn a_trace_that_shows_nothing_does_not_pass_for_a_quick_page() {
        let marks = [mark("a:begin", 100), mark("a:end", 200)];
        let other = task(2, 100, 50);
        assert!(trace(&[marks[0].clone(), marks[1].clone(), other]).tasks("a").is_err());
        assert!(trace(&[marks[0].clone(), task(1, 100, 50)]).tasks("a").is_err());
        assert!(Trace::read("{}".to_owned()).is_err());
    }

    #[test]
    fn a_viewer_gets_every_event() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("trace.json");
        let events = [mark("a:begin", 1), task(1, 2, 3)];
        trace(&events).write(&file).unwrap();
        let read: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        assert_eq!(read["traceEvents"].as_array().unwrap().as_slice(), events);
    }
}
