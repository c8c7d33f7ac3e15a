//! The objects of the store as one half of a backup; the database is the other.
//!
//! Every object of the store goes into a backup, listed after the state of the database was fixed:
//! each row then finds its object. While a backup runs, no object is deleted.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::time::{MINUTE_MS, Millis};
use futures::{StreamExt as _, TryStreamExt as _};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::{fs::File, io::AsyncWriteExt as _};

use super::{
    key::{is_folder, is_key},
    ownership::OF_FILE_SYSTEM,
    store::{Files, NotOurs},
};
use crate::{Result, clock::Clock, settings, token::random_hex};

/// An object in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub key: String,
    pub bytes: u64,
    pub sha256: String,
}

/// For how long deletions wait after a backup was last heard of: it may have been killed.
const HELD_MS: i64 = 5 * MINUTE_MS;
/// How often a backup that runs is heard of.
const HEARD_EVERY: Duration = Duration::from_mins(1);

/// From now on, objects stay in the store although their rows are deleted; the sweep finds them later.
/// Returns what names this backup: another one may run at the same time.
pub async fn hold_deletions(db: &impl ConnectionTrait, now: Millis) -> Result<String> {
    let id = random_hex::<8>()?;
    settings::begin_backup(db, &id, now, now.plus(HELD_MS)).await?;
    Ok(id)
}

/// Holds deletions on. `false` if they went on meanwhile, because this came too late.
pub async fn hold_on(db: &impl ConnectionTrait, id: &str, now: Millis) -> Result<bool> {
    settings::renew_backup(db, id, now, now.plus(HELD_MS)).await
}

/// Holds deletions as long as a backup runs; ends when they went on meanwhile.
pub async fn lost(db: &impl ConnectionTrait, id: &str, clock: &Clock) {
    loop {
        tokio::time::sleep(HEARD_EVERY).await;
        match hold_on(db, id, clock.now()).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(reason) => tracing::warn!(%reason, "deletions could not be held; trying again"),
        }
    }
}

pub async fn release_deletions(db: &impl ConnectionTrait, id: &str, now: Millis) -> Result<()> {
    settings::end_backup(db, id, now).await
}

/// In a restored database: the backup from which it comes has ended.
pub async fn forget_held(db: &impl ConnectionTrait) -> Result<()> {
    settings::forget_backups(db).await
}

/// Copies every object into `folder`. `step` is called after each one.
///
/// # Errors
/// A sentence for the operator.
pub async fn export(files: &Files, folder: &Path, step: &(dyn Fn() + Sync)) -> Result<Vec<Kept>, String> {
    let mut kept = Vec::new();
    let mut objects = files.list().await.map_err(unreachable)?;
    while let Some(object) = objects.next().await {
        let object = object.map_err(|reason| in_store(files, &reason))?;
        let key = object.location.to_string();
        if !is_key(&key) {
            continue;
        }
        // No row of the copy names an object that is gone by now: what such a row named stays.
        let found = files.find(&key).await.map_err(|reason| in_store(files, &reason))?;
        let Some(content) = found else { continue };
        let place = folder.join(&key);
        kept.push(write(content, &place, key).await.map_err(|reason| at(&place, &reason))?);
        step();
    }
    Ok(kept)
}

async fn write(
    mut content: impl futures::Stream<Item = io::Result<bytes::Bytes>> + Unpin,
    place: &Path,
    key: String,
) -> io::Result<Kept> {
    if let Some(folder) = place.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let (mut file, mut digest, mut bytes) = (File::create(place).await?, Sha256::new(), 0);
    while let Some(piece) = content.try_next().await? {
        digest.update(&piece);
        bytes += piece.len() as u64;
        file.write_all(&piece).await?;
    }
    file.sync_all().await?;
    Ok(Kept { key, bytes, sha256: hex::encode(digest.finalize()) })
}

/// Makes sure that the store may take the objects of a backup: it is empty, or holds a part of them
/// because an earlier restore was interrupted, or it is already the store of this database. Changes
/// nothing.
///
/// # Errors
/// A sentence for the operator.
pub async fn accepts(files: &Files, kept: &[Kept], identity: &str) -> Result<(), String> {
    match files.mark().await.map_err(unreachable)? {
        Some(mark) if mark == identity => return Ok(()),
        Some(_) => return Err(format!("attachments_url: {} belongs to another database", files.place())),
        None => {}
    }
    for name in files.top_level().await.map_err(unreachable)? {
        if !is_folder(&name) && name != OF_FILE_SYSTEM {
            return Err(not_empty(files, &name));
        }
    }
    let known: std::collections::HashSet<&str> = kept.iter().map(|object| object.key.as_str()).collect();
    let mut objects = files.list().await.map_err(unreachable)?;
    while let Some(object) = objects.next().await {
        let key = object.map_err(|reason| in_store(files, &reason))?.location.to_string();
        if !known.contains(key.as_str()) {
            return Err(not_empty(files, &key));
        }
    }
    Ok(())
}

/// Copies the objects of a backup from `folder` into the store, and marks it as that of the database
/// with this identity. What is there already stays.
///
/// # Errors
/// A sentence for the operator.
pub async fn import(
    files: &Files,
    folder: &Path,
    kept: &[Kept],
    identity: &str,
    step: &(dyn Fn() + Sync),
) -> Result<(), String> {
    for object in kept {
        let place: PathBuf = folder.join(&object.key);
        let mut content = File::open(&place).await.map_err(|reason| at(&place, &reason))?;
        let put = files.put_as(&object.key, object.bytes, &mut content).await;
        put.map_err(|reason| in_store(files, &reason))?;
        step();
    }
    files.set_mark(identity).await.map_err(unreachable)
}

fn not_empty(files: &Files, what: &str) -> String {
    format!("attachments_url: {} is not empty: it holds {what:?}; nothing was changed", files.place())
}

fn in_store(files: &Files, reason: &dyn std::fmt::Display) -> String {
    format!("attachments_url: {}: {reason}", files.place())
}

fn at(place: &Path, reason: &io::Error) -> String {
    format!("{}: {reason}", place.display())
}

fn unreachable(reason: NotOurs) -> String {
    match reason {
        NotOurs::Unreachable(reason) => format!("attachments_url: {reason}"),
        NotOurs::Foreign(sentence) => sentence,
    }
}
