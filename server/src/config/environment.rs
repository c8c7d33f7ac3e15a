use std::collections::BTreeMap;

use super::{declare::Setting, list::settings};

const PREFIX: &str = "PORTEVOIX_";
/// Variables of the build and test scripts, which share the prefix. The program ignores them.
const OF_SCRIPTS: [&str; 9] = [
    "BASE_URL",
    "BINARY",
    "CHROMIUM",
    "FIREFOX",
    "PG_DURABLE",
    "SCREENSHOTS",
    "TARGET",
    "TOOLS",
    "WASM_TOOLCHAIN",
];

/// The variables that may be settings. An empty variable counts as missing.
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
    /// A sentence that names a variable that has our prefix but is not a setting.
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
        let of = |setting: &Setting| {
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

/// `RUST_LOG`, or the default log level of a server.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn log_filter() -> String {
    std::env::var("RUST_LOG").unwrap_or_else(|_| "info,sqlx=warn,sea_orm_migration=warn".to_owned())
}

/// Whether the terminal may show colours; see <https://no-color.org>.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn wants_colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{OF_SCRIPTS, PREFIX, Setting, settings};

    /// Otherwise a script would start a server that refuses the script's own variable.
    #[test]
    fn the_variables_of_the_scripts_are_known() {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts");
        let files = std::fs::read_dir(scripts).into_iter().flatten().flatten().map(|entry| entry.path());
        let shell = files.filter(|path| path.extension().is_some_and(|extension| extension == "sh"));
        let text: String = shell.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        let known: Vec<String> = settings().iter().map(Setting::variable).collect();
        let mut seen = 0;
        for rest in text.split(PREFIX).skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
            let is_known = OF_SCRIPTS.contains(&name.as_str()) || known.contains(&format!("{PREFIX}{name}"));
            assert!(is_known, "{PREFIX}{name} is neither a setting nor in OF_SCRIPTS");
            seen += 1;
        }
        assert!(seen > 10, "{seen}");
    }
}
