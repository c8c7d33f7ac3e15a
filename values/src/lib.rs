//! Small typed values: identities, instants and enums with a code for each variant.
//!
//! Only the crate that declares a type may implement another crate's traits for it. So the macros
//! here produce both parts where the type is declared: the value itself and, with the feature
//! `columns`, its database column. The declaring crate never names the database.
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
