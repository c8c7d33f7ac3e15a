//! Folders that are certainly not the store of attachments, whatever they hold.

use std::path::{Component, Path, PathBuf};

use super::Settings;

/// Refuses a folder of attachments that holds the database, the home folder or the site, or that
/// the site would serve to everybody.
pub(super) fn check(settings: &Settings) -> Result<(), String> {
    if settings.attachments_url.contains("://") {
        return Ok(());
    }
    let folder = real(Path::new(&settings.attachments_url));
    let site = real(&settings.site_root);
    let holds = |path: PathBuf| path.starts_with(&folder);
    let reason = if folder.parent().is_none() {
        "is the root of the disk"
    } else if database(&settings.database_url).is_some_and(holds) {
        "holds the database"
    } else if std::env::home_dir().map(|home| real(&home)).is_some_and(holds) {
        "is the home folder, or holds it"
    } else if holds(site.clone()) || folder.starts_with(&site) {
        "and the folder of the site (site_root) hold one another"
    } else {
        return Ok(());
    };
    Err(format!("attachments_url: {} {reason}; name a folder for attachments alone", folder.display()))
}

impl Settings {
    /// Refuses a folder of backups that holds the store of attachments or lies in it, because one would
    /// change the other, and one that the site would serve to everybody.
    ///
    /// # Errors
    /// A sentence that names the folder and the setting.
    pub fn check_backup(&self, folder: &Path) -> Result<(), String> {
        let backup = real(folder);
        let wrong = |setting: &str, place: &Path| {
            let (folder, place) = (folder.display(), place.display());
            Err(format!("{folder}: a backup has a folder of its own, apart from {setting} ({place})"))
        };
        if !self.attachments_url.contains("://") {
            let store = real(Path::new(&self.attachments_url));
            if backup.starts_with(&store) || store.starts_with(&backup) {
                return wrong("attachments_url", &store);
            }
        }
        let site = real(&self.site_root);
        if backup.starts_with(&site) { wrong("site_root", &site) } else { Ok(()) }
    }
}

/// The file of a SQLite database.
fn database(url: &str) -> Option<PathBuf> {
    let file = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    let file = file.split('?').next().unwrap_or(file);
    Some(real(Path::new(file)))
}

/// The path without links and detours, even if its end does not exist yet.
fn real(path: &Path) -> PathBuf {
    let absolute = plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            return missing.iter().rev().fold(found, |path, name| path.join(name));
        }
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else { return absolute };
        missing.push(name);
        there = parent;
    }
}

/// A path that exists stays as it is; in another one, each `..` removes the folder before it.
fn plain(path: &Path) -> PathBuf {
    if path.exists() {
        return path.to_owned();
    }
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;

    #[test]
    fn a_backup_has_a_folder_of_its_own() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |path: &str| root.path().join(path);
        let settings = Settings {
            attachments_url: at("data/files").to_string_lossy().into_owned(),
            site_root: at("site"),
            ..Settings::default()
        };
        for (folder, setting) in [
            ("data/files", "attachments_url"),
            ("data/files/2026", "attachments_url"),
            ("data", "attachments_url"),
            ("other/../data", "attachments_url"),
            ("site/pkg/2026", "site_root"),
        ] {
            let refused = settings.check_backup(&at(folder)).expect_err(folder);
            assert!(refused.contains(setting), "{folder}: {refused}");
        }
        // Whoever restores may stand in the folder of the backup, beside a site that is not there.
        let beside = Settings { site_root: at("backup/target/site"), ..settings.clone() };
        assert_eq!(beside.check_backup(&at("backup")), Ok(()));
        for folder in ["data/files-2026", "data/backup", "backup"] {
            assert_eq!(settings.check_backup(&at(folder)), Ok(()), "{folder}");
        }
        let s3 = Settings { attachments_url: "s3://ecole".to_owned(), ..settings };
        assert_eq!(s3.check_backup(&at("data")), Ok(()));
    }

    #[test]
    fn a_folder_that_is_something_else_is_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |path: &str| root.path().join(path).to_string_lossy().into_owned();
        std::fs::create_dir_all(root.path().join("data")).expect("a folder");
        std::os::unix::fs::symlink(root.path().join("data"), root.path().join("link")).expect("a link");
        let settings = |store: &str| Settings {
            attachments_url: store.to_owned(),
            database_url: format!("sqlite://{}?mode=rwc", at("data/portevoix.sqlite")),
            site_root: at("public/site").into(),
            ..Settings::default()
        };
        for (store, reason) in [
            ("/".to_owned(), "root"),
            (at("data"), "database"),
            (at("data/"), "database"),
            (at("link"), "database"),
            (at("data/new/.."), "database"),
            (at(""), "database"),
            (at("public/site"), "site"),
            (at("public"), "site"),
            (at("public/site/files"), "site"),
        ] {
            let refused = super::check(&settings(&store)).expect_err(&store);
            assert!(refused.starts_with("attachments_url: ") && refused.contains(reason), "{refused}");
        }
        for store in [at("data/pieces-jointes"), at("files"), at("database"), "s3://ecole".to_owned()] {
            assert_eq!(super::check(&settings(&store)), Ok(()), "{store}");
        }
    }
}
