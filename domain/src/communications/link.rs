use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::{ArticleId, SpaceId, fields::FieldProblem};

const MAX_LENGTH: usize = 2_000;

/// Where *en savoir plus* leads. An external address always begins with `http://` or `https://`, so
/// it is safe in an `href`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// *URL externe*
    External(#[serde(deserialize_with = "checked")] String),
    /// *Article ENT*
    Article { space: SpaceId, article: ArticleId },
}

/// The page of a space.
pub fn space_address(space: SpaceId) -> String {
    format!("/espaces/{space}")
}

/// The page of an article.
pub fn article_address(space: SpaceId, article: ArticleId) -> String {
    format!("/espaces/{space}/articles/{article}")
}

impl Link {
    /// Parses *URL externe* as people write it: `www.` needs no `https://`, and a blank in a path is
    /// `%20`. A scheme that is missing elsewhere is refused, not guessed.
    pub fn parse_external(raw: &str) -> Result<Self, FieldProblem> {
        let link = Self::external(raw)?;
        if leads_somewhere(&link.href()) { Ok(link) } else { Err(FieldProblem::NotAWebAddress) }
    }

    /// As it is stored, perhaps since the time before [`leads_somewhere`].
    fn external(raw: &str) -> Result<Self, FieldProblem> {
        let raw = written(raw);
        if raw.is_empty() {
            return Err(FieldProblem::Required);
        }
        let count = raw.chars().count();
        if count > MAX_LENGTH {
            return Err(FieldProblem::TooLong { count, max: MAX_LENGTH });
        }
        let (scheme, rest) = raw.split_once("://").ok_or(FieldProblem::NotAWebAddress)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _port)| host);
        let known_scheme = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        // A user name before the host ("https://ecole.fr@evil.example") only serves to deceive.
        let plain_host = !host.is_empty() && !authority.contains(['@', '\\', '%']);
        if known_scheme && plain_host && !raw.chars().any(char::is_control) {
            Ok(Self::External(raw))
        } else {
            Err(FieldProblem::NotAWebAddress)
        }
    }

    /// Parses the choice of *Article ENT*: `SPACE-ARTICLE`. Whether its author may read the article is
    /// for the server to say.
    pub fn parse_article(raw: &str) -> Result<Self, FieldProblem> {
        if raw.trim().is_empty() {
            return Err(FieldProblem::Required);
        }
        Self::article(raw).ok_or(FieldProblem::UnknownChoice)
    }

    fn article(raw: &str) -> Option<Self> {
        let (space, article) = raw.trim().split_once('-')?;
        Some(Self::Article { space: space.parse().ok()?, article: article.parse().ok()? })
    }

    /// The value of the article's control in a form; empty for an external address.
    pub fn choice(space: SpaceId, article: ArticleId) -> String {
        format!("{space}-{article}")
    }

    /// Reads a stored address: one of our articles, or else an external one.
    pub fn of_address(address: &str) -> Option<Self> {
        let article = address.strip_prefix("/espaces/").and_then(|rest| rest.split_once("/articles/"));
        match article {
            Some((space, article)) => Self::article(&format!("{space}-{article}")),
            None => Self::external(address).ok(),
        }
    }

    /// The address behind *en savoir plus*.
    pub fn href(&self) -> String {
        match self {
            Self::External(address) => address.clone(),
            Self::Article { space, article } => article_address(*space, *article),
        }
    }
}

/// Whether a browser can go there: it refuses a port that is none, and an address that was pasted into
/// `https://` leads nowhere.
fn leads_somewhere(address: &str) -> bool {
    let (_, rest) = address.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let is_port =
        port.bytes().all(|c| c.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok());
    let is_scheme = ["http", "https"].iter().any(|scheme| host.eq_ignore_ascii_case(scheme));
    is_port && !is_scheme && !host.starts_with('.') && !host.contains("..")
}

