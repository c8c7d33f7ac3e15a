use std::io;

use bytes::Bytes;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _, path::Path};
use tokio::{fs::File, io::AsyncReadExt as _};

/// Stores `content` at `path`, `part` bytes at a time, with only one part in memory. A failed
/// upload leaves nothing that can be read.
pub(super) async fn put(
    store: &dyn ObjectStore,
    path: &Path,
    content: &mut File,
    part: usize,
) -> io::Result<()> {
    let first = next(content, part).await?;
    if first.len() < part {
        store.put(path, first.into()).await?;
        return Ok(());
    }
    let mut upload = store.put_multipart(path).await?;
    let written = parts(upload.as_mut(), first, content, part).await;
    if written.is_err()
        && let Err(reason) = upload.abort().await
    {
        tracing::info!(%reason, %path, "parts of an upload remain in the store");
    }
    written
}

async fn parts(
    upload: &mut dyn MultipartUpload,
    first: Bytes,
    content: &mut File,
    part: usize,
) -> io::Result<()> {
    let mut piece = first;
    while !piece.is_empty() {
        upload.put_part(piece.into()).await?;
        piece = next(content, part).await?;
    }
    upload.complete().await?;
    Ok(())
}

/// The next bytes: as many as requested, unless the file ends.
async fn next(content: &mut File, bytes: usize) -> io::Result<Bytes> {
    let mut piece = Vec::with_capacity(bytes);
    content.take(bytes as u64).read_to_end(&mut piece).await?;
    Ok(piece.into())
}
