//! QR codes as the data of an SVG path.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

use super::{Result, required::Required};

/// Blank modules around the code, without which cameras do not find it.
const QUIET: i32 = 4;

/// The modules on a side, with the quiet zone, and the dark ones as a path in that many units.
pub(crate) fn qr_code(text: &str) -> Result<(u32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).required("a QR code")?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let dark = (x..size).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(dark).unwrap_or_default();
            if run > 0 {
                // A bar of one row; writing to a string cannot fail.
                let _ = write!(path, "M{},{}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    Ok((u32::try_from(size + 2 * QUIET).unwrap_or_default(), path))
}

#[cfg(test)]
mod tests {
    use super::qr_code;

    #[test]
    fn a_code_has_its_three_corners() {
        let (size, path) = qr_code("https://ent.example.fr/mot-de-passe/ABCDEFGHIJKLMNOP").expect("a code");
        // The upper sides of the upper two patterns, and the lower side of the third one.
        let right = size - 4 - 7;
        for bar in
            ["M4,4h7v1h-7z".to_owned(), format!("M{right},4h7v1h-7z"), format!("M4,{}h7v1h-7z", size - 5)]
        {
            assert!(path.contains(&bar), "{bar}");
        }
    }
}
