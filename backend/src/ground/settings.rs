//! Settings of the whole portal that administrators change on its pages.

use domain::{
    agenda::Calendar, directory::matches::Matches, legal::LegalTexts, retention::Periods, time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Result, required::Required, sql::sql, stored, token::random_hex};
use crate::entities::setting;

/// A random name of this database, which its store of attachments carries as a mark.
const IDENTITY: &str = "identity";
/// Until when backups hold deletions; each of those that run has such a setting of its own besides.
const BACKUP_UNTIL: &str = "backup_until";
/// Set while a backup is restored into this database.
const RESTORING: &str = "restoring";
/// The holidays that administrators entered, as JSON.
const HOLIDAYS: &str = "school_holidays";
/// For how many days each kind of data is kept, as JSON.
const RETENTION: &str = "retention";
/// What files of ONDE left open, and what was decided about it, as JSON.
const MATCHES: &str = "directory_matches";
/// The texts of *Mentions légales* and *Accessibilité*, as JSON.
const LEGAL: &str = "legal_texts";
const SECOND_FACTOR: &str = "second_factor_demanded";

/// The identity of this database; made when it is asked for the first time. A copy or a backup of
/// the database has the same one.
pub(crate) async fn identity(db: &impl ConnectionTrait) -> Result<String> {
    if let Some(identity) = value(db, IDENTITY).await? {
        return Ok(identity);
    }
    let made = Some(random_hex::<16>()?);
    let row = setting::ActiveModel { name: Set(IDENTITY.to_owned()), value: Set(made) };
    // Another process may be first; then its identity counts.
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    value(db, IDENTITY).await?.required("the identity of the database")
}

async fn value(db: &impl ConnectionTrait, name: &str) -> Result<Option<String>> {
    Ok(setting::Entity::find_by_id(name).one(db).await?.and_then(|row| row.value))
}

/// Whether an administrator requires a second factor from every sender.
pub(crate) async fn second_factor_demanded(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(setting::Entity::find_by_id(SECOND_FACTOR)
        .one(db)
        .await?
        .is_some_and(|row| row.value.as_deref() == Some("1")))
}

/// Whether a backup is being made, so that no attachment may be deleted.
pub(crate) async fn backup_runs(db: &impl ConnectionTrait, now: Millis) -> Result<bool> {
    let until = value(db, BACKUP_UNTIL).await?;
    Ok(until.and_then(|until| until.parse().ok()).is_some_and(|until: i64| now.0 < until))
}

/// Holds deletions for a backup. Its own setting is written first, so that another one that ends
/// meanwhile sees it. Forgets those that were broken off.
pub(crate) async fn begin_backup(
    db: &impl ConnectionTrait,
    id: &str,
    now: Millis,
    until: Millis,
) -> Result<()> {
    let text = "DELETE FROM setting WHERE name LIKE 'backup_until %' AND value <= :now";
    db.execute_raw(sql!(db, text, now = now.0.to_string())).await?;
    set(db, &format!("{BACKUP_UNTIL} {id}"), Some(until.0.to_string())).await?;
    set(db, BACKUP_UNTIL, Some(until.0.to_string())).await
}

/// Holds deletions for a backup on. `false` if they were not held until now.
pub(crate) async fn renew_backup(
    db: &impl ConnectionTrait,
    id: &str,
    now: Millis,
    until: Millis,
) -> Result<bool> {
    let (own, now, until) = (format!("{BACKUP_UNTIL} {id}"), now.0.to_string(), until.0.to_string());
    let text = "UPDATE setting SET value = :until WHERE name = :own AND value > :now";
    let renewed = db.execute_raw(sql!(db, text, until = until.clone(), own, now)).await?;
    if renewed.rows_affected() == 0 {
        return Ok(false);
    }
    let text = "UPDATE setting SET value = :until WHERE name = 'backup_until' \
                AND (value IS NULL OR value < :until)";
    db.execute_raw(sql!(db, text, until)).await?;
    Ok(true)
}

/// This backup has ended: deletions go on unless another one runs.
pub(crate) async fn end_backup(db: &impl ConnectionTrait, id: &str, now: Millis) -> Result<()> {
    setting::Entity::delete_by_id(format!("{BACKUP_UNTIL} {id}")).exec(db).await?;
    // Numbers of the same length are in order as text too; other settings are no numbers.
    let text = "UPDATE setting SET value = NULL WHERE name = 'backup_until' AND NOT EXISTS \
                (SELECT 1 FROM setting AS other WHERE other.name LIKE 'backup_until %' AND other.value > :now)";
    db.execute_raw(sql!(db, text, now = now.0.to_string())).await?;
    Ok(())
}

