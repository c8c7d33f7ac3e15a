use std::borrow::Cow;

use formats::text::{Encoding, single_bytes};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The text of a file in UTF-8 (with or without a byte order mark), UTF-16 or one byte for each letter.
///
/// Any bytes are valid Windows-1252. So a UTF-8 file with one bad byte would be read as
/// Windows-1252, and all its accents would be garbled. To prevent this, a file with more sound
/// accents than broken ones is refused, with the lines (from 1) that are not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Vec<u64>> {
    if let (Some(Encoding::Utf16Little | Encoding::Utf16Big), _) = formats::text::sniff(bytes) {
        return formats::text::decode(bytes).map(|decoded| decoded.text);
    }
    let (marked, bytes) = match bytes.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let mut accents = 0;
    let mut offset = 0;
    let mut broken = 0;
    let mut lines = Lines::new(bytes);
    let mut broken_lines = Vec::new();
    for chunk in bytes.utf8_chunks() {
        accents += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            broken += 1;
            let line = lines.at(offset);
            if broken_lines.last() != Some(&line) {
                broken_lines.push(line);
            }
        }
        offset += chunk.invalid().len();
    }
    if marked || accents > broken { Err(broken_lines) } else { Ok(single_bytes(bytes)) }
}

/// Finds the line of a byte, counted as an editor does. Offsets must be given in rising order.
///
/// The csv crate counts too, but for each record it gives the line where it began to search: after
/// `\r\n` that is the line before, and after empty lines it is the first of them.
pub(super) struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    pub(super) fn at(&mut self, offset: usize) -> u64 {
        let offset = offset.min(self.bytes.len());
        for at in self.at..offset {
            let ends = match self.bytes[at] {
                b'\n' => true,
                b'\r' => self.bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
        }
        self.at = self.at.max(offset);
        self.line
    }

    /// The offset up to which lines have been counted.
    pub(super) const fn offset(&self) -> usize {
        self.at
    }

    /// The line of the first byte, from `offset` on, that is not a line ending.
    pub(super) fn at_next_text(&mut self, offset: usize) -> u64 {
        let rest = self.bytes.get(offset..).unwrap_or_default();
        let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.at(offset + skipped)
    }
}
