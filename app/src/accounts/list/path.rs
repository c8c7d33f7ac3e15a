/// The address of the list; those of its people are below it.
pub const PATH: &str = "/administration/comptes";
