use std::{
    io::{self, Read},
    ops::Range,
};

use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};

use super::decode::{Encoding, sniff};

const CHUNK: usize = 16 << 10;

/// Decodes a stream to UTF-8 while it is read, in constant memory.
///
/// The declaration `<?xml …?>` is left out: it names the encoding of the bytes, not of the text
/// that comes out here.
pub struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Bytes of `raw` not yet decoded.
    pending: Range<usize>,
    text: Vec<u8>,
    /// Bytes of `text` not yet read.
    ready: Range<usize>,
    ended: bool,
    finished: bool,
    choice: Choice,
}

/// What the beginning of a document says about its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub encoding: Encoding,
    /// Bytes to skip: marks and the declaration.
    pub skip: usize,
    /// Lines within the skipped bytes.
    pub lines: u64,
    /// Nothing but ASCII stands there, and no mark, so the first letters that come may show something else.
    pub open: bool,
}

impl<R: Read> Utf8<R> {
    /// Reads the beginning and chooses the encoding: a mark, else what the declaration names, else
    /// UTF-8 if the beginning is valid UTF-8, else Windows-1252.
    pub fn new(mut inner: R) -> io::Result<(Self, Choice)> {
        let mut raw = vec![0; CHUNK];
        let length = fill(&mut inner, &mut raw)?;
        let choice = choose(&raw[..length]);
        let decoder = choice.encoding.codec().new_decoder_without_bom_handling();
        let ended = length < CHUNK;
        let pending = choice.skip..length;
        // Decoding needs room for one letter at least; a letter has up to three times its bytes.
        let text = vec![0; 3 * CHUNK];
        let utf8 = Self { inner, decoder, raw, pending, text, ready: 0..0, ended, finished: false, choice };
        Ok((utf8, choice))
    }

    /// Decodes the next piece; at the end nothing is ready.
    fn advance(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.finished {
            if self.pending.is_empty() && !self.ended {
                let length = fill(&mut self.inner, &mut self.raw)?;
                self.ended = length < self.raw.len();
                self.pending = 0..length;
            }
            let first_letter = self.raw[self.pending.clone()].iter().position(|byte| !byte.is_ascii());
            let (upto, last) = match first_letter.filter(|_| self.choice.open) {
                Some(0) => {
                    self.decide()?;
                    (self.pending.end, self.ended)
                }
                Some(before) => (self.pending.start + before, false),
                None => (self.pending.end, self.ended),
            };
            let source = &self.raw[self.pending.start..upto];
            let (result, read, written, broken) = self.decoder.decode_to_utf8(source, &mut self.text, last);
            self.pending.start += read;
            if broken {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "broken encoding"));
            }
            self.finished = self.ended && self.pending.is_empty() && result == CoderResult::InputEmpty;
            self.ready = 0..written;
        }
        Ok(())
    }

    /// Chooses the encoding by the first letters, which begin what is pending. A buffer of what follows them is
    /// read before: half a letter would look like UTF-8.
    fn decide(&mut self) -> io::Result<()> {
        let mut length = self.pending.len();
        self.raw.copy_within(self.pending.clone(), 0);
        if !self.ended {
            length += fill(&mut self.inner, &mut self.raw[length..])?;
            self.ended = length < self.raw.len();
        }
        self.pending = 0..length;
        self.choice.open = false;
        let encoding = of_letters(&self.raw[..length], self.choice.encoding);
        self.decoder = encoding.codec().new_decoder_without_bom_handling();
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.advance()?;
        let length = self.ready.len().min(out.len());
        let start = self.ready.start;
        out[..length].copy_from_slice(&self.text[start..start + length]);
        self.ready.start += length;
        Ok(length)
    }
}

