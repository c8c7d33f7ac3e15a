//! Reads a type from a [`Tree`].

use std::{fmt, vec::IntoIter};

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess,
        Visitor,
    },
    forward_to_deserialize_any,
};

use super::tree::Tree;

/// The text is not JSON, or not of the expected type. Nobody reads the reason, so none is made.
#[derive(Debug)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unexpected JSON")
    }
}

impl std::error::Error for Malformed {}

/// Each of them, so that no sentence is made only to be thrown away.
impl Error for Malformed {
    #[inline]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    #[inline]
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    #[inline]
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    #[inline]
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    #[inline]
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    #[inline]
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    #[inline]
    fn missing_field(_: &'static str) -> Self {
        Self
    }

    #[inline]
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// Methods of the same kind.
macro_rules! alike {
    ($kind:ident: $($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
            self.$kind(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Malformed;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Natural(number) => visitor.visit_u64(number),
            Self::Whole(number) => visitor.visit_i64(number),
            Self::Real(number) => visitor.visit_f64(number),
            Self::Text(text) | Self::Name(text) => visitor.visit_string(text),
            Self::List(items) => list(items, visitor),
            Self::Entries(entries) => visitor.visit_map(Entries::new(entries)),
        }
    }

    alike!(number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64);
    alike!(text: deserialize_str deserialize_string deserialize_identifier);
    alike!(list: deserialize_seq);
    alike!(entries: deserialize_map);
    alike!(nothing: deserialize_unit);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let Self::Bool(value) = self else { return Err(Malformed) };
        visitor.visit_bool(value)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.nothing(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Malformed> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.entries(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_enum(self.variant()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf }
}

impl Tree {
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        match self {
            Self::Natural(number) => visitor.visit_u64(number),
            Self::Whole(number) => visitor.visit_i64(number),
            Self::Real(number) => visitor.visit_f64(number),
            Self::Name(text) => visitor.visit_i64(text.parse().map_err(|_| Malformed)?),
            _ => Err(Malformed),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let (Self::Text(text) | Self::Name(text)) = self else { return Err(Malformed) };
        visitor.visit_string(text)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let Self::List(items) = self else { return Err(Malformed) };
        list(items, visitor)
    }

    fn entries<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let Self::Entries(entries) = self else { return Err(Malformed) };
        visitor.visit_map(Entries::new(entries))
    }

    fn nothing<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let Self::Null = self else { return Err(Malformed) };
        visitor.visit_unit()
    }

    /// `"Name"`, or `{"Name": content}`.
    fn variant(self) -> Result<Variant, Malformed> {
        match self {
            Self::Text(name) | Self::Name(name) => Ok(Variant { name, content: Self::Null }),
            Self::Entries(mut entries) => match (entries.pop(), entries.is_empty()) {
                (Some((name, content)), true) => Ok(Variant { name, content }),
                _ => Err(Malformed),
            },
            _ => Err(Malformed),
        }
    }
}

fn list<'de, V: Visitor<'de>>(items: Vec<Tree>, visitor: V) -> Result<V::Value, Malformed> {
    let mut items = Items(items.into_iter());
    let value = visitor.visit_seq(&mut items)?;
    // A longer list than the type has is another type's.
    if items.0.next().is_some() { Err(Malformed) } else { Ok(value) }
}

struct Items(IntoIter<Tree>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Malformed;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Malformed> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

struct Entries {
    left: IntoIter<(String, Tree)>,
    value: Tree,
}

impl Entries {
    fn new(entries: Vec<(String, Tree)>) -> Self {
        Self { left: entries.into_iter(), value: Tree::Null }
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Malformed;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Malformed> {
        let Some((name, value)) = self.left.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Tree::Name(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Malformed> {
        seed.deserialize(std::mem::replace(&mut self.value, Tree::Null))
    }
}

struct Variant {
    name: String,
    content: Tree,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Malformed;
    type Variant = Content;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content), Malformed> {
        Ok((seed.deserialize(Tree::Name(self.name))?, Content(self.content)))
    }
}

struct Content(Tree);

impl<'de> VariantAccess<'de> for Content {
    type Error = Malformed;

    fn unit_variant(self) -> Result<(), Malformed> {
        if matches!(self.0, Tree::Null) { Ok(()) } else { Err(Malformed) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Malformed> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Malformed> {
        self.0.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.0.entries(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{
        Conflict, DraftId, EstablishmentId,
        communications::{CommunicationInput, Severity},
        fields::{FieldErrors, FieldProblem},
    };
    use serde::{Deserialize, Serialize, de::DeserializeOwned};

    use super::{super::tree::Tree, Malformed};
    use crate::AppError;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Point,
        Circle(f64),
        Line(i32, i32),
        Square { side: u8 },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct All {
        shapes: Vec<Shape>,
        by_school: BTreeMap<EstablishmentId, Option<String>>,
        pair: (i64, bool),
        nothing: (),
        #[serde(default)]
        missing: u32,
    }

    fn by_tree<T: DeserializeOwned>(text: &str) -> Result<T, Malformed> {
        T::deserialize(serde_json::from_str::<Tree>(text).map_err(|_| Malformed)?)
    }

    #[track_caller]
    fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
        let text = serde_json::to_string(value).expect("JSON");
        assert_eq!(&by_tree::<T>(&text).expect(&text), value);
    }

    #[test]
    fn what_is_written_is_read() {
        comes_back(&All {
            shapes: vec![
                Shape::Point,
                Shape::Circle(-1.5),
                Shape::Circle(2.0),
                Shape::Line(-3, 4),
                Shape::Square { side: 9 },
            ],
            by_school: BTreeMap::from([
                (EstablishmentId(7), Some("é\"\\\u{1f}".into())),
                (EstablishmentId(-8), None),
            ]),
            pair: (i64::MIN, true),
            nothing: (),
            missing: u32::MAX,
        });
        // The fields of its three channels stand side by side.
        let mut input = CommunicationInput::blank(chrono::NaiveDate::default());
        input.message.subject = "Réunion".into();
        comes_back(&input);
        comes_back(&CommunicationInput::default());
        let problems = BTreeMap::from([
            ("texte".to_owned(), FieldProblem::TooLong { count: 256, max: 255 }),
            ("type".to_owned(), FieldProblem::SeverityTooHigh { most: Severity::Warning }),
        ]);
        for error in [
            AppError::Fields(FieldErrors(problems)),
            AppError::Conflict(Conflict::DraftChanged { draft: DraftId(3) }),
            AppError::SeverityForbidden(Severity::Information),
            AppError::TooManyAttempts(u64::MAX),
            AppError::Internal { request: None },
            AppError::NotFound,
        ] {
            comes_back(&error);
        }
    }

    #[test]
    fn what_is_of_another_type_is_refused() {
        for text in
            ["", "{", "[1,2", "null", "1", "\"Cube\"", "{\"Circle\":1,\"Point\":null}", "{\"Square\":{}}"]
        {
            assert!(by_tree::<Shape>(text).is_err(), "{text}");
        }
        for text in
            ["{\"Square\":{\"side\":256}}", "{\"Line\":[1]}", "{\"Line\":[1,2,3]}", "{\"Circle\":\"1\"}"]
        {
            assert!(by_tree::<Shape>(text).is_err(), "{text}");
        }
        assert!(by_tree::<u32>("\"5\"").is_err(), "only the name of an entry stands for a number");
        assert!(by_tree::<AppError>("{\"message\":\"Bad gateway\"}").is_err(), "an answer of a proxy");
        // Fields that are not known are passed over, as the library does.
        let newer =
            "{\"shapes\":[],\"by_school\":{},\"pair\":[1,false],\"nothing\":null,\"newer\":[{\"a\":1}]}";
        assert!(by_tree::<All>(newer).is_ok());
    }
}
