use axum::http::{HeaderMap, header};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{OwnAddress, cookies::build};

/// What a tab of the browser keeps while it is away at a provider of sign-on. Each tab has a cookie
/// of its own, named after the state that comes back, so that two tabs do not mix.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tab<T> {
    pub waiting: T,
    /// Where the person wanted to go.
    pub next: OwnAddress,
    /// An administrator tries the provider: nobody will be signed in.
    pub trying: bool,
}

/// How long somebody may take to sign in at the provider.
const SECONDS: u32 = 10 * 60;
/// The tabs of a browser that wait at the same time; a header of cookies has a limit.
const TABS: usize = 4;
/// A longer address to go back to is not kept.
const NEXT_BYTES: usize = 600;
/// How much of the state names the cookie.
const KEY_BYTES: usize = 16;

impl<T: Serialize + DeserializeOwned> Tab<T> {
    pub fn new(waiting: T, next: OwnAddress, trying: bool) -> Self {
        let next = if next.in_query().len() <= NEXT_BYTES { next } else { OwnAddress::default() };
        Self { waiting, next, trying }
    }

    /// The value of `Set-Cookie` that keeps it.
    pub fn keep(&self, state: &str, secure: bool) -> String {
        let text = serde_json::to_vec(self).unwrap_or_default();
        format!("{}; Max-Age={SECONDS}", build(name(state, secure), hex::encode(text), secure))
    }

    /// The tab that this state belongs to, in this browser.
    pub fn of(headers: &HeaderMap, state: &str, secure: bool) -> Option<Self> {
        let name = name(state, secure);
        let value = cookies(headers).find_map(|(key, value)| (key == name).then_some(value))?;
        serde_json::from_slice(&hex::decode(value).ok()?).ok()
    }

    /// The value of `Set-Cookie` that forgets it.
    pub fn forget(state: &str, secure: bool) -> String {
        format!("{}; Max-Age=0", build(name(state, secure), String::new(), secure))
    }
}

/// The values of `Set-Cookie` that forget the tabs for which there is no room beside one more.
pub fn crowded(headers: &HeaderMap, secure: bool) -> Vec<String> {
    let waiting = cookies(headers).map(|(key, _)| key).filter(|key| key.starts_with(prefix(secure)));
    let waiting: Vec<&str> = waiting.collect();
    let too_many = (waiting.len() + 1).saturating_sub(TABS);
    let cleared = |key: &&str| format!("{}; Max-Age=0", build((*key).to_owned(), String::new(), secure));
    // Browsers send the older ones first.
    waiting.iter().take(too_many).map(cleared).collect()
}

const fn prefix(secure: bool) -> &'static str {
    if secure { "__Host-portevoix-retour-" } else { "portevoix-retour-" }
}

/// A state that is not one of ours names no cookie that we made.
fn name(state: &str, secure: bool) -> String {
    let key: String = state.chars().filter(char::is_ascii_hexdigit).take(KEY_BYTES).collect();
    format!("{}{key}", prefix(secure))
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|all| all.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::{Tab, crowded};
    use crate::door::OwnAddress;

    fn sent(cookies: &[String]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let pairs: Vec<&str> = cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect();
        headers.insert(header::COOKIE, pairs.join("; ").parse().expect("a header"));
        headers
    }

    #[test]
    fn each_tab_comes_back_to_its_own() {
        let states = ["a".repeat(64), "b".repeat(64)];
        let keep = |state: &String, next: &str| {
            Tab::new(state.clone(), OwnAddress::new(next), false).keep(state, true)
        };
        let headers = sent(&[keep(&states[0], "/agenda"), keep(&states[1], "/messagerie?avant=1.2")]);
        let first: Tab<String> = Tab::of(&headers, &states[0], true).expect("the first");
        assert_eq!((first.waiting.as_str(), first.next.as_str()), (states[0].as_str(), "/agenda"));
        let second: Tab<String> = Tab::of(&headers, &states[1], true).expect("the second");
        assert_eq!(second.next.as_str(), "/messagerie?avant=1.2");
        assert!(Tab::<String>::of(&headers, &"c".repeat(64), true).is_none());
        assert!(Tab::<String>::of(&headers, &states[0], false).is_none(), "another kind of cookie");
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let many: Vec<String> = (0..6)
            .map(|n| Tab::new(n, OwnAddress::default(), false).keep(&format!("{n:x}").repeat(64), false))
            .collect();
        assert_eq!(crowded(&sent(&many), false).len(), 3);
        assert_eq!(crowded(&sent(&many[..3]), false).len(), 0);
        let long = OwnAddress::new(&format!("/{}", "a".repeat(900)));
        assert_eq!(Tab::new(0, long, false).next.as_str(), "/");
    }
}
