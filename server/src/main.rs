// Views are types, and the type of a page is deeply nested.
#![recursion_limit = "512"]

use std::process::ExitCode;

// It keeps fewer pages resident than the system's allocator when there are many small answers. Without
// huge pages (feature `no_thp`) an idle process has a third of the memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
