use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use backend::files;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    AppState,
    door::{CallerOf, Segment},
    refusal::{self, Refusal},
};

/// Whatever a file contains, the browser does not show it as a page, run it, or treat it as part of
/// this site.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// The characters that RFC 8187 requires to encode: all except `attr-char`.
const EXTENDED_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `GET /pieces-jointes/{jeton}`
pub async fn download(
    State(state): State<AppState>,
    CallerOf(caller): CallerOf,
    Segment(token): Segment<String>,
) -> Result<Response, Refusal> {
    let file = files::download(&state.backend, &caller, &token).await.map_err(refusal::of)?;
    let headers = [
        (CONTENT_TYPE, file.media_type),
        (CONTENT_LENGTH, file.bytes.to_string()),
        (CONTENT_DISPOSITION, disposition(&file.name)),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((headers, Body::from_stream(file.content)).into_response())
}

/// Makes the browser save the file under its name (RFC 6266): `filename` for old browsers,
/// `filename*` (RFC 8187) for letters beyond ASCII.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%' | ';') { c } else { '_' })
        .collect();
    let encoded = utf8_percent_encode(name, EXTENDED_VALUE);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_is_written_in_two_ways() {
        for (name, header) in [
            ("menu.pdf", "attachment; filename=\"menu.pdf\"; filename*=UTF-8''menu.pdf"),
            (
                "Été 100 %.pdf",
                "attachment; filename=\"_t_ 100 _.pdf\"; filename*=UTF-8''%C3%89t%C3%A9%20100%20%25.pdf",
            ),
            ("a\"; x=\\.txt", "attachment; filename=\"a__ x=_.txt\"; filename*=UTF-8''a%22%3B%20x%3D%5C.txt"),
        ] {
            assert_eq!(disposition(name), header);
        }
    }
}
