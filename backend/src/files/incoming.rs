//! A file on its way from a browser to the disk.

use bytes::Bytes;
use domain::fields::FieldProblem;
use futures::{Stream, StreamExt as _};

use super::{
    arriving::ArrivingFile,
    spool::{Arrived, Spool},
    store::away,
};
use crate::{Backend, Error, Result};

/// Writes a file to the disk, piece by piece. Bytes beyond `most` are read to the end and thrown away, so
/// that the sender gets to see the reason.
///
/// # Errors
/// [`Error::Fields`] for `field`, with the `name` of the file, when it is empty or too long, and when the
/// person sends too much at once; [`Error::Interrupted`] when `content` ends with an error;
/// [`Error::StoreUnavailable`] when the disk refuses it.
pub(super) async fn spooled<E>(
    backend: &Backend,
    mut content: impl Stream<Item = Result<Bytes, E>> + Unpin,
    arriving: &mut ArrivingFile<'_>,
    (field, name): (&'static str, &str),
    most: u64,
) -> Result<Arrived> {
    let name = || name.to_owned();
    let mut spool = Ok(Spool::open(backend.files.spool()).await.map_err(|reason| disk(&reason))?);
    while let Some(piece) = content.next().await {
        let piece = piece.map_err(|_| Error::Interrupted)?;
        let Ok(file) = &mut spool else { continue };
        if file.bytes() + piece.len() as u64 > most {
            let max_megabytes = most.div_ceil(1024 * 1024);
            spool = Err(Error::field(field, FieldProblem::FileTooLarge { name: name(), max_megabytes }));
        } else if let Err(reason) = arriving.grow(piece.len() as u64) {
            spool = Err(reason);
        } else {
            file.write(&piece).await.map_err(|reason| disk(&reason))?;
        }
    }
    let arrived = spool?.arrived().await.map_err(|reason| disk(&reason))?;
    if arrived.bytes == 0 {
        return Err(Error::field(field, FieldProblem::FileEmpty { name: name() }));
    }
    Ok(arrived)
}

pub(super) fn disk(reason: &std::io::Error) -> Error {
    away(reason, "an upload on the disk")
}
