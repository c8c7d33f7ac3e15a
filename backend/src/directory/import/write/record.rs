//! What an import changes, kept with it so that it can be undone: rows before and after, as JSON in
//! pieces. Only the last import is kept.

use std::collections::BTreeSet;

use domain::{EstablishmentId, time::Millis};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    super::{
        compare::{PairDiff, PeopleDiff, SchoolDiff},
        read::Wanted,
    },
    side::Work,
};
use crate::{
    Result,
    entities::{cohort, establishment, import_change, person},
    ground::sql::sql,
    stored::{from_json, to_json},
    transaction,
};

/// Rows of one piece.
const PIECE: usize = 1_000;
/// Pieces that are deleted at a time.
const AT_ONCE: i64 = 50;

/// What the rows of a piece are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Names.
    NewAuthorities,
    NewCampuses,
    /// UAIs.
    NewSchools,
    /// [`OldSchool`].
    OldSchools,
    /// Ids.
    NewPeople,
    /// [`OldPerson`].
    OldPeople,
    RemovedPeople,
    /// [`OldCohort`].
    OldCohorts,
    /// Pairs of ids.
    NewMemberships,
    OldMemberships,
    NewLinks,
    OldLinks,
}

impl Part {
    const fn code(self) -> &'static str {
        match self {
            Self::NewAuthorities => "new_authorities",
            Self::NewCampuses => "new_campuses",
            Self::NewSchools => "new_schools",
            Self::OldSchools => "old_schools",
            Self::NewPeople => "new_people",
            Self::OldPeople => "old_people",
            Self::RemovedPeople => "removed_people",
            Self::OldCohorts => "old_cohorts",
            Self::NewMemberships => "new_memberships",
            Self::OldMemberships => "old_memberships",
            Self::NewLinks => "new_links",
            Self::OldLinks => "old_links",
        }
    }
}

/// UAI, name, town, time zone, authority, campus.
pub(super) type OldSchool = (String, String, String, String, i64, Option<i64>);
/// Id, external id, last name, first name, e-mail, since when removed.
pub(super) type OldPerson = (i64, String, String, String, String, Option<i64>);
/// Id, school, profile, and the six names in the order of the columns.
pub(super) type OldCohort = (i64, i64, String, [String; 6]);

pub(super) struct Record<'a> {
    db: &'a DatabaseConnection,
    work: Work,
    /// The directory's counter after the import; `None` keeps nothing.
    revision: Option<i64>,
    number: i64,
}

impl<'a> Record<'a> {
    /// Begins the record of an import beside the one before, which is valid until the switch.
    pub(super) const fn begin(db: &'a DatabaseConnection, work: Work, revision: Option<i64>) -> Self {
        Self { db, work, revision, number: 0 }
    }

    /// What is there before schools are written.
    pub(super) async fn schools(&mut self, wanted: &Wanted, diff: &SchoolDiff) -> Result<()> {
        if self.revision.is_none() || diff.rows.is_empty() {
            return Ok(());
        }
        let uais = diff.rows.iter().filter_map(|row| wanted.establishments.get(*row)).map(|row| &row.uai);
        let (mut old, mut new): (Vec<OldSchool>, Vec<String>) = (Vec::new(), Vec::new());
        let stored = establishment::Entity::find().all(self.db).await?;
        for uai in uais {
            match stored.iter().find(|row| row.uai == *uai) {
                Some(row) => old.push((
                    row.uai.clone(),
                    row.name.clone(),
                    row.town.clone(),
                    row.time_zone.name().to_owned(),
                    row.authority_id.0,
                    row.campus_id.map(|campus| campus.0),
                )),
                None => new.push(uai.clone()),
            }
        }
        let authorities: Vec<&String> = diff.authorities.iter().collect();
        let campuses: Vec<&String> = diff.campuses.iter().collect();
        self.keep(Part::NewAuthorities, &authorities).await?;
        self.keep(Part::NewCampuses, &campuses).await?;
        self.keep(Part::OldSchools, &old).await?;
        self.keep(Part::NewSchools, &new).await
    }

    /// What is there before people are written.
    pub(super) async fn people(&mut self, diff: &PeopleDiff) -> Result<()> {
        if self.revision.is_none() {
            return Ok(());
        }
        self.keep(Part::RemovedPeople, &diff.removed).await?;
        for some in diff.changed.chunks(PIECE) {
            let ids = some.iter().filter_map(|row| diff.ids.get(row.position as usize));
            let ids: Vec<i64> = ids.copied().collect();
            let stored = person::Entity::find()
                .filter(person::Column::Id.is_in(ids))
                .order_by_asc(person::Column::Id)
                .all(self.db)
                .await?;
            let old: Vec<OldPerson> = stored
                .into_iter()
                .map(|row| {
                    let removed = row.removed_at.map(|Millis(at)| at);
                    (row.id.0, row.external_id, row.last_name, row.first_name, row.email, removed)
                })
                .collect();
            self.keep(Part::OldPeople, &old).await?;
        }
        Ok(())
    }

    /// The people that were added.
    pub(super) async fn new_people(&mut self, diff: &PeopleDiff) -> Result<()> {
        if self.revision.is_none() {
            return Ok(());
        }
        for some in diff.new.chunks(PIECE) {
            let ids: Vec<i64> = some.iter().filter_map(|row| diff.ids.get(*row as usize)).copied().collect();
            self.keep(Part::NewPeople, &ids).await?;
        }
        Ok(())
    }