/// The address that was meant.
fn written(raw: &str) -> String {
    let visible: String = raw.chars().filter(|c| !shows_nothing(*c)).collect();
    let typed = visible.trim();
    // So do letters write an address.
    let typed = typed.strip_prefix('<').and_then(|typed| typed.strip_suffix('>')).unwrap_or(typed).trim();
    let begin = typed.get(..4).unwrap_or_default();
    let scheme = if begin.eq_ignore_ascii_case("www.") { "https://" } else { "" };
    let mut address = scheme.to_owned();
    for c in typed.chars() {
        // A browser would do the same with a line end: it leaves it out.
        match c {
            '\r' | '\n' | '\t' => {}
            c if c.is_whitespace() => address.push_str("%20"),
            c => address.push(c),
        }
    }
    address
}

/// Signs without a width, which are copied with an address: so do some programs mark its direction.
const fn shows_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// JSON from outside is not trusted either: `javascript:` is refused here too.
fn checked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = String::deserialize(deserializer)?;
    match Link::external(&raw).map_err(D::Error::custom)? {
        Link::External(address) => Ok(address),
        Link::Article { .. } => Err(D::Error::custom(FieldProblem::NotAWebAddress)),
    }
}

#[cfg(test)]
mod tests {
    use super::Link;
    use crate::{ArticleId, SpaceId, fields::FieldProblem};

    #[test]
    fn an_address_is_read_as_people_write_it() {
        for (typed, meant) in [
            ("https://fr.wikipedia.org/wiki/Metz_(Moselle)", "https://fr.wikipedia.org/wiki/Metz_(Moselle)"),
            ("www.exemple.fr/a", "https://www.exemple.fr/a"),
            (" WWW.exemple.fr ", "https://WWW.exemple.fr"),
            ("https://exemple.fr/mon plan.pdf", "https://exemple.fr/mon%20plan.pdf"),
            ("https://exemple.fr/mon\u{a0}plan.pdf\n", "https://exemple.fr/mon%20plan.pdf"),
            ("https://exemple.fr/long\n/chemin", "https://exemple.fr/long/chemin"),
            ("\u{200b}https://exemple.fr\u{feff}", "https://exemple.fr"),
            ("\u{202a}https://exemple.fr/\u{200e}a\u{202c}", "https://exemple.fr/a"),
            ("<https://exemple.fr/a>", "https://exemple.fr/a"),
            ("https://école.fr:8080/a", "https://école.fr:8080/a"),
            ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ] {
            assert_eq!(Link::parse_external(typed), Ok(Link::External(meant.to_owned())), "{typed}");
        }
        for wrong in [
            "https://mon site.fr",
            "exemple.fr",
            "www",
            "https://a\u{0}.fr",
            "https:// www.exemple.fr",
            "https://https://exemple.fr",
            "https://exemple.fr:port/a",
            "https://exemple.fr:99999",
            "https://exemple..fr",
        ] {
            assert_eq!(Link::parse_external(wrong), Err(FieldProblem::NotAWebAddress), "{wrong:?}");
        }
    }

    #[test]
    fn what_was_stored_once_is_still_read() {
        let stored = "https://https://exemple.fr";
        assert_eq!(Link::of_address(stored).map(|link| link.href()).as_deref(), Some(stored));
    }

    #[test]
    fn an_article_is_chosen_by_its_numbers_and_stored_as_its_page() {
        let link = Link::parse_article("12-34").expect("an article");
        assert_eq!(link, Link::Article { space: SpaceId(12), article: ArticleId(34) });
        assert_eq!(link.href(), "/espaces/12/articles/34");
        assert_eq!(Link::of_address(&link.href()), Some(link));
        assert_eq!(Link::parse_article(""), Err(FieldProblem::Required));
        for wrong in ["12", "a-b", "12-34-5", "/espaces/1"] {
            assert_eq!(Link::parse_article(wrong), Err(FieldProblem::UnknownChoice), "{wrong}");
        }
        assert_eq!(Link::of_address("/espaces/x/articles/34"), None);
        assert_eq!(Link::of_address("https://e.fr").map(|link| link.href()).as_deref(), Some("https://e.fr"));
    }
}
