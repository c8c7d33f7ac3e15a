// Views are types, and a page is a deep one.
#![recursion_limit = "512"]

use std::process::ExitCode;

// Fewer resident pages than the system's allocator under many small answers.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
