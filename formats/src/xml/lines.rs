use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

use crate::{Reason, archive::Broken};

/// Counts the lines that a parser has consumed, and bounds what it may collect for one piece.
pub(super) struct Lines<R> {
    inner: R,
    line: Rc<Cell<u64>>,
    max: usize,
    piece: usize,
}

impl<R> Lines<R> {
    pub(super) const fn new(inner: R, line: Rc<Cell<u64>>, max: usize) -> Self {
        Self { inner, line, max, piece: 0 }
    }

    pub(super) const fn begin_piece(&mut self) {
        self.piece = 0;
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(out.len());
        out[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > self.max {
            return Err(io::Error::other(Broken(Reason::PieceTooLong { max: self.max as u64 })));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        // The buffer is filled already, so this reads nothing.
        if let Ok(available) = self.inner.fill_buf() {
            let ends = available.iter().take(length).filter(|byte| **byte == b'\n').count();
            self.line.set(self.line.get() + ends as u64);
        }
        self.piece += length;
        self.inner.consume(length);
    }
}
