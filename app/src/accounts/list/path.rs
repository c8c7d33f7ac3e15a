/// The address of the list; the addresses of its people start with it.
pub const PATH: &str = "/administration/comptes";
