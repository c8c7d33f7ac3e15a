use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};

use super::tree::Tree;

/// A property of an island: the page has it as plain JSON, and the browser reads it by way of a [`Tree`]
/// like the answers of the server, so that a package has each type's reader once.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Packed<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tree = Tree::deserialize(deserializer)?;
        T::deserialize(tree).map(Self).map_err(D::Error::custom)
    }
}
