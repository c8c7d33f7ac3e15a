use serde::{Deserialize, Serialize};

use super::{ClientAuth, MatchBy, Pkce, Protocol, Switches, Userinfo};
use crate::{
    AuthorityId,
    communications::Link,
    fields::{FieldErrors, FieldProblem, optional_line, parse_line},
};

const MAX_CHARACTERS: usize = 200;
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// The form of a provider, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "boxes of a form, each ticked or not")]
pub struct ProviderInput {
    pub name: String,
    /// The number of an authority; empty for the whole portal.
    pub authority: String,
    /// Codes of [`Protocol`], [`MatchBy`], [`Pkce`], [`ClientAuth`] and [`Userinfo`].
    pub protocol: String,
    pub issuer: String,
    pub client_id: String,
    /// Empty to keep the one that is stored.
    pub client_secret: String,
    pub claim: String,
    pub match_by: String,
    pub prefix_removed: String,
    pub prefix_added: String,
    pub pkce: String,
    pub client_auth: String,
    pub userinfo: String,
    pub scopes: String,
    pub second_factor: bool,
    pub vouches_for_addresses: bool,
    pub cas_two: bool,
    pub cas_renew: bool,
}

/// A provider whose form is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProvider {
    pub name: String,
    pub authority: Option<AuthorityId>,
    pub protocol: Protocol,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub claim: String,
    pub match_by: MatchBy,
    pub prefix_removed: String,
    pub prefix_added: String,
    pub switches: Switches,
}

impl ProviderInput {
    /// # Errors
    /// The refused controls, by their names in the form.
    pub fn parse(&self) -> Result<NewProvider, FieldErrors> {
        let mut errors = FieldErrors::default();
        let protocol = errors.keep("protocole", choice(Protocol::from_code(&self.protocol)));
        let oidc = protocol == Some(Protocol::Oidc);
        let name = errors.keep("nom", line(&self.name, true));
        let authority = errors.keep("collectivite", authority(&self.authority));
        let issuer = errors.keep("adresse", address(&self.issuer));
        // The form hides the fields of the other protocol: what was left in them is not refused.
        let (client_id, secret) =
            if oidc { (self.client_id.as_str(), self.client_secret.as_str()) } else { ("", "") };
        let client_id = errors.keep("client", line(client_id, oidc));
        let secret = errors.keep("secret", line(secret, false));
        let claim = errors.keep("revendication", line(&self.claim, true));
        let match_by = errors.keep("correspondance", choice(MatchBy::from_code(&self.match_by)));
        let removed = errors.keep("prefixe-retire", line(&self.prefix_removed, false));
        let added = errors.keep("prefixe-ajoute", line(&self.prefix_added, false));
        let switches = self.switches(oidc, &mut errors);
        let parsed = (|| {
            Some(NewProvider {
                name: name?,
                authority: authority?,
                protocol: protocol?,
                issuer: issuer?,
                client_id: client_id?,
                client_secret: secret.filter(|secret| !secret.is_empty()),
                claim: claim?,
                match_by: match_by?,
                prefix_removed: removed?,
                prefix_added: added?,
                switches,
            })
        })();
        parsed.filter(|_| errors.is_empty()).ok_or(errors)
    }

    /// The switches of the other protocol are ignored.
    fn switches(&self, oidc: bool, errors: &mut FieldErrors) -> Switches {
        let standard = Switches::default();
        let mut switches = Switches {
            second_factor: self.second_factor,
            vouches_for_addresses: self.vouches_for_addresses,
            ..standard
        };
        if oidc {
            let pkce = errors.keep("pkce", choice(Pkce::from_code(&self.pkce)));
            let auth = errors.keep("secret-envoi", choice(ClientAuth::from_code(&self.client_auth)));
            let userinfo = errors.keep("userinfo", choice(Userinfo::from_code(&self.userinfo)));
            let scopes = errors.keep("portees", scopes(&self.scopes));
            switches.pkce = pkce.unwrap_or(switches.pkce);
            switches.client_auth = auth.unwrap_or(switches.client_auth);
            switches.userinfo = userinfo.unwrap_or(switches.userinfo);
            switches.scopes = scopes.unwrap_or_default();
        } else {
            switches.cas_two = self.cas_two;
            switches.cas_renew = self.cas_renew;
        }
        switches
    }
}

fn choice<T>(known: Option<T>) -> Result<T, FieldProblem> {
    known.ok_or(FieldProblem::UnknownChoice)
}

/// A sign that nobody sees would be part of what the provider compares.
fn line(raw: &str, required: bool) -> Result<String, FieldProblem> {
    if required { parse_line(raw, MAX_CHARACTERS) } else { optional_line(raw, MAX_CHARACTERS) }
}

fn authority(raw: &str) -> Result<Option<AuthorityId>, FieldProblem> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    raw.trim().parse().map(|id| Some(AuthorityId(id))).map_err(|_| FieldProblem::UnknownChoice)
}

