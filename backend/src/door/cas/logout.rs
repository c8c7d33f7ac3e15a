//! The message by which a CAS server ends what a ticket opened.

use super::{
    ticket::Ticket,
    tree::{Unreadable, read},
};

const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// Anybody can send such a message, so it is small: one name and one ticket.
const BYTES: usize = 8 * 1024;

/// The ticket that a logout message names. Nothing else in it counts: it is signed by nobody, and
/// only the CAS server and we know the ticket.
///
/// # Errors
/// Why the message is not read.
pub fn logout_request(message: &[u8]) -> Result<Ticket, Unreadable> {
    let root = read(message, BYTES)?;
    if !root.is(PROTOCOL, "LogoutRequest") {
        return Err(Unreadable::Other);
    }
    let ticket = root.only(PROTOCOL, "SessionIndex")?.value()?;
    Ticket::parse(ticket).ok_or(Unreadable::Other)
}

/// The same, from the form that the server posts.
///
/// # Errors
/// Why the message is not read.
pub fn logout_form(form: &[u8]) -> Result<Ticket, Unreadable> {
    let message = url::form_urlencoded::parse(form).find(|(name, _)| name == "logoutRequest");
    logout_request(message.map(|(_, message)| message).unwrap_or_default().as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Unreadable, logout_request};

    const NAMES: &str = "xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' \
                         xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'";

    fn message(inner: &str) -> String {
        format!("<samlp:LogoutRequest {NAMES} ID='_1' Version='2.0'>{inner}</samlp:LogoutRequest>")
    }

    #[test]
    fn a_message_names_one_ticket() {
        let one = message(
            "<saml:NameID>@NOT_USED@</saml:NameID><samlp:SessionIndex> ST-12-aB3.cas-1 </samlp:SessionIndex>",
        );
        let ticket = logout_request(one.as_bytes()).expect("a ticket");
        assert_eq!(ticket.as_str(), "ST-12-aB3.cas-1");
        let index = "<samlp:SessionIndex>ST-12-aB3</samlp:SessionIndex>";
        for (inner, refused) in [
            (String::new(), Unreadable::Other),
            (index.repeat(2), Unreadable::Other),
            ("<samlp:SessionIndex>*</samlp:SessionIndex>".to_owned(), Unreadable::Other),
            ("<saml:SessionIndex>ST-12-aB3</saml:SessionIndex>".to_owned(), Unreadable::Other),
            ("<samlp:SessionIndex>&x;</samlp:SessionIndex>".to_owned(), Unreadable::DocumentType),
            (format!("{index}{}", " ".repeat(8192)), Unreadable::TooLarge),
        ] {
            assert_eq!(logout_request(message(&inner).as_bytes()), Err(refused), "{inner:.80}");
        }
        let typed = format!("<!DOCTYPE a [<!ENTITY x 'ST-12-aB3'>]>{}", message(index));
        assert_eq!(logout_request(typed.as_bytes()), Err(Unreadable::DocumentType));
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300), cut in 0..300_usize) {
            let _ = logout_request(&bytes);
            let whole = message("<samlp:SessionIndex>ST-12-aB3</samlp:SessionIndex>");
            let mut broken = whole.as_bytes()[..cut.min(whole.len() - 1)].to_vec();
            prop_assert!(logout_request(&broken).is_err());
            broken.extend_from_slice(&bytes);
            let _ = logout_request(&broken);
        }
    }
}
