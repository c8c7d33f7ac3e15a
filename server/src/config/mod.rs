//! Settings. A line of the TOML file overrides an environment variable, and a flag overrides both.

mod declare;
mod environment;
mod flags;
mod list;
#[cfg(test)]
mod readme;
mod secret_keys;
mod services;
mod site;
mod store_place;
mod web_address;

use self::environment::Environment;
pub use self::{
    environment::{log_filter, reload_port, wants_colours},
    flags::Flags,
    list::Settings,
    services::MIN_JOURNAL_DAYS,
};

/// No server of PostgreSQL carries more: whoever asks for them slipped on the keyboard.
const MAX_DATABASE_CONNECTIONS: u32 = 10_000;

impl Settings {
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn load(flags: &Flags) -> Result<Self, String> {
        let environment = Environment::read();
        let mut builder = config::Config::builder();
        for (name, value) in environment.named()? {
            builder = builder.set_default(name, value).map_err(|reason| format!("{name}: {reason}"))?;
        }
        if let Some(path) = &flags.file {
            builder = builder.add_source(config::File::from(path.as_path()).format(config::FileFormat::Toml));
        }
        for (name, value) in &flags.named {
            builder =
                builder.set_override(name, value.as_str()).map_err(|reason| format!("{name}: {reason}"))?;
        }
        let built = builder.build().map_err(|reason| reason.to_string())?;
        let settings: Self = built.try_deserialize().map_err(|reason| reason.to_string())?;
        Ok(settings.check()?.within_sense())
    }

    fn check(self) -> Result<Self, String> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|scheme| self.database_url.starts_with(scheme)) {
            return Err("database_url: expected sqlite:PATH or postgres://…".to_owned());
        }
        // Of SQLite that is a database in memory, which is gone when the command ends.
        let path = self.database_url.strip_prefix("sqlite:").map(|path| path.trim_start_matches('/'));
        if path.is_some_and(|path| path.is_empty() || path.starts_with('?')) {
            return Err("database_url: expected sqlite:PATH, and the path is missing".to_owned());
        }
        if self.database_connections == 0 {
            return Err("database_connections: expected at least 1".to_owned());
        }
        if self.connections == 0 {
            return Err("connections: expected at least 1".to_owned());
        }
        let wrong = |name: &str, url: &str, expected| format!("{name}: {expected}, found {url:?}");
        if let Some(url) = &self.public_url {
            web_address::check(url).map_err(|expected| wrong("public_url", url, expected))?;
        }
        if let Some(url) = &self.attachments_endpoint {
            let checked = web_address::check_with_path(url);
            checked.map_err(|expected| wrong("attachments_endpoint", url, expected))?;
        }
        if self.operations_address.is_some_and(|address| address == self.address) {
            return Err("operations_address: expected another address than the public one".to_owned());
        }
        self.check_access_keys()?;
        self.given_keys()?;
        self.scanner()?;
        self.mailer()?;
        self.journal_days()?;
        self.night()?;
        self.undo_ms()?;
        Ok(self)
    }

    /// What is senseless, but harms nobody, is told and not refused: a portal that ran with it must start
    /// after an upgrade too.
    fn within_sense(mut self) -> Self {
        let asked = self.database_connections;
        if asked > MAX_DATABASE_CONNECTIONS {
            tracing::warn!(
                "database_connections: {asked} are too many, at most {MAX_DATABASE_CONNECTIONS} are opened"
            );
            self.database_connections = MAX_DATABASE_CONNECTIONS;
        }
        self
    }

    /// Our address as others know it, without a path: the public one, or else the one that is listened
    /// on.
    pub fn own_address(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.address))
    }

    /// When people come by https, cookies are for TLS only and bound to this exact host.
    pub fn secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }
}