/// An address without query, as it was meant: `www.` gets its `https://` here too. That of the discovery
/// document is shortened to its issuer.
fn address(raw: &str) -> Result<String, FieldProblem> {
    let text = line(&Link::parse_external(raw)?.href(), true)?;
    if text.contains(['?', '#']) {
        return Err(FieldProblem::NotAWebAddress);
    }
    Ok(text.strip_suffix(DISCOVERY).unwrap_or(&text).to_owned())
}

/// Words of visible ASCII (RFC 6749, 3.3), each once; `openid` is always asked for.
fn scopes(raw: &str) -> Result<String, FieldProblem> {
    let text = line(raw, false)?;
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace().filter(|word| *word != "openid") {
        if !word.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\') {
            return Err(FieldProblem::UnknownChoice);
        }
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{ProviderInput, Userinfo};
    use crate::fields::FieldProblem;

    fn form() -> ProviderInput {
        ProviderInput {
            name: " ENT de la région ".to_owned(),
            protocol: "oidc".to_owned(),
            issuer: "https://ent.example/oidc/.well-known/openid-configuration".to_owned(),
            client_id: "porte-voix".to_owned(),
            claim: "sub".to_owned(),
            match_by: "identifier".to_owned(),
            pkce: "auto".to_owned(),
            client_auth: "post".to_owned(),
            userinfo: "signed".to_owned(),
            scopes: "openid  email email uid".to_owned(),
            ..ProviderInput::default()
        }
    }

    #[test]
    fn a_form_is_read() {
        let parsed = form().parse().expect("a provider");
        assert_eq!((parsed.name.as_str(), parsed.authority), ("ENT de la région", None));
        assert_eq!(parsed.issuer, "https://ent.example/oidc");
        assert_eq!(parsed.switches.scopes, "email uid");
        assert_eq!(parsed.switches.userinfo, Userinfo::Signed);
        assert_eq!(parsed.client_secret, None);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_control() {
        let wrong = ProviderInput {
            issuer: "https://a@ent.example".to_owned(),
            authority: "x".to_owned(),
            pkce: "plain".to_owned(),
            client_id: String::new(),
            ..form()
        };
        let errors = wrong.parse().expect_err("four mistakes");
        assert_eq!(errors.get("adresse"), Some(&FieldProblem::NotAWebAddress));
        assert_eq!(errors.get("client"), Some(&FieldProblem::Required));
        for control in ["collectivite", "pkce"] {
            assert_eq!(errors.get(control), Some(&FieldProblem::UnknownChoice), "{control}");
        }
        let with_query = ProviderInput { issuer: "https://ent.example/?a=b".to_owned(), ..form() };
        assert!(with_query.parse().is_err());
    }

    #[test]
    fn an_address_is_stored_as_it_was_meant() {
        for typed in
            ["www.ent.example/oidc", "<https://www.ent.example/oidc>", "https://www.ent.example/oidc\u{200b}"]
        {
            let parsed = ProviderInput { issuer: typed.to_owned(), ..form() }.parse().expect(typed);
            assert_eq!(parsed.issuer, "https://www.ent.example/oidc", "{typed}");
        }
        let without = ProviderInput { issuer: "ent.example/oidc".to_owned(), ..form() };
        assert!(without.parse().is_err(), "a scheme that is missing elsewhere is refused, not guessed");
    }

    #[test]
    fn signs_that_show_nothing_are_no_part_of_what_is_compared() {
        let pasted = ProviderInput {
            name: "\u{200b}ENT\u{ad} de la région".to_owned(),
            client_id: "\u{feff}porte-voix\u{200b}".to_owned(),
            client_secret: "s3\u{200b}cret\u{c}".to_owned(),
            claim: "sub\u{2060}".to_owned(),
            prefix_removed: "\u{200b}".to_owned(),
            ..form()
        };
        let parsed = pasted.parse().expect("a provider");
        assert_eq!((parsed.name.as_str(), parsed.client_id.as_str()), ("ENT de la région", "porte-voix"));
        assert_eq!((parsed.client_secret.as_deref(), parsed.claim.as_str()), (Some("s3cret"), "sub"));
        assert_eq!(parsed.prefix_removed, "");
        let unseen = ProviderInput { name: "\u{200b}".to_owned(), ..form() }.parse().expect_err("no name");
        assert_eq!(unseen.get("nom"), Some(&FieldProblem::Required));
    }

    #[test]
    fn a_cas_server_needs_no_client() {
        let cas = ProviderInput {
            protocol: "cas".to_owned(),
            issuer: "https://ent.example/cas".to_owned(),
            client_id: "a".repeat(300),
            client_secret: "left from before".to_owned(),
            pkce: String::new(),
            cas_two: true,
            ..form()
        };
        let parsed = cas.parse().expect("a provider, whatever the hidden fields say");
        assert!(parsed.switches.cas_two);
        assert_eq!((parsed.client_id.as_str(), parsed.client_secret), ("", None));
    }
}
