use std::path::Path;

use super::{
    folder::{ATTACHMENTS, DATABASE, at, digest},
    manifest::Manifest,
};

/// Compares each file with the manifest.
///
/// # Errors
/// A sentence that names the first file that is missing or differs.
pub(super) fn verify(folder: &Path, manifest: &Manifest) -> Result<(), String> {
    let database = manifest.database.iter().map(|part| (DATABASE, &part.name, part.bytes, &part.sha256));
    let attachments =
        manifest.attachments.iter().map(|kept| (ATTACHMENTS, &kept.key, kept.bytes, &kept.sha256));
    for (part, name, bytes, sha256) in database.chain(attachments) {
        // The names come from a file: they must stay inside the folder.
        if name.split('/').any(|step| step.is_empty() || step.starts_with('.')) {
            return Err(format!("{}: {name:?} is no name of a part of a backup", folder.display()));
        }
        let path = folder.join(part).join(name);
        let found = digest(&path).map_err(|reason| at(&path, &reason))?;
        if found != (bytes, sha256.clone()) {
            return Err(format!("{} differs from what the manifest says of it", path.display()));
        }
    }
    Ok(())
}
