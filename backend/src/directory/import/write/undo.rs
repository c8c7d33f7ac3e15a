//! Takes back what the last import changed. What was sent stays; nobody who was signed out is signed
//! in again.

use domain::{Conflict, search::search_names, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Value};

use super::{
    super::{Phase, Progress, compare::joined, progress::Meter},
    bulk::Bulk,
    cohorts,
    pairs::{self, Moves, Woven},
    record::{OldCohort, OldPerson, OldSchool, Part, Pieces},
    remove,
    schools::ESTABLISHMENTS,
    side::Work,
    tidy,
};
use crate::{Error, Result, database, directory::joins, entities::cohort, ground::sql::sql, queue, revision};

const NOT_THE_LAST: Error = Error::Conflict(Conflict::NotTheLastImport);

/// Whom the import changed, as they were. As in an import, `what` says what differs: 1 names, 2 the e-mail, 4
/// and 8 since when they are removed.
const AS_BEFORE: Bulk = Bulk {
    head: "WITH earlier (id, last_name, first_name, email, removed_at, search_last, search_first) AS (VALUES ",
    row: "?, ?, ?, ?, ?, ?, ?",
    columns: 7,
    tail: ") INSERT INTO import_person (id, what, last_name, first_name, email, search_last, search_first, removed_at) \
           SELECT p.id, CASE WHEN p.last_name = earlier.last_name AND p.first_name = earlier.first_name THEN 0 ELSE 1 END \
           + CASE WHEN p.email = earlier.email THEN 0 ELSE 2 END \
           + CASE WHEN p.removed_at IS NULL AND earlier.removed_at IS NULL THEN 0 ELSE 4 END, earlier.last_name, \
           earlier.first_name, earlier.email, earlier.search_last, earlier.search_first, earlier.removed_at \
           FROM earlier JOIN person_row p ON p.id = earlier.id WHERE p.erased_at IS NULL",
};
/// Who left with the import.
const BACK: Bulk = Bulk {
    head: "WITH back (id) AS (VALUES ",
    row: "?",
    columns: 1,
    tail: ") INSERT INTO import_person (id, what, last_name, first_name, email, search_last, search_first) \
           SELECT p.id, 4, p.last_name, p.first_name, p.email, p.search_last, p.search_first \
           FROM back JOIN person_row p ON p.id = back.id WHERE p.erased_at IS NULL",
};
/// Who came with it, and leaves now.
const GONE: Bulk = Bulk {
    head: "WITH gone (id, at) AS (VALUES ",
    row: "?, ?",
    columns: 2,
    tail: ") INSERT INTO import_person (id, what, last_name, first_name, email, search_last, search_first, removed_at) \
           SELECT p.id, 8, p.last_name, p.first_name, p.email, p.search_last, p.search_first, gone.at \
           FROM gone JOIN person_row p ON p.id = gone.id WHERE p.erased_at IS NULL",
};
const SIGN_OUT: &str =
    "DELETE FROM session WHERE person_id IN (SELECT id FROM import_person WHERE removed_at IS NOT NULL)";
/// For PostgreSQL, where the switch writes the rows. On SQLite the view `person` reads what is staged.
const REWRITE: &str = "UPDATE person SET last_name = s.last_name, first_name = s.first_name, email = s.email, \
    search_last = s.search_last, search_first = s.search_first, removed_at = s.removed_at FROM import_person s \
    WHERE s.id = person.id AND person.erased_at IS NULL";

/// A cohort that lost everybody else may have stayed, because somebody with several records came into it.
const OLD_COHORTS: Bulk = Bulk { tail: " ON CONFLICT DO NOTHING", ..cohorts::COHORTS };

/// The last import on its way back: prepared beside the directory, as an import is.
pub(in crate::directory) struct Undoing {
    work: Work,
    /// The directory's counter after the import.
    change: i64,
    /// The cohorts that nobody is in afterwards.
    emptied: Vec<cohort::Model>,
    /// Of people with several records: the switch writes it.
    woven: Woven,
}

impl Undoing {
    /// Prepares undoing the import after which the directory's counter was `change`. Call [`Self::end`]
    /// in any case.
    ///
    /// # Errors
    /// [`Conflict::NotTheLastImport`] when the directory has changed since, [`Conflict::ImportRunning`]
    /// when another import begins.
    pub(in crate::directory) async fn begin(
        db: &DatabaseConnection,
        change: i64,
        now: Millis,
    ) -> Result<Self> {
        let work = Work::begin(db).await?;
        match prepare(db, work, change, now).await {
            Ok((emptied, woven)) => Ok(Self { work, change, emptied, woven }),
            Err(reason) => {
                end(db, work).await;
                Err(taken_over(reason))
            }
        }
    }

