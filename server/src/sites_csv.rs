//! *Exporter (CSV)*: the états de publication of one communication, for a spreadsheet.

use app::labels;
use axum::response::{IntoResponse, Response};
use backend::{Backend, Error, access::Caller, communications::export_sites};
use domain::{CommunicationId, communications::view::SiteRow};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const HEADER: [&str; 8] = [
    "UAI",
    "Établissement",
    "Ville",
    "État",
    "Destinataires",
    "Vue par",
    "Dernière modification",
    "Modifiée par",
];

/// `GET /communications/{id}/etats.csv`
pub async fn export(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Response, Error> {
    let rows = export_sites(backend, caller, id).await?;
    let table =
        table(&rows).map_err(|reason| Error::Inconsistent(format!("the states of {id} as CSV: {reason}")))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"etats-{id}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, table).into_response())
}

fn table(rows: &[SiteRow]) -> csv::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(HEADER)?;
    for row in rows {
        writer.write_record([
            cell(&row.uai),
            cell(&row.name),
            cell(&row.town),
            labels::delivery_state(row.state).to_owned(),
            row.recipients.map(|count| count.to_string()).unwrap_or_default(),
            row.seen.to_string(),
            format!("{} {}", labels::date(row.changed.local.date()), labels::time(row.changed.local)),
            cell(row.changed_by.as_deref().unwrap_or("Porte-voix")),
        ])?;
    }
    writer.into_inner().map_err(|unfinished| unfinished.into_error().into())
}

/// A cell that no spreadsheet takes for a formula: names come from a file that others wrote.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use domain::{
        EstablishmentId,
        communications::{DeliveryState, view::SiteRow},
        time::{Millis, Stamp},
    };

    use super::{cell, table};

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for plain in ["Lycée Jean-Moulin", "", "a=b", "'='"] {
            assert_eq!(cell(plain), plain);
        }
    }

    #[test]
    fn a_row_reads_as_the_page_shows_it() {
        let day = "2018-10-04".parse::<chrono::NaiveDate>().unwrap_or_default();
        let row = SiteRow {
            establishment: EstablishmentId(1),
            uai: "0570051W".into(),
            name: "=Lycée ; \"Curie\"".into(),
            town: "Metz".into(),
            state: DeliveryState::Online,
            recipients: None,
            seen: 41,
            changed: Stamp { at: Millis(0), local: day.and_hms_opt(15, 42, 0).unwrap_or_default() },
            changed_by: None,
        };
        let text = String::from_utf8(table(&[row]).unwrap_or_default()).unwrap_or_default();
        let mut lines = text.split("\r\n");
        assert_eq!(
            lines.next(),
            Some(
                "\u{feff}UAI;Établissement;Ville;État;Destinataires;Vue par;Dernière modification;Modifiée par"
            )
        );
        assert_eq!(
            lines.next(),
            Some("0570051W;\"'=Lycée ; \"\"Curie\"\"\";Metz;En ligne;;41;04/10/2018 15:42;Porte-voix")
        );
    }
}
