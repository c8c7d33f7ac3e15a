//! One field of a multipart form, in memory.

use axum::extract::multipart::{Field, MultipartError};
use bytes::{Bytes, BytesMut};

/// The whole field, or `None` if it is longer than `most` bytes; the rest is then read to the end
/// and thrown away.
pub async fn whole(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, MultipartError> {
    let mut bytes = BytesMut::new();
    let mut fits = true;
    while let Some(piece) = field.chunk().await? {
        fits = fits && piece.len() <= most - bytes.len();
        if fits {
            bytes.extend_from_slice(&piece);
        } else {
            bytes = BytesMut::new();
        }
    }
    Ok(fits.then(|| bytes.freeze()))
}
