//! Heavy work in a thread of its own: without a server, stopped half-way, and when it is not
//! there.

use anyhow::Result;
use e2e::{
    App, axe,
    pages::{customers, shell},
    same, test,
};
use serde_json::{Value, json};

/// Keeps every worker the page starts, and counts those not ended. While `deaf` is set they are
/// sent nothing, and so wait for ever.
const WATCH: &str = "
    const workers = (window.workers = { started: 0, alive: 0, deaf: false });
    window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            workers.started += 1;
            workers.alive += 1;
        }
        postMessage(...given) {
            if (!workers.deaf) super.postMessage(...given);
        }
        terminate() {
            workers.alive -= 1;
            super.terminate();
        }
    };";

async fn two_of_one_name(app: &App) -> Result<()> {
    for (name, phone) in [("Li, Lei", "+86 138 0013 8000"), ("Lei Li", "13800138000")] {
        customers::new(app).await?;
        app.fill("#customer-name", name).await?;
        app.fill("#phone-0", phone).await?;
        customers::save(app).await?;
        shell::go(app, "/customers").await?;
    }
    shell::go(app, "/data").await?;
    shell::go(app, "/data/duplicates").await
}

async fn workers(app: &App, what: &str) -> Result<Value> {
    app.js("return window.workers[arguments[0]]", json!([what])).await
}

#[test]
fn duplicates_are_found_with_the_server_gone() -> Result<()> {
    test("heavy-offline", async |world| {
        let app = world.open("rep", "/customers").await?;
        two_of_one_name(&app).await?;
        shell::kept_offline(&app).await?;
        let before = app.js(
            "return performance.getEntriesByType('resource').some((it) => it.name.includes('worker-'))",
            json!([]),
        );
        same(before.await?, json!(false), "loaded before it was needed")?;
        world.stop_server();
        app.expect_in_console("sw.js");
        app.reload().await?;
        app.click("#find-duplicates").await?;
        app.see("#pairs-found", "One pair").await?;
        app.see(".pair", "Same number: +8613800138000").await
    })
}

#[test]
fn a_search_that_is_stopped_leaves_nothing_behind() -> Result<()> {
    test("heavy-stopped", async |world| {
        let app = world.open("rep", "/customers").await?;
        two_of_one_name(&app).await?;
        app.js(WATCH, json!([])).await?;
        app.js("window.workers.deaf = true", json!([])).await?;
        app.click("#find-duplicates").await?;
        app.click("#stop").await?;
        app.gone("#progress").await?;
        same(workers(&app, "started").await?, json!(1), "workers started")?;
        same(workers(&app, "alive").await?, json!(0), "workers left after stopping")?;
        same(app.count("#pairs-found").await?, 0, "an answer of a search that was stopped")?;
        same(app.count("#search-failed").await?, 0, "trouble where there was none")?;

        app.js("window.workers.deaf = false", json!([])).await?;
        app.click("#find-duplicates").await?;
        app.see("#pairs-found", "One pair").await?;
        app.gone("#progress").await?;
        same(workers(&app, "started").await?, json!(2), "workers started")?;
        same(workers(&app, "alive").await?, json!(0), "workers left at the end")
    })
}

#[test]
fn a_worker_that_does_not_load_or_understand_says_so_and_can_be_tried_again() -> Result<()> {
    test("heavy-blocked", async |world| {
        let app = world.open("rep", "/customers").await?;
        two_of_one_name(&app).await?;
        let place = "meta[name=\"rapport:worker\"]";
        let name = "const meta = document.querySelector(arguments[0]); const before = meta.content; \
            meta.content = arguments[1]; return before";
        let right = app.js(name, json!([place, "worker-gone.js"])).await?;
        app.expect_in_console("worker-gone.js");
        app.click("#find-duplicates").await?;
        app.see("#search-failed", "could not be loaded").await?;
        axe::check(&app, "a search that failed").await?;
        same(app.count("#progress").await?, 0, "progress of a search that failed")?;
        app.js(name, json!([place, right])).await?;

        // As a page of another build would say it.
        app.js(
            "const { postMessage } = Worker.prototype;
             Worker.prototype.postMessage = function () {
                 Worker.prototype.postMessage = postMessage;
                 postMessage.call(this, new Uint8Array([0x92, 77, 0]));
             };",
            json!([]),
        )
        .await?;
        app.click("#search-again").await?;
        app.see("#search-failed", "new version").await?;

        app.click("#search-again").await?;
        app.see("#pairs-found", "One pair").await?;
        app.gone("#search-failed").await
    })
}
