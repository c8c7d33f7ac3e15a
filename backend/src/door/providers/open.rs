use domain::{
    PersonId, ProviderId,
    providers::{Claims, ProviderState, Unmatched},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QuerySelect};

use super::{end_overtaken, identify, identify::vouches_for, record_refusal};
use crate::{
    Backend, Error, Result,
    door::{
        From, Token,
        open_session::{By, Opened, locked_account, open_session},
        sign_in::want_code,
    },
    entities::{provider, provider_session, sign_in_step::AssertedSession},
    token::token_hash,
    transaction,
};

/// What a provider said about somebody who has just signed in there. Its form was verified.
#[derive(Clone, Debug, Default)]
pub struct Assertion {
    /// Whom the provider means, in its own terms.
    pub subject: String,
    /// The provider's session, if it names one.
    pub sid: Option<String>,
    /// The ticket of CAS.
    pub ticket: Option<String>,
    pub id_token: Option<String>,
    pub claims: Claims,
}

/// Where a sign-in with a provider leads to.
#[derive(Clone)]
pub enum Arrived {
    Open(Opened),
    /// The person has a second factor, and the provider does not ask for one.
    CodeWanted(Token),
    Refused(Unmatched),
}

/// Opens a session for the person whom the provider vouches for.
///
/// # Errors
/// [`Error::NotFound`] when the provider is no longer there, or is paused.
pub async fn open(
    backend: &Backend,
    provider: ProviderId,
    assertion: &Assertion,
    from: &From<'_>,
) -> Result<Arrived> {
    let now = backend.clock.now();
    backend.failpoint.between("provider").await;
    let asserted = AssertedSession {
        provider,
        subject: assertion.subject.clone(),
        sid: assertion.sid.clone(),
        ticket: assertion.ticket.clone(),
        id_token: assertion.id_token.clone(),
    };
    let arrived = transaction!(&backend.db, |tx| {
        let provider = locked(tx, provider).await?;
        let person = match identify(tx, &provider, &assertion.claims).await? {
            Ok(person) => person,
            Err(reason) => return Ok(Arrived::Refused(reason)),
        };
        // People without an account of ours sign in with a provider alone.
        let account = locked_account(tx, person).await?;
        let coded = account.is_some_and(|account| account.totp_secret.is_some());
        if coded && !provider.switches.second_factor {
            return Ok(Arrived::CodeWanted(want_code(tx, person, Some(asserted.clone()), now).await?));
        }
        let opened = open_session(tx, person, By::Provider(&provider.name), from, now).await?;
        tie(tx, asserted.clone(), &opened).await?;
        Ok(Arrived::Open(opened))
    })?;
    match &arrived {
        Arrived::Refused(reason) => record_refusal(backend, provider, *reason, from).await?,
        Arrived::Open(opened) => end_overtaken(backend, &asserted, opened).await?,
        Arrived::CodeWanted(_) => {}
    }
    backend.refresh().await?;
    Ok(arrived)
}

/// The provider, which cannot be paused or changed until the transaction ends. Sign-ins do not wait
/// for each other.
async fn locked(db: &DatabaseTransaction, id: ProviderId) -> Result<provider::Model> {
    let row = provider::Entity::find_by_id(id).lock_shared().one(db).await?;
    row.filter(|row| row.state == ProviderState::Active).ok_or(Error::NotFound)
}

/// The provider of a sign-in that waited for a code. It may have been paused meanwhile, and that of an
/// authority no longer vouches for somebody who was given a role beyond its schools.
pub(in crate::door) async fn of_step(
    db: &DatabaseTransaction,
    asserted: &AssertedSession,
    person: PersonId,
) -> Result<provider::Model> {
    let provider = locked(db, asserted.provider).await?;
    if vouches_for(db, &provider, person).await? { Ok(provider) } else { Err(Error::NotFound) }
}

/// Ties a session to the provider that vouched for its person.
pub(in crate::door) async fn tie(
    db: &DatabaseTransaction,
    asserted: AssertedSession,
    opened: &Opened,
) -> Result<()> {
    let row = provider_session::ActiveModel {
        token_hash: Set(token_hash(opened.session.as_str())),
        provider_id: Set(asserted.provider),
        subject: Set(asserted.subject),
        sid: Set(asserted.sid),
        ticket: Set(asserted.ticket),
        id_token: Set(asserted.id_token),
    };
    provider_session::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
