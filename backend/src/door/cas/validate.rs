use domain::providers::Problem;
use http::StatusCode;

use super::{Identified, Server, ServiceResponse, Ticket, service_response};
use crate::outbound::{Answer, Limits, Outbound, OutboundError};

/// The longest code of a refusal that is kept.
const CODE_CHARACTERS: usize = 60;

/// Asks a CAS server whom a ticket stands for. The server answers once; `service` is the address
/// that the ticket was made for, byte for byte.
///
/// # Errors
/// Why it tells nothing.
pub(super) async fn validate(
    outbound: &Outbound,
    server: Server<'_>,
    service: &str,
    ticket: &Ticket,
) -> Result<Identified, Problem> {
    let mut answer = ask(outbound, &server.validate(!server.two, service, ticket)).await?;
    // A server without the newer address has not looked at the ticket.
    if answer.status == StatusCode::NOT_FOUND && !server.two {
        answer = ask(outbound, &server.validate(false, service, ticket)).await?;
    }
    if answer.status != StatusCode::OK {
        return Err(Problem::Status(answer.status.as_u16()));
    }
    match service_response(&answer.body) {
        Ok(ServiceResponse::Success(person)) => Ok(person),
        Ok(ServiceResponse::Failure(code)) => {
            Err(Problem::Refused(code.chars().take(CODE_CHARACTERS).collect()))
        }
        Err(reason) => {
            tracing::warn!(%reason, "the answer of a CAS server was not read");
            Err(Problem::Unreadable)
        }
    }
}

async fn ask(outbound: &Outbound, address: &Result<String, OutboundError>) -> Result<Answer, Problem> {
    let address = address.as_deref().map_err(|error| Problem::NoAnswer(*error))?;
    outbound.get(address, Limits::default()).await.map_err(Problem::NoAnswer)
}
