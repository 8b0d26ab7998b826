//! Pictures of every screen, to look at. Not a test of anything, so only on request:
//! `RAPPORT_SCREENS=folder cargo test -p e2e --test screens -- --ignored`.

use anyhow::{Context, Result};
use e2e::{
    App,
    pages::{customers, data, shell},
    test,
};
use std::path::{Path, PathBuf};

const SIZES: [(&str, u32, u32); 2] = [("phone", 390, 844), ("desktop", 1440, 900)];

struct Camera {
    app: App,
    folder: PathBuf,
    look: String,
}

impl Camera {
    async fn take(&self, screen: &str) -> Result<()> {
        for (size, width, height) in SIZES {
            self.app.resize(width, height).await?;
            let name = format!("{screen}-{size}-{}.png", self.look);
            self.app.screenshot(&Path::new(&self.folder).join(name)).await?;
        }
        Ok(())
    }
}

#[test]
#[ignore = "takes pictures"]
fn every_screen_has_its_picture_taken() -> Result<()> {
    test("screens", async |world| {
        let folder =
            std::env::var_os("RAPPORT_SCREENS").context("set RAPPORT_SCREENS to a folder")?;
        let app = world.open("screens", "/customers").await?;
        let mut camera =
            Camera { app: app.clone(), folder: folder.into(), look: "light-en".to_owned() };
        camera.take("empty").await?;
        app.resize(1440, 900).await?;
        data::load_sample(&app).await?;
        for (theme, language) in
            [("light", "en"), ("dark", "en"), ("light", "zh-CN"), ("dark", "zh-CN")]
        {
            camera.look = format!("{theme}-{language}");
            app.visit("/customers").await?;
            shell::prefer(&app, theme, language).await?;
            for place in [
                "customers",
                "tasks",
                "interactions",
                "orders",
                "segments",
                "segments?view=sizes",
                "segments?view=spread",
                "segments?view=tenths",
                "segments/scoring",
                "segments/watch",
                "segments/watch/rules",
                "segments/tiers",
                "segments/value",
                "segments/kpi",
                "segments/moves",
                "segments/rules",
                "segments/clusters",
                "data",
                "data/import",
                "data/history",
                "data/trash",
                "data/health",
                "data/sync",
                "data/duplicates",
                "settings",
            ] {
                app.visit(place).await?;
                camera.take(&place.replace(['/', '?', '='], "-")).await?;
            }
            app.visit("/customers?sort=-orders").await?;
            let first = customers::names(&app).await?.into_iter().next().unwrap_or_default();
            customers::open(&app, &first).await?;
            camera.take("customer").await?;
            for (opener, screen) in [
                ("#edit-customer", "customer-form"),
                (".quick button[data-channel=visit]", "interaction-form"),
                ("#add-order", "order-form"),
            ] {
                app.click(opener).await?;
                app.find("dialog[open]").await?;
                camera.take(screen).await?;
                app.press(thirtyfour::Key::Escape).await?;
                app.gone("dialog[open]").await?;
            }
            e2e::pages::palette::open(&app).await?;
            camera.take("palette").await?;
        }
        Ok(())
    })
}