/// Forgets backups that are known not to run.
pub(crate) async fn forget_backups(db: &impl ConnectionTrait) -> Result<()> {
    let of_each = setting::Column::Name.starts_with(format!("{BACKUP_UNTIL} "));
    setting::Entity::delete_many().filter(of_each).exec(db).await?;
    set(db, BACKUP_UNTIL, None).await
}

/// Whether a backup was being restored into this database, and the restore has not ended.
pub(crate) async fn is_restoring(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(value(db, RESTORING).await?.is_some())
}

pub(crate) async fn begin_restoring(db: &impl ConnectionTrait) -> Result<()> {
    set(db, RESTORING, Some("1".to_owned())).await
}

/// Requires a second factor from every sender, or stops requiring it.
pub(crate) async fn demand_second_factor(db: &impl ConnectionTrait, demand: bool) -> Result<()> {
    set(db, SECOND_FACTOR, demand.then(|| "1".to_owned())).await
}

/// The holidays of all zones.
pub(crate) async fn holidays(db: &impl ConnectionTrait) -> Result<Calendar> {
    Ok(kept(db, HOLIDAYS).await?.unwrap_or_default())
}

pub(crate) async fn set_holidays(db: &impl ConnectionTrait, calendar: &Calendar) -> Result<()> {
    keep(db, HOLIDAYS, calendar).await
}

/// The questions about children in files of ONDE, by school.
pub(crate) async fn matches(db: &impl ConnectionTrait) -> Result<Matches> {
    Ok(kept(db, MATCHES).await?.unwrap_or_default())
}

pub(crate) async fn set_matches(db: &impl ConnectionTrait, matches: &Matches) -> Result<()> {
    keep(db, MATCHES, matches).await
}

/// For how many days each kind of data is kept; `None` until an administrator has chosen.
pub(crate) async fn retention(db: &impl ConnectionTrait) -> Result<Option<Periods>> {
    kept(db, RETENTION).await
}

pub(crate) async fn set_retention(db: &impl ConnectionTrait, periods: &Periods) -> Result<()> {
    keep(db, RETENTION, periods).await
}

/// The texts of *Mentions légales* and *Accessibilité*; none until an administrator has written some.
pub(crate) async fn legal(db: &impl ConnectionTrait) -> Result<LegalTexts> {
    Ok(kept(db, LEGAL).await?.unwrap_or_default())
}

pub(crate) async fn set_legal(db: &impl ConnectionTrait, texts: &LegalTexts) -> Result<()> {
    keep(db, LEGAL, texts).await
}

/// A setting that is kept as JSON; `None` as long as it was never set.
async fn kept<T: DeserializeOwned>(db: &impl ConnectionTrait, name: &str) -> Result<Option<T>> {
    value(db, name).await?.map(|json| stored::from_json(name, &json)).transpose()
}

async fn keep(db: &impl ConnectionTrait, name: &str, value: &impl Serialize) -> Result<()> {
    set(db, name, Some(stored::to_json(name, value)?)).await
}

async fn set(db: &impl ConnectionTrait, name: &str, value: Option<String>) -> Result<()> {
    let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(value) };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::time::Millis;
    use sea_orm::ConnectionTrait as _;

    use super::{backup_runs, begin_backup, end_backup, renew_backup};

    #[tokio::test]
    async fn a_backup_that_is_heard_of_holds_deletions_on() {
        let db = crate::database::connect("sqlite::memory:", 1).await.expect("a database in memory");
        db.execute_unprepared("CREATE TABLE setting (name text PRIMARY KEY, value text)")
            .await
            .expect("a table");
        let at = |minutes: i64| Millis(1_700_000_000_000 + minutes * 60_000);
        begin_backup(&db, "a", at(0), at(5)).await.expect("begun");
        assert!(renew_backup(&db, "a", at(4), at(9)).await.expect("an answer"));
        for (minutes, runs) in [(8, true), (9, false)] {
            assert_eq!(backup_runs(&db, at(minutes)).await.expect("an answer"), runs, "{minutes}");
        }
        assert!(!renew_backup(&db, "a", at(9), at(14)).await.expect("an answer"), "too late");
        assert!(!backup_runs(&db, at(10)).await.expect("an answer"));
        // Another one that ends takes nothing from it.
        begin_backup(&db, "b", at(20), at(25)).await.expect("begun");
        begin_backup(&db, "c", at(21), at(26)).await.expect("begun");
        end_backup(&db, "c", at(22)).await.expect("ended");
        assert!(renew_backup(&db, "b", at(24), at(29)).await.expect("an answer"));
        assert!(backup_runs(&db, at(28)).await.expect("an answer"));
        end_backup(&db, "b", at(28)).await.expect("ended");
        assert!(!backup_runs(&db, at(28)).await.expect("an answer"));
    }
}
