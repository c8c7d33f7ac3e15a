use std::path::Path;

use axum::routing::{MethodRouter, get_service};
use tower_http::services::{ServeDir, ServeFile};

use crate::{AppState, policy::Cache};

/// The files of the site: the address, how long it is kept, and what serves it. They are not in the
/// table, since where they are is a setting.
pub fn assets(site: &Path) -> [(&'static str, Cache, MethodRouter<AppState>); 3] {
    let file = |name| ServeFile::new(site.join(name));
    // Nothing of the site outside the package is reached by it: the router matches the folder.
    let package = ServeDir::new(site).precompressed_br().precompressed_gzip();
    [
        ("/pkg/{*file}", Cache::Forever, get_service(package)),
        ("/favicon.svg", Cache::Hour, get_service(file("favicon.svg"))),
        ("/icons.svg", Cache::Hour, get_service(file("icons.svg").precompressed_br().precompressed_gzip())),
    ]
}
