use std::fmt::Write as _;

use leptos::prelude::*;

/// A random key of 32 hexadecimal digits, for a form or a file. Call it in the browser only.
pub fn random_key() -> String {
    let mut bytes = [0; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().fold(String::new(), |mut key, byte| {
        let _ = write!(key, "{byte:02x}");
        key
    })
}
