//! *Exporter (CSV)*: the names behind the figures of a message in one school, for a spreadsheet.

use app::words;
use axum::response::{IntoResponse, Response};
use backend::{Backend, Error, Required, access::Caller, communications::export_names};
use domain::{
    CommunicationId,
    communications::names::{NamedRow, NamesFilter},
};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use super::cells::{BYTE_ORDER_MARK, cell, writer};

/// `GET /communications/{id}/destinataires.csv`
pub async fn export(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    filter: &NamesFilter,
) -> Result<Response, Error> {
    let (rows, asked) = export_names(backend, caller, id, filter).await?;
    let table = table(&rows, asked).required(format_args!("the names of {id} as CSV"))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"destinataires-{id}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, table).into_response())
}

/// Several names, classes or children of a row stand in one cell.
fn table(rows: &[NamedRow], asked: bool) -> csv::Result<Vec<u8>> {
    let mut writer = writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let more = asked.then_some(words().files.confirmed);
    writer.write_record(words().files.names.split('|').chain(more))?;
    let yes = |is: bool| if is { words().recipients.yes } else { words().recipients.no };
    for row in rows {
        let joined = |parts: Vec<&str>| cell(&parts.join(", "));
        let named = |parts: &[String]| joined(parts.iter().map(String::as_str).collect());
        let mut record = vec![
            named(&row.names),
            words().targets.profile(row.profile).to_owned(),
            joined(row.places.iter().map(|(level, _)| level.as_str()).collect()),
            joined(row.places.iter().map(|(_, class)| class.as_str()).collect()),
            named(&row.children),
            yes(row.opened).to_owned(),
            words().recipients.account_state(row.account).to_owned(),
        ];
        if asked {
            record.push(yes(row.confirmed).to_owned());
        }
        writer.write_record(record)?;
    }
    writer.into_inner().map_err(|unfinished| unfinished.into_error().into())
}

#[cfg(test)]
mod tests {
    use domain::{
        communications::names::{AccountState, NamedRow},
        directory::Profile,
    };

    use super::table;

    #[test]
    fn a_family_is_one_line_and_no_name_is_a_formula() {
        let row = NamedRow {
            key: "1-2".into(),
            names: vec!["=Anne Roux".into(), "@Paul Roux".into()],
            profile: Profile::Parent,
            places: vec![("2de".into(), "+2A".into())],
            children: vec!["-Léa Roux".into()],
            opened: true,
            confirmed: false,
            account: AccountState::Missing,
        };
        let one = std::slice::from_ref(&row);
        let text = String::from_utf8(table(one, true).unwrap_or_default()).unwrap_or_default();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}Nom;Profil;Niveau;Classe;Enfants;Ouvert;Compte;Confirmé");
        assert_eq!(
            lines[1],
            "'=Anne Roux,' @Paul Roux;Parent;2de;'+2A;'-Léa Roux;Oui;Pas encore de compte;Non"
        );
        let plain = String::from_utf8(table(one, false).unwrap_or_default()).unwrap_or_default();
        assert!(plain.lines().all(|line| !line.contains("Confirmé") && !line.ends_with(";Non")), "{plain}");
    }
}
