//! A request, and how a random one is made.

use super::{
    dice::Dice,
    facts::{Facts, Who},
    headers, json, multipart, seeds, text,
};

/// An address of the router, such as `POST /communications/{id}/annuler`.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub method: String,
    pub path: String,
}

pub struct Request {
    pub endpoint: String,
    pub who: Who,
    pub method: String,
    pub target: Vec<u8>,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    /// Whether it is sent as a page of ours would send it, with the cookie of `who`.
    pub proper: bool,
}

impl Request {
    /// A random request for this endpoint, mostly valid.
    pub fn draw(endpoint: &Endpoint, facts: &Facts, dice: &mut Dice) -> Self {
        let who = asker(endpoint, dice);
        let mut request = Self {
            endpoint: format!("{} {}", endpoint.method, endpoint.path),
            who,
            method: endpoint.method.clone(),
            target: filled(&endpoint.path, facts, dice),
            headers: vec![("sec-fetch-site".to_owned(), b"same-origin".to_vec())],
            body: Vec::new(),
            proper: true,
        };
        // Signing out each time would leave nobody signed in.
        let keeps_session = endpoint.path != "/deconnexion" || dice.one_in(16);
        if let Some(cookie) = facts.cookie(who).filter(|_| keeps_session) {
            request.headers.push(("cookie".to_owned(), cookie.into()));
            // Sometimes the page of somebody else, or of nobody.
            let page = if dice.one_in(12) { dice.pick(&Who::ALL) } else { who };
            if let Some(person) = facts.person(page) {
                request.headers.push(("x-portevoix-personne".to_owned(), person.into()));
            }
        }
        if dice.one_in(if endpoint.method == "GET" { 2 } else { 8 }) {
            request.target.push(b'?');
            let pairs = pairs(Vec::new(), dice);
            request.target.extend(pairs);
        }
        request.fill(endpoint, facts, dice);
        if dice.one_in(25) {
            let methods =
                ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"];
            dice.pick(&methods).clone_into(&mut request.method);
        }
        if dice.one_in(4) {
            request.proper = false;
            headers::disturb(&mut request.headers, dice);
        }
        request
    }

    fn fill(&mut self, endpoint: &Endpoint, facts: &Facts, dice: &mut Dice) {
        if endpoint.method != "POST" {
            return;
        }
        let (kind, body) = if let Some(arguments) = seeds::arguments(&endpoint.path, facts, dice) {
            ("application/json".to_owned(), json::mutated(arguments, dice))
        } else if endpoint.path == "/administration/annuaire" {
            multipart::upload(dice)
        } else if endpoint.path == "/communications/pieces-jointes" || endpoint.path.contains("/articles/") {
            multipart::attachments(dice)
        } else {
            let fields = seeds::fields(&endpoint.path, dice);
            ("application/x-www-form-urlencoded".to_owned(), pairs(fields, dice))
        };
        self.body = body;
        let kinds =
            ["text/plain", "application/xml", "multipart/form-data; boundary=x", "a/b; charset=é", ";", ""];
        let kind = if dice.one_in(20) { dice.pick(&kinds).to_owned() } else { kind };
        self.headers.push(("content-type".to_owned(), kind.into_bytes()));
    }

    /// The bytes sent over the connection.
    pub fn bytes(&self, host: &str) -> Vec<u8> {
        let mut out = self.method.clone().into_bytes();
        out.push(b' ');
        out.extend(&self.target);
        out.extend(*b" HTTP/1.1\r\n");
        let framed =
            self.headers.iter().any(|(name, _)| name == "content-length" || name == "transfer-encoding");
        let host = (!self.headers.iter().any(|(name, _)| name == "host"))
            .then(|| ("host".to_owned(), host.as_bytes().to_vec()));
        let length = (!framed && (!self.body.is_empty() || self.method == "POST"))
            .then(|| ("content-length".to_owned(), self.body.len().to_string().into_bytes()));
        for (name, value) in self.headers.iter().chain(&host).chain(&length) {
            out.extend(name.bytes());
            out.extend(*b": ");
            out.extend(value);
            out.extend(*b"\r\n");
        }
        out.extend(*b"\r\n");
        out.extend(&self.body);
        out
    }
}

/// Who sends the request. The administrator never sends a decision that only the administrator may
/// take, so that any such change is a security hole. The directory does not change either.
fn asker(endpoint: &Endpoint, dice: &mut Dice) -> Who {
    let who = dice.pick(&Who::ALL);
    let decides = endpoint.path.ends_with("/administrateur")
        || endpoint.path == "/administration/comptes/second-facteur"
        || endpoint.path == "/api/access/save";
    if who == Who::Administrator && decides && endpoint.method == "POST" { Who::Head } else { who }
}

/// The path with a value for each parameter.
fn filled(path: &str, facts: &Facts, dice: &mut Dice) -> Vec<u8> {
    let mut out = Vec::new();
    for (position, segment) in path.split('/').enumerate() {
        if position > 0 {
            out.push(b'/');
        }
        match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => out.extend(parameter(name, path, facts, dice)),
            None => out.extend(segment.bytes()),
        }
    }
    match dice.below(60) {
        0 => out.push(b'/'),
        1 => out.extend(*b"//"),
        2 => out.extend(*b"%2f.."),
        3 => drop(out.splice(0..0, *b"/")),
        _ => {}
    }
    out
}

fn parameter(name: &str, path: &str, facts: &Facts, dice: &mut Dice) -> Vec<u8> {
    let name = match path {
        path if path.contains("brouillons") => "draft",
        path if path.starts_with("/messagerie") => "message",
        _ => name,
    };
    match (dice.below(3), name) {
        (0, _) => {
            let odd = text::odd(dice);
            text::escaped(&odd, dice)
        }
        (_, "jeton") => seeds::token(dice).into_bytes(),
        _ => facts.id(name, dice).to_string().into_bytes(),
    }
}

/// Names and values as in a form or an address: the given ones and others.
fn pairs(mut fields: Vec<(String, String)>, dice: &mut Dice) -> Vec<u8> {
    let changes = dice.pick(&[0, 1, 1, 2, 4]);
    for _ in 0..changes {
        let at = dice.below(fields.len() + 1);
        match dice.below(4) {
            0 if at < fields.len() => drop(fields.remove(at)),
            1 if at < fields.len() => fields[at].1 = text::odd(dice),
            2 if at < fields.len() => fields.insert(at, fields[at].clone()),
            _ => {
                let name =
                    if dice.one_in(12) { text::odd(dice) } else { dice.pick(&seeds::NAMES).to_owned() };
                fields.insert(at, (name, text::odd(dice)));
            }
        }
    }
    let mut out = Vec::new();
    for (name, value) in &fields {
        if !out.is_empty() {
            out.push(if dice.one_in(60) { b';' } else { b'&' });
        }
        out.extend(text::escaped(name, dice));
        if !dice.one_in(60) {
            out.push(b'=');
        }
        out.extend(text::escaped(value, dice));
    }
    out
}
