use serde::Deserialize;

use super::{EVERYBODY, Refused, RefusedStatement};
use crate::time::Millis;

/// How long a statement may be valid, in seconds.
pub const LONGEST_SECONDS: i64 = 5 * 60;
/// How far the portal's clock may be from ours, in seconds.
pub const SKEW_SECONDS: i64 = 60;

const LONGEST_NAME: usize = 200;
const LONGEST_NUMBER: usize = 128;
/// The year 5138, in seconds: nothing here is later.
const LATEST: f64 = 1e11;

/// What a portal states about the reader in front of its page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Claims {
    /// The portal.
    pub iss: String,
    /// Who may use the statement: our address.
    pub aud: Audiences,
    /// The reader's identifier in the directory.
    pub sub: String,
    /// Seconds since 1970; some libraries write a fraction.
    pub iat: f64,
    pub exp: f64,
    /// When it begins to count (RFC 7519); few portals say so.
    #[serde(default)]
    pub nbf: Option<f64>,
    /// Different for each statement of a portal.
    pub jti: String,
}

/// One name or several (RFC 7519).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Audiences {
    One(String),
    Several(Vec<String>),
}

/// What a statement of a portal must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    pub issuer: &'a str,
    /// Our own public address.
    pub audience: &'a str,
    /// How the identifiers begin for which the portal may speak.
    pub prefixes: &'a [String],
}

impl Audiences {
    fn names(&self, audience: &str) -> bool {
        let is = |name: &String| name.trim_end_matches('/') == audience.trim_end_matches('/');
        match self {
            Self::One(name) => is(name),
            Self::Several(names) => names.iter().any(is),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::One(name) => name.clone(),
            Self::Several(names) => names.join(", "),
        }
    }
}

impl Claims {
    /// Compares a statement, whose signature is right, with what it must say.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, expected: &Expected, now: Millis) -> Result<(), RefusedStatement> {
        if self.iss != expected.issuer {
            return Err(RefusedStatement::new(Refused::UnknownIssuer, &self.iss));
        }
        if expected.audience.is_empty() || !self.aud.names(expected.audience) {
            return Err(RefusedStatement::new(Refused::Audience, self.aud.text()));
        }
        self.check_times(now)?;
        if self.jti.is_empty() || self.jti.len() > LONGEST_NUMBER {
            return Err(RefusedStatement::new(Refused::Claims, "jti"));
        }
        if self.sub.is_empty() || self.sub.len() > LONGEST_NAME || self.sub.contains('\0') {
            return Err(RefusedStatement::new(Refused::Claims, "sub"));
        }
        if !speaks_for(expected.prefixes, &self.sub) {
            return Err(RefusedStatement::new(Refused::ForeignPrefix, &self.sub));
        }
        Ok(())
    }

    fn check_times(&self, now: Millis) -> Result<(), RefusedStatement> {
        let (Some(issued), Some(expires)) = (seconds(self.iat), seconds(self.exp)) else {
            return Err(RefusedStatement::new(Refused::Claims, "iat, exp"));
        };
        let Some(begins) = self.nbf.map_or(Some(issued), seconds) else {
            return Err(RefusedStatement::new(Refused::Claims, "nbf"));
        };
        let now = now.0.div_euclid(1_000);
        let earliest = issued.max(begins);
        if earliest > now + SKEW_SECONDS {
            return Err(RefusedStatement::new(Refused::Future, (earliest - now).to_string()));
        }
        if expires + SKEW_SECONDS <= now {
            return Err(RefusedStatement::new(Refused::Expired, (now - expires).to_string()));
        }
        if expires <= issued || expires - issued > LONGEST_SECONDS {
            return Err(RefusedStatement::new(Refused::TooLong, (expires - issued).to_string()));
        }
        Ok(())
    }
}

/// Whether a portal with these prefixes speaks for the reader with this identifier.
pub fn speaks_for(prefixes: &[String], identifier: &str) -> bool {
    prefixes.iter().any(|prefix| prefix == EVERYBODY || identifier.starts_with(prefix.as_str()))
}

