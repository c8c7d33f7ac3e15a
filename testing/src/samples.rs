//! Small files of each type, with just enough content to recognise the type.

use std::io::{Cursor, Write};

pub fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {words}\n%%EOF\n").into_bytes()
}

pub fn png() -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0; 40]].concat()
}

/// A whole picture, three pixels wide and two high.
pub fn picture() -> Vec<u8> {
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x03\x00\x00\
      \x00\x02\x08\x02\x00\x00\x00\x12\x16\xf1\x4d\x00\x00\x00\x10\x49\x44\x41\x54\x78\xda\x63\
      \x90\x8b\x5a\x00\x41\x0c\x70\x16\x00\x3e\xa8\x06\x91\xdf\xac\xbc\x62\x00\x00\x00\x00\x49\
      \x45\x4e\x44\xae\x42\x60\x82"
        .to_vec()
}

/// An archive with these parts, uncompressed.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut names) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let offset = u32::try_from(bytes.len()).expect("small");
        let length = u32::try_from(content.len()).expect("small");
        let name_length = u16::try_from(name.len()).expect("short");
        // Version, flags, method, time, day, checksum, both lengths, length of the name, no extra.
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        facts.extend(checksum(content).to_le_bytes());
        facts.extend([length.to_le_bytes(), length.to_le_bytes()].concat());
        facts.extend(name_length.to_le_bytes());
        facts.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&facts);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);
        names.extend(b"PK\x01\x02\x14\0");
        names.extend(&facts);
        names.extend([0; 10]);
        names.extend(offset.to_le_bytes());
        names.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).expect("few").to_le_bytes();
    let at = u32::try_from(bytes.len()).expect("small").to_le_bytes();
    let length = u32::try_from(names.len()).expect("small").to_le_bytes();
    bytes.extend(names);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend([length, at].concat());
    bytes.extend([0, 0]);
    bytes
}

/// CRC-32, bit by bit.
fn checksum(content: &[u8]) -> u32 {
    !content.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// A Word document, with additional parts if needed.
pub fn docx(more: &[&str]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")];
    parts.extend(more.iter().map(|name| (*name, b"x".as_slice())));
    archive(&parts)
}

/// A compound file, the format of Office 97, with one stream.
pub fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream(format!("/{stream}"))
        .and_then(|mut stream| stream.write_all(b"text"))
        .expect("a stream");
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

/// The harmless test virus; in pieces, so that virus scanners do not react to this source file.
pub fn eicar() -> String {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

/// `HOST:PORT` of a clamd that knows [`eicar`]; `None` if there is none.
#[allow(clippy::disallowed_methods, reason = "tests have no configuration")]
pub fn clamd() -> Option<String> {
    let address = std::env::var("TEST_CLAMD").ok().filter(|address| !address.is_empty());
    if address.is_none() {
        eprintln!("TEST_CLAMD is not set: what looks for viruses is skipped");
    }
    address
}
