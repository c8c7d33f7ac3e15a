//! Without the feature `columns` the macros that implement a column expand to nothing.

/// Expands to nothing: see the feature `columns`.
#[doc(hidden)]
#[macro_export]
macro_rules! number_column {
    ($name:ty) => {};
}

/// Expands to nothing: see the feature `columns`.
#[doc(hidden)]
#[macro_export]
macro_rules! small_number_column {
    ($name:ty) => {};
}

/// Expands to nothing: see the feature `columns`.
#[doc(hidden)]
#[macro_export]
macro_rules! code_column {
    ($name:ty) => {};
}

/// Expands to nothing: see the feature `columns`.
#[macro_export]
macro_rules! text_column {
    ($name:ty) => {};
}
