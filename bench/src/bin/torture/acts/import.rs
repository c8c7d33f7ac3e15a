use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use backend::{
    Backend,
    clock::Clock,
    database::statement,
    directory::generate::{Plan, generate},
};
use rand::Rng;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};

use super::{Killed, killed, whole};
use crate::Outcome;

/// Processes are killed while they import one of two directories in turn. The directory is always
/// one of the two, never something in between.
pub async fn imports(url: &str, acts: u32, random: &mut impl Rng) -> Outcome<Killed> {
    let backend = Backend::open(url, 2, Clock::System).await?;
    let folders = [tempfile::tempdir()?, tempfile::tempdir()?];
    let mut directories = Vec::new();
    let mut takes = std::time::Duration::ZERO;
    for (folder, seed) in folders.iter().zip(1..) {
        generate(folder.path(), &Plan { seed, ..Plan::default() })?;
        let path = folder.path().to_string_lossy().into_owned();
        takes = whole(&["import", url, &path]).await?;
        directories.push((path, fingerprint(&backend.db).await?));
    }
    if directories.first().map(|(_, print)| print) == directories.last().map(|(_, print)| print) {
        return Err("the two directories are the same".into());
    }
    let mut so_far = Killed::default();
    let mut present = 1;
    for _ in 0..acts {
        let next = 1 - present;
        let (path, after) = &directories[next];
        killed(&["import", url, path], takes, random, &mut so_far).await?;
        // The lease of the dead process would end within a minute, and the next import would wait some
        // seconds for its next step.
        for sql in [
            "UPDATE job SET leased_until = 0 WHERE kind = 'import' AND leased_until IS NOT NULL",
            "UPDATE directory_side SET steps = 0",
        ] {
            backend.db.execute_raw(statement(&backend.db, sql, [])).await?;
        }
        let found = fingerprint(&backend.db).await?;
        if found == *after {
            present = next;
        } else if found != directories[present].1 {
            return Err("an import that was killed left something in between".into());
        }
    }
    let (path, after) = &directories[1 - present];
    whole(&["import", url, path]).await?;
    if fingerprint(&backend.db).await? != *after {
        return Err("after the kills, an import has another result".into());
    }
    Ok(so_far)
}

/// The whole directory in one number.
async fn fingerprint(db: &DatabaseConnection) -> Outcome<u64> {
    let mut rows = BTreeSet::new();
    for sql in [
        "SELECT p.external_id || ';' || p.last_name || ';' || p.first_name || ';' || p.email FROM person p \
         WHERE p.removed_at IS NULL",
        "SELECT p.external_id || ';' || e.uai || ';' || c.profile || ';' || c.level || ';' || c.sub_level || ';' \
         || c.staff_function || ';' || c.subject || ';' || c.school_class || ';' || c.school_group \
         FROM membership m JOIN person p ON p.id = m.person_id JOIN cohort c ON c.id = m.cohort_id JOIN establishment e ON e.id = c.establishment_id",
        "SELECT a.external_id || '>' || b.external_id FROM family_link f JOIN person a ON a.id = f.parent_id \
         JOIN person b ON b.id = f.child_id",
    ] {
        for row in db.query_all_raw(statement(db, sql, [])).await? {
            rows.insert(row.try_get_by_index::<String>(0)?);
        }
    }
    let mut hasher = DefaultHasher::new();
    rows.hash(&mut hasher);
    Ok(hasher.finish())
}
