//! A region as an earlier version of the program left it.

use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr};

/// How many changes the schema has had.
pub const FROM: usize = 6;

pub struct Size {
    pub people: u32,
    pub schools: u32,
    /// Each goes to every school.
    pub announcements: u32,
}

/// The numbers from 1 to `last`, as a table `n` with a column `i`.
fn numbers(last: u32) -> String {
    format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})")
}

pub async fn fill(db: &DatabaseConnection, size: &Size) -> Result<(), DbErr> {
    Migrator::up(db, u32::try_from(FROM).ok()).await?;
    let (people, schools) = (numbers(size.people), numbers(size.schools));
    let (announcements, of) = (numbers(size.announcements), size.schools);
    for sql in [
        "INSERT INTO authority (id, name) VALUES (1, 'Région')".to_owned(),
        format!(
            "INSERT INTO establishment (id, uai, name, town, time_zone, authority_id) {schools} \
             SELECT i, 'U' || i, 'Lycée ' || i, 'Metz', 'Europe/Paris', 1 FROM n"
        ),
        format!(
            "INSERT INTO cohort (id, establishment_id, profile, level, sub_level, staff_function, subject) \
             {schools} SELECT i, i, 'student', '2de', '', '', '' FROM n"
        ),
        format!(
            "INSERT INTO person (id, external_id, last_name, first_name, email, search_last, search_first) \
             {people} SELECT i, 'p' || i, 'Martin', 'Camille ' || i, '', 'martin camille ' || i, \
             'camille ' || i || ' martin' FROM n"
        ),
        format!("INSERT INTO membership (person_id, cohort_id) {people} SELECT i, 1 + i % {of} FROM n"),
        format!(
            "INSERT INTO communication (id, author_id, form_key, channel, severity, text, first_day, last_day, \
             perimeter_key, source_name, search_text, created_at) {announcements} \
             SELECT i, 1, 'form-' || i, 'announcement', 'information', 'Annonce ' || i, '2026-10-05', \
             '2026-10-06', '', 'Région', 'annonce ' || i, i FROM n"
        ),
        format!(
            "INSERT INTO publication (communication_id, establishment_id, begins_at, ends_at, changed_at) \
             {announcements} SELECT n.i, e.id, 1, 2, 1 FROM n CROSS JOIN establishment e"
        ),
        format!(
            "INSERT INTO job (kind, communication_id, due_at, attempts, done_at) {announcements} \
             SELECT 'publish', i, 1, 1, 2 FROM n"
        ),
    ] {
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Tables whose rows an upgrade keeps.
pub async fn counts(db: &DatabaseConnection) -> Result<Vec<(&'static str, i64)>, DbErr> {
    let mut counts = Vec::new();
    for table in ["person", "membership", "establishment", "communication", "publication", "job"] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let row = db.query_one_raw(backend::database::statement(db, &sql, [])).await?;
        counts.push((table, row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default()));
    }
    Ok(counts)
}
