//! The two states of the directory: the one that everybody reads, and the hidden one that an import
//! prepares in small steps. One row says which is hidden, so one small transaction makes everything
//! visible.
//!
//! A row of `membership_row` or `family_link_row` is in both states (`only_in` is 0) or only in state 1
//! or 2. The views `membership` and `family_link` leave out what is only in the hidden state.
//!
//! What changes of people waits in `import_person`. On SQLite everybody waits for whoever writes, so there
//! the view `person` reads it from the switch on: each row of `person_row` that something waits for says in
//! which state it holds (`changes_in`, by a trigger). When it is cleared away, a trigger writes into the row
//! what was shown. Who is new bears such a mark too. On PostgreSQL the switch writes the rows itself.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, FromQueryResult};

use crate::{Error, Required, Result, database::statement, ground::sql::sql, transaction};

/// Rows that one step writes or clears away: others write between two steps.
pub(super) const STEP: usize = 1_000;
/// The same of people: when it clears away what was shown, `SQLite` writes the row of each, and up to six
/// pages of indexes.
const PEOPLE: usize = 250;
/// Rows of a step on PostgreSQL, for an import that changes little of a directory: they are far apart, and the
/// log gets whole pages for each. Whoever commits meanwhile waits until the disk has all of that.
const STEP_FAR_APART: usize = 250;
/// From so many written rows on, those of one step have pages in common.
const CLOSE_TOGETHER: u64 = 500_000;
/// How long a second import waits between two looks at the first one.
const PAUSE: Duration = Duration::from_millis(50);
/// After so many looks without any step, the first import counts as dead.
const LOOKS: u32 = 60;
/// The same for who can wait longer: whoever has lost the job of imports may only be slow.
const PATIENT_LOOKS: u32 = 600;

/// Who is new on `SQLite`.
const COMING: &str = "person_row INDEXED BY person_coming";

/// The tables of pairs, and the column by which they are walked.
const PAIRS: [(&str, &str); 2] = [("membership_row", "person_id"), ("family_link_row", "parent_id")];

#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
struct Side {
    hidden: i64,
    work: i64,
    /// 0: no import is at work.
    steps: i64,
}

#[derive(FromQueryResult)]
struct End {
    upto: Option<i64>,
}

/// The only import that writes. Every step makes sure that it still is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    number: i64,
    /// The state that this import prepares: 1 or 2.
    hidden: i64,
    /// Rows of one step.
    step: usize,
}

impl Work {
    /// Waits until no other import writes. One that makes no step for some seconds is dead, or will
    /// find at its next step that it is no longer the one that writes.
    pub(super) async fn begin(db: &DatabaseConnection) -> Result<Self> {
        let mut seen = read(db).await?;
        let mut looks = 0;
        loop {
            if seen.steps == 0 || looks >= LOOKS {
                if let Some(work) = take(db, seen).await? {
                    return Ok(work);
                }
            } else {
                tokio::time::sleep(PAUSE).await;
            }
            let now = read(db).await?;
            looks = if now == seen { looks + 1 } else { 0 };
            seen = now;
        }
    }

    /// For what can wait for another time: `None` while an import, or an undo, is at work.
    pub(super) async fn begin_unless_at_work(db: &DatabaseConnection) -> Result<Option<Self>> {
        let seen = read(db).await?;
        if seen.steps > 0 {
            for _ in 0..PATIENT_LOOKS {
                tokio::time::sleep(PAUSE).await;
                if read(db).await? != seen {
                    return Ok(None);
                }
            }
        }
        take(db, seen).await
    }

    /// The same for an import that writes so many rows.
    pub(super) const fn on_many(self, rows: u64) -> Self {
        if rows < CLOSE_TOGETHER { self } else { Self { step: STEP, ..self } }
    }

    pub(super) const fn step(self) -> usize {
        self.step
    }

    pub(super) const fn hidden(self) -> i64 {
        self.hidden
    }

    /// The state that everybody reads until the switch.
    pub(super) const fn shown(self) -> i64 {
        3 - self.hidden
    }

    /// Begins a step: nobody else writes until the transaction ends.
    ///
    /// # Errors
    /// [`Error::Interrupted`] when another import, or an undo, has begun meanwhile: it clears away what this
    /// one has prepared.
    pub(super) async fn hold(self, tx: &DatabaseTransaction) -> Result<()> {
        let number = self.number;
        let text = "UPDATE directory_side SET steps = steps + 1 WHERE work = :number AND steps > 0";
        let held = tx.execute_raw(sql!(tx, text, number)).await?.rows_affected();
        if held == 1 { Ok(()) } else { Err(Error::Interrupted) }
    }

    /// Everybody reads the prepared state from now on. Call it after [`Self::hold`].
    pub(super) async fn switch(self, tx: &DatabaseTransaction) -> Result<()> {
        let hidden = self.shown();
        tx.execute_raw(sql!(tx, "UPDATE directory_side SET hidden = :hidden WHERE id = 1", hidden)).await?;
        Ok(())
    }

