use bytes::Bytes;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// The encoding between pages and server functions: JSON in the body of a POST, both ways.
pub type Json = Post<JsonText>;

/// JSON read from text, like the data inside a page. The library's own encoding reads from bytes,
/// which would compile every deserializer twice into the browser package.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        // Invalid UTF-8 is not JSON either: the empty text is refused in the same way.
        serde_json::from_str(std::str::from_utf8(&bytes).unwrap_or_default())
    }
}
