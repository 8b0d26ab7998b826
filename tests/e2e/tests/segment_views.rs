//! Segments as charts, and who went from which to which: figures that another program counted
//! from the same orders are on the screen, in the tables, behind the cells and in the pictures.

use anyhow::{Result, ensure};
use e2e::{
    App, axe,
    pages::{charts, customers, data},
    same, test,
};

async fn imported(world: &mut e2e::World) -> Result<App> {
    let file = xtask::project::root().join("tests/data/cdnow_orders.csv");
    let app = world.open("views", "/customers").await?;
    data::import(&app, &file, "orders").await?;
    Ok(app)
}

/// The matrix as counted apart from the app, by type-7 quantiles and the default map.
#[test]
fn moves_are_counted_and_lead_to_the_customers() -> Result<()> {
    test("moves", async |world| {
        let app = imported(world).await?;
        app.visit("/segments/moves?from=1997-09-30&to=1998-06-30").await?;
        charts::drawn(&app, "moves").await?;
        let rows = charts::table(&app, "moves").await?;
        let row = |name: &str| rows.iter().find(|row| row[0] == name).cloned().unwrap_or_default();
        let heads = ["Was", "Champions", "Loyal", "Potential Loyalist", "Need Attention"];
        same(&rows[0][..5], &heads.map(str::to_owned), "heads")?;
        same(
            row("Champions")[..3].to_vec(),
            vec!["Champions".into(), "1,891".into(), "1,492".into()],
            "champions",
        )?;
        same(row("Hibernating")[1].clone(), "359".to_owned(), "back from hibernating")?;
        let how = charts::how(&app, "#moves").await?;
        ensure!(how.contains("Of 23,570 customers") && how.contains("14,625"), "{how}");
        ensure!(how.contains("23,570 + 0 + 0 = 23,570") && how.contains("For example"), "{how}");
        axe::check(&app, "moves").await?;

        app.click("#moves svg a[aria-label='Hibernating, Champions: 359']").await?;
        app.see("#movers-count", "359").await?;
        app.see("#movers h2", "Hibernating → Champions").await?;
        app.click("#movers-list").await?;
        customers::expect_counts(&app, 359, 23_570).await?;
        let names = customers::names(&app).await?;
        customers::open(&app, &names[0]).await?;
        charts::drawn(&app, "customer-path").await?;

        app.visit("/segments/moves?from=1998-06-30&to=1997-09-30").await?;
        app.see(".callout", "has to come before").await
    })
}

#[test]
fn every_view_of_segments_is_drawn_and_can_be_taken_away() -> Result<()> {
    test("segment-views", async |world| {
        let app = imported(world).await?;
        for (view, all) in [
            ("sizes", &["segment-bars", "segment-tiles", "median-recency", "median-monetary"][..]),
            ("spread", &["spread-recency", "spread-frequency", "spread-monetary", "scatter"]),
            ("tenths", &["tenths", "tenths-cumulative"]),
        ] {
            app.visit(&format!("/segments?day=1997-09-30&view={view}")).await?;
            for chart in all {
                charts::drawn(&app, chart).await?;
            }
            axe::check(&app, view).await?;
        }
        let rows = charts::table(&app, "tenths").await?;
        same(rows.len(), 11, "heads and tenths")?;

        app.visit("/segments?day=1997-09-30&view=spread").await?;
        charts::drawn(&app, "spread-recency").await?;
        // The type-7 quantiles of days since the last order, counted apart from the app.
        let how = charts::how(&app, "main").await?;
        ensure!(
            how.contains("5 = up to 99, 4 = 100 to 197, 3 = 198 to 218, 2 = 219 to 241"),
            "{how}"
        );
        ensure!(how.contains("23,570 customers in all"), "{how}");
        let (file, bytes) = charts::save(&app, "spread-recency", "svg").await?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        ensure!(name.starts_with("spread-recency-") && name.ends_with(".svg"), "{name}");
        let svg = String::from_utf8(bytes)?;
        ensure!(svg.contains("Recency") && svg.contains("fill=\"#"), "{svg}");
        for unknown in ["oklch", "var(", "class=", "light-dark"] {
            ensure!(!svg.contains(unknown), "{unknown} is in the picture");
        }
        let (_, png) = charts::save(&app, "scatter", "png").await?;
        ensure!(png.starts_with(b"\x89PNG") && png.len() > 10_000, "{} bytes", png.len());
        Ok(())
    })
}
