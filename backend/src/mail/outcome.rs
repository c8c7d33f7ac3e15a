use lettre::transport::smtp::Error as SmtpError;
use tokio::time::error::Elapsed;

use crate::queue::{Ended, Lease};

/// How the attempt to send a letter ended.
pub(super) fn ended<T>(lease: &Lease, sent: Result<Result<T, SmtpError>, Elapsed>) -> Ended {
    match sent {
        Err(_) => waits(lease, "no answer in time".to_owned()),
        Ok(Ok(_)) => Ended::Done,
        Ok(Err(reason)) if reason.is_permanent() && !is_ours(&reason) => {
            Ended::Refused(reason_with_cause(&reason))
        }
        Ok(Err(reason)) => waits(lease, reason_with_cause(&reason)),
    }
}

fn waits(lease: &Lease, reason: String) -> Ended {
    tracing::warn!(job = lease.id, failures = lease.failures + 1, reason, "an e-mail could not be sent yet");
    Ended::Failed(reason)
}

/// The relay refuses the portal and not the letter: a wrong password must not make anybody lose their
/// copy.
pub(super) fn is_ours(reason: &SmtpError) -> bool {
    let code = reason.status().map(|code| code.to_string()).unwrap_or_default();
    ["502", "503", "504", "521", "530", "534", "535", "538"].contains(&code.as_str())
}

/// The reason with its cause, which contains the relay's own words.
pub(super) fn reason_with_cause(reason: &SmtpError) -> String {
    let mut text = reason.to_string();
    let mut cause = std::error::Error::source(reason);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}
