/// Declares an enum with a code for each variant: `code()`, `from_code()` and `ALL`.
///
/// The code is used in the database, in files and in addresses. In JSON a variant is its name in
/// snake case, not its code.
#[macro_export]
macro_rules! coded {
    ($(
        $(#[$meta:meta])*
        $name:ident { $($(#[$variant_meta:meta])* $variant:ident => $code:literal),+ $(,)? }
    )+) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every variant, in the order of the declaration.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The key in the database, in files and in addresses.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The variant with this code.
            pub fn from_code(code: &str) -> ::std::option::Option<Self> {
                match code {
                    $($code => ::std::option::Option::Some(Self::$variant),)+
                    _ => ::std::option::Option::None,
                }
            }
        }

        $crate::code_column!($name);
    )+};
}

/// Declares an enum that the database stores as a small number: `number()`, `from_number()` and
/// `ALL`. In JSON a variant is its name in snake case.
#[macro_export]
macro_rules! numbered {
    ($(
        $(#[$meta:meta])*
        $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $number:literal),+ $(,)? }
    )+) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every variant, in the order of the declaration.
            pub const ALL: [Self; [$($number),+].len()] = [$(Self::$variant),+];

            /// The number stored in the database.
            pub const fn number(self) -> i32 {
                match self { $(Self::$variant => $number),+ }
            }

            /// The variant with this number.
            pub const fn from_number(number: i32) -> ::std::option::Option<Self> {
                match number {
                    $($number => ::std::option::Option::Some(Self::$variant),)+
                    _ => ::std::option::Option::None,
                }
            }
        }

        $crate::small_number_column!($name);
    )+};
}

#[cfg(test)]
mod tests {
    crate::coded! {
        /// With the codes of a standard, which differ from the names.
        Colour {
            LightBlue => "LB",
            Red => "R",
        }
    }

    crate::numbered! {
        #[derive(Default)]
        Shelf {
            #[default]
            Upper = 0,
            Lower = 3,
        }
    }

    #[test]
    fn a_code_names_one_variant_and_json_has_the_name() {
        assert_eq!(Colour::ALL, [Colour::LightBlue, Colour::Red]);
        for colour in Colour::ALL {
            assert_eq!(Colour::from_code(colour.code()), Some(colour));
        }
        assert_eq!(Colour::from_code("light_blue"), None);
        assert_eq!(serde_json::to_string(&Colour::LightBlue).ok().as_deref(), Some("\"light_blue\""));
    }

    #[test]
    fn a_number_names_one_variant() {
        assert_eq!(Shelf::default(), Shelf::Upper);
        assert_eq!(Shelf::ALL.map(Shelf::number), [0, 3]);
        assert_eq!(Shelf::from_number(3), Some(Shelf::Lower));
        assert_eq!(Shelf::from_number(1), None);
    }
}
