//! Tells what a file is by its content, wherever it was put and whatever it is called.

use std::collections::BTreeSet;

use crate::{
    Limits, Place, Problem, Reason,
    archive::{Entry, Source},
    format::Format,
    problem::{Container, shortened},
    sheet::{as_text, each_sheet, is_workbook, layout},
    text::{decode, header},
};

/// How much of a file is looked at.
const START: u64 = 64 << 10;
/// The largest workbook that is looked at: it says what it is in no part of it alone.
const WORKBOOK: u64 = 64 << 20;

/// The columns by which a table is recognised: it has all of them.
const TABLES: [(Format, &[&str]); 12] = [
    (Format::OneRoster, &["sourcedId"]),
    (Format::OneRoster, &["propertyName", "value"]),
    (Format::Memberships, &["identifiant", "uai", "profil"]),
    (Format::Schools, &["uai", "nom", "ville"]),
    (Format::Families, &["parent", "enfant"]),
    (Format::People, &["identifiant", "nom", "prenom"]),
    (Format::OndeTeachers, &["Nom", "Prénom", "Directeur"]),
    (Format::OndeTeachers, &["Nom de famille", "Prénom", "Directeur"]),
    (Format::OndeTeachers, &["Nom", "Prénom", "Directeur/Directrice"]),
    (Format::OndeGuardians, &["Nom responsable", "Prénom responsable"]),
    (Format::OndeGuardians, &["Nom de famille responsable", "Prénom responsable"]),
    (Format::OndePupils, &["Cycle", "Niveau"]),
];

/// The format of a file from its first bytes; of a workbook, from all of them.
pub fn recognise(start: &[u8]) -> Result<Format, Reason> {
    if is_workbook(start)? {
        return workbook(start);
    }
    if let Some(container) = container(start) {
        return Err(Reason::Unsupported(container));
    }
    if start.is_empty() {
        return Err(Reason::EmptyFile);
    }
    let text = beginning(start);
    let text = text.trim_start();
    if text.starts_with('<') {
        let root = root(text).unwrap_or_default();
        return format_of_root(root).ok_or_else(|| Reason::Unknown { begins: shortened(root) });
    }
    table(text)
}

fn table(text: &str) -> Result<Format, Reason> {
    let fits = |columns: &[&str]| layout(text, columns).matched == columns.len();
    if let Some((format, _)) = TABLES.iter().find(|(_, columns)| fits(columns)) {
        return Ok(*format);
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Err(Reason::Unknown { begins: shortened(first) })
}

/// A table that a spreadsheet saved in its own form.
fn workbook(bytes: &[u8]) -> Result<Format, Reason> {
    let columns: Vec<&str> = TABLES.iter().flat_map(|(_, columns)| columns.iter().copied()).collect();
    match as_text(bytes, &columns, Limits::default()) {
        Ok(text) => table(&text),
        // A letter or slides: archives of the same kind.
        Err(Reason::BrokenArchive) => Err(Reason::Unsupported(Container::ArchiveInArchive)),
        Err(reason @ Reason::SeveralSheets { .. }) => {
            let tables = on_sheets(bytes).tables;
            let first = tables.first().filter(|_| tables.len() > 1);
            first.copied().ok_or(reason)
        }
        Err(reason) => Err(reason),
    }
}

/// What stands on the sheets of a workbook.
#[derive(Debug, Default)]
pub struct OnSheets {
    /// Each kind once.
    pub tables: BTreeSet<Format>,
    /// The sheets that are no table, unless they are empty.
    pub others: Vec<Reason>,
}

/// What people see in a workbook; nothing of one that cannot be read.
pub fn on_sheets(bytes: &[u8]) -> OnSheets {
    let mut found = OnSheets::default();
    let read = each_sheet(bytes, Limits::default(), &mut |name, text| match table(text) {
        Ok(format) => {
            found.tables.insert(format);
        }
        Err(Reason::Unknown { begins }) if !begins.is_empty() => {
            found.others.push(Reason::UnknownSheet { name: shortened(name), begins });
        }
        Err(_) => {}
    });
    if read.is_ok() { found } else { OnSheets::default() }
}

/// The format of a file of a delivery; the problem names the file.
pub fn recognise_entry(source: &mut Source, entry: &Entry) -> Result<Format, Problem> {
    let mut start = source.start(entry, START)?;
    if is_workbook(&start) == Ok(true) {
        start = source.bytes(entry, WORKBOOK)?;
    }
    recognise(&start).map_err(|reason| Problem::stops(Place::file(&entry.path), reason))
}

/// Refuses a file that was put in the place of another one, and says which one it is.
pub fn expect(start: &[u8], expected: Format, file: &str) -> Result<(), Problem> {
    let place = Place::file(file);
    match recognise(start) {
        Ok(found) if found == expected => Ok(()),
        Ok(found) => Err(Problem::stops(place, Reason::WrongFile { expected, found })),
        Err(reason) => Err(Problem::stops(place, reason)),
    }
}

fn container(start: &[u8]) -> Option<Container> {
    let tar = start.get(257..262) == Some(b"ustar");
    Some(match start {
        [0x1f, 0x8b, ..] => Container::Gzip,
        [b'7', b'z', 0xbc, 0xaf, ..] => Container::SevenZip,
        [b'R', b'a', b'r', b'!', ..] => Container::Rar,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Container::OldWorkbook,
        [b'%', b'P', b'D', b'F', ..] => Container::Pdf,
        [b'P', b'K', 3, 4, ..] => Container::ArchiveInArchive,
        _ if tar => Container::Tar,
        _ => return None,
    })
}

/// The text of the first bytes; the last letter may be cut.
fn beginning(start: &[u8]) -> String {
    let mut cut = start;
    for _ in 0..4 {
        match decode(cut) {
            Ok(decoded) => return decoded.text.into_owned(),
            Err(_) => cut = &cut[..cut.len().saturating_sub(1)],
        }
    }
    String::from_utf8_lossy(start).into_owned()
}

/// The name of the root element, after declaration, document type and comments.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let (_, after) = rest.split_once('<')?;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if after.starts_with(['?', '!']) {
            rest = after.split_once('>')?.1;
        } else {
            return after.split(|sign: char| sign.is_whitespace() || matches!(sign, '>' | '/')).next();
        }
    }
}

