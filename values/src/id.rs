/// Declares identities: each is an `i64` with its own type, so that two kinds are never confused.
///
/// In JSON, in text and in a column such an identity is its number.
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        $crate::number_column!($name);
    )+};
}

#[cfg(test)]
mod tests {
    crate::id! {
        /// The identity of a shelf.
        ShelfId,
        BookId,
    }

    #[test]
    fn an_id_is_its_number_in_text_and_in_json() {
        assert_eq!(ShelfId(7).to_string(), "7");
        assert_eq!("7".parse(), Ok(BookId(7)));
        assert!("x".parse::<BookId>().is_err());
        assert_eq!(serde_json::to_string(&ShelfId(7)).ok().as_deref(), Some("7"));
        assert_eq!(serde_json::from_str::<ShelfId>("7").ok(), Some(ShelfId(7)));
    }
}
