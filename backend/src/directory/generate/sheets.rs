use std::io::{self, Write};

use super::schools::School;

/// The four files while they are written; identifiers consist of the kind of person and a number.
pub(super) struct Sheets<W: Write> {
    establishments: csv::Writer<W>,
    people: csv::Writer<W>,
    memberships: csv::Writer<W>,
    families: csv::Writer<W>,
}

/// One line of `rattachements.csv`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line<'l> {
    pub(super) profile: &'l str,
    pub(super) level: &'l str,
    pub(super) sub_level: &'l str,
    pub(super) function: &'l str,
    pub(super) subject: &'l str,
    pub(super) class: &'l str,
    pub(super) group: &'l str,
}

impl<W: Write> Sheets<W> {
    /// Starts the files, in the order of [`FileKind::ALL`](crate::directory::import::FileKind).
    pub(super) fn new([establishments, people, memberships, families]: [W; 4]) -> io::Result<Self> {
        let mut sheets = Self {
            establishments: writer(establishments),
            people: writer(people),
            memberships: writer(memberships),
            families: writer(families),
        };
        let header = ["uai", "nom", "ville", "fuseau", "collectivite", "cite_scolaire"];
        sheets.establishments.write_record(header)?;
        sheets.people.write_record(["identifiant", "nom", "prenom", "courriel"])?;
        sheets.memberships.write_record([
            "identifiant",
            "uai",
            "profil",
            "niveau",
            "sous_niveau",
            "fonction",
            "discipline",
            "classe",
            "groupe",
        ])?;
        sheets.families.write_record(["parent", "enfant"])?;
        Ok(sheets)
    }

    pub(super) fn school(&mut self, school: &School) -> io::Result<()> {
        let campus = school.campus.as_deref().unwrap_or_default();
        let School { uai, name, town, time_zone, authority, .. } = school;
        Ok(self.establishments.write_record([uai, name, *town, time_zone, authority, campus])?)
    }

    pub(super) fn person(
        &mut self,
        id: &str,
        last_name: &str,
        first_name: &str,
        email: &str,
    ) -> io::Result<()> {
        Ok(self.people.write_record([id, last_name, first_name, email])?)
    }

    pub(super) fn membership(&mut self, id: &str, uai: &str, line: Line<'_>) -> io::Result<()> {
        let Line { profile, level, sub_level, function, subject, class, group } = line;
        let record = [id, uai, profile, level, sub_level, function, subject, class, group];
        Ok(self.memberships.write_record(record)?)
    }

    pub(super) fn link(&mut self, parent: &str, child: &str) -> io::Result<()> {
        Ok(self.families.write_record([parent, child])?)
    }

    /// The finished files.
    pub(super) fn finish(self) -> io::Result<[W; 4]> {
        Ok([
            inner(self.establishments)?,
            inner(self.people)?,
            inner(self.memberships)?,
            inner(self.families)?,
        ])
    }
}

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().delimiter(b';').buffer_capacity(1 << 16).from_writer(out)
}

fn inner<W: Write>(writer: csv::Writer<W>) -> io::Result<W> {
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}
