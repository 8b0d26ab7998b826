//! What criterion measured.

use crate::{measure::RFM_NATIVE, report::Report};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{fs, path::Path};
use xtask::project;

/// The benchmark taken over, of `crates/analytics/benches/rfm.rs`.
const FUNCTION: &str = "measure and score";

/// Adds the median of criterion's estimates at each size that it and the report have. The
/// folder is criterion's own.
///
/// # Errors
/// When it holds no such estimate.
pub fn read(folder: &Path, report: &mut Report) -> Result<()> {
    let mut found = false;
    for file in project::files_below(folder).context("criterion left nothing")? {
        let Some(stem) = file.strip_suffix("new/benchmark.json") else { continue };
        let json = |name: &str| -> Result<Value> {
            let path = folder.join(stem).join("new").join(name);
            Ok(serde_json::from_slice(&fs::read(path)?)?)
        };
        let about = json("benchmark.json")?;
        if about.pointer("/function_id").and_then(Value::as_str) != Some(FUNCTION) {
            continue;
        }
        let size = about.pointer("/value_str").and_then(Value::as_str);
        let size: usize = size.context("criterion names no size")?.parse()?;
        let estimates = json("estimates.json")?;
        let nanos = estimates.pointer("/median/point_estimate").and_then(Value::as_f64);
        report.add(RFM_NATIVE, size, nanos.context("criterion has no median")? / 1e6);
        found = true;
    }
    found.then_some(()).with_context(|| format!("criterion did not measure {FUNCTION:?}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::read;
    use crate::{measure::RFM_NATIVE, report::tests::some};
    use std::fs;

    #[test]
    fn the_median_comes_in_milliseconds() {
        let folder = tempfile::tempdir().unwrap();
        for (name, function) in [("score", "score"), ("both", "measure and score")] {
            let new = folder.path().join(name).join("1000").join("new");
            fs::create_dir_all(&new).unwrap();
            let about = format!(r#"{{"function_id":"{function}","value_str":"1000"}}"#);
            fs::write(new.join("benchmark.json"), about).unwrap();
            fs::write(new.join("estimates.json"), r#"{"median":{"point_estimate":2500000.0}}"#)
                .unwrap();
        }
        let mut report = some();
        read(folder.path(), &mut report).unwrap();
        assert_eq!(report.figure(&RFM_NATIVE, 1_000), Some(2.5));
        fs::remove_dir_all(folder.path().join("both")).unwrap();
        assert!(read(folder.path(), &mut report).is_err());
    }
}
