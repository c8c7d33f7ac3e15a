//! The form of school holidays.

use app::{AppError, server_side::FormOutcome};
use axum::{
    extract::{FromRequest, Multipart, Request, State, multipart::MultipartError},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Redirect, Response},
};
use backend::agenda::{self, NewHolidays};
use domain::{
    agenda::{holidays_of_file, written_holidays},
    text::cleaned,
};
use serde::Deserialize;

use super::posted::{Posted, refused};
use crate::{
    AppState,
    door::{CallerOf, Query},
    refusal::Refusal,
};

const PAGE: &str = "/administration/vacances";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OfZone {
    zone: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    action: String,
    periodes: String,
    version: Option<String>,
    /// The name and the content of the chosen file. If there is one, it is used instead of the lines.
    #[serde(skip)]
    calendrier: Option<(String, String)>,
}

/// `POST /administration/vacances?zone=`: `action` is `enregistrer` or `livrees`. The policy of the
/// address bounds the form with its file.
pub async fn holidays(
    State(state): State<AppState>,
    Query(OfZone { zone }): Query<OfZone>,
    CallerOf(caller): CallerOf,
    request: Request,
) -> Result<Response, Refusal> {
    let Posted { form, parts } = read(request, &state).await?;
    let new = match &form.calendrier {
        _ if form.action == "livrees" => NewHolidays::Shipped,
        Some((name, content)) => NewHolidays::File { name, content },
        None => NewHolidays::Typed(&form.periodes),
    };
    // The shipped days replace whatever is there, so nothing is compared.
    let shown = form.version.as_deref().filter(|_| form.action != "livrees");
    let done = if form.action == "livrees" { "livrees" } else { "1" };
    match agenda::enter_holidays(&state.backend, &caller, (&zone, shown), new).await {
        Ok(()) => Ok(Redirect::to(&app::address(PAGE, &[("zone", &zone), ("fait", done)])).into_response()),
        Err(reason) => {
            // No page gives a file back: its periods stand in the lines, as they would have been saved.
            let of_file = form.calendrier.as_ref();
            let of_file = of_file.and_then(|(name, content)| holidays_of_file(name, content).ok());
            // Typed lines come back with the breaks by which they are counted.
            let lines =
                of_file.map_or_else(|| cleaned(&form.periodes), |holidays| written_holidays(&holidays));
            // The button for the shipped days sends no lines.
            let typed = (form.action != "livrees").then(|| ("periodes".to_owned(), lines));
            let outcome = FormOutcome { typed: typed.into_iter().collect(), ..FormOutcome::default() };
            refused(&state, parts, &app::address(PAGE, &[("zone", &zone)]), outcome, reason).await
        }
    }
}

/// The form, with its file or without.
async fn read(request: Request, state: &AppState) -> Result<Posted<Entered>, Refusal> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Posted::from_request(request, state).await;
    }
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let mut fields =
        Multipart::from_request(request, state).await.map_err(|_| Refusal(AppError::Malformed))?;
    let mut form = Entered::default();
    while let Some(field) = fields.next_field().await.map_err(|reason| unread(&reason))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let content = field.bytes().await.map_err(|reason| unread(&reason))?;
        let text = || String::from_utf8_lossy(&content).into_owned();
        match (name.as_str(), file) {
            // If no file was chosen, the field has an empty name.
            ("calendrier", Some(file)) if !file.is_empty() => {
                form.calendrier = Some((file, agenda::text_of_calendar(&content)));
            }
            ("action", None) => form.action = text(),
            ("periodes", None) => form.periodes = text(),
            ("version", None) => form.version = Some(text()),
            _ => {}
        }
    }
    Ok(Posted { form, parts })
}

fn unread(reason: &MultipartError) -> Refusal {
    let too_large = reason.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Refusal(if too_large { AppError::TooLarge } else { AppError::Malformed })
}
