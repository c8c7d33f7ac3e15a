values::coded! {
    /// Why a portal's statement was not accepted. The browser is never told: only the page of the
    /// portal shows it.
    Refused {
        /// Not a signed statement at all.
        Malformed => "malformed",
        /// `none`, an algorithm with a shared secret, or not the one of the key.
        Algorithm => "algorithm",
        /// No registered portal has this `iss`.
        UnknownIssuer => "unknown_issuer",
        Paused => "paused",
        /// The page that asked stands at an origin that the portal did not register.
        ForeignOrigin => "foreign_origin",
        /// No valid key has this `kid`.
        UnknownKey => "unknown_key",
        /// The keys could not be read from the portal's address.
        KeysUnavailable => "keys_unavailable",
        Signature => "signature",
        /// A claim is missing, or has another type.
        Claims => "claims",
        /// Stated for somebody else than us.
        Audience => "audience",
        Expired => "expired",
        /// Issued later than now: the portal's clock is ahead.
        Future => "future",
        /// Valid for longer than a statement may be.
        TooLong => "too_long",
        /// The portal may not speak for such an identifier.
        ForeignPrefix => "foreign_prefix",
        UnknownSubject => "unknown_subject",
        /// The person has left the directory.
        SubjectLeft => "subject_left",
        /// The statement was used before.
        Replayed => "replayed",
    }
}

/// A refusal, with what an administrator needs to find the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedStatement {
    pub why: Refused,
    /// A value of the statement or a number of seconds; may be empty. At most
    /// [`RefusedStatement::DETAIL_CHARACTERS`].
    pub detail: String,
}

impl RefusedStatement {
    pub const DETAIL_CHARACTERS: usize = 120;

    pub fn new(why: Refused, detail: impl AsRef<str>) -> Self {
        let visible = |c: char| if c.is_control() { ' ' } else { c };
        let detail = detail.as_ref().chars().map(visible).take(Self::DETAIL_CHARACTERS).collect();
        Self { why, detail }
    }
}

impl From<Refused> for RefusedStatement {
    fn from(why: Refused) -> Self {
        Self { why, detail: String::new() }
    }
}
