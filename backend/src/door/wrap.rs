use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};

use super::totp::owner;
use crate::{Backend, Result, entities::account, ground::secrets::StoredSecret};

/// How the secrets of second factors are stored, after the start of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretsAtStart {
    /// All are wrapped with the first key.
    Wrapped,
    /// There is no key, and so many secrets are stored in plain text.
    Plain(usize),
    /// At least one needs this key, which the configuration lacks.
    KeyMissing(String),
}

/// Wraps the secrets that are stored in plain text or with an older key. Nothing is changed when a
/// key is missing.
pub async fn wrap_secrets(backend: &Backend) -> Result<SecretsAtStart> {
    use account::Column::{TotpPending, TotpSecret};
    let (db, keys) = (&backend.db, &backend.secrets);
    let with_secret = Condition::any().add(TotpSecret.is_not_null()).add(TotpPending.is_not_null());
    let accounts = account::Entity::find().filter(with_secret).all(db).await?;
    let mut open = Vec::new();
    for account in &accounts {
        let columns = [(TotpSecret, &account.totp_secret), (TotpPending, &account.totp_pending)];
        for (column, stored) in
            columns.into_iter().filter_map(|(column, stored)| Some((column, stored.as_ref()?)))
        {
            match keys.state(stored) {
                StoredSecret::Current => {}
                StoredSecret::Unknown(key) => return Ok(SecretsAtStart::KeyMissing(key)),
                StoredSecret::Plain => open.push((account.person_id, column, stored, stored.clone())),
                StoredSecret::Older => {
                    let secret = keys.unwrap(stored, &owner(account.person_id))?;
                    open.push((account.person_id, column, stored, secret));
                }
            }
        }
    }
    if keys.is_empty() && !open.is_empty() {
        return Ok(SecretsAtStart::Plain(open.len()));
    }
    for (person, column, stored, secret) in open {
        account::Entity::update_many()
            .col_expr(column, Expr::value(keys.wrap(&secret, &owner(person))?))
            .filter(account::Column::PersonId.eq(person))
            // Another process may have changed it meanwhile.
            .filter(column.eq(stored))
            .exec(db)
            .await?;
    }
    Ok(SecretsAtStart::Wrapped)
}
