use std::{
    io::{self, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use tokio::{sync::mpsc, task::JoinHandle};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{Error, Result};

/// How many pieces wait for the disk.
const WAITING: usize = 8;

enum Piece {
    Begin { name: String, method: CompressionMethod },
    Bytes(Bytes),
}

/// A zip file that is written while its content is read. It has no name on the disk, so nothing is left
/// of it however the process ends.
pub(super) struct Archive {
    pieces: mpsc::Sender<Piece>,
    written: JoinHandle<io::Result<(std::fs::File, u64)>>,
}

impl Archive {
    pub fn begin(folder: &Path) -> Self {
        let (pieces, waiting) = mpsc::channel(WAITING);
        let folder: PathBuf = folder.to_owned();
        let written = tokio::task::spawn_blocking(move || write(&folder, waiting));
        Self { pieces, written }
    }

    /// Begins a file of text, which is compressed.
    pub async fn text(&self, name: &str) {
        self.add(Piece::Begin { name: name.to_owned(), method: CompressionMethod::Deflated }).await;
    }

    /// Begins a file that is kept as it is.
    pub async fn file(&self, name: String) {
        self.add(Piece::Begin { name, method: CompressionMethod::Stored }).await;
    }

    /// Goes on with the file that was begun last.
    pub async fn bytes(&self, bytes: impl Into<Bytes>) {
        self.add(Piece::Bytes(bytes.into())).await;
    }

    /// What cannot be written is reported at the end.
    async fn add(&self, piece: Piece) {
        let _ = self.pieces.send(piece).await;
    }

    /// The file, read from its beginning, and its size.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`] when the disk did not take it.
    pub async fn end(self) -> Result<(std::fs::File, u64)> {
        drop(self.pieces);
        let written = self.written.await.map_err(io::Error::other).flatten();
        written.map_err(|reason| {
            tracing::error!(%reason, "the data of a person could not be written");
            Error::StoreUnavailable
        })
    }
}

fn write(folder: &Path, mut waiting: mpsc::Receiver<Piece>) -> io::Result<(std::fs::File, u64)> {
    let mut zip = ZipWriter::new(tempfile::tempfile_in(folder)?);
    while let Some(piece) = waiting.blocking_recv() {
        match piece {
            Piece::Begin { name, method } => {
                let options = SimpleFileOptions::default().compression_method(method);
                zip.start_file(name, options).map_err(io::Error::other)?;
            }
            Piece::Bytes(bytes) => zip.write_all(&bytes)?,
        }
    }
    let mut file = zip.finish().map_err(io::Error::other)?;
    let bytes = file.seek(SeekFrom::End(0))?;
    file.rewind()?;
    Ok((file, bytes))
}
