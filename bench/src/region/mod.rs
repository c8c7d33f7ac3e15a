//! A region: distinct readers in turn, schools that deploy, thousands of open pages. The program
//! runs in processes of its own; this one only makes the load.
//!
//! Figures are asked as ratios to something simple in the same run, or as what one more page costs.

mod bare;
mod changes;
mod deploying;
mod http;
mod inboxes;
mod load;
mod looks;
mod pages;
mod readers;
mod running;
mod sent;
mod sizes;
mod table;
mod times;
mod widget;
mod world;

use self::{running::Running, sizes::Sizes, table::Table, world::World};
pub use bare::serve as serve_bare;
pub use load::{Load, Until, load};

use crate::{
    audience::{fresh_postgres, variable},
    report,
};

pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures on both engines. `asked` are the words after `region` on the command line.
pub async fn measure(asked: &[String]) -> Result<(), String> {
    let sizes = Sizes::read(asked)?;
    report::title(&sizes.to_string());
    let mut outcome = Ok(());
    for engine in ["SQLite", "PostgreSQL"] {
        if !sizes.has(engine) {
            continue;
        }
        let mut table = Table::default();
        let measured = Box::pin(one(engine, &sizes, &mut table)).await;
        table.print(engine);
        outcome = outcome.and(measured.map_err(|reason| format!("{engine}: {reason}")));
    }
    outcome
}

async fn one(engine: &str, sizes: &Sizes, table: &mut Table) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let url = async |name: &str| -> Outcome<Option<String>> {
        if engine == "SQLite" {
            let file = folder.path().join(name);
            return Ok(Some(format!("sqlite:{}?mode=rwc", file.display())));
        }
        match variable("TEST_POSTGRES_URL") {
            Some(server) => Ok(Some(fresh_postgres(&server, name).await?)),
            None => Ok(None),
        }
    };
    // Statements of portals are exchanged over two processes on both engines.
    let processes = if engine == "SQLite" && !sizes.is_for("widget") { 1 } else { 2 };
    let Some(here) = url("region").await? else {
        println!("PostgreSQL: left out, TEST_POSTGRES_URL is not set");
        return Ok(());
    };
    let world = Box::pin(World::make(&here, sizes)).await?;
    let running = Running::start(&here, processes, sizes).await?;
    running.idle(table);
    for step in &sizes.steps {
        eprintln!("{engine}: {step}");
        match step.as_str() {
            "readers" => Box::pin(readers::measure(&world, &running, sizes, table)).await?,
            "looks" => Box::pin(looks::measure(&world, &running, sizes, table)).await?,
            "pages" => Box::pin(changes::measure(&world, &running, sizes, table)).await?,
            "inboxes" => Box::pin(inboxes::measure(&world, &running, sizes, table)).await?,
            "sent" => Box::pin(sent::measure(&world, &running, table)).await?,
            "widget" => {
                let Some(there) = url("region_widget").await? else { continue };
                Box::pin(widget::measure(&world, &running, (&there, processes), sizes, table)).await?;
            }
            "times" => {
                let Some(there) = url("region_times").await? else { continue };
                Box::pin(times::measure(&world, &running, (&there, processes), sizes, table)).await?;
            }
            other => return Err(format!("no step is called {other}").into()),
        }
    }
    Ok(())
}
