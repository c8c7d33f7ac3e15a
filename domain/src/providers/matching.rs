use super::{Claims, MAX_VALUES, MatchBy, Unmatched};

/// How a claim leads to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matching<'a> {
    pub claim: &'a str,
    pub by: MatchBy,
    /// What a value must begin with, and loses.
    pub removed: &'a str,
    /// What is put before it then.
    pub added: &'a str,
    /// The provider gives out or verifies the addresses itself, without saying so each time.
    pub vouches_for_addresses: bool,
}

impl Matching<'_> {
    /// The values to look for, in the form in which the directory has them; never empty.
    ///
    /// # Errors
    /// [`Unmatched::NoClaim`] without the claim; [`Unmatched::Unknown`] when no value has the
    /// prefix, because it belongs to another directory; [`Unmatched::Unverified`];
    /// [`Unmatched::Several`] when there were perhaps more than are kept.
    pub fn values(&self, claims: &Claims) -> Result<Vec<String>, Unmatched> {
        let claimed = claims.get(self.claim).map(Vec::as_slice).unwrap_or_default();
        if claimed.len() >= MAX_VALUES {
            return Err(Unmatched::Several);
        }
        let claimed: Vec<&str> = claimed.iter().map(|value| value.trim()).filter(|v| !v.is_empty()).collect();
        if claimed.is_empty() {
            return Err(Unmatched::NoClaim);
        }
        if self.by == MatchBy::Email && !self.is_verified(claims) {
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

    /// Whether the address is the person's own: where people may type any address, it proves nothing.
    /// Without a word of the provider it counts as not verified. The claim `email_verified` speaks of
    /// the claim `email` and of no other.
    fn is_verified(&self, claims: &Claims) -> bool {
        let said = claims.get("email_verified").map(Vec::as_slice).unwrap_or_default();
        let all = |word: &str| said.iter().all(|value| value.trim().eq_ignore_ascii_case(word));
        if self.vouches_for_addresses {
            return all("true");
        }
        self.claim == "email" && !said.is_empty() && all("true")
    }
}

#[cfg(test)]
mod tests {
    use super::{Claims, MatchBy, Matching, Unmatched};
    use crate::providers::add_claim;

    fn claims(pairs: &[(&str, &[&str])]) -> Claims {
        let own = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        pairs.iter().map(|(name, values)| ((*name).to_owned(), own(values))).collect()
    }

    fn by(claim: &'static str, removed: &'static str, added: &'static str) -> Matching<'static> {
        Matching { claim, by: MatchBy::Identifier, removed, added, vouches_for_addresses: false }
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
    fn among_more_values_than_are_kept_nobody_is_guessed() {
        let mut said = Claims::new();
        for number in 0..1_000 {
            add_claim(&mut said, "ent.groups", &format!("{number}"));
            add_claim(&mut said, "sub", &format!("CAEN-{number}"));
        }
        add_claim(&mut said, "uid", "9001");
        assert_eq!(by("sub", "", "").values(&said), Err(Unmatched::Several));
        assert_eq!(by("sub", "RENNES-", "").values(&said), Err(Unmatched::Several));
        assert_eq!(by("uid", "", "").values(&said), Ok(vec!["9001".to_owned()]), "long lists hide no other");
    }

    #[test]
    fn an_address_that_was_not_verified_proves_nothing() {
        let asks = Matching { by: MatchBy::Email, ..by("email", "", "") };
        let vouches = Matching { vouches_for_addresses: true, ..asks };
        let address: (&str, &[&str]) = ("email", &["a.b@ac-rennes.fr"]);
        for (word, if_asked, if_vouched) in [
            (None, false, true),
            (Some("false"), false, false),
            (Some(""), false, false),
            (Some("1"), false, false),
            (Some("True"), true, true),
        ] {
            let mut said = claims(&[address]);
            if let Some(word) = word {
                said.insert("email_verified".to_owned(), vec![word.to_owned()]);
            }
            for (matching, fine) in [(asks, if_asked), (vouches, if_vouched)] {
                let expected =
                    if fine { Ok(vec!["a.b@ac-rennes.fr".to_owned()]) } else { Err(Unmatched::Unverified) };
                assert_eq!(matching.values(&said), expected, "{word:?} {matching:?}");
            }
        }
        // It says nothing about another claim, nor about an identifier.
        let said = claims(&[("mail", &["a.b@ac-rennes.fr"]), ("email_verified", &["true"])]);
        assert_eq!(Matching { claim: "mail", ..asks }.values(&said), Err(Unmatched::Unverified));
        assert!(Matching { claim: "mail", ..vouches }.values(&said).is_ok());
        assert!(by("mail", "", "").values(&claims(&[("mail", &["9001"])])).is_ok());
    }
}
