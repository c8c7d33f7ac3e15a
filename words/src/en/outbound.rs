//! Calls to servers of others.

use domain::outbound::OutboundError;

use crate::rooms::Outbound;

pub(super) const OUTBOUND: Outbound = Outbound { title: "The other server could not be reached", failed };

fn failed(error: OutboundError) -> String {
    match error {
        OutboundError::Malformed => "This is not the address of a web server.",
        OutboundError::NotEncrypted => "The address must begin with https://.",
        OutboundError::Credentials => "The address must contain no username and no password.",
        OutboundError::Port(port) => return port_refused(port),
        OutboundError::Private => {
            "This name leads to a private or reserved address. If the server is in your network, the operator must add that network to the setting outbound_networks."
        }
        OutboundError::UnknownName => "The name of this server is unknown, or the name server is not answering.",
        OutboundError::Unreachable => "The server refuses the connection or cannot be reached.",
        OutboundError::Certificate => {
            "The server’s certificate is not valid for this name, has expired, or comes from an authority that this machine does not know."
        }
        OutboundError::Slow => "The server did not answer in time.",
        OutboundError::TooLarge => "The server’s answer is too large.",
        OutboundError::Redirected => {
            "The server points to another address, which is not followed. Give the final address."
        }
        OutboundError::Broken => "The server’s answer is incomplete or cannot be read.",
        OutboundError::Busy => "Too many calls to this server are in progress. Try again in a moment.",
    }
    .to_owned()
}

fn port_refused(port: u16) -> String {
    format!(
        "Port {port} is not the port of a web server (443 or 8443). If the server is yours, the operator must add its network to the setting outbound_networks."
    )
}
