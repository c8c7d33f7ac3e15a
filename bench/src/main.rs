//! Speed, as ratios of values measured in one run: `make bench`.
//!
//! Nothing here passes or fails. A machine is fast or slow, busy or idle; the ratio to something
//! simple, measured in the same run, shows our own share.

// Views are types, and the type of a page is deeply nested.
#![recursion_limit = "512"]

mod announcements;
mod audience;
mod delivery;
mod door;
mod home;
mod import;
mod page;
mod people;
mod region;
mod report;
mod resident;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let wanted = words.first().cloned().unwrap_or_else(|| "all".to_owned());
    let further = words.get(1..).unwrap_or_default();
    let all = wanted == "all";
    let mut outcome = Ok(());
    if all || wanted == "audience" {
        outcome = outcome.and(audience::measure().await);
    }
    if all || wanted == "announcements" {
        outcome = outcome.and(announcements::measure().await);
    }
    if all || wanted == "delivery" {
        outcome = outcome.and(delivery::measure().await);
    }
    if all || wanted == "door" {
        outcome = outcome.and(door::measure().await);
    }
    if all || wanted == "home" {
        outcome = outcome.and(home::measure().await);
    }
    if all || wanted == "import" {
        outcome = outcome.and(import::measure().await);
    }
    if all || wanted == "page" {
        outcome = outcome.and(page::measure());
    }
    if all || wanted == "memory" {
        outcome = outcome.and(resident::measure().await);
    }
    if all || wanted == "region" {
        outcome = outcome.and(region::measure(further).await);
    }
    if wanted == "bare" {
        outcome = region::serve_bare(further.first().map_or("127.0.0.1:0", String::as_str)).await;
    }
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("bench: {reason}");
            ExitCode::FAILURE
        }
    }
}
