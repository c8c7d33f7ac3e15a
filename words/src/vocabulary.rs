//! How the words of a room are declared.

/// Declares the words of one room: first fixed words, as fields, then words with values, as
/// methods. Every language fills the same struct, so a missing word does not compile.
///
/// A method calls a function pointer of a constant. In the browser package the language is known at
/// compile time, so the compiler resolves the pointer and leaves out unused words.
macro_rules! vocabulary {
    (
        $(#[$about:meta])*
        $room:ident {
            $($(#[$fixed_about:meta])* $fixed:ident,)*
            $(; $(
                $(#[$with_about:meta])*
                fn $with:ident($($value:ident: $kind:ty),+) -> $said:ty;
            )+)?
        }
    ) => {
        $(#[$about])*
        #[derive(Debug)]
        #[allow(clippy::struct_field_names, reason = "a word is named after what it says")]
        pub struct $room {
            $($(#[$fixed_about])* pub $fixed: &'static str,)*
            $($(pub(crate) $with: fn($($kind),+) -> $said,)+)?
        }

        impl $room {
            /// The fixed words with their names.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($fixed), self.$fixed)),*]
            }
        }

        $(impl $room {
            $(
                $(#[$with_about])*
                #[inline]
                pub fn $with(&self, $($value: $kind),+) -> $said {
                    (self.$with)($($value),+)
                }
            )+
        })?
    };
}

pub(crate) use vocabulary;
