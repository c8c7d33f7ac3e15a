//! The files of a directory import, received piece by piece, and the progress of the import.
//!
//! A plain route and not a server function: those read a whole body without a limit.

use std::{convert::Infallible, sync::Arc, time::Duration};

use app::{AppError, server_side::SignedInPerson};
use axum::{
    Extension,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Path, Request, State,
        multipart::{Field, MultipartError},
    },
    response::{
        Html, IntoResponse, Redirect, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use backend::{
    Error,
    directory::{
        import::{FileKind, Files, Options, Progress},
        runs,
    },
};
use bytes::{Bytes, BytesMut};
use futures::{StreamExt as _, stream};
use http::{HeaderMap, StatusCode};
use tokio::sync::watch;

use crate::{
    AppState,
    forms::caller,
    refusal::{self, Refusal},
};

const MAX_FILE: usize = 200 * 1024 * 1024;
const MAX_TOTAL: usize = 300 * 1024 * 1024;
/// What is received at most. Beyond what is kept it is read and thrown away: a browser that is cut
/// off while it still sends shows an error of its own instead of our sentence.
const MAX_RECEIVED: usize = 1024 * 1024 * 1024;
const MAX_CHOICE: usize = 16;
/// Who sends more slowly than this holds memory for nothing.
const PATIENCE: Duration = Duration::from_mins(15);
/// The page hears of the progress no more often than this.
const BETWEEN_EVENTS: Duration = Duration::from_millis(500);
/// The identity of the last event of a run; a browser that reconnects names it.
const LAST_EVENT: &str = "fin";

/// What the form holds.
#[derive(Debug, Default)]
struct Upload {
    files: Files,
    options: Options,
    mode_chosen: bool,
}

/// Why an upload is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    Busy,
    Malformed,
    TooLarge,
    TooSlow,
}

/// `POST /administration/annuaire`: receives the files, starts the import, leads to its report.
pub async fn upload(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    request: Request,
) -> Result<Response, Refusal> {
    let caller = caller(&state, person).await?;
    match runs::authorize(&caller, &state.imports) {
        Err(Error::Conflict(_)) => {
            let _ = tokio::time::timeout(PATIENCE, throw_away(request)).await;
            return Ok(Refused::Busy.into_response());
        }
        other => other.map_err(refusal::of)?,
    }
    let received = tokio::time::timeout(PATIENCE, receive(request)).await.unwrap_or(Err(Refused::TooSlow));
    let Upload { files, options, .. } = match received {
        Ok(upload) => upload,
        Err(refused) => return Ok(refused.into_response()),
    };
    match runs::start(Arc::clone(&state.backend), &caller, &state.imports, files, options).await {
        Ok(id) => Ok(Redirect::to(&format!("/administration/annuaire?rapport={id}")).into_response()),
        Err(Error::Conflict(_)) => Ok(Refused::Busy.into_response()),
        Err(other) => Err(refusal::of(other)),
    }
}

async fn throw_away(request: Request) {
    let mut pieces = request.into_body().into_data_stream();
    let mut left = MAX_RECEIVED;
    while let Some(Ok(piece)) = pieces.next().await
        && piece.len() <= left
    {
        left -= piece.len();
    }
}

async fn receive(mut request: Request) -> Result<Upload, Refused> {
    DefaultBodyLimit::max(MAX_RECEIVED).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Refused::Malformed)?;
    let mut upload = Upload { options: Options { dry_run: true, ..Options::default() }, ..Upload::default() };
    let mut left = MAX_TOTAL;
    let mut too_large = false;
    while let Some(field) = form.next_field().await.map_err(Refused::from)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "mode" => {
                upload.options.dry_run = match choice(field).await?.as_str() {
                    "essai" => true,
                    "importer" => false,
                    _ => return Err(Refused::Malformed),
                };
                upload.mode_chosen = true;
            }
            "retraits" => upload.options.allow_large_removal = choice(field).await? == "oui",
            name => {
                let kind = FileKind::from_file_name(&format!("{name}.csv")).ok_or(Refused::Malformed)?;
                let named = field.file_name().is_some_and(|name| !name.is_empty());
                let Some(bytes) = bytes(field, MAX_FILE.min(left)).await? else {
                    too_large = true;
                    upload.files = Files::default();
                    continue;
                };
                left -= bytes.len();
                // A file that was not chosen comes without a name and empty.
                if named || !bytes.is_empty() {
                    upload.files.set(kind, bytes);
                }
            }
        }
    }
    if too_large {
        return Err(Refused::TooLarge);
    }
    // A form that was cut short must not become a real import.
    if upload.mode_chosen { Ok(upload) } else { Err(Refused::Malformed) }
}

/// The whole field, or `None` when it is longer than `most`.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, Refused> {
    let mut bytes = BytesMut::new();
    let mut fits = true;
    while let Some(piece) = field.chunk().await.map_err(Refused::from)? {
        fits = fits && piece.len() <= most - bytes.len();
        if fits {
            bytes.extend_from_slice(&piece);
        } else {
            bytes = BytesMut::new();
        }
    }
    Ok(fits.then(|| bytes.freeze()))
}

async fn choice(field: Field<'_>) -> Result<String, Refused> {
    let bytes = bytes(field, MAX_CHOICE).await?.ok_or(Refused::Malformed)?;
    String::from_utf8(bytes.into()).map_err(|_| Refused::Malformed)
}

