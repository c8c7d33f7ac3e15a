use std::{collections::BTreeMap, convert::Infallible, path::Path};

use backend::{
    Sql,
    access::Caller,
    database::statement,
    files::{self, receive},
};
use domain::PersonId;
use futures::{StreamExt as _, stream};
use rand::Rng;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use testing::{crowd, samples};

use super::{Killed, killed, open, store_of, whole};
use crate::Outcome;

/// Files in forms that have a draft, and in forms that have none.
const KEPT: u32 = 12;
const LEFT: u32 = 12;

#[derive(FromQueryResult)]
struct StoredFile {
    token: String,
    object_key: String,
}

/// Processes are killed while they sweep the store of attachments. No file loses its content, and
/// none that somebody needs is deleted.
pub async fn sweeps(url: &str, acts: u32, random: &mut impl Rng) -> Outcome<Killed> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().to_string_lossy().into_owned();
    let backend = open(url, store_of(&path)?).await?;
    let author = crowd::fill(&backend.db, 100, 1).await?.author;
    let caller = Caller::load(&backend.db, author).await?;
    let mut kept = BTreeMap::new();
    for number in 0..KEPT {
        let key = format!("form-kept-{}", number / 6);
        let content = samples::pdf(&number.to_string());
        kept.insert(upload(&backend, &caller, &key, &content).await?, content);
        let draft = "INSERT INTO draft (author_id, form_key, input, updated_at) VALUES (:author, :key, '{}', 0) \
                     ON CONFLICT DO NOTHING";
        let draft = Sql::new(draft).bind("author", author).bind("key", key.as_str());
        backend.db.execute_raw(draft.on(&backend.db)).await?;
    }
    let mut so_far = Killed::default();
    let mut takes = None;
    for round in 0..=acts {
        for number in 0..LEFT {
            let key = format!("form-left-{round}-{}", number / 6);
            upload(&backend, &caller, &key, &samples::pdf("left")).await?;
        }
        let old = "UPDATE file SET created_at = 0";
        backend.db.execute_raw(statement(&backend.db, old, [])).await?;
        match takes {
            None => takes = Some(whole(&["sweep", url, &path]).await?),
            Some(takes) => killed(&["sweep", url, &path], takes, random, &mut so_far).await?,
        }
        check(&backend, folder.path(), author, &kept).await?;
    }
    whole(&["sweep", url, &path]).await?;
    check(&backend, folder.path(), author, &kept).await?;
    Ok(so_far)
}

async fn upload(backend: &backend::Backend, caller: &Caller, key: &str, content: &[u8]) -> Outcome<String> {
    let pieces = stream::iter([Ok::<_, Infallible>(content.to_vec().into())]);
    Ok(receive(backend, caller, key, "a.pdf", pieces).await?.token)
}

/// Every row has its content, and every file with a draft can be read.
async fn check(
    backend: &backend::Backend,
    folder: &Path,
    author: PersonId,
    kept: &BTreeMap<String, Vec<u8>>,
) -> Outcome<()> {
    let sql = "SELECT token, object_key FROM file";
    let rows = StoredFile::find_by_statement(statement(&backend.db, sql, [])).all(&backend.db).await?;
    if let Some(row) = rows.iter().find(|row| !folder.join(&row.object_key).exists()) {
        return Err(format!("file {} has lost its content", row.token).into());
    }
    let caller = Caller::load(&backend.db, author).await?;
    for (token, content) in kept {
        let mut file = files::download(backend, &caller, token).await?;
        let mut found = Vec::new();
        while let Some(piece) = file.content.next().await {
            found.extend_from_slice(&piece?);
        }
        if found != *content {
            return Err(format!("file {token} has another content").into());
        }
    }
    Ok(())
}
