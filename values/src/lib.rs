//! Small typed values: identities, instants and enums with a code for each variant.
//!
//! Only the crate that declares a type may implement the traits of another crate for it. The macros
//! here therefore write both halves where the type is declared: the value itself, and, with the
//! feature `columns`, how a database column holds it. The declaring crate never names the database.
//!
//! The declaring crate depends on `serde`.

mod coded;
#[cfg(feature = "columns")]
pub mod columns;
mod id;
mod instant;
#[cfg(not(feature = "columns"))]
mod no_columns;

pub use instant::Millis;
#[cfg(feature = "columns")]
#[doc(hidden)]
pub use sea_orm;
