//! The addresses of a CAS server.

use domain::outbound::OutboundError;
use url::Url;

use super::Ticket;

/// How a CAS server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server<'a> {
    /// Such as `https://ent.example.fr/cas`.
    pub base: &'a str,
    /// It speaks CAS 2 alone.
    pub two: bool,
    /// It asks for the password each time, also of somebody who is signed in there.
    pub renew: bool,
}

impl Server<'_> {
    /// Where somebody signs in, to come back to `service` with a ticket.
    ///
    /// # Errors
    /// [`OutboundError::Malformed`] when `base` is no address.
    pub fn login(&self, service: &str) -> Result<String, OutboundError> {
        let renew = self.renew.then_some(("renew", "true"));
        self.at("login", [("service", service)].into_iter().chain(renew))
    }

    /// Where somebody signs out, to come back to `service`.
    ///
    /// # Errors
    /// As [`Self::login`].
    pub fn logout(&self, service: &str) -> Result<String, OutboundError> {
        self.at("logout", [(if self.two { "url" } else { "service" }, service)])
    }

    /// Where we ask whom a ticket stands for.
    pub(super) fn validate(
        &self,
        three: bool,
        service: &str,
        ticket: &Ticket,
    ) -> Result<String, OutboundError> {
        let renew = self.renew.then_some(("renew", "true"));
        let path = if three { "p3/serviceValidate" } else { "serviceValidate" };
        self.at(path, [("service", service), ("ticket", ticket.as_str())].into_iter().chain(renew))
    }

    fn at<'q>(
        &self,
        path: &str,
        query: impl IntoIterator<Item = (&'q str, &'q str)>,
    ) -> Result<String, OutboundError> {
        let address = format!("{}/{path}", self.base.trim_end_matches('/'));
        let mut url = Url::parse(&address).map_err(|_| OutboundError::Malformed)?;
        url.query_pairs_mut().extend_pairs(query);
        Ok(url.into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::{Server, Ticket};

    const SERVER: Server<'_> = Server { base: "https://ent.example.fr/cas/", two: false, renew: false };

    #[test]
    fn each_version_has_its_addresses() {
        let ticket = Ticket::parse("ST-1").expect("a ticket");
        let ours = "https://pv.example.fr/connexion/cas/3?etat=a1";
        let encoded = "https%3A%2F%2Fpv.example.fr%2Fconnexion%2Fcas%2F3%3Fetat%3Da1";
        let at = |address: &str| Ok(format!("https://ent.example.fr/cas/{address}"));
        assert_eq!(SERVER.login(ours), at(&format!("login?service={encoded}")));
        assert_eq!(SERVER.logout(ours), at(&format!("logout?service={encoded}")));
        let old = Server { two: true, renew: true, ..SERVER };
        assert_eq!(old.login(ours), at(&format!("login?service={encoded}&renew=true")));
        assert_eq!(old.logout(ours), at(&format!("logout?url={encoded}")));
        assert_eq!(
            old.validate(false, ours, &ticket),
            at(&format!("serviceValidate?service={encoded}&ticket=ST-1&renew=true"))
        );
        assert_eq!(
            SERVER.validate(true, ours, &ticket),
            at(&format!("p3/serviceValidate?service={encoded}&ticket=ST-1"))
        );
    }

    proptest! {
        /// The server compares the service that it gave a ticket for with the one that we ask about.
        #[test]
        fn the_service_arrives_as_it_was_sent(service in "\\PC{0,60}") {
            let ticket = Ticket::parse("ST-1").expect("a ticket");
            for address in [SERVER.login(&service), SERVER.validate(true, &service, &ticket)] {
                let url = Url::parse(&address.expect("an address")).expect("an address");
                let services: Vec<_> = url.query_pairs().filter(|(name, _)| name == "service").collect();
                prop_assert_eq!(services.len(), 1);
                prop_assert_eq!(&*services[0].1, service.as_str());
            }
        }
    }
}
