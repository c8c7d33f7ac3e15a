//! Settings: environment variable, line of one TOML file, flag, in that rising order of weight.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use clap::Args;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de::Error};

/// Every setting, with its value. Each is `PORTEVOIX_NAME` in the environment (the database also
/// `DATABASE_URL`), `name` in the TOML file, and `--name` on the command line.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub address: SocketAddr,
    pub database_url: String,
    pub database_connections: u32,
    pub site_root: PathBuf,
    /// `https://…` as people type it; without it, requests must come from the host they go to.
    pub public_url: Option<String>,
    /// Open connections at most.
    pub connections: usize,
    /// Proxies in front of the server, as networks: what they say of a client's address is believed.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Forms that one person may send in a second.
    pub forms_per_second: NonZeroU32,
}

const NAMES: [&str; 8] = [
    "address",
    "database_url",
    "database_connections",
    "site_root",
    "public_url",
    "connections",
    "trusted_proxies",
    "forms_per_second",
];

/// The flags that stand above file and environment.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// TOML file with settings
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address to listen on, such as 127.0.0.1:3000
    #[arg(long, global = true)]
    address: Option<String>,
    /// sqlite:PATH or postgres://…
    #[arg(long, global = true)]
    database_url: Option<String>,
    /// Connections to the database at most
    #[arg(long, global = true)]
    database_connections: Option<String>,
    /// Folder of scripts, styles and pictures
    #[arg(long, global = true)]
    site_root: Option<String>,
    /// Address as people type it, such as <https://ent.example.fr>
    #[arg(long, global = true)]
    public_url: Option<String>,
    /// Open connections at most
    #[arg(long, global = true)]
    connections: Option<String>,
    /// Proxies in front of the server, such as "10.0.0.0/8, 127.0.0.1"
    #[arg(long, global = true)]
    trusted_proxies: Option<String>,
    /// Forms that one person may send in a second
    #[arg(long, global = true)]
    forms_per_second: Option<String>,
}

impl Settings {
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn load(flags: &Flags) -> Result<Self, String> {
        let mut builder = config::Config::builder()
            .set_default("address", "127.0.0.1:3000")
            .and_then(|builder| builder.set_default("database_url", "sqlite:data/portevoix.sqlite?mode=rwc"))
            .and_then(|builder| builder.set_default("database_connections", 8))
            .and_then(|builder| builder.set_default("site_root", "target/site"))
            .and_then(|builder| builder.set_default("connections", 10_000))
            .and_then(|builder| builder.set_default("trusted_proxies", ""))
            .and_then(|builder| builder.set_default("forms_per_second", 50))
            .map_err(|reason| reason.to_string())?;
        for name in NAMES {
            if let Some(value) = from_environment(name) {
                builder = builder.set_default(name, value).map_err(|reason| format!("{name}: {reason}"))?;
            }
        }
        if let Some(path) = &flags.config {
            builder = builder.add_source(config::File::from(path.as_path()).format(config::FileFormat::Toml));
        }
        for (name, value) in flags.named() {
            builder =
                builder.set_override_option(name, value).map_err(|reason| format!("{name}: {reason}"))?;
        }
        let built = builder.build().map_err(|reason| reason.to_string())?;
        let settings: Self = built.try_deserialize().map_err(|reason| reason.to_string())?;
        settings.check()
    }

    fn check(self) -> Result<Self, String> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|scheme| self.database_url.starts_with(scheme)) {
            return Err("database_url: expected sqlite:PATH or postgres://…".to_owned());
        }
        if self.database_connections == 0 {
            return Err("database_connections: expected at least 1".to_owned());
        }
        if self.connections == 0 {
            return Err("connections: expected at least 1".to_owned());
        }
        if let Some(url) = &self.public_url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            return Err(format!("public_url: expected http:// or https://, found {url:?}"));
        }
        // Requests are compared with its host: with a path behind it, none would be ours.
        let host = self.public_url.as_deref().and_then(|url| url.split_once("://")).map(|(_, host)| host);
        if host.is_some_and(|host| host.trim_end_matches('/').contains(['/', '?', '#', '@', ' '])) {
            return Err(format!(
                "public_url: expected a host without a path, found {:?}",
                host.unwrap_or_default()
            ));
        }
        Ok(self)
    }

    /// Cookies are for TLS only, and bound to this very host, where people come by https.
    pub fn secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

impl Flags {
    fn named(&self) -> [(&'static str, Option<String>); 8] {
        [
            ("address", self.address.clone()),
            ("database_url", self.database_url.clone()),
            ("database_connections", self.database_connections.clone()),
            ("site_root", self.site_root.clone()),
            ("public_url", self.public_url.clone()),
            ("connections", self.connections.clone()),
            ("trusted_proxies", self.trusted_proxies.clone()),
            ("forms_per_second", self.forms_per_second.clone()),
        ]
    }
}

/// `10.0.0.0/8, 127.0.0.1`
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let net = |part: &str| {
        part.parse().or_else(|_| part.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            D::Error::custom(format!("trusted_proxies: expected addresses or networks, found {part:?}"))
        })
    };
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(net).collect()
}

#[allow(clippy::disallowed_methods, reason = "this is the door")]
fn from_environment(name: &str) -> Option<String> {
    let ours = std::env::var(format!("PORTEVOIX_{}", name.to_uppercase())).ok();
    let usual = || (name == "database_url").then(|| std::env::var("DATABASE_URL").ok()).flatten();
    ours.or_else(usual).filter(|value| !value.is_empty())
}

/// The port on which `make dev` tells the browser to reload; `None` otherwise.
#[allow(clippy::disallowed_methods, reason = "this is the door")]
pub fn reload_port() -> Option<u32> {
    std::env::var("LEPTOS_WATCH").ok()?;
    Some(std::env::var("LEPTOS_RELOAD_PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(3001))
}

/// `RUST_LOG`, or what a server usually says.
#[allow(clippy::disallowed_methods, reason = "this is the door")]
pub fn log_filter() -> String {
    std::env::var("RUST_LOG").unwrap_or_else(|_| "info,sqlx=warn,sea_orm_migration=warn".to_owned())
}
