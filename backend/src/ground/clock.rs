//! The one place that reads the time.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use domain::time::{MINUTE_MS, Millis};

/// How much the clocks of two processes may differ.
pub(crate) const CLOCKS_DIFFER_MS: i64 = MINUTE_MS;

/// Tells the time; tests use a clock that they set.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn fixed(at: Millis) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    #[allow(clippy::disallowed_methods, reason = "this is the door")]
    pub fn now(&self) -> Millis {
        match self {
            Self::System => chrono::Utc::now().into(),
            Self::Fixed(at) => Millis(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock; does nothing to the system clock.
    pub fn set(&self, at: Millis) {
        if let Self::Fixed(cell) = self {
            cell.store(at.0, Ordering::SeqCst);
        }
    }
}