fn format_of_root(root: &str) -> Option<Format> {
    let root = root.rsplit(':').next().unwrap_or(root);
    Some(match root {
        "ficAlimMENESR" => Format::Aaf,
        "BEE_ELEVES" => Format::SieclePupils,
        "BEE_RESPONSABLES" => Format::SiecleGuardians,
        "BEE_STRUCTURES" => Format::SiecleStructures,
        "BEE_NOMENCLATURES" => Format::SiecleNomenclature,
        "STS_EDT" => Format::Sts,
        _ if header(root).starts_with("bee") => Format::SiecleOther,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_content() {
        let xml = |root: &str| {
            format!(
                "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n<!-- <x> --><{root} VERSION='4.0'><a/></{root}>"
            )
        };
        for (root, format) in [
            ("ficAlimMENESR", Format::Aaf),
            ("BEE_ELEVES", Format::SieclePupils),
            ("BEE_RESPONSABLES", Format::SiecleGuardians),
            ("BEE_STRUCTURES", Format::SiecleStructures),
            ("BEE_NOMENCLATURES", Format::SiecleNomenclature),
            ("BEE_COMMUN", Format::SiecleOther),
            ("STS_EDT", Format::Sts),
            ("n1:BEE_ELEVES", Format::SieclePupils),
        ] {
            assert_eq!(recognise(xml(root).as_bytes()), Ok(format), "{root}");
        }
        for (table, format) in [
            ("identifiant;nom;prenom;courriel\n", Format::People),
            ("Identifiant\tUAI\tProfil\n", Format::Memberships),
            ("parent;enfant\n", Format::Families),
            ("uai;nom;ville;fuseau\n", Format::Schools),
            ("sourcedId,status,dateLastModified,title\n", Format::OneRoster),
            ("sourcedId,name,type,identifier\n", Format::OneRoster),
            ("propertyName,value\nmanifest.version,1.0\n", Format::OneRoster),
            ("Nom Elève;Prénom Elève; Cycle;Niveau;Classe\n", Format::OndePupils),
            (
                "Civilité Responsable;Nom responsable;Prénom responsable;Nom de famille enfant\n",
                Format::OndeGuardians,
            ),
            ("Civilité;Nom usage;Nom;Prénom;Directeur;Classe\n", Format::OndeTeachers),
        ] {
            assert_eq!(recognise(table.as_bytes()), Ok(format), "{table}");
        }
        assert_eq!(recognise(b"\x1f\x8b\x08"), Err(Reason::Unsupported(Container::Gzip)));
        let sheets = b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(recognise(sheets), Err(Reason::Unsupported(Container::OpenDocument)));
        let letter = b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text";
        assert_eq!(recognise(letter), Err(Reason::Unsupported(Container::ArchiveInArchive)));
        assert_eq!(recognise(b""), Err(Reason::EmptyFile));
        assert!(matches!(recognise(b"<html><body/></html>"), Err(Reason::Unknown { .. })));
    }

    #[test]
    fn a_file_in_the_wrong_place_is_named() {
        let problem = expect(b"parent;enfant\n", Format::People, "usagers.csv").expect_err("refused");
        assert_eq!(problem.reason, Reason::WrongFile { expected: Format::People, found: Format::Families });
    }
}