    /// Makes it visible.
    ///
    /// # Errors
    /// As [`Self::begin`]; [`Conflict::ImportInUse`] when a school that the import added is needed by
    /// now, [`Conflict::LastAdministrator`] when no administrator would be left.
    pub(in crate::directory) async fn switch(&self, tx: &DatabaseTransaction, now: Millis) -> Result<()> {
        let change = self.change;
        database::lock(tx, "accounts").await?;
        revision::raise(tx, revision::DIRECTORY).await?;
        if revision::read(tx).await?.directory != change + 1 {
            return Err(NOT_THE_LAST);
        }
        self.work.hold(tx).await.map_err(taken_over)?;
        let somebody_administered = somebody_administers(tx).await?;
        let quiet = |_: Progress| ();
        let mut meter = Meter::new(&quiet, Phase::Writing, 0);
        people(tx).await?;
        old_cohorts(tx, change, &mut meter).await?;
        joins::part(tx).await?;
        self.woven.write(tx, &mut meter).await?;
        self.work.switch(tx).await?;
        if somebody_administered && !somebody_administers(tx).await? {
            return Err(Error::Conflict(Conflict::LastAdministrator));
        }
        let nameless = leave_out_the_nameless(tx).await?;
        joins::end_of_those_who_left(tx).await?;
        joins::weave(tx).await?;
        cohorts::delete(tx, &self.emptied).await?;
        if nameless > 0 || !self.woven.is_empty() {
            cohorts::sweep(tx).await?;
        }
        schools(tx, change, &mut meter).await?;
        revision::raise(tx, revision::BOARD).await?;
        revision::raise(tx, revision::SESSIONS).await?;
        queue::compare(tx, now).await
    }

    /// Clears away what is left, with or without a switch.
    pub(in crate::directory) async fn end(self, db: &DatabaseConnection) {
        end(db, self.work).await;
    }
}

/// Prepares people, memberships and links in small steps. Returns what is left to the switch.
async fn prepare(
    db: &DatabaseConnection,
    work: Work,
    change: i64,
    now: Millis,
) -> Result<(Vec<cohort::Model>, Woven)> {
    if revision::read(db).await?.directory != change {
        return Err(NOT_THE_LAST);
    }
    work.sweep(db).await?;
    prepare_people(db, work, change, now).await?;
    let joined = joined(db).await?;
    let of_joined = |pair: &(i64, i64)| joined.contains(&pair.0);
    let tables = (&pairs::HIDE_MEMBERSHIPS, &pairs::PREPARE_MEMBERSHIPS);
    let parts = (Part::NewMemberships, Part::OldMemberships);
    let memberships = prepare_pairs(db, work, change, parts, tables, of_joined).await?;
    let of_joined = |pair: &(i64, i64)| joined.contains(&pair.0) || joined.contains(&pair.1);
    let tables = (&pairs::HIDE_LINKS, &pairs::PREPARE_LINKS);
    let parts = (Part::NewLinks, Part::OldLinks);
    let links = prepare_pairs(db, work, change, parts, tables, of_joined).await?;
    Ok((cohorts::emptied(db, work).await?, Woven { memberships, links }))
}

/// Stages people as they are afterwards. Nobody whose data were deleted since comes back.
async fn prepare_people(db: &DatabaseConnection, work: Work, change: i64, now: Millis) -> Result<()> {
    let quiet = |_: Progress| ();
    let mut meter = Meter::new(&quiet, Phase::Writing, 0);
    let mut pieces = Pieces::of(db, change, Part::OldPeople);
    while let Some(rows) = pieces.read::<OldPerson>().await? {
        AS_BEFORE.run_in_steps(db, work, &rows, &mut meter, bind_person).await?;
    }
    let mut pieces = Pieces::of(db, change, Part::RemovedPeople);
    while let Some(ids) = pieces.read::<i64>().await? {
        BACK.run_in_steps(db, work, &ids, &mut meter, |id, values| values.push((*id).into())).await?;
    }
    let mut pieces = Pieces::of(db, change, Part::NewPeople);
    while let Some(ids) = pieces.read::<i64>().await? {
        GONE.run_in_steps(db, work, &ids, &mut meter, |id, values| {
            values.extend([(*id).into(), now.0.into()]);
        })
        .await?;
    }
    Ok(())
}

