use std::time::Duration;

use app::AppError;
use axum::extract::{
    DefaultBodyLimit, FromRequest, Multipart, Request,
    multipart::{Field, MultipartError},
};
use backend::{Backend, Error, access::Caller, communications, files, shares::Share};
use domain::{PersonId, files::AttachmentView};
use http::StatusCode;

use super::answer::NotAttached;
use crate::files::pieces::piece_by_piece;

/// Bytes received at most. Files beyond the limits are read and thrown away: a browser that is cut
/// off while it still sends shows its own error instead of our sentence.
const MAX_RECEIVED: usize = 2 * 1024 * 1024 * 1024;
/// The same of a form that takes a picture alone, which scripts refuse before they send it.
const MAX_WITH_PICTURE: usize = 32 * 1024 * 1024;
/// Bytes of one field of the form other than the files …
const MAX_FIELD: usize = 1024 * 1024;
/// … and of all of them, with their names: ten targets that each name 3 000 schools.
const MAX_FIELDS: usize = 3 * 1024 * 1024;
/// What a field takes besides its name and its text.
const FIELD_BYTES: usize = 32;
const FORM_KEY: &str = "cle";
const FILES: &str = "fichiers";
const PICTURE: &str = "image";
/// Before a file: the token that the browser has chosen for it.
const TOKEN: &str = "jeton";

/// What a form takes besides its text; other files in it are thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Takes {
    #[default]
    Files,
    FilesAndPicture,
    Picture,
}

impl Takes {
    const fn most(self) -> usize {
        if matches!(self, Self::Picture) { MAX_WITH_PICTURE } else { MAX_RECEIVED }
    }
}

/// The content of a form, and those of its files that are kept.
#[derive(Debug, Default)]
pub struct Received {
    /// The other fields, in order.
    pub fields: Vec<(String, String)>,
    pub form_key: String,
    /// The token for the next file.
    token: Option<String>,
    /// The files that are kept.
    pub files: Vec<AttachmentView>,
    takes: Takes,
    /// The picture that arrived.
    pub picture: Option<String>,
    /// The bytes of the other fields, among all that the person holds in memory.
    share: Option<Share<PersonId>>,
    /// Why the remaining files were not kept.
    pub refused: Option<NotAttached>,
}

impl Received {
    /// Nothing yet; what is held in memory is counted in this share.
    pub fn counted_in(share: Share<PersonId>) -> Self {
        Self { share: Some(share), ..Self::default() }
    }

    /// The form has a picture too.
    pub fn with_picture(self) -> Self {
        Self { takes: Takes::FilesAndPicture, ..self }
    }

    /// The form has a picture, and no other files.
    pub fn with_picture_alone(self) -> Self {
        Self { takes: Takes::Picture, ..self }
    }

    /// Removes all files of this request: if one file of a form is refused, none is kept.
    pub async fn take_back(&mut self, backend: &Backend, caller: &Caller) {
        for AttachmentView { token, .. } in self.files.drain(..) {
            match files::remove(backend, caller, &token).await {
                Ok(_) | Err(Error::NotFound) => {}
                // The file stays in the form, where the user sees it, or is removed with the form
                // later.
                Err(reason) => tracing::warn!(%reason, "the file of a refused upload could not be deleted"),
            }
        }
        if let Some(token) = self.picture.take()
            && let Err(reason) = files::remove_picture(backend, caller, &token).await
        {
            tracing::warn!(%reason, "the picture of a refused upload could not be deleted");
        }
    }
}

/// Reads the whole form; files are stored as they arrive. A refusal is noted in `received`, so that
/// the answer is sent after everything has been read.
///
/// A sender who is silent for as long as `silence` has given up.
pub async fn receive(
    backend: &Backend,
    caller: &Caller,
    request: Request,
    silence: Duration,
    received: &mut Received,
) {
    let mut request = piece_by_piece(request, silence);
    DefaultBodyLimit::max(received.takes.most()).apply(&mut request);
    if let Err(reason) = read(backend, caller, request, received).await {
        received.refused.get_or_insert(reason);
    }
}

