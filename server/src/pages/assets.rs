use std::path::Path;

use axum::routing::{MethodRouter, get_service};
use tower_http::services::{ServeDir, ServeFile};

use crate::{
    AppState,
    policy::{Cache, Cors, Policy},
};

/// The files of the site: the address, how it is treated, and the service that sends them. They are
/// not in the table because their folder is a setting.
pub fn assets(site: &Path) -> [(&'static str, Policy, MethodRouter<AppState>); 5] {
    let file = |name| ServeFile::new(site.join(name));
    let compressed = |name| file(name).precompressed_br().precompressed_gzip();
    // Only these folders are reachable, not the rest of the site: the router matches the folder.
    let folder = || ServeDir::new(site).precompressed_br().precompressed_gzip();
    let kept = |cache| Policy::OPEN.cached(cache);
    // Portals load these two from their own pages.
    let theirs = |cache| Policy { cors: Cors::Anybody, ..kept(cache) };
    [
        ("/pkg/{*file}", kept(Cache::Forever), get_service(folder())),
        ("/favicon.svg", kept(Cache::Hour), get_service(file("favicon.svg"))),
        ("/icons.svg", kept(Cache::Hour), get_service(compressed("icons.svg"))),
        ("/widget.js", theirs(Cache::Hour), get_service(compressed("widget.js"))),
        ("/widget/{version}", theirs(Cache::Forever), get_service(folder())),
    ]
}
