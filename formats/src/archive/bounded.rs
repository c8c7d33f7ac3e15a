use std::{
    cell::Cell,
    fmt,
    io::{self, Read},
    rc::Rc,
};

use crate::{Limits, Reason};

/// The bytes of one file, counted against the bounds of the file and of the whole delivery.
pub(super) struct Bounded<R> {
    inner: R,
    limits: Limits,
    /// Packed bytes of the file; `None` when it is not packed.
    packed: Option<u64>,
    done: u64,
    total: Rc<Cell<u64>>,
}

/// Small files may be packed as well as they like.
const RATIO_FROM: u64 = 1 << 20;

impl<R: Read> Bounded<R> {
    pub(super) fn new(inner: R, limits: Limits, packed: Option<u64>, total: Rc<Cell<u64>>) -> Self {
        Self { inner, limits, packed, done: 0, total }
    }

    fn check(&self) -> Result<(), Reason> {
        let Limits { entry, total, ratio, .. } = self.limits;
        if self.done > entry {
            return Err(Reason::FileTooLarge { max: entry });
        }
        if self.total.get() > total {
            return Err(Reason::TotalTooLarge { max: total });
        }
        match self.packed {
            Some(packed) if self.done > RATIO_FROM && self.done / packed.max(1) >= ratio => {
                Err(Reason::RatioTooHigh { max: ratio })
            }
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.done += read as u64;
        self.total.set(self.total.get() + read as u64);
        self.check().map_err(|reason| io::Error::other(Broken(reason)))?;
        Ok(read)
    }
}

/// A reason on its way through [`io::Error`].
#[derive(Debug)]
pub(crate) struct Broken(pub(crate) Reason);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Broken {}

/// Why a file could not be read further.
pub(crate) fn reason_of(error: &io::Error) -> Reason {
    let inner = error.get_ref();
    if let Some(Broken(reason)) = inner.and_then(|inner| inner.downcast_ref::<Broken>()) {
        return reason.clone();
    }
    match error.kind() {
        io::ErrorKind::InvalidData if error.to_string() == "broken encoding" => Reason::BrokenEncoding,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            Reason::BrokenArchive
        }
        _ if error.to_string().contains("checksum") => Reason::BrokenArchive,
        _ => Reason::CannotRead,
    }
}
