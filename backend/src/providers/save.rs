use domain::{
    ProviderId,
    audit::Action,
    fields::FieldProblem,
    providers::{NewProvider, Protocol, ProviderInput, ProviderState},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    door::{
        Proved,
        providers::{end_all, secret_owner},
    },
    entities::{Json, authority, provider},
    transaction,
};

/// More than a person can choose among.
const PROVIDERS_AT_MOST: usize = 50;

/// Adds a provider, paused, or changes one. `version` is the one that the form showed. Sessions that
/// were opened under other rules end.
///
/// Whoever can do this can sign in as anybody, so it takes a proof.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::Fields`]; [`Error::NotFound`]; [`Error::Conflict`] when the
/// portal cannot keep a secret.
pub async fn save(
    backend: &Backend,
    caller: &Caller,
    id: Option<ProviderId>,
    version: i64,
    input: &ProviderInput,
    proved: &Proved,
) -> Result<ProviderId> {
    caller.authorize_administrator()?;
    let new = input.parse().map_err(Error::Fields)?;
    let id = transaction!(&backend.db, |tx| {
        lock(tx, "providers").await?;
        proved.still(tx, caller).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        if let Some(authority) = new.authority {
            let known = authority::Entity::find_by_id(authority).one(tx).await?;
            known.ok_or_else(|| Error::field("collectivite", FieldProblem::UnknownChoice))?;
        }
        let before = match id {
            None => None,
            Some(id) => Some(provider::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?),
        };
        if before.is_none()
            && let Some(id) = added_before(backend, tx, &new).await?
        {
            return Ok(id);
        }
        let id = match &before {
            None => add(backend, tx, &new).await?,
            Some(before) => change(backend, tx, before, version, &new).await?,
        };
        let what = if before.is_some() { "changed" } else { "added" };
        let entry = Entry::by(caller, Action::ProviderChanged, new.name.as_str());
        audit::append(tx, backend.clock.now(), entry.with("what", what).with("address", &new.issuer)).await?;
        Ok(id)
    })?;
    backend.refresh().await?;
    Ok(id)
}

async fn add(backend: &Backend, tx: &DatabaseTransaction, new: &NewProvider) -> Result<ProviderId> {
    let there = provider::Entity::find().count(tx).await?;
    if there >= PROVIDERS_AT_MOST as u64 {
        return Err(Error::field("nom", FieldProblem::AtMost { max: PROVIDERS_AT_MOST }));
    }
    let mut row = filled(backend, new)?;
    row.state = Set(ProviderState::Paused);
    row.version = Set(1);
    row.client_secret = Set(None);
    let id = row.insert(tx).await?.id;
    // A wrapped secret belongs to its number.
    if let Some(secret) = wrapped(backend, id, new)? {
        let row =
            provider::ActiveModel { id: Set(id), client_secret: Set(Some(secret)), ..Default::default() };
        row.update(tx).await?;
    }
    Ok(id)
}

/// The provider that the same form has added: the answer was lost, or the form came back by the browser's
/// button. Once it was changed or put into service it is another one.
async fn added_before(
    backend: &Backend,
    tx: &DatabaseTransaction,
    new: &NewProvider,
) -> Result<Option<ProviderId>> {
    let untouched = provider::Entity::find()
        .filter(provider::Column::Issuer.eq(new.issuer.as_str()))
        .filter(provider::Column::State.eq(ProviderState::Paused))
        .filter(provider::Column::Version.eq(1_i64));
    // One that cannot be read any more is another one.
    let secret = |row: &provider::Model| {
        let stored = row.client_secret.as_deref();
        stored.map(|stored| backend.secrets.unwrap(stored, &secret_owner(row.id)).ok())
    };
    let says_the_same = |row: &&provider::Model| {
        secret(row) == new.client_secret.clone().map(Some)
            && row.name == new.name
            && row.authority_id == new.authority
            && row.protocol == new.protocol
            && row.client_id == new.client_id
            && row.claim == new.claim
            && row.match_by == new.match_by
            && row.prefix_removed == new.prefix_removed
            && row.prefix_added == new.prefix_added
            && *row.switches == new.switches
    };
    Ok(untouched.all(tx).await?.iter().find(says_the_same).map(|row| row.id))
}

async fn change(
    backend: &Backend,
    tx: &DatabaseTransaction,
    before: &provider::Model,
    version: i64,
    new: &NewProvider,
) -> Result<ProviderId> {
    if before.version != version {
        return Err(Error::field("nom", FieldProblem::SettingsChanged));
    }
    let elsewhere = before.issuer != new.issuer || before.protocol != new.protocol;
    let has_client = new.protocol == Protocol::Oidc;
    // A secret is not sent to another server than the one that it was typed for.
    if has_client && elsewhere && before.client_secret.is_some() && new.client_secret.is_none() {
        return Err(Error::field("secret", FieldProblem::Required));
    }
    let rules = |row: &provider::Model| {
        (
            row.authority_id,
            row.claim.clone(),
            row.match_by,
            row.prefix_removed.clone(),
            row.prefix_added.clone(),
            row.client_id.clone(),
            row.switches.second_factor,
            row.switches.vouches_for_addresses,
        )
    };
    let secret = wrapped(backend, before.id, new)?;
    let mut row = filled(backend, new)?;
    row.id = Set(before.id);
    row.version = Set(before.version + 1);
    row.client_secret = match secret {
        Some(secret) => Set(Some(secret)),
        None if has_client => NotSet,
        // Nobody could see or erase it: the form hides it.
        None => Set(None),
    };
    let after = row.update(tx).await?;
    if elsewhere || rules(before) != rules(&after) {
        end_all(tx, before.id).await?;
    }
    Ok(before.id)
}

fn wrapped(backend: &Backend, id: ProviderId, new: &NewProvider) -> Result<Option<String>> {
    let secret = new.client_secret.as_deref();
    secret.map(|secret| backend.secrets.wrap(secret, &secret_owner(id))).transpose()
}

fn filled(backend: &Backend, new: &NewProvider) -> Result<provider::ActiveModel> {
    Ok(provider::ActiveModel {
        authority_id: Set(new.authority),
        name: Set(new.name.clone()),
        protocol: Set(new.protocol),
        issuer: Set(new.issuer.clone()),
        client_id: Set(new.client_id.clone()),
        claim: Set(new.claim.clone()),
        match_by: Set(new.match_by),
        prefix_removed: Set(new.prefix_removed.clone()),
        prefix_added: Set(new.prefix_added.clone()),
        switches: Set(Json::new(new.switches.clone())?),
        changed_at: Set(backend.clock.now()),
        ..Default::default()
    })
}
