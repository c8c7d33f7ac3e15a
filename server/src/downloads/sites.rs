//! *Exporter (CSV)*: the états de publication of one communication, for a spreadsheet.

use app::words;
use axum::response::{IntoResponse, Response};
use backend::{
    Backend, Error, Required,
    access::Caller,
    communications::{SitesTable, export_sites},
};
use domain::CommunicationId;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use super::cells::{BYTE_ORDER_MARK, cell, writer};

/// `GET /communications/{id}/etats.csv`
pub async fn export(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Response, Error> {
    let table = export_sites(backend, caller, id).await?;
    let table = file(&table).required(format_args!("the states of {id} as CSV"))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"etats-{id}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, table).into_response())
}

fn file(table: &SitesTable) -> csv::Result<Vec<u8>> {
    let SitesTable { rows, columns, zone } = table;
    let mut writer = writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let head =
        if columns.delivered { words().files.message_states } else { words().files.announcement_states };
    let mut head: Vec<String> = head.split('|').map(str::to_owned).collect();
    // The instant stands before whoever made the change. A file is read without the page around it.
    if let (Some(zone), Some(at)) = (zone, head.len().checked_sub(2)) {
        head[at] += &format!(" ({zone})");
    }
    head.extend(columns.reason.then(|| words().files.offline_reason.to_owned()));
    writer.write_record(&head)?;
    let figure = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    for row in rows {
        let mut record = vec![
            cell(&row.uai),
            cell(&row.name),
            cell(&row.town),
            words().communications.delivery_state(row.state).to_owned(),
            figure(row.recipients),
        ];
        if columns.delivered {
            record.extend([figure(row.delivered), row.seen.to_string(), figure(row.acknowledged)]);
        } else {
            record.push(row.seen.to_string());
        }
        record.push(format!(
            "{} {}",
            words().dates.date(row.changed.local.date()),
            words().dates.time(row.changed.local)
        ));
        record.push(cell(row.changed_by.as_deref().unwrap_or("Porte-voix")));
        if columns.reason {
            record.push(cell(row.reason.as_deref().unwrap_or_default()));
        }
        writer.write_record(record)?;
    }
    writer.into_inner().map_err(|unfinished| unfinished.into_error().into())
}

#[cfg(test)]
mod tests {
    use domain::{
        EstablishmentId,
        communications::{
            DeliveryState,
            view::{SiteColumns, SiteRow},
        },
        time::{Millis, Stamp},
    };

    use super::{SitesTable, file};

    fn text(row: SiteRow, columns: SiteColumns, zone: Option<&str>) -> String {
        let table = SitesTable { rows: vec![row], columns, zone: zone.map(str::to_owned) };
        String::from_utf8(file(&table).unwrap_or_default()).unwrap_or_default()
    }

    fn row() -> SiteRow {
        let day = "2018-10-04".parse::<chrono::NaiveDate>().unwrap_or_default();
        SiteRow {
            delivered: None,
            acknowledged: None,
            establishment: EstablishmentId(1),
            uai: "0570051W".into(),
            name: "Lycée Curie".into(),
            town: "Metz".into(),
            state: DeliveryState::Online,
            recipients: None,
            seen: 41,
            changed: Stamp { at: Millis(0), local: day.and_hms_opt(15, 42, 0).unwrap_or_default() },
            changed_by: None,
            reason: None,
        }
    }

    #[test]
    fn the_progress_of_a_message_has_its_columns() {
        let row = SiteRow {
            state: DeliveryState::Delivered,
            recipients: Some(120),
            delivered: Some(120),
            acknowledged: Some(7),
            ..row()
        };
        let columns = SiteColumns { delivered: true, acknowledged: true, reason: false };
        let text = text(row, columns, Some("heure de Paris"));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].contains(";Destinataires;Distribués;Ouverts;Accusés;"), "{text}");
        assert!(lines[0].ends_with(";Dernière modification (heure de Paris);Modifiée par"), "{text}");
        assert!(lines[1].ends_with(";120;120;41;7;04/10/2018 15:42;Porte-voix"), "{text}");
    }

    #[test]
    fn where_schools_may_put_it_offline_the_reason_is_told() {
        let row = SiteRow {
            state: DeliveryState::Offline,
            changed_by: Some("Nadège Thiébaut".into()),
            reason: Some("=Date erronée".into()),
            ..row()
        };
        let columns = SiteColumns { reason: true, ..SiteColumns::default() };
        let text = text(row, columns, None);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].ends_with(";Modifiée par;Motif"), "{text}");
        assert!(
            lines[1].contains(";Hors ligne;") && lines[1].ends_with(";Nadège Thiébaut;'=Date erronée"),
            "{text}"
        );
    }

    #[test]
    fn a_row_has_the_words_of_the_page() {
        let row = SiteRow { name: "=Lycée ; \"Curie\"".into(), ..row() };
        let text = text(row, SiteColumns::default(), None);
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
