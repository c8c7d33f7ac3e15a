//! JSON between pages and the server.

mod packed;
mod reader;
mod tree;

use bytes::Bytes;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

pub use self::{packed::Packed, reader::Malformed};

/// The encoding between pages and server functions: JSON in the body of a POST, both ways.
pub type Json = Post<JsonText>;

/// JSON as text, like the data inside a page.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = Malformed;

    fn encode(value: &T) -> Result<Bytes, Malformed> {
        serde_json::to_string(value).map(Bytes::from).map_err(|_| Malformed)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = Malformed;

    fn decode(bytes: Bytes) -> Result<T, Malformed> {
        // Invalid UTF-8 is not JSON either: the empty text is refused in the same way.
        read(std::str::from_utf8(&bytes).unwrap_or_default())
    }
}

/// Reads a value from JSON.
#[cfg(feature = "ssr")]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Malformed> {
    serde_json::from_str(text).map_err(|_| Malformed)
}

/// Reads a value from JSON, with little code for each type ([`tree`]).
#[cfg(not(feature = "ssr"))]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Malformed> {
    T::deserialize(serde_json::from_str::<tree::Tree>(text).map_err(|_| Malformed)?)
}
