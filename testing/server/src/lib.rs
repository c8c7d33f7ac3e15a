//! A whole server on its own port, and browsers that talk to it over HTTP.

mod browser;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use backend::Services;
pub use browser::{Answer, Browser};
use server::{AppState, Limits, config::Settings, listen, router};
pub use testing::*;
use tokio::{net::TcpListener, task::JoinHandle};

pub struct Server {
    pub world: World,
    pub address: SocketAddr,
    /// The host in the browsers' requests, if that is not the server's address.
    host: Option<String>,
    serving: JoinHandle<()>,
}

impl Server {
    /// A server on this database with the people of [`World`]. No worker runs: a test publishes its
    /// own communications, and the clock does not advance by itself.
    pub async fn start(url: &str) -> Self {
        Self::start_with(url, |_| {}).await
    }

    /// A server with this `public_url`.
    pub async fn start_as(url: &str, public_url: &str) -> Self {
        Self::start_with(url, |settings| settings.public_url = Some(public_url.to_owned())).await
    }

    /// A server whose `public_url` is the address that it listens on, which sign-on needs.
    pub async fn start_known_with(url: &str, services: Services) -> Self {
        let known = |settings: &mut Settings| {
            settings.public_url = Some(format!("http://{}", settings.address));
        };
        Self::start_with_services(url, services, None, known).await
    }

    /// A server with other settings.
    pub async fn start_with(url: &str, change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_patient(url, None, change).await
    }

    /// A server with another time limit than half a minute.
    pub async fn start_patient(
        url: &str,
        patience: Option<Duration>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        Self::start_with_services(url, Services::default(), patience, change).await
    }

    /// A server with a relay, a virus scanner, or other file storage.
    pub async fn start_with_services(
        url: &str,
        services: Services,
        patience: Option<Duration>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let world = World::with(url, services).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut settings = Settings {
            address,
            database_url: url.to_owned(),
            database_connections: 4,
            site_root: PathBuf::from("no-site"),
            connections: 100,
            forms_per_second: std::num::NonZeroU32::new(10_000).expect("not zero"),
            ..Settings::default()
        };
        change(&mut settings);
        let public = settings.public_url.as_ref().and_then(|url| url.split_once("://"));
        let host = public.map(|(_, host)| host.trim_end_matches('/').to_owned());
        let mut state = AppState::new(world.backend.clone(), &settings);
        let mut limits = Limits::new(settings.connections);
        if let Some(patience) = patience {
            state = state.with_patience(patience);
            (limits.headers, limits.unread) = (patience, patience);
        }
        let serving = tokio::spawn(listen(listener, router(state), limits, std::future::pending()));
        Self { world, address, host, serving }
    }

    /// A browser without a cookie.
    pub fn anonymous(&self) -> Browser {
        Browser::new(self.address, self.host.clone())
    }

    /// A browser signed in through the sign-in page.
    pub async fn browser_of(&self, name: &str) -> Browser {
        self.world.account(name).await;
        let mut browser = self.anonymous();
        let answer = browser.signs_in(name, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl OnDatabase for Server {
    async fn open(url: &str) -> Self {
        Self::start(url).await
    }
}
