use domain::providers::{Claims, Problem, Protocol, Step, Trouble, add_claim};

use super::{
    Identified, Ticket,
    start::{Waiting, server},
    validate::validate,
};
use crate::{
    Backend, Result,
    door::providers::{Assertion, known},
    entities::provider,
};

/// What the CAS server says about the person who came back with a ticket. Nobody is signed in yet.
/// `ours` is the address that the sign-in began with.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown or paused provider; the inner error is the provider's.
pub async fn arrive(
    backend: &Backend,
    waiting: &Waiting,
    ours: &str,
    ticket: &str,
    trying: bool,
) -> Result<Result<Assertion, Trouble>> {
    let provider = known(&backend.db, waiting.provider, Protocol::Cas, trying).await?;
    if let Err(trouble) = backend.public_address.needed_for(Step::Authorization) {
        return Ok(Err(trouble));
    }
    let asserted = asserted(backend, &provider, &waiting.service(ours), ticket).await;
    if let Err(trouble) = &asserted {
        tracing::warn!(provider = provider.name, ?trouble, "a sign-in with a CAS server failed");
    }
    Ok(asserted)
}

async fn asserted(
    backend: &Backend,
    provider: &provider::Model,
    service: &str,
    ticket: &str,
) -> Result<Assertion, Trouble> {
    let missing = || Step::Authorization.because(Problem::Missing("ticket".to_owned()));
    let ticket = Ticket::parse(ticket).ok_or_else(missing)?;
    let person = validate(&backend.outbound, server(provider), service, &ticket)
        .await
        .map_err(|problem| Step::Exchange.because(problem))?;
    let claims = claims(&person);
    Ok(Assertion {
        subject: person.user,
        ticket: Some(ticket.as_str().to_owned()),
        claims,
        ..Assertion::default()
    })
}

/// The attributes, and `user`: no attribute may pass for it.
fn claims(person: &Identified) -> Claims {
    let mut claims = Claims::new();
    add_claim(&mut claims, USER, &person.user);
    for (name, values) in person.attributes.iter().filter(|(name, _)| *name != USER) {
        for value in values {
            add_claim(&mut claims, name, value);
        }
    }
    claims
}

/// The claim that holds the content of `<cas:user>`.
const USER: &str = "user";

#[cfg(test)]
mod tests {
    use super::{Identified, claims};

    #[test]
    fn no_attribute_passes_for_the_user() {
        let attributes = [
            ("user".to_owned(), vec!["admin".to_owned()]),
            ("mail".to_owned(), vec!["a@example.fr".to_owned(), "b@example.fr".to_owned()]),
        ];
        let person = Identified { user: "e.morin".to_owned(), attributes: attributes.into() };
        let claims = claims(&person);
        assert_eq!(claims["user"], ["e.morin"]);
        assert_eq!(claims["mail"], ["a@example.fr", "b@example.fr"]);
    }
}
