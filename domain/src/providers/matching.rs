use super::{Claims, MatchBy, Unmatched};

/// How a claim leads to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matching<'a> {
    pub claim: &'a str,
    pub by: MatchBy,
    /// What a value must begin with, and loses.
    pub removed: &'a str,
    /// What is put before it then.
    pub added: &'a str,
}

impl Matching<'_> {
    /// The values to look for, in the form in which the directory has them; never empty.
    ///
    /// # Errors
    /// [`Unmatched::NoClaim`] without the claim; [`Unmatched::Unknown`] when no value has the
    /// prefix, because it belongs to another directory; [`Unmatched::Unverified`].
    pub fn values(&self, claims: &Claims) -> Result<Vec<String>, Unmatched> {
        let claimed = claims.get(self.claim).map(Vec::as_slice).unwrap_or_default();
        let claimed: Vec<&str> = claimed.iter().map(|value| value.trim()).filter(|v| !v.is_empty()).collect();
        if claimed.is_empty() {
            return Err(Unmatched::NoClaim);
        }
        if self.by == MatchBy::Email && says_no(claims, "email_verified") {
            return Err(Unmatched::Unverified);
        }
        let mut values: Vec<String> = claimed
            .into_iter()
            .filter_map(|value| value.strip_prefix(self.removed))
            .filter(|rest| !rest.is_empty())
            .map(|rest| format!("{}{rest}", self.added))
            .collect();
        values.sort();
        values.dedup();
        if values.is_empty() { Err(Unmatched::Unknown) } else { Ok(values) }
    }
}

fn says_no(claims: &Claims, name: &str) -> bool {
    claims.get(name).is_some_and(|values| values.iter().any(|value| value.eq_ignore_ascii_case("false")))
}

#[cfg(test)]
mod tests {
    use super::{Claims, MatchBy, Matching, Unmatched};

    fn claims(pairs: &[(&str, &[&str])]) -> Claims {
        let own = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        pairs.iter().map(|(name, values)| ((*name).to_owned(), own(values))).collect()
    }

    fn by(claim: &'static str, removed: &'static str, added: &'static str) -> Matching<'static> {
        Matching { claim, by: MatchBy::Identifier, removed, added }
    }

    #[test]
    fn a_prefix_is_taken_off_and_another_put_on() {
        let said = claims(&[("sub", &["RENNES-9001"]), ("uid", &["9001", " ", "9001", "77"])]);
        assert_eq!(by("sub", "", "").values(&said), Ok(vec!["RENNES-9001".to_owned()]));
        assert_eq!(by("sub", "RENNES-", "").values(&said), Ok(vec!["9001".to_owned()]));
        assert_eq!(by("sub", "RENNES-", "RENNES$").values(&said), Ok(vec!["RENNES$9001".to_owned()]));
        assert_eq!(
            by("uid", "", "R-").values(&said),
            Ok(vec!["R-77".to_owned(), "R-9001".to_owned()]),
            "each once"
        );
    }

    #[test]
    fn another_directory_s_identifier_is_nobody() {
        let said = claims(&[("sub", &["CAEN-9001"]), ("bare", &["RENNES-"])]);
        assert_eq!(by("sub", "RENNES-", "").values(&said), Err(Unmatched::Unknown));
        assert_eq!(by("bare", "RENNES-", "").values(&said), Err(Unmatched::Unknown));
        assert_eq!(by("jointure", "", "").values(&said), Err(Unmatched::NoClaim));
    }

    #[test]
    fn an_address_that_was_not_verified_proves_nothing() {
        let email = Matching { claim: "email", by: MatchBy::Email, removed: "", added: "" };
        let mut said = claims(&[("email", &["a.b@ac-rennes.fr"]), ("email_verified", &["false"])]);
        assert_eq!(email.values(&said), Err(Unmatched::Unverified));
        said.insert("email_verified".to_owned(), vec!["true".to_owned()]);
        assert!(email.values(&said).is_ok());
    }
}
