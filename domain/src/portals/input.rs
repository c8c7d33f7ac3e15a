use serde::{Deserialize, Serialize};

use crate::{
    fields::{FieldErrors, FieldProblem, parse_line},
    text::cleaned,
};

/// Stands for every identifier of the directory.
pub const EVERYBODY: &str = "*";
pub const MAX_PORTALS: usize = 200;
pub const MAX_PREFIXES: usize = 20;
pub const MAX_ORIGINS: usize = 20;

const NAME_CHARACTERS: usize = 100;
const ISSUER_CHARACTERS: usize = 200;
const ADDRESS_CHARACTERS: usize = 500;
const PREFIX_CHARACTERS: usize = 40;

/// The form of a portal as typed, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PortalInput {
    pub name: String,
    /// What its statements have as `iss`.
    pub issuer: String,
    /// One a line.
    pub prefixes: String,
    /// One a line.
    pub origins: String,
    /// Where its keys can be read; empty when they are registered here.
    pub keys_address: String,
    /// Stands for what was stored when the form was shown; empty where that does not matter.
    pub shown: String,
}

/// A checked portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    pub name: String,
    pub issuer: String,
    pub prefixes: Vec<String>,
    /// As a browser writes them.
    pub origins: Vec<String>,
    pub keys_address: Option<String>,
}

impl PortalInput {
    /// # Errors
    /// The refused controls: `nom`, `emetteur`, `prefixes`, `origines`, `adresse-cles`.
    pub fn parse(&self) -> Result<Portal, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.keep("nom", parse_line(&self.name, NAME_CHARACTERS));
        let issuer = errors.keep("emetteur", issuer(&self.issuer));
        let prefixes = errors.keep("prefixes", list(&self.prefixes, MAX_PREFIXES, prefix));
        let origins = errors.keep("origines", list(&self.origins, MAX_ORIGINS, origin));
        let keys_address = errors.keep("adresse-cles", keys_address(&self.keys_address));
        match (name, issuer, prefixes, origins, keys_address) {
            (Some(name), Some(issuer), Some(prefixes), Some(origins), Some(keys_address)) => {
                Ok(Portal { name, issuer, prefixes, origins, keys_address })
            }
            _ => Err(errors),
        }
    }
}

impl From<Portal> for PortalInput {
    fn from(portal: Portal) -> Self {
        Self {
            name: portal.name,
            issuer: portal.issuer,
            prefixes: portal.prefixes.join("\n"),
            origins: portal.origins.join("\n"),
            keys_address: portal.keys_address.unwrap_or_default(),
            shown: String::new(),
        }
    }
}

fn issuer(raw: &str) -> Result<String, FieldProblem> {
    let issuer = parse_line(raw, ISSUER_CHARACTERS)?;
    if issuer.contains(char::is_whitespace) { Err(FieldProblem::SeveralLines) } else { Ok(issuer) }
}

/// A prefix ends with a sign: `CAEN` would speak for `CAEN2` as well.
fn prefix(raw: &str) -> Result<String, FieldProblem> {
    let prefix = parse_line(raw, PREFIX_CHARACTERS)?;
    let is_open = prefix.ends_with(|c: char| c.is_alphanumeric() || EVERYBODY.contains(c));
    if is_open && prefix != EVERYBODY { Err(FieldProblem::PrefixWithoutEnd) } else { Ok(prefix) }
}

/// The words of a field, each once, in their order.
fn list(
    raw: &str,
    max: usize,
    parse: impl Fn(&str) -> Result<String, FieldProblem>,
) -> Result<Vec<String>, FieldProblem> {
    let mut all: Vec<String> = Vec::new();
    // Signs that show nothing are no word, and no part of one.
    for word in cleaned(raw).split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        let word = parse(word)?;
        if !all.contains(&word) {
            all.push(word);
        }
        if all.len() > max {
            return Err(FieldProblem::AtMost { max });
        }
    }
    if all.is_empty() { Err(FieldProblem::Required) } else { Ok(all) }
}

/// An origin as a browser writes it: `https://ent.example.fr`, with a port if it is not the usual
/// one. Without TLS only on this computer, for tests.
///
/// # Errors
/// [`FieldProblem::NotAnOrigin`].
pub fn origin(raw: &str) -> Result<String, FieldProblem> {
    let wrong = FieldProblem::NotAnOrigin;
    let text = raw.trim().trim_end_matches('/').to_ascii_lowercase();
    let Some((scheme, authority)) = text.split_once("://") else { return Err(wrong) };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let usual = match scheme {
        "https" => "443",
        "http" if matches!(host, "localhost" | "127.0.0.1") => "80",
        _ => return Err(wrong),
    };
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_host = !host.is_empty() && host.len() <= 253 && host.chars().all(named);
    // Browsers write no zeros before a port.
    let port = port.map(|port| port.trim_start_matches('0'));
    let is_number = |port: &str| port.bytes().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok();
    if !is_host || !port.is_none_or(is_number) || host.starts_with(['.', '-']) {
        return Err(wrong);
    }
    let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    Ok(format!("{scheme}://{host}{port}"))
}

