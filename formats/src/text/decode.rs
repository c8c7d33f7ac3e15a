use std::borrow::Cow;

use encoding_rs::{ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::single::single_bytes;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// How the text of a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
    /// In tables also the other encodings that have one byte for each letter.
    Windows1252,
    /// ISO-8859-15, only where a file declares it.
    Latin9,
}

impl Encoding {
    pub const fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Little => UTF_16LE,
            Self::Utf16Big => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
            Self::Latin9 => ISO_8859_15,
        }
    }
}

/// The text of a whole file.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub encoding: Encoding,
}

/// The encoding of the first bytes of a file, and how many of them are byte order marks: some
/// programs write several. `None` when neither a mark nor zero bytes decide.
pub fn sniff(bytes: &[u8]) -> (Option<Encoding>, usize) {
    let mut marks = 0;
    while bytes[marks..].starts_with(BOM) {
        marks += BOM.len();
    }
    if marks > 0 {
        return (Some(Encoding::Utf8), marks);
    }
    match bytes {
        [0xff, 0xfe, ..] => (Some(Encoding::Utf16Little), 2),
        [0xfe, 0xff, ..] => (Some(Encoding::Utf16Big), 2),
        // A header in UTF-16 without a mark: every other byte is zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (Some(Encoding::Utf16Little), 0),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (Some(Encoding::Utf16Big), 0),
        _ => (None, 0),
    }
}

/// The text of a file in UTF-8, UTF-16 or Windows-1252.
///
/// Any bytes are valid Windows-1252. So a UTF-8 file with one bad byte would be read as
/// Windows-1252, and all its accents would be garbled. To prevent this, a file with more sound
/// accents than broken ones is refused, with the lines (from 1) that are not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Vec<u64>> {
    let (known, marks) = sniff(bytes);
    let rest = &bytes[marks..];
    match known {
        Some(encoding @ (Encoding::Utf16Little | Encoding::Utf16Big)) => {
            let (text, broken) = encoding.codec().decode_without_bom_handling(rest);
            if broken {
                let lines = (1..).zip(text.lines()).filter(|(_, line)| line.contains('\u{fffd}'));
                return Err(lines.map(|(line, _)| line).collect());
            }
            Ok(Decoded { text, encoding })
        }
        marked => utf8_or_windows(rest, marked.is_some()),
    }
}

fn utf8_or_windows(bytes: &[u8], marked: bool) -> Result<Decoded<'_>, Vec<u64>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8 });
    }
    let mut accents = 0;
    let mut broken = 0;
    let mut line = 1;
    let mut broken_lines = Vec::new();
    for chunk in bytes.utf8_chunks() {
        accents += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        line += chunk.valid().bytes().filter(|byte| *byte == b'\n').count() as u64;
        if !chunk.invalid().is_empty() {
            broken += 1;
            if broken_lines.last() != Some(&line) {
                broken_lines.push(line);
            }
        }
    }
    if marked || accents > broken {
        return Err(broken_lines);
    }
    Ok(Decoded { text: single_bytes(bytes), encoding: Encoding::Windows1252 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).expect("readable").text.into_owned()
    }

    #[test]
    fn marks_and_both_orders_of_utf_16_are_read() {
        assert_eq!(text("é;à".as_bytes()), "é;à");
        assert_eq!(text("\u{feff}\u{feff}é;à".as_bytes()), "é;à", "several byte order marks");
        assert_eq!(text(b"\xe9l\xe8ve;\x80"), "élève;€", "Windows-1252");
        let wide: Vec<u8> = "\u{feff}nom;é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), "nom;é");
        let wide: Vec<u8> = "nom;é".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide), "nom;é", "big end first, without a mark");
    }

    #[test]
    fn utf_8_with_a_broken_line_is_refused_with_the_line() {
        let mut bytes = "é\nà\n".as_bytes().to_vec();
        bytes.extend(b"caf\xe9\n");
        assert_eq!(decode(&bytes), Err(vec![3]));
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xe9"), Err(vec![1]), "a mark promises UTF-8");
    }
}
