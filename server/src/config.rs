//! Settings: environment variable, line of one TOML file, flag, in that rising order of weight.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use backend::{
    Services,
    attachments::{Files, FilesSettings, S3Settings, Scanner},
    mail::{MailSettings, Mailer},
};
use clap::Args;
use domain::attachments::AttachmentLimits;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de::Error};

/// Every setting, with its value. Each is `PORTEVOIX_NAME` in the environment (the database also
/// `DATABASE_URL`), `name` in the TOML file, and `--name` on the command line.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
    /// Where attachments are kept: a folder, or `s3://BUCKET/PREFIX`.
    pub attachments_url: String,
    /// Of a store that speaks S3 and is not Amazon's: `https://…`
    pub attachments_endpoint: Option<String>,
    pub attachments_region: Option<String>,
    pub attachments_access_key: Option<String>,
    pub attachments_secret_key: Option<String>,
    pub attachments_session_token: Option<String>,
    /// The largest attachment, in MB of 1024 × 1024 bytes.
    pub attachment_megabytes: NonZeroU32,
    /// Attachments of one message.
    pub attachment_files: NonZeroU32,
    /// `HOST:PORT` or `unix:/PATH` of the clamd that looks through attachments.
    pub clamd: Option<String>,
    /// `smtps://USER:PASSWORD@HOST`, `smtp://HOST:PORT`: sends copies of messages.
    pub smtp_url: Option<String>,
    /// Who they come from: `Porte-voix <ne-pas-repondre@ent.example.fr>`
    pub mail_from: Option<String>,
}

const NAMES: [&str; 19] = [
    "address",
    "database_url",
    "database_connections",
    "site_root",
    "public_url",
    "connections",
    "trusted_proxies",
    "forms_per_second",
    "attachments_url",
    "attachments_endpoint",
    "attachments_region",
    "attachments_access_key",
    "attachments_secret_key",
    "attachments_session_token",
    "attachment_megabytes",
    "attachment_files",
    "clamd",
    "smtp_url",
    "mail_from",
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
    /// Where attachments are kept: a folder, or <s3://BUCKET/PREFIX>
    #[arg(long, global = true)]
    attachments_url: Option<String>,
    /// Address of a store that speaks S3 and is not Amazon's
    #[arg(long, global = true)]
    attachments_endpoint: Option<String>,
    /// Region of that store
    #[arg(long, global = true)]
    attachments_region: Option<String>,
    /// The largest attachment, in MB
    #[arg(long, global = true)]
    attachment_megabytes: Option<String>,
    /// Attachments of one message
    #[arg(long, global = true)]
    attachment_files: Option<String>,
    /// clamd that looks through attachments: 127.0.0.1:3310 or <unix:/run/clamav/clamd.ctl>
    #[arg(long, global = true)]
    clamd: Option<String>,
    /// Relay for copies by e-mail, such as <smtps://mail.example.fr>; a password belongs in the environment
    #[arg(long, global = true)]
    smtp_url: Option<String>,
    /// Sender of those copies, such as "Porte-voix <ent@example.fr>"
    #[arg(long, global = true)]
    mail_from: Option<String>,
}

/// What `portevoix serve` has when nothing is said.
impl Default for Settings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 3000)),
            database_url: "sqlite:data/portevoix.sqlite?mode=rwc".to_owned(),
            database_connections: 8,
            site_root: "target/site".into(),
            public_url: None,
            connections: 10_000,
            trusted_proxies: Vec::new(),
            forms_per_second: NonZeroU32::MIN.saturating_add(49),
            attachments_url: "data/pieces-jointes".to_owned(),
            attachments_endpoint: None,
            attachments_region: None,
            attachments_access_key: None,
            attachments_secret_key: None,
            attachments_session_token: None,
            attachment_megabytes: NonZeroU32::MIN.saturating_add(24),
            attachment_files: NonZeroU32::MIN.saturating_add(9),
            clamd: None,
            smtp_url: None,
            mail_from: None,
        }
    }
}

impl Settings {
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn load(flags: &Flags) -> Result<Self, String> {
        let mut builder = config::Config::builder();
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
        self.scanner()?;
        self.mailer()?;
        Ok(self)
    }

    /// What the server works with beside its database; makes the folder of attachments where there is
    /// none.
    ///
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn services(&self) -> Result<Services, String> {
        let files = FilesSettings {
            url: self.attachments_url.clone(),
            s3: S3Settings {
                endpoint: self.attachments_endpoint.clone(),
                region: self.attachments_region.clone(),
                access_key_id: self.attachments_access_key.clone(),
                secret_access_key: self.attachments_secret_key.clone(),
                session_token: self.attachments_session_token.clone(),
            },
        };
        Ok(Services {
            files: Files::open(&files)?,
            scanner: self.scanner()?,
            mail: self.mailer()?,
            limits: AttachmentLimits {
                bytes: u64::from(self.attachment_megabytes.get()) * 1024 * 1024,
                files: usize::try_from(self.attachment_files.get()).unwrap_or(usize::MAX),
            },
            ..Services::default()
        })
    }

    fn scanner(&self) -> Result<Option<Scanner>, String> {
        self.clamd.as_deref().map(Scanner::new).transpose()
    }

    fn mailer(&self) -> Result<Option<Mailer>, String> {
        let Some(smtp_url) = self.smtp_url.clone() else { return Ok(None) };
        let missing = |name: &str, why: &str| format!("smtp_url: {name} is missing, {why}");
        let from =
            self.mail_from.clone().ok_or_else(|| missing("mail_from", "which says who e-mails come from"))?;
        let public_url = self.public_url.clone();
        let public_url =
            public_url.ok_or_else(|| missing("public_url", "where the links in e-mails lead"))?;
        Mailer::new(&MailSettings { smtp_url, from, public_url }).map(Some)
    }

    /// Cookies are for TLS only, and bound to this very host, where people come by https.
    pub fn secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}

impl Flags {
    fn named(&self) -> [(&'static str, Option<String>); 16] {
        [
            ("address", self.address.clone()),
            ("database_url", self.database_url.clone()),
            ("database_connections", self.database_connections.clone()),
            ("site_root", self.site_root.clone()),
            ("public_url", self.public_url.clone()),
            ("connections", self.connections.clone()),
            ("trusted_proxies", self.trusted_proxies.clone()),
            ("forms_per_second", self.forms_per_second.clone()),
            ("attachments_url", self.attachments_url.clone()),
            ("attachments_endpoint", self.attachments_endpoint.clone()),
            ("attachments_region", self.attachments_region.clone()),
            ("attachment_megabytes", self.attachment_megabytes.clone()),
            ("attachment_files", self.attachment_files.clone()),
            ("clamd", self.clamd.clone()),
            ("smtp_url", self.smtp_url.clone()),
            ("mail_from", self.mail_from.clone()),
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
    let usual = match name {
        "database_url" => "DATABASE_URL",
        "attachments_endpoint" => "AWS_ENDPOINT_URL",
        "attachments_region" => "AWS_REGION",
        "attachments_access_key" => "AWS_ACCESS_KEY_ID",
        "attachments_secret_key" => "AWS_SECRET_ACCESS_KEY",
        "attachments_session_token" => "AWS_SESSION_TOKEN",
        _ => return ours.filter(|value| !value.is_empty()),
    };
    let usual = || std::env::var(usual).ok();
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