/// An https address; without TLS only on this computer, for tests.
fn keys_address(raw: &str) -> Result<Option<String>, FieldProblem> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    let text = parse_line(raw, ADDRESS_CHARACTERS)?;
    let wrong = FieldProblem::NotAWebAddress;
    let (scheme, rest) = text.split_once("://").ok_or(wrong.clone())?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') || text.contains(char::is_whitespace) {
        return Err(wrong);
    }
    origin(&format!("{scheme}://{authority}")).map_err(|_| wrong)?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> PortalInput {
        PortalInput {
            name: " Mon bureau numérique ".to_owned(),
            issuer: "mbn".to_owned(),
            prefixes: "NANCY-METZ$\nREIMS$".to_owned(),
            origins: "https://ENT.example.fr/ , https://ent.example.fr:443\nhttps://ent.example.fr:8443"
                .to_owned(),
            keys_address: String::new(),
            shown: String::new(),
        }
    }

    #[test]
    fn a_portal_is_read_as_a_browser_will_write_it() {
        let portal = typed().parse().expect("a portal");
        assert_eq!(portal.name, "Mon bureau numérique");
        assert_eq!(portal.prefixes, ["NANCY-METZ$", "REIMS$"]);
        assert_eq!(portal.origins, ["https://ent.example.fr", "https://ent.example.fr:8443"]);
        let again = PortalInput::from(portal.clone());
        assert_eq!(again.parse().expect("the same"), portal);
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for wrong in [
            "ent.example.fr",
            "http://ent.example.fr",
            "https://",
            "https://*.example.fr",
            "https://ent.example.fr/accueil",
            "https://moi@ent.example.fr",
            "https://ent.example.fr:0",
            "https://ent.example.fr:99999",
            "https://ent.example.fr:+443",
            "https://ent.example.fr:",
            "null",
            "https://-a",
        ] {
            assert_eq!(origin(wrong), Err(FieldProblem::NotAnOrigin), "{wrong}");
        }
        assert_eq!(origin("http://127.0.0.1:4000"), Ok("http://127.0.0.1:4000".to_owned()));
        assert_eq!(origin("https://ent.example:0443"), Ok("https://ent.example".to_owned()));
        assert_eq!(origin("https://ent.example:08443"), Ok("https://ent.example:8443".to_owned()));
    }

    #[test]
    fn a_prefix_ends_with_a_sign_or_is_for_everybody() {
        let parsed = |prefixes: &str| PortalInput { prefixes: prefixes.to_owned(), ..typed() }.parse();
        for right in ["*", "CAEN$", "NANCY-METZ-", "a:"] {
            assert!(parsed(right).is_ok(), "{right}");
        }
        for wrong in ["CAEN", "CAEN2", "é", "CAEN*", "**", "NANCY$ CAEN"] {
            let errors = parsed(wrong).expect_err(wrong);
            assert_eq!(errors.get("prefixes"), Some(&FieldProblem::PrefixWithoutEnd), "{wrong}");
        }
    }

    #[test]
    fn each_field_has_its_reason() {
        let errors = PortalInput::default().parse().expect_err("empty");
        for field in ["nom", "emetteur", "prefixes", "origines"] {
            assert_eq!(errors.get(field), Some(&FieldProblem::Required), "{field}");
        }
        let many = (0..21).map(|n| format!("A{n}$")).collect::<Vec<_>>().join(" ");
        let errors = PortalInput { prefixes: many, ..typed() }.parse().expect_err("too many");
        assert_eq!(errors.get("prefixes"), Some(&FieldProblem::AtMost { max: 20 }));
        for wrong in ["ftp://a/b", "http://ent.example.fr/jwks", "https://a:b@c/jwks", "x"] {
            let errors = PortalInput { keys_address: wrong.to_owned(), ..typed() }.parse().expect_err(wrong);
            assert_eq!(errors.get("adresse-cles"), Some(&FieldProblem::NotAWebAddress), "{wrong}");
        }
        let unseen = PortalInput {
            prefixes: "\u{200b}CAEN$\u{b}\u{feff}\nREIMS$\u{ad}".to_owned(),
            origins: "https://ent.example.fr\u{200b}\n\u{200b}".to_owned(),
            ..typed()
        };
        let read = unseen.parse().expect("without the signs that show nothing");
        assert_eq!(read.prefixes, ["CAEN$", "REIMS$"]);
        assert_eq!(read.origins, ["https://ent.example.fr"]);
        let read = PortalInput { keys_address: "https://ent.example.fr/jwks?v=1".to_owned(), ..typed() };
        assert!(read.parse().is_ok());
    }
}
