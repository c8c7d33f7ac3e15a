use std::{fmt, time::Duration};

use lettre::{AsyncSmtpTransport, Tokio1Executor, message::Mailbox, transport::smtp::PoolConfig};

use crate::queue::Kind;

/// How the portal sends e-mail.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// `smtps://USER:PASSWORD@HOST`, `smtp://HOST:PORT?tls=required`, `smtp://HOST`
    pub smtp_url: String,
    /// `Porte-voix <ne-pas-repondre@ent.example.fr>`
    pub from: String,
    /// The portal's address as people type it; links lead there.
    pub public_url: String,
}

/// The time limit for connecting …
const PATIENCE: Duration = Duration::from_secs(30);
/// … and for sending a whole letter: a relay that stops answering must not hold up the others.
const PATIENCE_OF_LETTER: Duration = Duration::from_mins(2);

/// The most connections to the relay that stay open: one for each letter sent at the same time.
fn connections() -> u32 {
    u32::try_from(Kind::Mail.policy().at_once + Kind::Accounts.policy().at_once).unwrap_or(1)
}

/// A relay, and what every e-mail says about the portal.
#[derive(Clone)]
pub struct Mailer {
    pub(super) transport: AsyncSmtpTransport<Tokio1Executor>,
    pub(super) from: Mailbox,
    /// Without a `/` at the end.
    pub(super) public_url: String,
    /// The host of `public_url`, without a port.
    pub(super) host: String,
    pub(super) patience: Duration,
}

impl Mailer {
    /// Does not connect yet; call it on the runtime that will send.
    ///
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn new(settings: &MailSettings) -> Result<Self, String> {
        let url = &settings.smtp_url;
        // Without encryption, others could read the password on the way.
        let authority = url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = authority.split(['/', '?']).next().unwrap_or_default();
        if url.starts_with("smtp://") && authority.contains('@') && !url.contains("tls=required") {
            return Err("smtp_url: a password is sent to smtps://…, or to smtp://…?tls=required".to_owned());
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| "smtp_url: expected smtp://HOST:PORT or smtps://USER:PASSWORD@HOST".to_owned())?;
        let from = settings.from.parse::<Mailbox>().map_err(|_| {
            format!(
                "mail_from: expected an address such as Porte-voix <ent@example.fr>, found {:?}",
                settings.from
            )
        })?;
        let public_url = settings.public_url.trim_end_matches('/').to_owned();
        let host = public_url.split_once("://").map_or(public_url.as_str(), |(_, host)| host);
        let host = host
            .rsplit_once(':')
            .filter(|(_, port)| port.parse::<u16>().is_ok())
            .map_or(host, |(host, _)| host);
        let host = host.to_owned();
        let pool = PoolConfig::new().max_size(connections());
        let transport = builder.timeout(Some(PATIENCE)).pool_config(pool).build();
        Ok(Self { transport, from, public_url, host, patience: PATIENCE_OF_LETTER })
    }
}

impl Mailer {
    /// Sets the time after which sending a letter is given up for now.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }
}

/// The relay's password stays out of logs.
impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer")
            .field("from", &self.from)
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}
