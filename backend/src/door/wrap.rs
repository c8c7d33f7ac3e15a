use domain::{PersonId, ProviderId};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter, sea_query::Expr};

use super::{providers::secret_owner, totp::owner};
use crate::{
    Backend, Result,
    entities::{account, provider},
    ground::secrets::StoredSecret,
};

/// How the secrets are stored, after the start of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretsAtStart {
    /// All are wrapped with the first key.
    Wrapped,
    /// There is no key, and so many secrets are stored in plain text.
    Plain(usize),
    /// At least one needs this key, which the configuration lacks.
    KeyMissing(String),
}

/// Where a secret is stored.
#[derive(Clone, Copy)]
enum Of {
    Account(PersonId, account::Column),
    Provider(ProviderId),
}

impl Of {
    /// Who the wrapped secret belongs to.
    fn owner(self) -> String {
        match self {
            Self::Account(person, _) => owner(person),
            Self::Provider(id) => secret_owner(id),
        }
    }

    async fn store(self, db: &DatabaseConnection, before: &str, wrapped: String) -> Result<()> {
        match self {
            Self::Account(person, column) => {
                account::Entity::update_many()
                    .col_expr(column, Expr::value(wrapped))
                    .filter(account::Column::PersonId.eq(person))
                    // Another process may have changed it meanwhile.
                    .filter(column.eq(before))
                    .exec(db)
                    .await?;
            }
            Self::Provider(id) => {
                provider::Entity::update_many()
                    .col_expr(provider::Column::ClientSecret, Expr::value(wrapped))
                    .filter(provider::Column::Id.eq(id))
                    .filter(provider::Column::ClientSecret.eq(before))
                    .exec(db)
                    .await?;
            }
        }
        Ok(())
    }
}

/// Wraps the secrets that are stored in plain text or with an older key: those of second factors,
/// and those by which providers of sign-on know us. Nothing is changed when a key is missing.
pub async fn wrap_secrets(backend: &Backend) -> Result<SecretsAtStart> {
    let (db, keys) = (&backend.db, &backend.secrets);
    let mut open = Vec::new();
    for (of, stored) in stored(db).await? {
        match keys.state(&stored) {
            StoredSecret::Current => {}
            StoredSecret::Unknown(key) => return Ok(SecretsAtStart::KeyMissing(key)),
            StoredSecret::Plain => open.push((of, stored.clone(), stored)),
            StoredSecret::Older => {
                let secret = keys.unwrap(&stored, &of.owner())?;
                open.push((of, stored, secret));
            }
        }
    }
    if keys.is_empty() && !open.is_empty() {
        return Ok(SecretsAtStart::Plain(open.len()));
    }
    for (of, stored, secret) in open {
        of.store(db, &stored, keys.wrap(&secret, &of.owner())?).await?;
    }
    Ok(SecretsAtStart::Wrapped)
}

async fn stored(db: &DatabaseConnection) -> Result<Vec<(Of, String)>> {
    use account::Column::{TotpPending, TotpSecret};
    let with_secret = Condition::any().add(TotpSecret.is_not_null()).add(TotpPending.is_not_null());
    let mut stored = Vec::new();
    for row in account::Entity::find().filter(with_secret).all(db).await? {
        let columns = [(TotpSecret, row.totp_secret), (TotpPending, row.totp_pending)];
        let of = |(column, secret): (_, Option<String>)| Some((Of::Account(row.person_id, column), secret?));
        stored.extend(columns.into_iter().filter_map(of));
    }
    let with_secret = provider::Column::ClientSecret.is_not_null();
    for row in provider::Entity::find().filter(with_secret).all(db).await? {
        stored.extend(row.client_secret.map(|secret| (Of::Provider(row.id), secret)));
    }
    Ok(stored)
}
