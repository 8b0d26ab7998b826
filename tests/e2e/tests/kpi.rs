//! Figures over time of real orders: what independent programs count is on the screen, with the
//! numbers it comes from, and in the files to take away.

use anyhow::{Context, Result, ensure};
use e2e::{
    App, axe,
    pages::{charts, data, kpi, shell},
    same, test,
};
use std::fs;

/// The second quarter of 1998 by months; see `crates/analytics/tests/kpi/cdnow.rs`.
const QUARTER: &str = "from=1998-04-01&to=1998-06-30&by=month";

async fn imported(world: &mut e2e::World) -> Result<App> {
    let file = xtask::project::root().join("tests/data/cdnow_orders.csv");
    let app = world.open("kpi", "/customers").await?;
    data::import(&app, &file, "orders").await?;
    Ok(app)
}

/// `$1,234.50` in cents.
fn cents(amount: &str) -> Result<i64> {
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    let number: i64 = digits.parse().with_context(|| format!("no amount: {amount:?}"))?;
    Ok(if amount.contains(['-', '−']) { -number } else { number })
}

#[test]
fn a_period_is_compared_with_the_one_before_and_explained() -> Result<()> {
    test("kpi", async |world| {
        let app = world.open("nothing", "/segments/kpi").await?;
        app.see(".empty h2", "need orders").await?;

        let app = imported(world).await?;
        kpi::open(&app, QUARTER).await?;
        for (measure, value, change) in [
            ("revenue", "$213,330.48", "from $262,823.89"),
            ("orders", "5,906", "from 6,851"),
            ("average", "$36.12", "from $38.36"),
            ("buyers", "3,317", "from 3,817"),
            ("customers", "8,332", "Down 12.5% from 9,526"),
            ("new", "0", "As before: 0"),
            ("returned", "462", "0 in the period before"),
            ("lost", "1,656", "from 14,044"),
            ("retention", "82.6%", "Up 42.2 points from 40.4%"),
            ("churn", "17.4%", "from 59.6%"),
            ("repeat", "100%", "As before: 100%"),
        ] {
            same(kpi::value(&app, measure).await?, value.to_owned(), measure)?;
            let said = kpi::change(&app, measure).await?;
            ensure!(said.contains(change), "{measure} says {said:?} of before");
        }
        let how = kpi::how(&app, "retention").await?;
        for sum in ["(8,332 − 0 − 462) / 9,526 = 82.6%", "(9,526 − 0 − 0) / 23,570 = 40.4%"]
        {
            ensure!(how.contains(sum), "no {sum} in {how}");
        }
        ensure!(how.contains("82.6% − 40.4% = +42.2 points"), "no change in {how}");
        let trend = charts::how(&app, "#trend").await?;
        ensure!(trend.contains("The 3 steps of the period add up to $213,330.48"), "{trend}");
        // A shorter window lets go sooner.
        app.choose("#kpi-window", "180").await?;
        app.see("#kpi-customers .kpi-value", "5,360").await?;
        // The dates are on screen as asked for, and a wrong one is said and changes nothing else.
        app.choose("#kpi-from", "1998-07-01").await?;
        app.see(".error", "ends before it begins").await?;
        app.gone(".kpi-tiles").await?;
        app.choose("#kpi-from", "1998-04-01").await?;
        app.see("#kpi-customers .kpi-value", "5,360").await
    })
}

#[test]
fn what_begins_inside_a_step_or_before_the_first_order_is_said() -> Result<()> {
    test("kpi-begins", async |world| {
        let app = imported(world).await?;
        kpi::open(&app, "from=1997-06-15&to=1998-06-30&by=month").await?;
        app.see("#trend-hint", "begins with the period, on Jun 15, 1997").await?;
        let steps = charts::table(&app, "kpi-trend").await?;
        same(steps[1][0].clone(), "Jun 1997 (from Jun 15, 1997)".to_owned(), "the first step")?;
        let sum: i64 = steps[1..].iter().map(|step| cents(&step[1])).sum::<Result<i64>>()?;
        same(sum, cents(&kpi::value(&app, "revenue").await?)?, "the steps of the period")?;

        app.visit("/segments/kpi?from=1997-01-01&to=1997-03-31&by=month").await?;
        app.see("#kpi-revenue .kpi-change", "Orders begin on Jan 1, 1997").await?;
        app.visit("/segments/kpi?from=1997-02-01&to=1997-03-31&by=month").await?;
        app.see("#kpi-compared", "of the 62 days of the period before, only 31 are known").await?;
        app.see("#kpi-lost .kpi-change", "Nobody was a customer at the start").await
    })
}

#[test]
fn cohorts_and_segments_add_up_and_can_be_taken_away() -> Result<()> {
    test("kpi-cohorts", async |world| {
        let app = imported(world).await?;
        kpi::open(&app, QUARTER).await?;
        let rows = kpi::cohorts(&app).await?;
        let [first, ..] = &rows[..] else { anyhow::bail!("no cohorts") };
        same(rows.len(), 3, "months with newcomers")?;
        let cells: Vec<&str> = first.iter().take(4).map(String::as_str).collect();
        same(cells, vec!["Jan 1997", "7,846", "100%", "14.7%"], "January")?;

        let total = "#kpi-segments tfoot td:nth-of-type(2)";
        app.see(total, "$213,330").await?;
        let how = charts::how(&app, "#by-segment").await?;
        ensure!(how.contains("“Before” is the same from Jan 1, 1998 to Mar 31, 1998"), "{how}");
        let steps = charts::table(&app, "kpi-segment-steps").await?;
        let [heads, .., april, may, june] = &steps[..] else { anyhow::bail!("{steps:?}") };
        same(heads.last().map(String::as_str), Some("Total"), "the last column of steps")?;
        let mut quarter = 0;
        for step in [april, may, june] {
            let [_, parts @ .., whole] = &step[..] else { anyhow::bail!("{step:?}") };
            let sum: i64 = parts.iter().map(|part| cents(part)).sum::<Result<i64>>()?;
            same(sum, cents(whole)?, "segments of a step")?;
            quarter += sum;
        }
        same(quarter, 21_333_048, "the steps of the quarter, in cents")?;

        let file = app.download(async || app.click("#cohorts-csv").await).await?;
        let text = fs::read_to_string(&file)?;
        ensure!(text.contains("1997-01-01,7846,1,1157,0.147464,61041.69,45.90"), "{text}");
        same(text.lines().count(), 1 + 18 + 17 + 16, "lines of cohorts")?;
        let file = app.download(async || app.click("#trend-csv").await).await?;
        let text = fs::read_to_string(&file)?;
        let june = text.lines().last().context("no line")?.to_owned();
        ensure!(june.starts_with("1998-06-01,1998-06-30,"), "{june}");

        for (theme, language) in [("light", "en"), ("dark", "zh-CN")] {
            shell::prefer(&app, theme, language).await?;
            for (width, height) in [(390, 844), (1440, 900)] {
                app.resize(width, height).await?;
                axe::check(&app, &format!("kpi at {width}, {theme}, {language}")).await?;
                let out = shell::overflow(&app, width).await?;
                ensure!(out.is_none(), "{out:?} sticks out at {width}");
            }
        }
        Ok(())
    })
}