    /// Pairs that come and go; `left` and `right` map positions to ids.
    pub(super) async fn pairs(
        &mut self,
        (new, old): (Part, Part),
        diff: &PairDiff,
        left: &[i64],
        right: &[i64],
    ) -> Result<()> {
        if self.revision.is_none() {
            return Ok(());
        }
        self.keep(old, &diff.gone).await?;
        for some in diff.missing.chunks(PIECE) {
            let pairs: Vec<(i64, i64)> = some
                .iter()
                .filter_map(|(l, r)| Some((*left.get(*l as usize)?, *right.get(*r as usize)?)))
                .collect();
            self.keep(new, &pairs).await?;
        }
        Ok(())
    }

    /// The cohorts that lose their last member.
    pub(super) async fn cohorts(&mut self, emptied: &[cohort::Model]) -> Result<()> {
        if self.revision.is_none() {
            return Ok(());
        }
        let old: Vec<OldCohort> = emptied
            .iter()
            .map(|row| {
                let EstablishmentId(school) = row.establishment_id;
                let names = [
                    &row.level,
                    &row.sub_level,
                    &row.staff_function,
                    &row.subject,
                    &row.school_class,
                    &row.school_group,
                ];
                (row.id.0, school, row.profile.code().to_owned(), names.map(Clone::clone))
            })
            .collect();
        self.keep(Part::OldCohorts, &old).await
    }

    async fn keep<T: Serialize + Sync>(&mut self, part: Part, rows: &[T]) -> Result<()> {
        let Some(revision) = self.revision else { return Ok(()) };
        for some in rows.chunks(PIECE) {
            let content = to_json(WHAT, &some)?;
            let row = import_change::ActiveModel {
                revision: Set(revision),
                number: Set(self.number),
                part: Set(part.code().to_owned()),
                content: Set(content),
            };
            transaction!(self.db, |tx| {
                self.work.hold(tx).await?;
                import_change::Entity::insert(row.clone()).exec_without_returning(tx).await?;
                Ok(())
            })?;
            self.number += 1;
        }
        Ok(())
    }
}

/// Names a piece of the record for the operator.
const WHAT: &str = "what an import changed";

#[derive(FromQueryResult)]
struct First {
    revision: i64,
    number: i64,
}

/// Deletes all records except that of the import after which the directory's counter was `kept`: those
/// of earlier imports, and of one that died before its switch. In small steps.
pub(super) async fn forget_others(db: &DatabaseConnection, work: Work, kept: i64) -> Result<()> {
    let first = "SELECT revision, number FROM import_change WHERE revision <> :kept \
                 ORDER BY revision, number LIMIT 1";
    while let Some(First { revision, number }) =
        First::find_by_statement(sql!(db, first, kept)).one(db).await?
    {
        let end = number + AT_ONCE;
        let some = "DELETE FROM import_change WHERE revision = :revision AND number < :end";
        transaction!(db, |tx| {
            work.hold(tx).await?;
            tx.execute_raw(sql!(tx, some, revision, end)).await?;
            Ok(())
        })?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct PeoplePiece {
    revision: i64,
    number: i64,
    content: String,
}

/// Takes people whose names were deleted out of the records, so that undoing the import does not bring
/// their names back.
pub(crate) async fn forget_people(db: &DatabaseConnection, nameless: &BTreeSet<i64>) -> Result<()> {
    let next = "SELECT revision, number, content FROM import_change WHERE part = :part \
                AND (revision > :revision OR (revision = :revision AND number > :number)) \
                ORDER BY revision, number LIMIT 1";
    let (mut revision, mut number) = (-1, -1);
    loop {
        let piece = sql!(db, next, part = Part::OldPeople.code(), revision, number);
        let Some(piece) = PeoplePiece::find_by_statement(piece).one(db).await? else { return Ok(()) };
        (revision, number) = (piece.revision, piece.number);
        let rows: Vec<OldPerson> = from_json(WHAT, &piece.content)?;
        let left: Vec<&OldPerson> = rows.iter().filter(|row| !nameless.contains(&row.0)).collect();
        if left.len() == rows.len() {
            continue;
        }
        let content = to_json(WHAT, &left)?;
        let text =
            "UPDATE import_change SET content = :content WHERE revision = :revision AND number = :number";
        transaction!(db, |tx| {
            tx.execute_raw(sql!(tx, text, content = content.as_str(), revision, number)).await?;
            Ok(())
        })?;
    }
}

/// Reads one part of a record, piece by piece.
pub(super) struct Pieces<'a, C> {
    db: &'a C,
    revision: i64,
    part: Part,
    after: i64,
}

impl<'a, C: ConnectionTrait> Pieces<'a, C> {
    pub(super) const fn of(db: &'a C, revision: i64, part: Part) -> Self {
        Self { db, revision, part, after: -1 }
    }

    pub(super) async fn read<T: DeserializeOwned>(&mut self) -> Result<Option<Vec<T>>> {
        let piece = import_change::Entity::find()
            .filter(import_change::Column::Revision.eq(self.revision))
            .filter(import_change::Column::Part.eq(self.part.code()))
            .filter(import_change::Column::Number.gt(self.after))
            .order_by_asc(import_change::Column::Number)
            .one(self.db)
            .await?;
        let Some(piece) = piece else { return Ok(None) };
        self.after = piece.number;
        from_json(WHAT, &piece.content).map(Some)
    }
}
