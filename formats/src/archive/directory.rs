use std::io::{self, Read, Seek, SeekFrom};

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_LENGTH: usize = 20;
const END_64: &[u8] = b"PK\x06\x06";
/// Stands where the number has no room, and large archives have it where it would have.
const IN_END_64: u64 = 0xffff;
/// A comment may follow the end; it has at most this many bytes.
const COMMENT: u64 = 0xffff;

/// How many files a zip says it holds, read from its end alone: listing millions of them takes
/// memory before anything else could refuse it. `None` when it has no end: it is cut, or no zip.
pub(super) fn declared_files(zip: &mut (impl Read + Seek)) -> io::Result<Option<u64>> {
    let length = zip.seek(SeekFrom::End(0))?;
    let tail = (COMMENT + (END_LENGTH + LOCATOR_LENGTH) as u64).min(length);
    zip.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    zip.take(tail).read_to_end(&mut bytes)?;
    let Some(end) = bytes.windows(END.len()).rposition(|window| window == END) else { return Ok(None) };
    let Some(files) = number(&bytes, end + 10, 2) else { return Ok(None) };
    let locator = end.checked_sub(LOCATOR_LENGTH).filter(|at| bytes[*at..].starts_with(LOCATOR));
    let Some(offset) = locator.and_then(|at| number(&bytes, at + 8, 8)) else { return Ok(Some(files)) };
    zip.seek(SeekFrom::Start(offset.min(length)))?;
    let mut record = Vec::new();
    zip.take(40).read_to_end(&mut record)?;
    if !record.starts_with(END_64) {
        return Ok(None);
    }
    Ok(number(&record, 32, 8).map(|more| if files == IN_END_64 { more } else { more.max(files) }))
}

/// A number of `length` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let slice = bytes.get(at..at + length)?;
    Some(slice.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
