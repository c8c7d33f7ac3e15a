use std::ops::Deref;

use sea_orm::DbErr;
use serde::{Serialize, de::DeserializeOwned};

/// A value stored as JSON in a text column.
///
/// It keeps the text beside the value, so that every existing value can be written.
#[derive(Clone, Debug)]
pub struct Json<T> {
    value: T,
    text: String,
}

impl<T: Serialize> Json<T> {
    /// # Errors
    /// [`DbErr::Type`] for a value that JSON cannot hold.
    pub fn new(value: T) -> Result<Self, DbErr> {
        let text = serde_json::to_string(&value).map_err(|reason| DbErr::Type(reason.to_string()))?;
        Ok(Self { value, text })
    }
}

impl<T> Json<T> {
    /// The value itself.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The text in the column.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<T: DeserializeOwned> Json<T> {
    fn read(text: &str) -> Option<Self> {
        Some(Self { value: serde_json::from_str(text).ok()?, text: text.to_owned() })
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Json<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Json<T> {}

crate::column!(
    [T: DeserializeOwned] Json<T> as String,
    to |value| value.text,
    from |stored| Self::read(stored),
    number |_| None
);
