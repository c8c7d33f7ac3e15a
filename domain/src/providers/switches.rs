use serde::{Deserialize, Serialize};

values::coded! {
    /// Whether the proof key of the code flow (S256) is used.
    Pkce {
        /// If the provider announces it, or announces nothing.
        Auto => "auto",
        Never => "never",
    }

    /// How the client shows its secret.
    ClientAuth {
        /// In the header `Authorization`.
        Basic => "basic",
        /// In the form.
        Post => "post",
    }

    /// Whether the claims are asked for at the address *userinfo*.
    Userinfo {
        /// The token has them.
        None => "none",
        Plain => "plain",
        /// As a signed token.
        Signed => "signed",
    }
}

/// How the providers of a protocol differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "switches, each on or off")]
pub struct Switches {
    pub pkce: Pkce,
    pub client_auth: ClientAuth,
    pub userinfo: Userinfo,
    /// Asked for besides `openid`, separated by spaces.
    pub scopes: String,
    /// The provider asked for a second factor itself: ours is not asked for again.
    pub second_factor: bool,
    /// The addresses are given out or verified by the provider: `email_verified` need not say so.
    pub vouches_for_addresses: bool,
    /// CAS: the attributes come with `serviceValidate`, because there is no `p3/serviceValidate`.
    pub cas_two: bool,
    /// CAS: the password is asked for each time.
    pub cas_renew: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            pkce: Pkce::Auto,
            client_auth: ClientAuth::Basic,
            userinfo: Userinfo::Plain,
            scopes: String::new(),
            second_factor: false,
            vouches_for_addresses: false,
            cas_two: false,
            cas_renew: false,
        }
    }
}
