//! What is done with the app while it is measured.

mod beside;
mod bundle;
mod csv;
mod first_visit;
mod insights;
mod using;

use crate::{data::Data, report::Report};
use anyhow::{Context, Result};
use e2e::World;
use xtask::bench::Options;

/// What every scene has.
struct Scene<'a> {
    world: &'a mut World,
    report: &'a mut Report,
    runs: usize,
    data: &'a Data,
}

impl Scene<'_> {
    fn size(&self) -> usize {
        self.data.customers
    }

    /// A profile that no other scene uses.
    fn profile(&self, name: &str) -> String {
        format!("{name}-{}", self.size())
    }
}

/// Measures everything at every size.
///
/// # Errors
/// What could not be measured.
pub async fn all(world: &mut World, report: &mut Report, options: &Options) -> Result<()> {
    if !options.beside_only {
        first_visit::measure(world, report).await.context("first visit")?;
        println!("CDNOW: fit");
        insights::cdnow(world, report, options.runs).await.context("CDNOW")?;
    }
    for &size in &options.sizes {
        println!("{size} customers: drawing data");
        let folder = xtask::bench::folder().join("data").join(size.to_string());
        let data = Data::write(size, &folder)?;
        let mut scene = Scene { world, report, runs: options.runs, data: &data };
        println!("{size} customers: scoring, listing, storing beside others");
        beside::measure(&mut scene).await.with_context(|| format!("beside at {size}"))?;
        if options.beside_only {
            continue;
        }
        println!("{size} customers: import from CSV");
        csv::measure(&mut scene).await.with_context(|| format!("CSV at {size}"))?;
        println!("{size} customers: open, list, search, scroll, save, segments");
        using::measure(&mut scene).await.with_context(|| format!("using at {size}"))?;
        println!("{size} customers: insights");
        insights::measure(&mut scene).await.with_context(|| format!("insights at {size}"))?;
        println!("{size} customers: bundle out and in");
        bundle::measure(&mut scene).await.with_context(|| format!("bundle at {size}"))?;
    }
    Ok(())
}