/// Fills the buffer as far as the stream goes.
fn fill(inner: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match inner.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

fn choose(start: &[u8]) -> Choice {
    let (known, marks) = sniff(start);
    if let Some(encoding @ (Encoding::Utf16Little | Encoding::Utf16Big)) = known {
        let (text, _) = encoding.codec().decode_without_bom_handling(&start[marks..]);
        let declared = declaration(text.as_bytes()).map_or(0, |declared| declared.length);
        let lines = text.as_bytes().iter().take(declared).filter(|byte| **byte == b'\n').count() as u64;
        return Choice { encoding, skip: marks + 2 * declared, lines, open: false };
    }
    let rest = &start[marks..];
    let declared = declaration(rest);
    let length = declared.as_ref().map_or(0, |declared| declared.length);
    let lines = rest[..length].split(|byte| *byte == b'\n').count().saturating_sub(1) as u64;
    let named = declared.and_then(|declared| declared.encoding);
    let is_ascii = uncut(rest).is_ascii();
    // Latin letters are never valid UTF-8 by chance: then the declaration is wrong.
    let is_utf8 = !is_ascii && likely(rest) == Encoding::Utf8;
    let encoding = known.or(is_utf8.then_some(Encoding::Utf8)).or(named).unwrap_or_else(|| likely(rest));
    let open = is_ascii && known.is_none() && named != Some(Encoding::Utf8);
    Choice { encoding, skip: marks + length, lines, open }
}

/// The encoding of the first letters, where `named` was declared, or supposed.
fn of_letters(letters: &[u8], named: Encoding) -> Encoding {
    match (likely(letters), named) {
        (Encoding::Windows1252, Encoding::Utf8) => Encoding::Windows1252,
        (Encoding::Windows1252, named) => named,
        (likely, _) => likely,
    }
}

/// Without the letter that the end of the buffer may cut.
fn uncut(start: &[u8]) -> &[u8] {
    let end = start.iter().rev().take(3).take_while(|byte| !byte.is_ascii()).count();
    &start[..start.len() - end]
}

/// Valid UTF-8, except for a letter that the end of the buffer cuts.
fn likely(start: &[u8]) -> Encoding {
    match std::str::from_utf8(start) {
        Ok(_) => Encoding::Utf8,
        Err(error) if error.error_len().is_none() => Encoding::Utf8,
        Err(_) => Encoding::Windows1252,
    }
}

struct Declaration {
    length: usize,
    encoding: Option<Encoding>,
}

fn declaration(start: &[u8]) -> Option<Declaration> {
    let blank = start.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let text = &start[blank..];
    if !text.starts_with(b"<?xml") {
        return None;
    }
    let end = text.windows(2).take(400).position(|pair| pair == b"?>")? + 2;
    let written = String::from_utf8_lossy(&text[..end]).to_lowercase();
    let label = written.split("encoding").nth(1).and_then(|rest| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split(quote).next().map(str::to_owned)
    });
    let encoding = label.and_then(|label| {
        let codec = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(match codec.name() {
            "UTF-8" => Encoding::Utf8,
            // ISO-8859-15 differs in eight signs, of which names use Œ, œ and Ÿ.
            "ISO-8859-15" => Encoding::Latin9,
            name if name == WINDOWS_1252.name() => Encoding::Windows1252,
            // Declared as UTF-16 but written in single bytes.
            _ => return None,
        })
    });
    Some(Declaration { length: blank + end, encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        Utf8::new(bytes).expect("begins").0.read_to_string(&mut text).expect("decodes");
        text
    }

    #[test]
    fn the_declaration_names_the_encoding_and_is_left_out() {
        assert_eq!(read(b"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n<a>\xe9\xbd</a>"), "\n<a>éœ</a>");
        assert_eq!(read(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>"), "<a>é</a>");
        assert_eq!(read("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é</a>".as_bytes()), "<a>é</a>");
        assert_eq!(
            read("<?xml version='1.0' encoding='iso-8859-15'?><a>ü</a>".as_bytes()),
            "<a>ü</a>",
            "a wrong declaration"
        );
        assert_eq!(
            read(b"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xc3\xa9</a>"),
            "<a>é</a>",
            "a mark wins"
        );
    }

    #[test]
    fn without_a_declaration_the_bytes_decide() {
        assert_eq!(read("<!DOCTYPE a><a>é</a>".as_bytes()), "<!DOCTYPE a><a>é</a>");
        assert_eq!(read(b"<a>\xe9</a>"), "<a>é</a>");
        let wide: Vec<u8> = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&wide), "<a>é</a>");
    }

    #[test]
    fn the_first_letters_decide_even_when_they_come_late() {
        let late = |declared: &str, letters: &[u8]| {
            let start = format!("{declared}<a>{}", "x".repeat(2 * CHUNK)).into_bytes();
            let text = read(&[&start[..], letters, &b"</a>"[..]].concat());
            text.trim_start_matches(|sign: char| sign != '>').trim_start_matches(['>', 'x']).to_owned()
        };
        let latin = "<?xml version='1.0' encoding='ISO-8859-15'?>";
        assert_eq!(late(latin, "Hélène Kœnig".as_bytes()), "Hélène Kœnig</a>", "a wrong declaration");
        assert_eq!(late(latin, b"H\xe9l\xe8ne K\xbdnig"), "Hélène Kœnig</a>");
        assert_eq!(late("", "Hélène".as_bytes()), "Hélène</a>");
        assert_eq!(late("", b"H\xe9l\xe8ne"), "Hélène</a>");
    }

    #[test]
    fn a_first_letter_at_the_end_of_a_chunk_decides_with_what_follows() {
        let latin = "<?xml version='1.0' encoding='ISO-8859-15'?>";
        for (declared, chunks) in [(latin, 1), (latin, 2), ("", 1), ("", 2)] {
            let begins = format!("{declared}<a>");
            let start = format!("{begins}{}", "x".repeat(chunks * CHUNK - begins.len() - 1));
            for letters in [&b"\xe9l\xe8ve</a>"[..], "élève</a>".as_bytes()] {
                let text = read(&[start.as_bytes(), letters].concat());
                assert!(text.ends_with("xélève</a>"), "{declared}, {chunks}: {letters:?}");
            }
        }
    }

    #[test]
    fn a_letter_may_lie_across_two_chunks() {
        let text = format!("<a>{}é</a>", "x".repeat(CHUNK - 4));
        assert_eq!(read(text.as_bytes()), text);
    }

    #[test]
    fn broken_utf_8_is_an_error_and_no_other_letter() {
        let mut text = String::new();
        let (mut stream, _) =
            Utf8::new(&b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xe9</a>"[..]).expect("begins");
        assert!(stream.read_to_string(&mut text).is_err());
    }
}