/// Whole seconds; `None` for what is no instant.
fn seconds(value: f64) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "the range was compared")]
    (0.0..LATEST).contains(&value).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_790_000_000;

    fn claims() -> Claims {
        Claims {
            iss: "ent".to_owned(),
            aud: Audiences::One("https://annonces.example".to_owned()),
            sub: "NANCY-9001".to_owned(),
            iat: 1_790_000_000.0,
            exp: 1_790_000_300.0,
            nbf: None,
            jti: "1".to_owned(),
        }
    }

    fn refused(change: impl FnOnce(&mut Claims)) -> Option<(Refused, String)> {
        let mut claims = claims();
        change(&mut claims);
        let prefixes = ["NANCY-".to_owned()];
        let expected = Expected { issuer: "ent", audience: "https://annonces.example", prefixes: &prefixes };
        let refusal = claims.check(&expected, Millis(NOW * 1_000)).err()?;
        Some((refusal.why, refusal.detail))
    }

    #[test]
    fn each_rule_refuses_with_its_own_reason() {
        let said = |why: Refused, detail: &str| Some((why, detail.to_owned()));
        assert_eq!(refused(|_| {}), None);
        assert_eq!(refused(|claims| claims.iss = "autre".to_owned()), said(Refused::UnknownIssuer, "autre"));
        let elsewhere = Audiences::Several(vec!["https://b".to_owned(), "c".to_owned()]);
        assert_eq!(refused(|claims| claims.aud = elsewhere), said(Refused::Audience, "https://b, c"));
        let with_us = Audiences::Several(vec!["b".to_owned(), "https://annonces.example/".to_owned()]);
        assert_eq!(refused(|claims| claims.aud = with_us), None);
        for (sub, why) in [("", Refused::Claims), ("LILLE-9001", Refused::ForeignPrefix)] {
            assert_eq!(refused(|claims| claims.sub = sub.to_owned()).map(|said| said.0), Some(why), "{sub}");
        }
        assert_eq!(refused(|claims| claims.jti = String::new()), said(Refused::Claims, "jti"));
        assert_eq!(refused(|claims| claims.jti = "x".repeat(129)), said(Refused::Claims, "jti"));
    }

    #[test]
    fn a_clock_may_be_a_minute_off_and_no_more() {
        let issued_in = |seconds: f64| {
            refused(|claims| (claims.iat, claims.exp) = (claims.iat + seconds, claims.exp + seconds))
        };
        assert_eq!(issued_in(60.0), None);
        assert_eq!(issued_in(60.9), None, "a fraction");
        assert_eq!(issued_in(61.0), Some((Refused::Future, "61".to_owned())));
        assert_eq!(issued_in(-359.0), None);
        assert_eq!(issued_in(-360.0), Some((Refused::Expired, "60".to_owned())));
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            assert_eq!(refused(|claims| claims.exp = wrong).map(|said| said.0), Some(Refused::Claims));
        }
    }

    #[test]
    fn a_statement_that_counts_later_does_not_count_yet() {
        let begins_in = |seconds: f64| refused(|claims| claims.nbf = Some(claims.iat + seconds));
        for fine in [-500.0, 0.0, 60.0] {
            assert_eq!(begins_in(fine), None, "{fine}");
        }
        assert_eq!(begins_in(61.0), Some((Refused::Future, "61".to_owned())));
        assert_eq!(begins_in(f64::NAN), Some((Refused::Claims, "nbf".to_owned())));
    }

    #[test]
    fn a_statement_is_valid_for_five_minutes_at_most() {
        assert_eq!(refused(|claims| claims.exp += 1.0), Some((Refused::TooLong, "301".to_owned())));
        assert_eq!(refused(|claims| claims.exp = claims.iat), Some((Refused::TooLong, "0".to_owned())));
    }

    #[test]
    fn a_portal_for_everybody_says_so() {
        let prefixes = [EVERYBODY.to_owned()];
        let expected = Expected { issuer: "ent", audience: "https://annonces.example", prefixes: &prefixes };
        assert_eq!(claims().check(&expected, Millis(NOW * 1_000)), Ok(()));
        let nobody = Expected { prefixes: &[], ..expected };
        assert!(claims().check(&nobody, Millis(NOW * 1_000)).is_err());
    }

    proptest! {
        /// Whatever the two instants are, what is accepted was issued a short while ago.
        #[test]
        fn what_is_accepted_is_recent(iat in any::<f64>(), exp in any::<f64>(), near in -500.0..500.0) {
            for (iat, exp) in [(iat, exp), (1.79e9 + near, 1.79e9 + near + 200.0), (1.79e9 + near, exp)] {
                if refused(|claims| (claims.iat, claims.exp) = (iat, exp)).is_none() {
                    prop_assert!((1.79e9 - 361.0..=1.79e9 + 61.0).contains(&iat), "{iat} {exp}");
                    prop_assert!(exp - iat <= 301.0, "{iat} {exp}");
                }
            }
        }
    }
}
