use std::path::Path;

use axum::routing::{MethodRouter, get_service};
use tower_http::services::{ServeDir, ServeFile};

use crate::{AppState, policy::Cache};

/// The files of the site: the address, how long a browser keeps them, and the service that sends
/// them. They are not in the table because their folder is a setting.
pub fn assets(site: &Path) -> [(&'static str, Cache, MethodRouter<AppState>); 3] {
    let file = |name| ServeFile::new(site.join(name));
    // Only the package is reachable, not the rest of the site: the router matches the folder.
    let package = ServeDir::new(site).precompressed_br().precompressed_gzip();
    [
        ("/pkg/{*file}", Cache::Forever, get_service(package)),
        ("/favicon.svg", Cache::Hour, get_service(file("favicon.svg"))),
        ("/icons.svg", Cache::Hour, get_service(file("icons.svg").precompressed_br().precompressed_gzip())),
    ]
}
