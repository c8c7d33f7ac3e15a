/// Where a sign-in request comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct From<'a> {
    pub address: &'a str,
    pub user_agent: &'a str,
    /// Cookie of the present session, which a new one replaces.
    pub session: Option<&'a str>,
    /// Cookie of a browser that was used to sign in before.
    pub device: Option<&'a str>,
    /// *Rester connecté sur cet appareil* is asked for.
    pub keep: bool,
}
