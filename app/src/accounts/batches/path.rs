/// The address of the list; the addresses of its batches start with it.
pub const PATH: &str = "/administration/comptes/lots";
