//! Who is subscribed to a space, and who of them was told already.

use domain::{PersonId, spaces::ToldKind};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{Result, access::Space, audience::people_sql, ground::sql::Sql};

/// What subscribers are told of.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub kind: ToldKind,
    pub id: i64,
    /// Who published it, and need not be told.
    pub author: PersonId,
}

#[derive(FromQueryResult)]
struct ToldRow {
    person_id: PersonId,
}

/// `SELECT person_id …` of the subscribers of a space who were not told of `subject`.
fn untold_sql(space: &Space, subject: Subject) -> Sql {
    let by_itself = i32::from(space.kind.subscribes_by_itself());
    let sql = Sql::new("SELECT r.person_id FROM (").nest(people_sql(&space.readers));
    let sql = sql.then(&format!(
        ") r JOIN person p ON p.id = r.person_id \
         LEFT JOIN subscription s ON s.person_id = r.person_id AND s.space_id = {} \
         WHERE p.removed_at IS NULL AND r.person_id <> {} \
         AND CASE WHEN s.person_id IS NULL THEN {by_itself} = 1 ELSE s.subscribed END \
         AND NOT EXISTS (SELECT 1 FROM subscriber_told t WHERE t.kind = :kind AND t.subject_id = {} \
         AND t.person_id = r.person_id)",
        space.id, subject.author, subject.id
    ));
    sql.bind("kind", subject.kind)
}

/// How many people *Prévenir les abonnés* would tell now.
pub async fn subscriber_count(db: &impl ConnectionTrait, space: &Space, subject: Subject) -> Result<u64> {
    let untold = untold_sql(space, subject);
    let sql = Sql::new("SELECT COUNT(*) AS people FROM (").nest(untold).then(") AS people");
    let row = db.query_one_raw(sql.on(db)).await?;
    let count: i64 = row.map(|row| row.try_get("", "people")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Notes that the subscribers are told of `subject`, and returns those who were not told before. Call
/// it in the transaction that writes the letter.
pub(crate) async fn newly_told(
    tx: &DatabaseTransaction,
    space: &Space,
    subject: Subject,
) -> Result<Vec<PersonId>> {
    let sql = Sql::new(
        "INSERT INTO subscriber_told (kind, subject_id, person_id) SELECT :kind, :subject, u.person_id FROM (",
    )
    .nest(untold_sql(space, subject))
    .then(") u WHERE 1 = 1 ORDER BY u.person_id ON CONFLICT DO NOTHING RETURNING person_id")
    .bind("kind", subject.kind)
    .bind("subject", subject.id);
    let rows = ToldRow::find_by_statement(sql.on(tx)).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}
