use std::sync::atomic::{AtomicBool, Ordering};

use domain::providers::{Problem, Step, Trouble};

/// Whether this process knows the portal's public address. Without it, the address that a provider
/// sends people back to is what a request names as its host: whoever writes that name could present
/// a ticket that was made for another site. So no provider is offered, begun or resumed.
#[derive(Debug, Default)]
pub struct PublicAddress(AtomicBool);

impl PublicAddress {
    /// Says at the start of a server whether `public_url` is set.
    pub fn set(&self, is_known: bool) {
        self.0.store(is_known, Ordering::Relaxed);
    }

    pub fn is_known(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// # Errors
    /// [`Problem::NoPublicAddress`], at the step that needs it.
    pub(in crate::door) fn needed_for(&self, step: Step) -> Result<(), Trouble> {
        if self.is_known() {
            return Ok(());
        }
        tracing::warn!("no provider signs anybody in while `public_url` is not set");
        Err(step.because(Problem::NoPublicAddress))
    }
}
