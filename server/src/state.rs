use std::{path::PathBuf, sync::Arc, time::Duration};

use backend::{Backend, directory::runs::ImportRuns};
use ipnet::IpNet;
use leptos::config::{Env, LeptosOptions};

use crate::{
    config::{self, Settings},
    rate::Rate,
};

/// What every handler works with.
#[derive(Clone)]
pub struct AppState {
    pub backend: Arc<Backend>,
    pub leptos: LeptosOptions,
    pub site_root: PathBuf,
    pub public_url: Option<String>,
    /// Cookies for TLS only.
    pub secure: bool,
    pub imports: ImportRuns,
    /// Those whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Arc<[IpNet]>,
    pub rate: Rate,
    /// How long an answer may take, the reading of a form included.
    pub patience: Duration,
}

/// No page needs longer; what does (uploads, event streams) has no such limit.
const PATIENCE: Duration = Duration::from_secs(30);

impl AppState {
    pub fn new(backend: Arc<Backend>, settings: &Settings) -> Self {
        // Leptos spawns on the runtime of the server; a second start in one process finds it done.
        let _ = any_spawner::Executor::init_tokio();
        let reload_port = config::reload_port();
        let leptos = LeptosOptions::builder()
            .output_name("portevoix")
            .site_root(settings.site_root.to_string_lossy().as_ref())
            .site_addr(settings.address)
            .env(if reload_port.is_some() { Env::DEV } else { Env::PROD })
            .reload_port(reload_port.unwrap_or(3001))
            .hash_files(hash_file_exists())
            .build();
        Self {
            backend,
            leptos,
            site_root: settings.site_root.clone(),
            public_url: settings.public_url.clone(),
            secure: settings.secure(),
            imports: ImportRuns::default(),
            trusted_proxies: settings.trusted_proxies.clone().into(),
            rate: Rate::new(settings.forms_per_second),
            patience: PATIENCE,
        }
    }
}

/// The names of the site's files carry their hash where the build noted it beside the program;
/// a test, for instance, has no site.
fn hash_file_exists() -> bool {
    std::env::current_exe()
        .ok()
        .and_then(|path| Some(path.parent()?.join("hash.txt").exists()))
        .unwrap_or(false)
}