    /// Makes both states equal to the one that is read: clears away what an import has left behind,
    /// before it began or after it ended.
    pub(super) async fn sweep(self, db: &DatabaseConnection) -> Result<()> {
        for (table, key) in PAIRS {
            let mut last = 0;
            while let Some(upto) = end_of_step(db, (table, key, self.step), "only_in <> 0", last).await? {
                let moving = format!("only_in <> 0 AND {key} > {last} AND {key} <= {upto}");
                let gone = format!(
                    "DELETE FROM {table} WHERE {moving} AND only_in = (SELECT hidden FROM directory_side)"
                );
                let kept = format!("UPDATE {table} SET only_in = 0 WHERE {moving}");
                transaction!(db, |tx| {
                    self.hold(tx).await?;
                    tx.execute_unprepared(&gone).await?;
                    tx.execute_unprepared(&kept).await?;
                    Ok(())
                })?;
                last = upto;
            }
        }
        if db.get_database_backend() == DbBackend::Sqlite {
            self.welcome(db).await?;
        }
        let mut last = 0;
        while let Some(upto) =
            end_of_step(db, ("import_person", "id", PEOPLE), "id IS NOT NULL", last).await?
        {
            let gone = format!("DELETE FROM import_person WHERE id <= {upto}");
            transaction!(db, |tx| {
                self.hold(tx).await?;
                tx.execute_unprepared(&gone).await?;
                Ok(())
            })?;
            last = upto;
        }
        Ok(())
    }

    /// Somebody new is there from now on, or has left before they were seen: then the next import finds them.
    async fn welcome(self, db: &DatabaseConnection) -> Result<()> {
        let mut last = 0;
        while let Some(upto) = end_of_step(db, (COMING, "id", STEP), "changes_in > 2", last).await? {
            let written = format!(
                "UPDATE {COMING} SET removed_at = CASE WHEN changes_in + (SELECT hidden FROM directory_side) = 13 \
                 THEN removed_at ELSE added_at END, changes_in = 0 \
                 WHERE changes_in > 2 AND id > {last} AND id <= {upto}"
            );
            transaction!(db, |tx| {
                self.hold(tx).await?;
                tx.execute_unprepared(&written).await?;
                Ok(())
            })?;
            last = upto;
        }
        Ok(())
    }

    /// Another import may begin at once.
    pub(super) async fn end(self, db: &DatabaseConnection) -> Result<()> {
        let number = self.number;
        let text = "UPDATE directory_side SET steps = 0 WHERE work = :number";
        transaction!(db, |tx| {
            tx.execute_raw(sql!(tx, text, number)).await?;
            Ok(())
        })
    }
}

/// Whether an import, or an undo, that is at work or died has left anything to clear away.
pub(super) async fn is_untidy(db: &DatabaseConnection) -> Result<bool> {
    let mut places = Vec::from(PAIRS.map(|(table, _)| format!("{table} WHERE only_in <> 0")));
    places.push("import_person".to_owned());
    if db.get_database_backend() == DbBackend::Sqlite {
        places.push(format!("{COMING} WHERE changes_in > 2"));
    }
    for place in places {
        let look = format!("SELECT 1 AS there FROM {place} LIMIT 1");
        if db.query_one_raw(statement(db, &look, [])).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn read(db: &DatabaseConnection) -> Result<Side> {
    let look = statement(db, "SELECT hidden, work, steps FROM directory_side WHERE id = 1", []);
    let side = Side::find_by_statement(look).one(db).await?;
    side.required("the state of the directory")
}

/// `None` when somebody else was faster.
async fn take(db: &DatabaseConnection, seen: Side) -> Result<Option<Work>> {
    let Side { hidden, work, steps } = seen;
    let number = work + 1;
    let text = "UPDATE directory_side SET work = :number, steps = 1 \
                WHERE work = :work AND hidden = :hidden AND steps = :steps";
    let taken = transaction!(db, |tx| {
        let taken = tx.execute_raw(sql!(tx, text, number, work, hidden, steps)).await?;
        Ok(taken.rows_affected())
    })?;
    let step = match db.get_database_backend() {
        DbBackend::Sqlite => STEP,
        _ => STEP_FAR_APART,
    };
    Ok((taken == 1).then_some(Work { number, hidden, step }))
}

/// The last key of the next step after `last`; `None` at the end.
async fn end_of_step(
    db: &DatabaseConnection,
    (table, key, rows): (&str, &str, usize),
    which: &str,
    last: i64,
) -> Result<Option<i64>> {
    let text = format!(
        "SELECT MAX(k) AS upto FROM (SELECT {key} AS k FROM {table} WHERE {which} AND {key} > {last} \
         ORDER BY {key} LIMIT {rows}) some_rows"
    );
    let end = End::find_by_statement(statement(db, &text, [])).one(db).await?;
    Ok(end.and_then(|end| end.upto))
}

#[cfg(test)]
mod tests {
    use super::{CLOSE_TOGETHER, STEP, STEP_FAR_APART, Work};

    #[test]
    fn only_an_import_that_writes_much_makes_large_steps() {
        let work = Work { number: 1, hidden: 2, step: STEP_FAR_APART };
        let steps = [CLOSE_TOGETHER - 1, CLOSE_TOGETHER].map(|rows| work.on_many(rows).step());
        assert_eq!(steps, [STEP_FAR_APART, STEP]);
    }
}
