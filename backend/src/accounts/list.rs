use std::collections::{BTreeSet, HashMap, HashSet};

use chrono_tz::Tz;
use domain::{
    PersonId,
    accounts::view::{ACCOUNTS_PER_PAGE, AccountRow, AccountState, AccountsPage},
    time::Stamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use crate::{
    Backend, Result,
    access::{Caller, labels, people_named},
    database::statement,
    entities::{account, password_link, person},
    search::name_words,
    settings::second_factor_demanded,
};

/// *Comptes*: all accounts of people in the directory by name, or the people found by a search, with or
/// without an account. Who has left keeps the account for a return, but has no page.
///
/// # Errors
/// [`crate::Error::AdministratorOnly`].
pub async fn list(backend: &Backend, caller: &Caller, search: &str, page: u32) -> Result<AccountsPage> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let second_factor_demanded = second_factor_demanded(db).await?;
    if !name_words(search).is_empty() {
        let ids = people_named(db, caller, search).await?;
        let rows = rows(backend, caller, &ids).await?;
        let total = rows.len() as u64;
        return Ok(AccountsPage { rows, total, page: 1, pages: 1, second_factor_demanded });
    }
    let total = counted(db).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(ACCOUNTS_PER_PAGE))).unwrap_or(u32::MAX).max(1);
    let page = page.clamp(1, pages);
    let ids = by_name(db, page).await?;
    let rows = rows(backend, caller, &ids).await?;
    Ok(AccountsPage { rows, total, page, pages, second_factor_demanded })
}

/// Accounts of people in the directory; what an import says may not be in their rows yet.
const IN_DIRECTORY: &str = "FROM account a JOIN person_row f ON f.id = a.person_id \
                            JOIN person p ON p.id = f.id WHERE p.removed_at IS NULL";

async fn counted(db: &impl ConnectionTrait) -> Result<u64> {
    let sql = format!("SELECT COUNT(*) AS total {IN_DIRECTORY}");
    let row = db.query_one_raw(statement(db, &sql, [])).await?;
    let total: i64 = row.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(total).unwrap_or_default())
}

async fn by_name(db: &impl ConnectionTrait, page: u32) -> Result<Vec<PersonId>> {
    #[derive(FromQueryResult)]
    struct AccountId {
        person_id: PersonId,
    }
    let skipped = u64::from(page - 1) * u64::from(ACCOUNTS_PER_PAGE);
    let sql = format!(
        "SELECT a.person_id {IN_DIRECTORY} \
         ORDER BY f.search_last, f.id LIMIT {ACCOUNTS_PER_PAGE} OFFSET {skipped}"
    );
    let rows = AccountId::find_by_statement(statement(db, &sql, [])).all(db).await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}

/// The rows shown for these people, in the order of `ids`.
pub(super) async fn rows(backend: &Backend, caller: &Caller, ids: &[PersonId]) -> Result<Vec<AccountRow>> {
    let db = &backend.db;
    let zone: Tz = caller.own_zone();
    let some = || ids.iter().copied();
    let accounts = account::Entity::find().filter(account::Column::PersonId.is_in(some())).all(db).await?;
    let mut accounts: HashMap<PersonId, account::Model> =
        accounts.into_iter().map(|row| (row.person_id, row)).collect();
    let links = password_link::Entity::find()
        .filter(password_link::Column::PersonId.is_in(some()))
        .filter(password_link::Column::ExpiresAt.gt(backend.clock.now()))
        .all(db)
        .await?;
    let links: HashSet<PersonId> = links.into_iter().map(|row| row.person_id).collect();
    let joined = person::Entity::find()
        .filter(person::Column::Id.is_in(some()))
        .filter(person::Column::JoinedTo.is_not_null())
        .all(db)
        .await?;
    let joined: HashSet<PersonId> = joined.into_iter().map(|row| row.id).collect();
    let mut labels = labels(db, ids, &BTreeSet::new()).await?;
    let row = |id: &PersonId| {
        let label = labels.remove(id)?;
        let account = accounts.remove(id);
        let state = match &account {
            None => AccountState::None,
            Some(_) if joined.contains(id) => AccountState::Joined,
            Some(_) if links.contains(id) => AccountState::LinkSent,
            Some(account) if account.password_hash.is_empty() => AccountState::None,
            Some(_) => AccountState::Active,
        };
        let is = |fact: fn(&account::Model) -> bool| account.as_ref().is_some_and(fact);
        Some(AccountRow {
            person: *id,
            name: label.name,
            place: label.place,
            apart: label.apart,
            state,
            administrator: is(|account| account.portal_administrator),
            second_factor: is(|account| account.totp_secret.is_some()),
            last_sign_in: account
                .as_ref()
                .and_then(|account| account.signed_in_at)
                .map(|at| Stamp::new(at, zone)),
            login: account.map(|account| account.login),
        })
    };
    Ok(ids.iter().filter_map(row).collect())
}
