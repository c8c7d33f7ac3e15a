//! The text of a form with files that is refused before its files are received.

use std::time::Duration;

use app::server_side::SignedInPerson;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

use super::{field::whole, pieces::piece_by_piece};
use crate::{AppState, door::is_text};

/// The text alone arrives sooner than the files.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of text that are kept at most: more than a text may have.
const MOST: usize = 300_000;
/// Bytes that are read at most: the targets of a communication, which stand before its text, may name thousands
/// of schools.
const READ: usize = 4 * 1024 * 1024;
/// More texts than a form has.
const FIELDS: usize = 64;
/// Bytes that are held in memory meanwhile.
const HELD: u64 = 64 * 1024 + MOST as u64;

/// What was typed into the form, so that its writer can copy it: the text stands before the files. Nothing
/// if its person holds too much in memory already.
pub async fn typed_in(state: &AppState, request: Request) -> Vec<(String, String)> {
    let Some(SignedInPerson(person)) = request.extensions().get::<SignedInPerson>().copied() else {
        return Vec::new();
    };
    let Ok(_held) = state.held.bodies.take(person, HELD) else { return Vec::new() };
    let mut request = piece_by_piece(request, state.patience);
    DefaultBodyLimit::max(READ).apply(&mut request);
    tokio::time::timeout(PATIENCE, fields_of(request)).await.unwrap_or_default()
}

async fn fields_of(request: Request) -> Vec<(String, String)> {
    let Ok(mut form) = Multipart::from_request(request, &()).await else { return Vec::new() };
    let (mut fields, mut left) = (Vec::new(), MOST);
    while let Ok(Some(field)) = form.next_field().await {
        // Where nothing was chosen, the name is empty.
        let is_file = field.file_name().is_some_and(|file| !file.is_empty());
        if is_file || fields.len() == FIELDS {
            break;
        }
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() || !is_text(&name) {
            continue;
        }
        let Ok(Some(bytes)) = whole(field, left).await else { break };
        left -= bytes.len();
        fields.extend(String::from_utf8(bytes.into()).ok().map(|text| (name, text)));
    }
    fields
}
