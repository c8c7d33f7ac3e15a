use std::collections::BTreeMap;

use super::list::settings;

const PREFIX: &str = "PORTEVOIX_";
/// Variables of the scripts that build and test, which share the prefix. The program ignores them.
const OF_SCRIPTS: [&str; 6] = ["BASE_URL", "BINARY", "CHROMIUM", "PG_DURABLE", "TOOLS", "WASM_TOOLCHAIN"];

/// The variables that may be settings. An empty one counts as missing.
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// The variables of this process.
    #[allow(clippy::disallowed_methods, reason = "settings enter here")]
    pub fn read() -> Self {
        let variables = std::env::vars_os();
        let text =
            variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self(text.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The value of each setting that has one, by the setting's name.
    ///
    /// # Errors
    /// A sentence that names a variable with our prefix that is no setting.
    pub fn named(&self) -> Result<Vec<(&'static str, String)>, String> {
        let settings = settings();
        for name in self.0.keys() {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            let known = settings.iter().any(|setting| setting.variable() == *name);
            if !known && !OF_SCRIPTS.contains(&rest) {
                return Err(format!("{name}: no setting has this name"));
            }
        }
        let value = |variable: &str| self.0.get(variable).cloned();
        let of = |setting: &super::declare::Setting| {
            let found = value(&setting.variable()).or_else(|| setting.also.and_then(value));
            found.map(|found| (setting.name, found))
        };
        Ok(settings.iter().filter_map(of).collect())
    }
}

/// The port on which `make dev` tells the browser to reload; `None` otherwise.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn reload_port() -> Option<u32> {
    std::env::var("LEPTOS_WATCH").ok()?;
    Some(std::env::var("LEPTOS_RELOAD_PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(3001))
}

/// `RUST_LOG`, or what a server usually says.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn log_filter() -> String {
    std::env::var("RUST_LOG").unwrap_or_else(|_| "info,sqlx=warn,sea_orm_migration=warn".to_owned())
}
