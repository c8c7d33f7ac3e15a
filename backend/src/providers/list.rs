use std::collections::HashMap;

use domain::{
    AuthorityId, ProviderId,
    providers::{
        ProviderInput,
        view::{ProviderDetail, ProviderRow, ProvidersPage},
    },
    time::Stamp,
};
use sea_orm::{EntityTrait, FromQueryResult, QueryOrder};

use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::{account, authority, provider},
    ground::sql::sql,
    search::by_name,
};

/// *Connexion*: every provider.
///
/// # Errors
/// [`Error::AdministratorOnly`].
pub async fn page(backend: &Backend, caller: &Caller) -> Result<ProvidersPage> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let mut authorities = authority::Entity::find().order_by_asc(authority::Column::Id).all(db).await?;
    by_name(&mut authorities, |authority| &authority.name);
    let authorities: Vec<(AuthorityId, String)> =
        authorities.into_iter().map(|authority| (authority.id, authority.name)).collect();
    let open = open_sessions(backend).await?;
    let mut rows = provider::Entity::find().order_by_asc(provider::Column::Id).all(db).await?;
    by_name(&mut rows, |provider| &provider.name);
    let account = account::Entity::find_by_id(caller.person).one(db).await?;
    let rows = rows.iter().map(|row| as_shown(row, caller, &authorities, &open)).collect();
    Ok(ProvidersPage {
        rows,
        authorities,
        keeps_secrets: !backend.secrets.is_empty(),
        has_address: backend.public_address.is_known(),
        coded: account.as_ref().is_some_and(|account| account.totp_secret.is_some()),
        login: account.map(|account| account.login).unwrap_or_default(),
    })
}

/// One provider.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn detail(backend: &Backend, caller: &Caller, id: ProviderId) -> Result<ProviderDetail> {
    let page = page(backend, caller).await?;
    let row = provider::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let shown = page.rows.iter().find(|shown| shown.id == id).cloned().ok_or(Error::NotFound)?;
    Ok(ProviderDetail {
        input: as_typed(&row),
        version: row.version,
        has_secret: row.client_secret.is_some(),
        row: shown,
        page,
    })
}

fn as_shown(
    row: &provider::Model,
    caller: &Caller,
    authorities: &[(AuthorityId, String)],
    open: &HashMap<ProviderId, u64>,
) -> ProviderRow {
    let named = |id| authorities.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    ProviderRow {
        id: row.id,
        name: row.name.clone(),
        protocol: row.protocol,
        authority: row.authority_id.and_then(named),
        state: row.state,
        sessions: open.get(&row.id).copied().unwrap_or_default(),
        changed: Stamp::new(row.changed_at, caller.own_zone()),
    }
}

/// The form as it was typed, without the secret.
fn as_typed(row: &provider::Model) -> ProviderInput {
    let switches = &row.switches;
    ProviderInput {
        name: row.name.clone(),
        authority: row.authority_id.map(|id| id.to_string()).unwrap_or_default(),
        protocol: row.protocol.code().to_owned(),
        issuer: row.issuer.clone(),
        client_id: row.client_id.clone(),
        client_secret: String::new(),
        claim: row.claim.clone(),
        match_by: row.match_by.code().to_owned(),
        prefix_removed: row.prefix_removed.clone(),
        prefix_added: row.prefix_added.clone(),
        pkce: switches.pkce.code().to_owned(),
        client_auth: switches.client_auth.code().to_owned(),
        userinfo: switches.userinfo.code().to_owned(),
        scopes: switches.scopes.clone(),
        second_factor: switches.second_factor,
        vouches_for_addresses: switches.vouches_for_addresses,
        cas_two: switches.cas_two,
        cas_renew: switches.cas_renew,
    }
}

async fn open_sessions(backend: &Backend) -> Result<HashMap<ProviderId, u64>> {
    #[derive(FromQueryResult)]
    struct OpenSessions {
        provider_id: ProviderId,
        open: i64,
    }
    let (db, now) = (&backend.db, backend.clock.now());
    let text = "SELECT o.provider_id, COUNT(*) AS open FROM provider_session o \
                JOIN session s ON s.token_hash = o.token_hash WHERE s.expires_at > :now GROUP BY o.provider_id";
    let rows = OpenSessions::find_by_statement(sql!(db, text, now)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.provider_id, u64::try_from(row.open).unwrap_or_default())).collect())
}
