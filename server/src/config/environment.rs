use std::{collections::BTreeMap, ffi::OsString};

use super::list::settings;

const PREFIX: &str = "PORTEVOIX_";
/// Variables of the build and test scripts, which share the prefix. The program ignores them.
const OF_SCRIPTS: [&str; 10] = [
    "BASE_URL",
    "BINARY",
    "CHROMIUM",
    "FIREFOX",
    "PG_DURABLE",
    "PG_SETTINGS",
    "SCREENSHOTS",
    "TARGET",
    "TOOLS",
    "WASM_TOOLCHAIN",
];

/// The variables that may be settings. An empty variable counts as missing.
pub struct Environment(BTreeMap<String, OsString>);

impl Environment {
    /// The variables of this process.
    #[allow(clippy::disallowed_methods, reason = "settings enter here")]
    pub fn read() -> Self {
        let variables = std::env::vars_os().filter(|(_, value)| !value.is_empty());
        Self(variables.map(|(name, value)| (name.to_string_lossy().into_owned(), value)).collect())
    }

    /// The value of each setting that has one, by the setting's name.
    ///
    /// # Errors
    /// A sentence that names a variable that has our prefix but is not a setting, or one whose value is no
    /// text. A prefix in other letters is only told: nobody read such a variable before either.
    pub fn named(&self) -> Result<Vec<(&'static str, String)>, String> {
        let settings = settings();
        let ours = |name: &str| name.get(..PREFIX.len()).is_some_and(|of| of.eq_ignore_ascii_case(PREFIX));
        for name in self.0.keys().filter(|name| ours(name.as_str())) {
            let Some(rest) = name.strip_prefix(PREFIX) else {
                tracing::warn!("{name} is ignored: the names of settings are in capital letters");
                continue;
            };
            let known = settings.iter().any(|setting| setting.variable() == *name);
            if !known && !OF_SCRIPTS.contains(&rest) {
                return Err(format!("{name}: no setting has this name"));
            }
        }
        let mut named = Vec::new();
        for setting in &settings {
            let own = setting.variable();
            let variables = [Some(own.as_str()), setting.also];
            let given = variables.into_iter().flatten().find_map(|name| Some((name, self.0.get(name)?)));
            if let Some((name, value)) = given {
                let text = value.to_str().ok_or_else(|| format!("{name}: expected text in UTF-8"))?;
                named.push((setting.name, text.to_owned()));
            }
        }
        Ok(named)
    }
}

/// The port on which `make dev` tells the browser to reload; `None` otherwise.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn reload_port() -> Option<u32> {
    std::env::var("LEPTOS_WATCH").ok()?;
    Some(std::env::var("LEPTOS_RELOAD_PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(3001))
}

/// `RUST_LOG`, or the default log level of a server. Empty, it would silence what operators need.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn log_filter() -> String {
    let given = std::env::var("RUST_LOG").ok().filter(|given| !given.trim().is_empty());
    given.unwrap_or_else(|| "info,sqlx=warn,sea_orm_migration=warn".to_owned())
}

/// Whether the terminal may show colours; see <https://no-color.org>.
#[allow(clippy::disallowed_methods, reason = "settings enter here")]
pub fn wants_colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{super::declare::Setting, OF_SCRIPTS, PREFIX, settings};

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
