values::coded! {
    /// What a provider speaks.
    Protocol {
        /// `OpenID` Connect
        Oidc => "oidc",
        /// CAS 3 or 2
        Cas => "cas",
    }

    /// What the claim of a provider is compared with.
    MatchBy {
        /// The identifier of the directory's files.
        Identifier => "identifier",
        /// The professional address of staff.
        Email => "email",
    }

    ProviderState {
        Active => "active",
        /// Nobody signs in there for now.
        Paused => "paused",
    }

    /// Why somebody whom a provider vouches for is not let in.
    Unmatched {
        /// The provider did not send the claim.
        NoClaim => "no_claim",
        /// Nobody in the directory has this value.
        Unknown => "unknown",
        /// More than one person has it.
        Several => "several",
        /// The person has left the directory.
        Left => "left",
        /// The person belongs to no school of the provider's authority, or administers the portal.
        OtherAuthority => "other_authority",
        /// The provider does not say that the address was verified.
        Unverified => "unverified",
    }
}
