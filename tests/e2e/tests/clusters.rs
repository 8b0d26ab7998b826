//! Clusters of real orders: found by the worker, described, kept as segments, used as a filter.

use anyhow::{Result, ensure};
use e2e::{
    axe,
    pages::{charts, clusters, customers, data, shell},
    same, test,
};

#[test]
fn clusters_are_found_described_kept_and_listed() -> Result<()> {
    test("clusters", async |world| {
        let app = world.open("nothing", clusters::PAGE).await?;
        app.see(".empty h2", "Too few customers").await?;

        let file = xtask::project::root().join("tests/data/cdnow_orders.csv");
        let app = world.open("clusters", "/customers").await?;
        data::import(&app, &file, "orders").await?;
        // Figures that do not change from day to day.
        app.visit(&format!("{}?by=orders.revenue", clusters::PAGE)).await?;
        clusters::find(&app).await?;
        let suggested = clusters::cards(&app).await?;
        same(suggested.iter().map(|card| card.1).sum::<u64>(), 23_570, "customers in clusters")?;
        // Another number is there at once.
        app.choose("#clusters-k", "4").await?;
        app.find(".cluster-card:nth-of-type(4)").await?;
        let four = clusters::cards(&app).await?;
        same(four.len(), 4, "clusters")?;
        same(four.iter().map(|card| card.1).sum::<u64>(), 23_570, "customers in four")?;
        ensure!(four.iter().any(|card| card.2.iter().any(|said| said.contains('×'))), "{four:?}");
        let how = charts::how(&app, ".cluster-card:nth-of-type(4)").await?;
        ensure!(how.contains("or less, half "), "{how}");
        ensure!(how.contains("of 23,570 customers"), "{how}");
        let how = charts::how(&app, "#cluster-medians").await?;
        ensure!(how.contains("Everyone: of 23,570 customers sorted by"), "{how}");
        for (theme, language) in [("dark", "zh-CN"), ("light", "en")] {
            shell::prefer(&app, theme, language).await?;
            clusters::find(&app).await?;
            for (width, height) in [(390, 844), (1440, 900)] {
                app.resize(width, height).await?;
                axe::check(&app, &format!("clusters at {width}, {theme}, {language}")).await?;
                same(shell::overflow(&app, width).await?, None, "what sticks out")?;
            }
        }

        app.fill("#cluster-0", "").await?;
        app.click("#save-clusters").await?;
        app.see(".cluster-card .error", "Give it a name.").await?;
        app.fill("#cluster-0", "Once and little").await?;
        app.fill("#clusters-title", "CDNOW").await?;
        app.click("#save-clusters").await?;
        app.find("#delete-clusters").await?;
        let kept = clusters::cards(&app).await?;
        same(&kept[0].0, &"Once and little".to_owned(), "the name that is kept")?;
        same(
            kept.iter().map(|card| card.1).collect::<Vec<_>>(),
            four.iter().map(|card| card.1).collect::<Vec<_>>(),
            "customers in what is kept",
        )?;
        axe::check(&app, "clusters that are kept").await?;

        app.click(".cluster-card a[href*='group=']").await?;
        customers::expect_counts(&app, kept[0].1, 23_570).await?;
        app.see(".filter-bar .chip", "CDNOW · Once and little").await?;

        app.visit(clusters::PAGE).await?;
        app.click(".cluster-kept button").await?;
        app.gone(".cluster-kept").await?;
        shell::undo(&app).await?;
        app.see(".cluster-kept", "CDNOW").await
    })
}
