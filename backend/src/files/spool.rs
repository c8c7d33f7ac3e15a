use std::io::{self, SeekFrom};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

/// How many bytes from the beginning are needed to recognise a kind …
const HEAD: usize = 8 * 1024;
/// … and from the end, where an archive lists its parts.
const TAIL: u64 = 256 * 1024;

/// How much of a file is held in memory between the network and the disk.
const BUFFER: usize = 64 * 1024;

/// A file being received. It has no name on the disk, so nothing is left of it however the process
/// ends.
pub(super) struct Spool {
    file: tokio::fs::File,
    hasher: Sha256,
    head: Vec<u8>,
    bytes: u64,
    /// No byte so far that cannot be in a text.
    may_be_text: bool,
}

/// A file that has arrived, and the facts known about it.
pub(super) struct Arrived {
    pub file: tokio::fs::File,
    pub sha256: String,
    /// The first bytes, at most [`HEAD`].
    pub head: Vec<u8>,
    pub bytes: u64,
    pub may_be_text: bool,
}

impl Spool {
    pub async fn open(folder: &std::path::Path) -> io::Result<Self> {
        let folder = folder.to_owned();
        let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await??;
        let mut file = tokio::fs::File::from_std(file);
        file.set_max_buf_size(BUFFER);
        Ok(Self { file, hasher: Sha256::new(), head: Vec::new(), bytes: 0, may_be_text: true })
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    pub async fn write(&mut self, piece: &Bytes) -> io::Result<()> {
        self.hasher.update(piece);
        let wanted = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..wanted]);
        self.may_be_text = self.may_be_text && self.is_text(piece);
        self.bytes += piece.len() as u64;
        self.file.write_all(piece).await
    }

    /// Of UTF-16, each unit is looked at; a unit may begin in one piece and end in the next one.
    fn is_text(&self, piece: &[u8]) -> bool {
        let Some(big) = big_endian(&self.head) else { return !piece.iter().any(|byte| is_no_text(*byte)) };
        let odd = self.bytes % 2 == 1;
        let piece = if odd { piece.get(1..).unwrap_or_default() } else { piece };
        !units(piece, big).any(|unit| u8::try_from(unit).is_ok_and(is_no_text))
    }

    pub async fn arrived(mut self) -> io::Result<Arrived> {
        self.file.flush().await?;
        let Self { file, hasher, head, bytes, may_be_text } = self;
        Ok(Arrived { file, sha256: hex::encode(hasher.finalize()), head, bytes, may_be_text })
    }
}

/// Whether a text begins with the byte order mark of UTF-16, and in which order.
fn big_endian(head: &[u8]) -> Option<bool> {
    match head {
        [0xfe, 0xff, ..] => Some(true),
        [0xff, 0xfe, ..] => Some(false),
        _ => None,
    }
}

fn units(bytes: &[u8], big_endian: bool) -> impl Iterator<Item = u16> {
    bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(move |pair| if big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) })
}

/// The units of a text in UTF-16, without its mark; `None` for other texts.
pub(super) fn utf16(head: &[u8]) -> Option<impl Iterator<Item = u16>> {
    let big_endian = big_endian(head)?;
    Some(units(head.get(2..)?, big_endian))
}

/// Control characters that occur in neither UTF-8 nor Latin-1 text.
const fn is_no_text(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

impl Arrived {
    /// The last bytes, at most [`TAIL`].
    pub async fn tail(&mut self) -> io::Result<Vec<u8>> {
        let length = self.bytes.min(TAIL);
        self.file.seek(SeekFrom::Start(self.bytes - length)).await?;
        let mut tail = Vec::new();
        (&mut self.file).take(length).read_to_end(&mut tail).await?;
        self.rewind().await?;
        Ok(tail)
    }

    pub async fn rewind(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0)).await.map(|_| ())
    }
}
