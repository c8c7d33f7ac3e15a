use domain::{PersonId, accounts::batch::NoLink, time::Millis};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult};

use super::{again::goes_on, rights::barred};
use crate::{
    Backend, Result,
    accounts::free_login::free_login,
    database::lock,
    entities::{account, account_batch},
    ground::sql::{numbers, sql},
    queue::{self, Lease},
    transaction,
};

/// Accounts of one transaction: few, so that nobody who sets a password waits for it.
const AT_ONCE: usize = 100;

#[derive(Debug, FromQueryResult)]
struct PersonToPrepare {
    person_id: PersonId,
    first_name: String,
    last_name: String,
    removed_at: Option<Millis>,
    joined_to: Option<PersonId>,
    login: Option<String>,
    portal_administrator: Option<bool>,
}

impl PersonToPrepare {
    fn is_gone(&self) -> bool {
        self.removed_at.is_some() || self.joined_to.is_some() || self.portal_administrator == Some(true)
    }
}

/// Gives accounts to the next people of a batch. Their earlier links are worth nothing from now on.
/// Returns how many there were; `None` when another process has the job by now.
pub(super) async fn prepare(
    backend: &Backend,
    lease: &Lease,
    batch: &account_batch::Model,
) -> Result<Option<usize>> {
    let now = backend.clock.now();
    let id = batch.id;
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        if !queue::keep(tx, lease, now).await? || !goes_on(tx, id, now).await? {
            return Ok(None);
        }
        let text = format!(
            "SELECT b.person_id, p.first_name, p.last_name, p.removed_at, p.joined_to, a.login, \
             a.portal_administrator FROM account_batch_person b JOIN person p ON p.id = b.person_id \
             LEFT JOIN account a ON a.person_id = b.person_id \
             WHERE b.batch_id = :id AND b.prepared_at IS NULL AND b.no_link IS NULL ORDER BY b.place LIMIT {AT_ONCE}"
        );
        let rows = PersonToPrepare::find_by_statement(sql!(tx, text, id)).all(tx).await?;
        let (gone, there): (Vec<&PersonToPrepare>, Vec<&PersonToPrepare>) =
            rows.iter().partition(|row| row.is_gone());
        let people: Vec<PersonId> = there.iter().map(|row| row.person_id).collect();
        let barred = barred(tx, id, &people).await?;
        let there: Vec<&PersonToPrepare> =
            there.into_iter().filter(|row| !barred.contains_key(&row.person_id)).collect();
        for row in there.iter().filter(|row| row.login.is_none()) {
            open_account(tx, row).await?;
        }
        let list = numbers(there.iter().map(|row| row.person_id.0));
        tx.execute_raw(sql!(tx, format!("DELETE FROM password_link WHERE person_id IN ({list})"))).await?;
        let prepared = format!(
            "UPDATE account_batch_person SET prepared_at = :now WHERE batch_id = :id AND person_id IN ({list})"
        );
        tx.execute_raw(sql!(tx, prepared, now, id)).await?;
        for row in gone {
            no_link(tx, id, row.person_id, NoLink::Gone).await?;
        }
        for (person, why) in barred {
            no_link(tx, id, person, why).await?;
        }
        Ok(Some(rows.len()))
    })
}

async fn open_account(tx: &DatabaseTransaction, row: &PersonToPrepare) -> Result<()> {
    let account = account::ActiveModel {
        person_id: Set(row.person_id),
        login: Set(free_login(tx, &row.first_name, &row.last_name).await?),
        password_hash: Set(String::new()),
        portal_administrator: Set(false),
        ..Default::default()
    };
    account::Entity::insert(account).exec_without_returning(tx).await?;
    Ok(())
}

/// Notes why somebody gets no link.
pub(super) async fn no_link(
    db: &impl ConnectionTrait,
    batch: i64,
    person: PersonId,
    why: NoLink,
) -> Result<()> {
    let text =
        "UPDATE account_batch_person SET no_link = :why WHERE batch_id = :batch AND person_id = :person";
    db.execute_raw(sql!(db, text, batch, person, why = why.code())).await?;
    Ok(())
}