async fn read(
    backend: &Backend,
    caller: &Caller,
    request: Request,
    received: &mut Received,
) -> Result<(), NotAttached> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| NotAttached::Malformed)?;
    let mut left = MAX_FIELDS;
    while let Some(field) = form.next_field().await.map_err(NotAttached::from)? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file) = field.file_name().map(str::to_owned) {
            // If no file was chosen, the field is empty and has no file name.
            if file.is_empty() || received.refused.is_some() {
                continue;
            }
            if name == FILES && received.takes != Takes::Picture {
                take(backend, caller, &file, field, received).await;
            } else if name == PICTURE && received.takes != Takes::Files {
                take_picture(backend, caller, &file, field, received).await;
            }
            continue;
        }
        let head = name.len() + FIELD_BYTES;
        let text = match left.checked_sub(head) {
            Some(most) => {
                count(received.share.as_mut(), head)?;
                text(field, MAX_FIELD.min(most), received.share.as_mut()).await?
            }
            None => None,
        };
        let Some(text) = text else {
            received.refused.get_or_insert(NotAttached::FormTooLarge);
            continue;
        };
        left -= head + text.len();
        if name == FORM_KEY && received.form_key.is_empty() {
            received.form_key.clone_from(&text);
            if let Err(reason) = communications::begin_copy(backend, caller, &text).await {
                received.refused.get_or_insert(NotAttached::of(reason));
            }
        }
        if name == TOKEN {
            received.token = Some(text);
            continue;
        }
        received.fields.push((name, text));
    }
    if received.form_key.is_empty() { Err(NotAttached::Malformed) } else { Ok(()) }
}

async fn take(backend: &Backend, caller: &Caller, name: &str, field: Field<'_>, received: &mut Received) {
    if received.form_key.is_empty() {
        received.refused = Some(NotAttached::Malformed);
        return;
    }
    let kept = match received.token.take() {
        Some(token) => files::receive_as(backend, caller, &received.form_key, &token, name, field).await,
        None => files::receive(backend, caller, &received.form_key, name, field).await,
    };
    match kept {
        Ok(kept) => received.files.push(kept),
        Err(reason) => received.refused = Some(NotAttached::of(reason)),
    }
}

async fn take_picture(
    backend: &Backend,
    caller: &Caller,
    name: &str,
    field: Field<'_>,
    received: &mut Received,
) {
    if received.form_key.is_empty() {
        received.refused = Some(NotAttached::Malformed);
        return;
    }
    match files::receive_picture(backend, caller, &received.form_key, name, field).await {
        Ok(token) => received.picture = Some(token),
        Err(reason) => received.refused = Some(NotAttached::of(reason)),
    }
}

/// The text of a field, or `None` if it is longer than `most` bytes; the rest is then thrown away. Its
/// bytes are counted as they arrive: what is half sent is held too.
async fn text(
    mut field: Field<'_>,
    most: usize,
    mut share: Option<&mut Share<PersonId>>,
) -> Result<Option<String>, NotAttached> {
    let (mut bytes, mut fits) = (Vec::new(), true);
    while let Some(piece) = field.chunk().await? {
        fits = fits && piece.len() <= most - bytes.len();
        if !fits {
            bytes = Vec::new();
            continue;
        }
        count(share.as_deref_mut(), piece.len())?;
        bytes.extend_from_slice(&piece);
    }
    if !fits {
        return Ok(None);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| NotAttached::Malformed)
}

/// Counts further bytes among all that the person holds in memory.
fn count(share: Option<&mut Share<PersonId>>, bytes: usize) -> Result<(), NotAttached> {
    let counted = share.map_or(Ok(()), |share| share.grow(bytes as u64));
    counted.map_err(|_| NotAttached::Reason(AppError::Busy))
}

impl From<MultipartError> for NotAttached {
    fn from(reason: MultipartError) -> Self {
        if reason.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::FormTooLarge } else { Self::Malformed }
    }
}