/// `GET /administration/annuaire/{id}/evenements`: an event at once and one for each step of the
/// run, then one when it is over. A browser that comes back after that one is sent away for good.
pub async fn events(
    State(state): State<AppState>,
    person: Option<Extension<SignedInPerson>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let caller = caller(&state, person).await?;
    let id: i64 = id.parse().map_err(|_| Refusal(AppError::NotFound))?;
    runs::state(&state.backend, &caller, &state.imports, id).await.map_err(refusal::of)?;
    if headers.get("last-event-id").is_some_and(|last| last == LAST_EVENT) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let steps = stream::unfold(Step::First(state.imports.watch(id)), |step| async move {
        match step {
            Step::First(Some(progress)) => Some((event("suite"), Step::Next(progress))),
            Step::First(None) => Some((event(LAST_EVENT), Step::Over)),
            Step::Next(mut progress) => {
                tokio::time::sleep(BETWEEN_EVENTS).await;
                match progress.changed().await {
                    Ok(()) => Some((event("suite"), Step::Next(progress))),
                    Err(_) => Some((event(LAST_EVENT), Step::Over)),
                }
            }
            Step::Over => None,
        }
    });
    Ok(Sse::new(steps).keep_alive(KeepAlive::default()).into_response())
}

enum Step {
    First(Option<watch::Receiver<Progress>>),
    Next(watch::Receiver<Progress>),
    Over,
}

/// The event says only that there is news; the page reads it where its rights are checked.
#[allow(clippy::unnecessary_wraps, reason = "as the stream wants it")]
fn event(id: &str) -> Result<Event, Infallible> {
    Ok(Event::default().id(id).data("avancement"))
}

impl From<MultipartError> for Refused {
    fn from(reason: MultipartError) -> Self {
        if reason.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Malformed }
    }
}

impl Refused {
    const fn status(self) -> StatusCode {
        match self {
            Self::Busy => StatusCode::CONFLICT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Busy => {
                "Un import est déjà en cours. Vos fichiers n’ont pas été pris ; attendez qu’il se termine, puis réessayez."
            }
            Self::Malformed => {
                "L’envoi n’a pas été compris, ou s’est interrompu. Rien n’a été changé ; choisissez les fichiers et renvoyez-les."
            }
            Self::TooLarge => {
                "L’envoi est trop volumineux : 200 Mo au plus par fichier, 300 Mo en tout. Rien n’a été changé."
            }
            Self::TooSlow => {
                "L’envoi a duré trop longtemps. Rien n’a été changé ; réessayez avec une meilleure connexion."
            }
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let sentence = self.sentence();
        let page = format!(
            "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Import refusé – Porte-voix</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head><body><main>\
             <h1>Import refusé</h1><p>{sentence}</p>\
             <p><a href=\"/administration/annuaire\">Revenir à l’annuaire</a></p></main></body></html>"
        );
        (self.status(), Html(page)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::Request};
    use backend::directory::import::FileKind;

    use super::{MAX_CHOICE, Refused, Upload, receive};

    /// A form with these fields: name, file name if it is a file, content.
    async fn sent(fields: &[(&str, Option<&str>, &str)]) -> Result<Upload, Refused> {
        let mut body = String::new();
        for (name, file, content) in fields {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body +=
                &format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n");
        }
        body += "--B--\r\n";
        let request = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=B")
            .body(Body::from(body))
            .map_err(|_| Refused::Malformed)?;
        receive(request).await
    }

    #[tokio::test]
    async fn a_form_becomes_files_and_options() {
        let form = [
            ("etablissements", Some(""), ""),
            ("usagers", Some("Mes usagers.csv"), "identifiant\n"),
            ("rattachements", Some("vide.csv"), ""),
            ("retraits", None, "oui"),
            ("mode", None, "importer"),
        ];
        let upload = sent(&form).await.unwrap_or_default();
        assert!(!upload.options.dry_run);
        assert!(upload.options.allow_large_removal);
        assert!(upload.files.get(FileKind::Establishments).is_none(), "it was not chosen");
        assert_eq!(upload.files.get(FileKind::People).map(AsRef::as_ref), Some(b"identifiant\n".as_slice()));
        assert!(upload.files.get(FileKind::Memberships).is_some(), "it was chosen, and is empty");
    }

    #[tokio::test]
    async fn anything_else_is_refused() {
        let long = "x".repeat(MAX_CHOICE + 1);
        for form in [
            vec![("usagers", Some("usagers.csv"), "x")],
            vec![("mode", None, "autre")],
            vec![("mode", None, long.as_str())],
            vec![("mode", None, "essai"), ("passwd", Some("passwd"), "x")],
        ] {
            assert_eq!(sent(&form).await.err(), Some(Refused::Malformed), "{form:?}");
        }
        let cut = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=B")
            .body(Body::from("--B\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nimporter"));
        assert!(receive(cut.unwrap_or_default()).await.is_err());
        assert!(receive(Request::new(Body::from("a=b"))).await.is_err());
    }

    #[tokio::test]
    async fn a_file_ends_at_its_limit() {
        assert_eq!(kept(5).await, Ok(Some(5)));
        assert_eq!(kept(4).await, Ok(None));
    }

    async fn kept(most: usize) -> Result<Option<usize>, Refused> {
        use axum::extract::{FromRequest, Multipart};
        let body = "--B\r\nContent-Disposition: form-data; name=\"usagers\"\r\n\r\n12345\r\n--B--\r\n";
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=B");
        let request = request.body(Body::from(body)).map_err(|_| Refused::Malformed)?;
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| Refused::Malformed)?;
        let field = form.next_field().await.map_err(Refused::from)?.ok_or(Refused::Malformed)?;
        super::bytes(field, most).await.map(|bytes| bytes.map(|bytes| bytes.len()))
    }
}
