//! People whose account opens rights get no coupon: on paper it would be a key to every family. Nor
//! does anybody who came meanwhile: it would be a key to an account that is used.

use std::collections::BTreeMap;

use domain::{
    PersonId,
    accounts::batch::{BatchKind, NoLink},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};

use crate::{
    Backend, Result,
    access::sender_sql,
    entities::account_batch,
    ground::sql::{numbers, sql},
    transaction,
};

/// Who has a coupon that was not used.
const HAVE_COUPONS: &str = "SELECT l.person_id FROM password_link l JOIN account_batch b ON b.id = l.batch_id \
    WHERE b.kind = 'print'";
/// People of one transaction.
const AT_ONCE: usize = 500;

#[derive(FromQueryResult)]
struct Found {
    id: PersonId,
}

/// Which of these people get nothing from a batch, and why: their account opens rights, which they may have
/// got since the batch was begun; or they have signed in since, and it is for those who never did.
pub(super) async fn barred(
    db: &impl ConnectionTrait,
    batch: i64,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, NoLink>> {
    let mut out = BTreeMap::new();
    if people.is_empty() {
        return Ok(out);
    }
    let row = account_batch::Entity::find_by_id(batch).one(db).await?;
    let list = numbers(people.iter().map(|person| person.0));
    if row.as_ref().is_some_and(|row| !row.choice.is_everybody()) {
        let text = format!(
            "SELECT a.person_id AS id FROM account a WHERE a.person_id IN ({list}) AND a.signed_in_at IS NOT NULL"
        );
        let came = Found::find_by_statement(sql!(db, text)).all(db).await?;
        out.extend(came.into_iter().map(|row| (row.id, NoLink::Came)));
    }
    let included = row.is_some_and(|row| row.kind == BatchKind::Mail && row.choice.includes_rights());
    if !included {
        out.extend(senders(db, &list).await?.into_iter().map(|person| (person, NoLink::Rights)));
    }
    Ok(out)
}

/// Makes the coupons of those worthless who became head of school or sender after they were printed.
pub(crate) async fn end_coupons_of_senders(backend: &Backend) -> Result<()> {
    let people = senders(&backend.db, HAVE_COUPONS).await?;
    for some in people.chunks(AT_ONCE) {
        let list = numbers(some.iter().map(|person| person.0));
        let text = format!(
            "DELETE FROM password_link WHERE person_id IN ({list}) \
             AND batch_id IN (SELECT b.id FROM account_batch b WHERE b.kind = 'print')"
        );
        transaction!(&backend.db, |tx| {
            tx.execute_raw(sql!(tx, text.as_str())).await?;
            Ok(())
        })?;
    }
    Ok(())
}

/// Which of these people hold a sender's role; `among` is SQL of a list.
async fn senders(db: &impl ConnectionTrait, among: &str) -> Result<Vec<PersonId>> {
    let sends = sender_sql(db, "p.id", among).await?;
    let text = format!("SELECT p.id FROM person p WHERE p.id IN ({among}) AND ({sends}) ORDER BY p.id");
    let rows = Found::find_by_statement(sql!(db, text)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
