// Views are types, and the type of a page is deeply nested.
#![recursion_limit = "512"]

use std::process::ExitCode;

// It keeps fewer pages resident than the system's allocator when there are many small answers. The feature
// `no_thp` asks for no huge pages, because an idle process holds more memory with them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