async fn prepare_pairs(
    db: &DatabaseConnection,
    work: Work,
    change: i64,
    (new, old): (Part, Part),
    (hide, insert): (&Bulk, &Bulk),
    is_woven: impl Fn(&(i64, i64)) -> bool + Sync,
) -> Result<Moves> {
    let quiet = |_: Progress| ();
    let mut meter = Meter::new(&quiet, Phase::Writing, 0);
    let mut woven = Moves::default();
    let mut pieces = Pieces::of(db, change, new);
    while let Some(rows) = pieces.read::<(i64, i64)>().await? {
        let (together, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(&is_woven);
        woven.gone.extend(together);
        hide.run_in_steps(db, work, &rows, &mut meter, pairs::bind).await?;
    }
    let mut pieces = Pieces::of(db, change, old);
    while let Some(rows) = pieces.read::<(i64, i64)>().await? {
        let (together, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(&is_woven);
        woven.missing.extend(together);
        pairs::add(db, work, insert, &rows, &mut meter).await?;
    }
    Ok(woven)
}

async fn end(db: &DatabaseConnection, work: Work) {
    if let Err(error) = tidy(db, work, None, 0).await {
        tracing::warn!(%error, "what undoing an import left behind stays until the next one");
    }
}

/// An import has begun meanwhile.
fn taken_over(reason: Error) -> Error {
    match reason {
        Error::Interrupted => Error::Conflict(Conflict::ImportRunning),
        other => other,
    }
}

/// Whether an administrator is left who can sign in.
async fn somebody_administers(tx: &DatabaseTransaction) -> Result<bool> {
    let text = "SELECT 1 AS found FROM account a JOIN person p ON p.id = a.person_id \
                WHERE a.portal_administrator AND a.password_hash <> '' AND p.removed_at IS NULL LIMIT 1";
    Ok(tx.query_one_raw(sql!(tx, text)).await?.is_some())
}

/// Removes the memberships and links of people whose data were deleted since: undoing does not bring
/// them back. Returns how many rows were removed.
async fn leave_out_the_nameless(tx: &DatabaseTransaction) -> Result<u64> {
    let nameless = "(SELECT id FROM person WHERE erased_at IS NOT NULL)";
    let mut rows = 0;
    for place in [
        "membership_row WHERE person_id",
        "family_link_row WHERE parent_id",
        "family_link_row WHERE child_id",
    ] {
        rows += tx.execute_unprepared(&format!("DELETE FROM {place} IN {nameless}")).await?.rows_affected();
    }
    Ok(rows)
}

/// Ends the sessions of those who leave. What is staged of people is read from the switch on; on PostgreSQL it
/// is written into their rows.
async fn people(tx: &DatabaseTransaction) -> Result<()> {
    tx.execute_unprepared(SIGN_OUT).await?;
    if tx.get_database_backend() != DbBackend::Sqlite {
        tx.execute_unprepared(REWRITE).await?;
    }
    Ok(())
}

fn bind_person(row: &OldPerson, values: &mut Vec<Value>) {
    let (id, _, last_name, first_name, email, removed_at) = row;
    let [search_last, search_first] = search_names(last_name, first_name);
    values.extend([
        (*id).into(),
        last_name.as_str().into(),
        first_name.as_str().into(),
        email.as_str().into(),
        (*removed_at).into(),
        search_last.into(),
        search_first.into(),
    ]);
}

async fn old_cohorts(tx: &DatabaseTransaction, change: i64, meter: &mut Meter<'_>) -> Result<()> {
    let mut pieces = Pieces::of(tx, change, Part::OldCohorts);
    while let Some(rows) = pieces.read::<OldCohort>().await? {
        OLD_COHORTS
            .run(tx, &rows, meter, |(id, school, profile, names), values| {
                values.extend([(*id).into(), (*school).into(), profile.as_str().into()]);
                values.extend(names.iter().map(|name| Value::from(name.as_str())));
            })
            .await?;
    }
    Ok(())
}

async fn schools(tx: &DatabaseTransaction, change: i64, meter: &mut Meter<'_>) -> Result<()> {
    let mut pieces = Pieces::of(tx, change, Part::OldSchools);
    while let Some(rows) = pieces.read::<OldSchool>().await? {
        ESTABLISHMENTS
            .run(tx, &rows, meter, |(uai, name, town, zone, authority, campus), values| {
                values.extend([
                    uai.as_str().into(),
                    name.as_str().into(),
                    town.as_str().into(),
                    zone.as_str().into(),
                    (*authority).into(),
                    (*campus).into(),
                ]);
            })
            .await?;
    }
    let mut pieces = Pieces::of(tx, change, Part::NewSchools);
    while let Some(uais) = pieces.read::<String>().await? {
        for uai in uais {
            remove::school(tx, &uai).await?;
        }
    }
    let mut pieces = Pieces::of(tx, change, Part::NewAuthorities);
    while let Some(names) = pieces.read::<String>().await? {
        for name in names {
            remove::authority(tx, &name).await?;
        }
    }
    let mut pieces = Pieces::of(tx, change, Part::NewCampuses);
    while let Some(names) = pieces.read::<String>().await? {
        for name in names {
            remove::campus(tx, &name).await?;
        }
    }
    Ok(())
}
