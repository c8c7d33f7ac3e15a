use axum::extract::{
    DefaultBodyLimit, FromRequest, Multipart, Request,
    multipart::{Field, MultipartError},
};
use backend::directory::import::{Confirmed, Delivery, FileKind, Files, Options, Origin};
use bytes::Bytes;
use futures::StreamExt as _;
use http::StatusCode;

use super::NotImported;
use crate::files::field::whole;

const MAX_FILE: usize = 200 * 1024 * 1024;
const MAX_TOTAL: usize = 300 * 1024 * 1024;
/// Bytes received at most. Files beyond the limits are read and thrown away: a browser that is cut
/// off while it still sends shows its own error instead of our sentence.
const MAX_RECEIVED: usize = 1024 * 1024 * 1024;
const MAX_CHOICE: usize = 16;
/// Files of one delivery: AAF has dozens of parts.
const MAX_FILES: usize = 500;

/// The content of the form.
#[derive(Debug, Default)]
pub struct Upload {
    pub files: Files,
    pub options: Options,
    mode_chosen: bool,
    delivered: Vec<(String, Bytes)>,
    school: Option<String>,
    in_charge: bool,
}

impl Upload {
    /// The files of another program, where some were chosen.
    fn with_delivery(mut self) -> Self {
        if !self.delivered.is_empty() {
            let from = Origin::Uploaded(std::mem::take(&mut self.delivered));
            let (school, in_charge) = (self.school.take(), self.in_charge);
            self.files = Files { delivery: Some(Delivery { from, school, in_charge }), ..Files::default() };
        }
        self
    }
}

/// Reads a body to its end and discards it.
pub async fn throw_away(request: Request) {
    let mut pieces = request.into_body().into_data_stream();
    let mut left = MAX_RECEIVED;
    while let Some(Ok(piece)) = pieces.next().await
        && piece.len() <= left
    {
        left -= piece.len();
    }
}

/// Reads the form, each file up to its limit.
pub async fn receive(mut request: Request) -> Result<Upload, NotImported> {
    DefaultBodyLimit::max(MAX_RECEIVED).apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| NotImported::Malformed)?;
    let mut upload = Upload { options: Options { dry_run: true, ..Options::default() }, ..Upload::default() };
    let mut left = MAX_TOTAL;
    let mut too_large = false;
    while let Some(field) = form.next_field().await.map_err(NotImported::from)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "mode" => {
                upload.options.dry_run = match choice(field).await?.as_str() {
                    "essai" => true,
                    "importer" => false,
                    _ => return Err(NotImported::Malformed),
                };
                upload.mode_chosen = true;
            }
            "ecole" => {
                let school = choice(field).await?;
                upload.school = Some(school.trim().to_owned()).filter(|school| !school.is_empty());
            }
            "charge" => upload.in_charge = choice(field).await? == "oui",
            "livraison" => {
                let file = field.file_name().unwrap_or_default().to_owned();
                let Some(bytes) = whole(field, MAX_FILE.min(left)).await? else {
                    too_large = true;
                    upload.delivered.clear();
                    continue;
                };
                left -= bytes.len();
                if upload.delivered.len() >= MAX_FILES {
                    return Err(NotImported::TooLarge);
                }
                if !file.is_empty() {
                    upload.delivered.push((file, bytes));
                }
            }
            "retraits" => upload.options.confirmed = confirmed(&choice(field).await?),
            name => {
                let kind = FileKind::from_file_name(&format!("{name}.csv")).ok_or(NotImported::Malformed)?;
                let named = field.file_name().is_some_and(|name| !name.is_empty());
                let Some(bytes) = whole(field, MAX_FILE.min(left)).await? else {
                    too_large = true;
                    upload.files = Files::default();
                    continue;
                };
                left -= bytes.len();
                // If no file was chosen, the field is empty and has no file name.
                if named || !bytes.is_empty() {
                    upload.files.set(kind, bytes);
                }
            }
        }
    }
    if too_large {
        return Err(NotImported::TooLarge);
    }
    // An incomplete form must not start a real import.
    if upload.mode_chosen { Ok(upload.with_delivery()) } else { Err(NotImported::Malformed) }
}

/// The number that was typed, which may have spaces between its digits.
fn confirmed(typed: &str) -> Confirmed {
    let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    digits.parse().map_or(Confirmed::No, Confirmed::Number)
}

async fn choice(field: Field<'_>) -> Result<String, NotImported> {
    let bytes = whole(field, MAX_CHOICE).await?.ok_or(NotImported::Malformed)?;
    String::from_utf8(bytes.into()).map_err(|_| NotImported::Malformed)
}

impl From<MultipartError> for NotImported {
    fn from(reason: MultipartError) -> Self {
        if reason.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Malformed }
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::Request};
    use backend::directory::import::{Confirmed, FileKind};

    use super::{super::NotImported, MAX_CHOICE, Upload, receive, whole};

    /// Reads a form with these fields: name, file name if it is a file, content.
    async fn sent(fields: &[(&str, Option<&str>, &str)]) -> Result<Upload, NotImported> {
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
            .map_err(|_| NotImported::Malformed)?;
        receive(request).await
    }

    #[tokio::test]
    async fn a_form_becomes_files_and_options() {
        let form = [
            ("etablissements", Some(""), ""),
            ("usagers", Some("Mes usagers.csv"), "identifiant\n"),
            ("rattachements", Some("vide.csv"), ""),
            ("retraits", None, "1\u{202f}777"),
            ("mode", None, "importer"),
        ];
        let upload = sent(&form).await.unwrap_or_default();
        assert!(!upload.options.dry_run);
        assert_eq!(upload.options.confirmed, Confirmed::Number(1_777));
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
            assert_eq!(sent(&form).await.err(), Some(NotImported::Malformed), "{form:?}");
        }
        let cut = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=B")
            .body(Body::from("--B\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nimporter"));
        assert!(receive(cut.unwrap_or_default()).await.is_err());
        assert!(receive(Request::new(Body::from("a=b"))).await.is_err());
    }

    #[tokio::test]
    async fn a_file_over_its_limit_is_refused() {
        assert_eq!(kept(5).await, Ok(Some(5)));
        assert_eq!(kept(4).await, Ok(None));
    }

    async fn kept(most: usize) -> Result<Option<usize>, NotImported> {
        use axum::extract::{FromRequest, Multipart};
        let body = "--B\r\nContent-Disposition: form-data; name=\"usagers\"\r\n\r\n12345\r\n--B--\r\n";
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=B");
        let request = request.body(Body::from(body)).map_err(|_| NotImported::Malformed)?;
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| NotImported::Malformed)?;
        let field = form.next_field().await.map_err(NotImported::from)?.ok_or(NotImported::Malformed)?;
        whole(field, most).await.map_err(NotImported::from).map(|bytes| bytes.map(|bytes| bytes.len()))
    }
}
