use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use backend::SecretKeys;

use super::Settings;

impl Settings {
    /// The keys that wrap stored secrets: those of the settings, or of the file beside the SQLite
    /// database, which is made when it is missing. On PostgreSQL several machines share the
    /// database, so that no process may invent a key of its own: without a setting there is none.
    ///
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub(super) fn secret_keys(&self) -> Result<SecretKeys, String> {
        if let Some(keys) = self.given_keys()? {
            return Ok(keys);
        }
        let Some(path) = self.key_beside_the_database() else { return Ok(SecretKeys::default()) };
        make(&path).and_then(|()| read(&path)).map_err(|reason| format!("secret_keys_file: {reason}"))
    }

    /// The keys of the settings; `None` when no setting names any.
    pub(super) fn given_keys(&self) -> Result<Option<SecretKeys>, String> {
        match (&self.secret_keys, &self.secret_keys_file) {
            (Some(_), Some(_)) => Err("secret_keys: expected either this or secret_keys_file".to_owned()),
            (Some(text), None) => {
                SecretKeys::parse(text).map(Some).map_err(|reason| format!("secret_keys: {reason}"))
            }
            (None, Some(path)) => {
                read(path).map(Some).map_err(|reason| format!("secret_keys_file: {reason}"))
            }
            (None, None) => Ok(None),
        }
    }

    /// `portevoix.sqlite.key` for `portevoix.sqlite`; `None` for other databases.
    fn key_beside_the_database(&self) -> Option<PathBuf> {
        let rest = self.database_url.strip_prefix("sqlite:")?;
        let file = rest.trim_start_matches("//").split('?').next()?;
        (!file.is_empty() && file != ":memory:").then(|| PathBuf::from(format!("{file}.key")))
    }
}

fn read(path: &Path) -> Result<SecretKeys, String> {
    let text = fs::read_to_string(path).map_err(|reason| format!("{}: {reason}", path.display()))?;
    SecretKeys::parse(&text).map_err(|reason| format!("{}: {reason}", path.display()))
}

/// Makes a key that only the user of this process can read. An existing file is kept. The file
/// appears whole: a process that dies meanwhile leaves none.
fn make(path: &Path) -> Result<(), String> {
    if path.exists() {
        return Ok(());
    }
    let failed = |reason: std::io::Error| format!("{}: {reason}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let key = SecretKeys::generate().map_err(|reason| reason.to_string())?;
    let draft = path.with_extension(format!("key.{}", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .map_err(failed)?;
    writeln!(file, "{key}").and_then(|()| file.sync_all()).map_err(failed)?;
    // Unlike a rename, a link never replaces the key that another process has just made.
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(failed)?;
    match linked {
        Err(reason) if reason.kind() != ErrorKind::AlreadyExists => Err(failed(reason)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::Settings;

    fn settings(database_url: &str) -> Settings {
        Settings { database_url: database_url.to_owned(), ..Settings::default() }
    }

    #[test]
    fn beside_sqlite_a_key_is_made_once_and_only_for_its_user() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("data/a.sqlite").display());
        let first = settings(&url).secret_keys().expect("a key");
        assert!(!first.is_empty());
        let file = folder.path().join("data/a.sqlite.key");
        let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = settings(&url).secret_keys().expect("a key");
        assert_eq!(format!("{first:?}"), format!("{again:?}"), "it is kept");
        let files = std::fs::read_dir(folder.path().join("data")).expect("files").count();
        assert_eq!(files, 1, "nothing else is left");
        std::fs::write(&file, "broken").expect("written");
        let refused = settings(&url).secret_keys().expect_err("a broken key");
        assert!(refused.starts_with("secret_keys_file: ") && !refused.contains("broken"), "{refused}");
    }

    #[test]
    fn on_postgres_no_process_invents_a_key() {
        assert!(settings("postgres://localhost/ent").secret_keys().expect("none").is_empty());
    }

    #[test]
    fn a_wrong_setting_names_itself() {
        let with = |keys: Option<&str>, file: Option<&str>| {
            let settings = Settings {
                secret_keys: keys.map(str::to_owned),
                secret_keys_file: file.map(Into::into),
                ..Settings::default()
            };
            settings.given_keys().map(|_| ()).expect_err("refused")
        };
        assert!(with(Some("secret"), None).starts_with("secret_keys: expected keys of 32 bytes"));
        assert!(with(None, Some("/nowhere/keys")).starts_with("secret_keys_file: /nowhere/keys: "));
        assert!(with(Some("secret"), Some("/nowhere/keys")).starts_with("secret_keys: expected either"));
    }
}
