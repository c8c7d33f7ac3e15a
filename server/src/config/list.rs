//! The one place where a setting is declared.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de::Error};

use super::declare::declare;

declare! {
    /// Every setting, with its value.
    #[derive(Clone, Debug, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    pub struct Settings;

    /// Address to listen on
    address: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 3000));
    /// Second address, for monitoring alone: it answers `/health/live` and `/health/ready` also when
    /// every public connection is taken
    operations_address: Option<SocketAddr> = None;
    /// Database: `sqlite:PATH` or `postgres://…`
    database_url: String = "sqlite:data/portevoix.sqlite".to_owned(), { also: "DATABASE_URL" };
    /// Maximum number of connections to the database
    database_connections: u32 = 8;
    /// Keys of 32 bytes in Base64 that wrap the secrets of second factors, separated by commas: the
    /// first one wraps, all of them unwrap
    secret_keys: Option<String> = None, { flag: false };
    /// File with those keys, one per line; with SQLite and without either setting, a file beside the
    /// database is made
    secret_keys_file: Option<PathBuf> = None, { flag: false };
    /// Folder of scripts, styles and pictures
    site_root: PathBuf = "target/site".into();
    /// Public address, such as `https://ent.example.fr`; without it, forms must come from the host
    /// that they are sent to
    public_url: Option<String> = None;
    /// Maximum number of open connections; further ones get 503. The limit of open files of the
    /// process lowers it
    connections: usize = 10_000;
    /// Proxies in front of the server, such as `10.0.0.0/8, 127.0.0.1`; only their
    /// `X-Forwarded-For` is trusted
    #[serde(deserialize_with = "networks")]
    trusted_proxies: Vec<IpNet> = Vec::new();
    /// Maximum number of forms that one person may send per second
    forms_per_second: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);
    /// Maximum number of requests of widgets per second and process before widgets ask less often than
    /// every five seconds
    widget_requests_per_second: NonZeroU32 = NonZeroU32::MIN.saturating_add(1_999);
    /// Where attachments are kept: a folder, or `s3://BUCKET/PREFIX`
    attachments_url: String = "data/pieces-jointes".to_owned();
    /// Address of an S3 store other than Amazon's
    attachments_endpoint: Option<String> = None, { also: "AWS_ENDPOINT_URL" };
    /// Region of that store; `us-east-1` if not set
    attachments_region: Option<String> = None, { also: "AWS_REGION" };
    /// Access key of that store; without it, the role of the machine is used
    attachments_access_key: Option<String> = None, { also: "AWS_ACCESS_KEY_ID", flag: false };
    /// Secret key of that store
    attachments_secret_key: Option<String> = None, { also: "AWS_SECRET_ACCESS_KEY", flag: false };
    /// Session token of that store
    attachments_session_token: Option<String> = None, { also: "AWS_SESSION_TOKEN", flag: false };
    /// Maximum size of an attachment, in MB of 1024 × 1024 bytes
    attachment_megabytes: NonZeroU32 = NonZeroU32::MIN.saturating_add(24);
    /// Maximum number of attachments of one message
    attachment_files: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
    /// clamd that scans attachments for viruses: `HOST:PORT` or `unix:/PATH`; without it, they are not
    /// scanned
    clamd: Option<String> = None;
    /// Days for which entries of the journal are kept, at least 30; without it, an administrator chooses
    journal_days: Option<u32> = None;
    /// Folder that is imported into the directory every night; without it, nothing is imported by itself
    import_folder: Option<PathBuf> = None;
    /// When that folder is imported: a time of day and a time zone
    import_at: String = "02:30 Europe/Paris".to_owned();
    /// Seconds during which *Annuler l'envoi* takes back what was deployed, before anybody sees it; at
    /// most 60. An alert goes out at once
    undo_seconds: u32 = 10;
    /// Relay for copies by e-mail: `smtps://USER:PASSWORD@HOST`, `smtp://HOST:PORT?tls=required`; a
    /// password belongs in the environment
    smtp_url: Option<String> = None;
    /// Sender of those copies, such as `Porte-voix <ent@example.fr>`; required with `smtp_url`,
    /// like `public_url`
    mail_from: Option<String> = None;
    /// Networks besides the public Internet in which servers of sign-on may stand, such as
    /// `10.20.0.0/16`; this machine (`127.0.0.1`) is then also called without encryption
    #[serde(deserialize_with = "networks")]
    outbound_networks: Vec<IpNet> = Vec::new();
}

/// `10.0.0.0/8, 127.0.0.1`
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let net = |part: &str| {
        part.parse()
            .or_else(|_| part.parse::<IpAddr>().map(IpNet::from))
            .map_err(|_| D::Error::custom(format!("expected addresses or networks, found {part:?}")))
    };
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(net).collect()
}
