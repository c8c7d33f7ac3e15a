use domain::{
    ProviderId,
    providers::{Protocol, Step, Trouble, Userinfo, view::Trial},
};
use sea_orm::EntityTrait;

use crate::{
    Backend, Error, Result,
    access::{Caller, responsible},
    door::providers::{Assertion, identify},
    entities::provider,
};

/// *Essayer la connexion*: the result of a sign-in, and whom it would have signed in. Nobody is signed in.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn trial(
    backend: &Backend,
    caller: &Caller,
    id: ProviderId,
    outcome: Result<Assertion, Trouble>,
) -> Result<Trial> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let row = provider::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let has = |step: &Step| match row.protocol {
        Protocol::Oidc => *step != Step::Userinfo || row.switches.userinfo != Userinfo::None,
        Protocol::Cas => matches!(step, Step::Authorization | Step::Exchange | Step::Token | Step::Person),
    };
    let steps = Step::ALL.into_iter().filter(has).collect();
    let assertion = match outcome {
        Ok(assertion) => assertion,
        Err(trouble) => return Ok(Trial { steps, trouble: Some(trouble), ..Trial::default() }),
    };
    let found = match identify(db, &row, &assertion.claims).await? {
        Ok(person) => {
            let names = responsible(db, caller.words(), [person]).await?;
            Ok(names.into_values().next().unwrap_or_default())
        }
        Err(reason) => Err(reason),
    };
    Ok(Trial { steps, trouble: None, claims: assertion.claims.into_iter().collect(), found: Some(found) })
}
