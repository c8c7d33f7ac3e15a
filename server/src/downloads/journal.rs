//! *Exporter (CSV)* of the journal, for a spreadsheet.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use backend::{Backend, Error, access::Caller, journal};
use domain::audit::{AuditFilter, AuditRow};
use futures::stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use words::{Words, visible};

use super::cells::{BYTE_ORDER_MARK, cell, writer};

/// The column with the time of the day.
const TIME: usize = 2;
/// Rows written at a time: writing a hundred thousand at once would block other requests.
const PIECE: usize = 1_000;

/// `GET /administration/journal.csv`
pub async fn export(backend: &Backend, caller: &Caller, filter: &AuditFilter) -> Result<Response, Error> {
    let (rows, more) = journal::export(backend, caller, filter, journal::EXPORTED).await?;
    let mut rows = rows.into_iter();
    let clock = journal::export_clock(backend, caller).await?;
    // The pieces are written while they are sent; the context of the request is gone by then.
    let words = caller.words();
    let mut head = Some(header(words, clock.as_deref()));
    let mut more = more.then_some(words);
    let pieces = std::iter::from_fn(move || {
        let piece: Vec<AuditRow> = rows.by_ref().take(PIECE).collect();
        let head = head.take();
        let piece = if head.is_some() || !piece.is_empty() {
            table(words, head.as_deref(), &piece)
        } else {
            rest(more.take()?)
        };
        Some(piece.map_err(std::io::Error::other))
    });
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(stream::iter(pieces))).into_response())
}

/// The header, with the zone of the times where there are several.
fn header(words: &Words, clock: Option<&str>) -> Vec<String> {
    let mut head: Vec<String> = words.files.journal.split('|').map(str::to_owned).collect();
    if let (Some(clock), Some(time)) = (clock, head.get_mut(TIME)) {
        *time += &format!(" ({clock})");
    }
    head
}

/// A piece of the file; the first one has the header.
fn table(words: &Words, header: Option<&[String]>, rows: &[AuditRow]) -> csv::Result<Vec<u8>> {
    let mut writer = writer(if header.is_some() { BYTE_ORDER_MARK.into() } else { Vec::new() });
    if let Some(header) = header {
        writer.write_record(header)?;
    }
    for row in rows {
        let at = row.at.local;
        let written = [
            row.number.to_string(),
            words.dates.date(at.date()),
            words.dates.time_to_the_second(at),
            words.audit.actor(row),
            visible(&row.address),
            words.audit.action(row.action).to_owned(),
            words.audit.subject_of(row),
            words.audit.detail(&row.detail).join(words.common.semicolon),
            words.audit.outcome(row.outcome).to_owned(),
        ];
        writer.write_record(written.iter().map(|text| cell(text)))?;
    }
    writer.into_inner().map_err(|unfinished| unfinished.into_error().into())
}

/// The last line of a file that is cut: older entries are not in it.
fn rest(words: &Words) -> csv::Result<Vec<u8>> {
    let others = words.files.journal.matches('|').count();
    let mut writer = writer(Vec::new());
    writer.write_record(std::iter::once(words.files.journal_cut).chain(std::iter::repeat_n("", others)))?;
    writer.into_inner().map_err(|unfinished| unfinished.into_error().into())
}

#[cfg(test)]
mod tests {
    use domain::{
        audit::{Action, AuditRow, Outcome},
        time::{Millis, Stamp},
    };

    use words::Language;

    use super::{header, rest, table};

    #[test]
    fn a_row_has_the_words_of_the_page() {
        let words = Language::French.words();
        let day = "2026-10-04".parse::<chrono::NaiveDate>().unwrap_or_default();
        let row = AuditRow {
            number: 12,
            at: Stamp { at: Millis(0), local: day.and_hms_opt(15, 42, 7).unwrap_or_default() },
            actor: String::new(),
            apart: Vec::new(),
            address: "2001:db8::1".into(),
            action: Action::SignIn,
            outcome: Outcome::Refused,
            subject: "=cmd|' /C calc'!A0".into(),
            detail: "login=\u{202e}x,=1\n; people=2".into(),
        };
        let zoned = header(words, Some("heure de Paris"));
        assert_eq!(zoned[2], "Heure (heure de Paris)");
        let head = header(words, None);
        let text = table(words, Some(&head), &[row]).unwrap_or_default();
        let text = String::from_utf8(text).unwrap_or_default();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}N°;Date;Heure;Qui;Adresse;Action;Sur quoi;Détail;Résultat");
        assert_eq!(
            lines[1],
            "12;04/10/2026;15:42:07;Visiteur;2001:db8::1;Connexion;'=cmd|' /C calc'!A0;\
             \"Identifiant\u{a0}: \u{fffd}x,'=1\u{240a}\u{202f}; 2 personnes\";Refusé"
        );
        assert_eq!(table(words, None, &[]).unwrap_or_default(), Vec::<u8>::new());
        let last = String::from_utf8(rest(words).unwrap_or_default()).unwrap_or_default();
        assert!(
            last.starts_with("La suite n’est pas dans ce fichier") && last.ends_with(";;;;;;;;\r\n"),
            "{last}"
        );
    }
}
