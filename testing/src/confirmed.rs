//! Deploying as a page does it: the question first, then the answer that confirms it.

use backend::{
    Backend, Result,
    access::{Caller, perimeters},
    communications,
};
use domain::{
    access::Right,
    communications::{Channel, CommunicationInput, view::Deployed},
};

/// The form as a page holds it: it names the sender's first perimeter if it names none.
///
/// # Errors
/// As [`perimeters`].
pub async fn named(
    backend: &Backend,
    caller: &Caller,
    input: &CommunicationInput,
) -> Result<CommunicationInput> {
    let mut input = input.clone();
    if input.perimeter.is_empty() {
        let channel = Channel::from_code(&input.channel).unwrap_or(Channel::COMPOSED[0]);
        let offered = if caller.authorize_somewhere(Right::CreateCommunication, &[channel]).is_ok() {
            perimeters(&backend.db, caller, channel).await?
        } else {
            Vec::new()
        };
        if let Some(first) = offered.first() {
            input.perimeter.clone_from(&first.key);
        }
    }
    Ok(input)
}

/// Asks, and answers *Valider*.
///
/// # Errors
/// As [`communications::question`] and [`communications::deploy`].
pub async fn confirmed(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<Deployed> {
    let input = named(backend, caller, input).await?;
    let question = Box::pin(communications::question(backend, caller, form_key, &input)).await?;
    let confirmation = Some(&question.confirmation);
    Box::pin(communications::deploy(backend, caller, form_key, &input, confirmation)).await
}
