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
