//! What every handler uses.

mod held;
mod rate;
mod tasks;
mod widgets;
mod wrong;

use std::{num::NonZeroU32, ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use backend::Backend;
use ipnet::IpNet;
use leptos::config::{Env, LeptosOptions};
use tokio::sync::Semaphore;

use self::{held::Held, rate::Rate, widgets::Widgets, wrong::Wrong};
use crate::config::{self, Settings};

/// What every handler uses. Each layer and each handler clones it at each request, which costs one
/// reference count.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

#[derive(Clone)]
pub struct Shared {
    pub backend: Arc<Backend>,
    pub leptos: LeptosOptions,
    pub site_root: PathBuf,
    pub public_url: Option<String>,
    /// Cookies for TLS only.
    pub secure: bool,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Arc<[IpNet]>,
    pub rate: Rate,
    /// How often widgets may ask.
    pub widgets: Widgets,
    /// Logout messages that end nothing. Four times as many as forms: a provider reports
    /// everybody who signs out there, also those whose session here is over.
    pub wrong_logouts: Wrong,
    /// What requests hold at the same time.
    pub held: Held,
    /// A place for the one upload of a directory that is received at a time: it is in memory.
    pub receiving: Arc<Semaphore>,
    /// How long an answer may take, including reading a form.
    pub patience: Duration,
}

/// How many wrong logout messages an address may send for each form.
const WRONG_LOGOUTS: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);
/// No page needs longer; uploads and event streams have no such limit.
const PATIENCE: Duration = Duration::from_secs(30);

impl AppState {
    pub fn new(backend: Arc<Backend>, settings: &Settings) -> Self {
        tasks::prepare();
        let reload_port = config::reload_port();
        let leptos = LeptosOptions::builder()
            .output_name("portevoix")
            .site_root(settings.site_root.to_string_lossy().as_ref())
            .site_addr(settings.address)
            .env(if reload_port.is_some() { Env::DEV } else { Env::PROD })
            .reload_port(reload_port.unwrap_or(3001))
            .hash_files(hash_file_exists())
            .build();
        backend.portals.serve_as(&settings.own_address(), settings.widget_requests_per_second.get());
        backend.public_address.set(settings.public_url.is_some());
        Self(Arc::new(Shared {
            backend,
            leptos,
            site_root: settings.site_root.clone(),
            public_url: settings.public_url.clone(),
            secure: settings.secure(),
            trusted_proxies: settings.trusted_proxies.clone().into(),
            rate: Rate::new(settings.forms_per_second),
            widgets: Widgets::default(),
            wrong_logouts: Wrong::new(settings.forms_per_second.saturating_mul(WRONG_LOGOUTS)),
            held: Held::new(settings.connections),
            receiving: Arc::new(Semaphore::new(1)),
            patience: PATIENCE,
        }))
    }

    /// Sets another limit for the time of an answer.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        Arc::make_mut(&mut self.0).patience = patience;
        self
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Whether the build left the list of hashed file names next to the program; in a test, for
/// instance, there is no site.
fn hash_file_exists() -> bool {
    std::env::current_exe()
        .ok()
        .and_then(|path| Some(path.parent()?.join("hash.txt").exists()))
        .unwrap_or(false)
}
