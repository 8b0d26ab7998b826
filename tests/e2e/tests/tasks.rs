//! What is to be done: written down, done with one press, taken back, and seen where it is due.

use anyhow::Result;
use e2e::{
    axe,
    pages::{customers, shell, tasks},
    same, test,
};
use serde_json::json;

#[test]
fn a_task_is_written_down_done_and_taken_back() -> Result<()> {
    test("tasks", async |world| {
        let app = world.open("tasks", "/customers").await?;
        customers::add(&app, "Ada Lovelace").await?;
        tasks::add(&app, "#add-task", "Ring about the quote", 1).await?;
        app.see("#to-do .tl-title", "Ring about the quote").await?;
        app.see(".sidebar .nav-item .count", "1").await?;

        shell::go(&app, "/tasks").await?;
        tasks::add(&app, "#new-task", "Buy stamps", 3).await?;
        app.see(".vrow-title", "Buy stamps").await?;
        let all = vec!["Ring about the quote".to_owned(), "Buy stamps".to_owned()];
        same(customers::names(&app).await?, all.clone(), "all open tasks, soonest first")?;
        tasks::show(&app, "today").await?;
        same(customers::names(&app).await?, all[..1].to_vec(), "those of today")?;
        app.reload().await?;
        same(customers::names(&app).await?, all[..1].to_vec(), "the same by the address")?;
        axe::check(&app, "tasks").await?;

        tasks::tick(&app, ".vrow").await?;
        shell::said(&app, "Done: Ring about the quote").await?;
        app.gone(".sidebar .nav-item .count").await?;
        shell::undo(&app).await?;
        app.see(".vrow-title", "Ring about the quote").await?;
        tasks::tick(&app, ".vrow").await?;
        tasks::show(&app, "done").await?;
        same(customers::names(&app).await?, all[..1].to_vec(), "those that are done")?;

        app.click(".vrow .vrow-sub a").await?;
        app.see("#to-do", "Nothing to do").await?;
        axe::check(&app, "customer with nothing to do").await
    })
}

#[test]
fn what_is_typed_into_a_task_survives_a_reload() -> Result<()> {
    test("tasks-draft", async |world| {
        let app = world.open("tasks", "/tasks").await?;
        app.click("#new-task").await?;
        app.fill("#task-title", "Half a thought").await?;
        app.reload().await?;
        app.click("#new-task").await?;
        app.find(&format!("{} .callout", tasks::FORM)).await?;
        let typed = "return document.querySelector('#task-title').value";
        same(app.js(typed, json!([])).await?, json!("Half a thought"), "what was typed")
    })
}
