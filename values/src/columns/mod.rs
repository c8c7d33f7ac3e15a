//! How a column stores a value. A stored value that its type does not know gives [`DbErr::Type`],
//! with the name of the type: the error appears when the row is read, before the row is used.

mod civil;
mod json;

pub use civil::{Day, Zone};
pub use json::Json;
#[doc(hidden)]
pub use sea_orm;
use sea_orm::{DbErr, TryGetError};

/// The error of a stored value that the type `name` does not know.
pub fn unreadable(name: &str, stored: impl std::fmt::Debug) -> TryGetError {
    TryGetError::DbErr(DbErr::Type(format!("{name}: unreadable stored value {stored:?}")))
}

/// Implements the traits of a column for a type that is stored as `$stored`.
///
/// `to` returns the stored value; `from` reads it, and returns `None` for an invalid one.
#[doc(hidden)]
#[macro_export]
macro_rules! column {
    ([$($generics:tt)*] $name:ty as $stored:ty, to $to:expr, from $from:expr, number $number:expr) => {
        impl<$($generics)*> ::std::convert::From<$name> for $crate::columns::sea_orm::Value {
            fn from(value: $name) -> Self {
                let to: fn($name) -> $stored = $to;
                to(value).into()
            }
        }

        impl<$($generics)*> $crate::columns::sea_orm::TryGetable for $name {
            fn try_get_by<I: $crate::columns::sea_orm::ColIdx>(
                row: &$crate::columns::sea_orm::QueryResult,
                column: I,
            ) -> ::std::result::Result<Self, $crate::columns::sea_orm::TryGetError> {
                let stored = <$stored as $crate::columns::sea_orm::TryGetable>::try_get_by(row, column)?;
                let from: fn(&$stored) -> ::std::option::Option<$name> = $from;
                from(&stored).ok_or_else(|| $crate::columns::unreadable(stringify!($name), stored))
            }
        }

        impl<$($generics)*> $crate::columns::sea_orm::sea_query::ValueType for $name {
            fn try_from(
                value: $crate::columns::sea_orm::Value,
            ) -> ::std::result::Result<Self, $crate::columns::sea_orm::sea_query::ValueTypeErr> {
                let stored = <$stored as $crate::columns::sea_orm::sea_query::ValueType>::try_from(value)?;
                let from: fn(&$stored) -> ::std::option::Option<$name> = $from;
                from(&stored).ok_or($crate::columns::sea_orm::sea_query::ValueTypeErr)
            }

            fn type_name() -> ::std::string::String {
                stringify!($name).to_owned()
            }

            fn array_type() -> $crate::columns::sea_orm::sea_query::ArrayType {
                <$stored as $crate::columns::sea_orm::sea_query::ValueType>::array_type()
            }

            fn column_type() -> $crate::columns::sea_orm::sea_query::ColumnType {
                <$stored as $crate::columns::sea_orm::sea_query::ValueType>::column_type()
            }
        }

        impl<$($generics)*> $crate::columns::sea_orm::sea_query::Nullable for $name {
            fn null() -> $crate::columns::sea_orm::Value {
                <$stored as $crate::columns::sea_orm::sea_query::Nullable>::null()
            }
        }

        impl<$($generics)*> $crate::columns::sea_orm::IntoActiveValue<$name> for $name {
            fn into_active_value(self) -> $crate::columns::sea_orm::ActiveValue<$name> {
                $crate::columns::sea_orm::ActiveValue::Set(self)
            }
        }

        impl<$($generics)*> $crate::columns::sea_orm::TryFromU64 for $name {
            fn try_from_u64(number: u64) -> ::std::result::Result<Self, $crate::columns::sea_orm::DbErr> {
                let from: fn(u64) -> ::std::option::Option<$name> = $number;
                from(number).ok_or($crate::columns::sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

/// Implements the column of a type that wraps an `i64`.
#[doc(hidden)]
#[macro_export]
macro_rules! number_column {
    ($name:ident) => {
        $crate::column!(
            [] $name as i64,
            to |value| value.0,
            from |stored| ::std::option::Option::Some($name(*stored)),
            number |number| <i64 as ::std::convert::TryFrom<u64>>::try_from(number).ok().map($name)
        );
    };
}

/// Implements the column of a type with `number()` and `from_number()`.
#[doc(hidden)]
#[macro_export]
macro_rules! small_number_column {
    ($name:ty) => {
        $crate::column!(
            [] $name as i32,
            to |value| value.number(),
            from |stored| <$name>::from_number(*stored),
            number |_| ::std::option::Option::None
        );
    };
}

/// Implements the column of a type with `code()` and `from_code()`.
#[doc(hidden)]
#[macro_export]
macro_rules! code_column {
    ($name:ty) => {
        $crate::column!(
            [] $name as ::std::string::String,
            to |value| value.code().to_owned(),
            from |stored| <$name>::from_code(stored),
            number |_| ::std::option::Option::None
        );
    };
}

/// Implements the column of a type that is stored as its text (`Display` and `FromStr`).
#[macro_export]
macro_rules! text_column {
    ($name:ty) => {
        $crate::column!(
            [] $name as ::std::string::String,
            to |value| ::std::string::ToString::to_string(&value),
            from |stored| stored.parse().ok(),
            number |_| ::std::option::Option::None
        );
    };
}

#[cfg(test)]
mod tests;
