/// Where a request at the door comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct From<'a> {
    pub address: &'a str,
    pub user_agent: &'a str,
    /// Cookie of a session, which a new one replaces.
    pub session: Option<&'a str>,
    /// Cookie of a browser that somebody signed in with before.
    pub device: Option<&'a str>,
}
