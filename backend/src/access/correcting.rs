use domain::{
    access::{Right, Role},
    communications::{Channel, Severity},
};

use super::{Caller, Place};
use crate::{Error, Result};

impl Caller {
    /// Whether the caller may correct what was sent to a place: its author (`own`), with the right to
    /// create it there, and the sender administrators of the place. Nobody else may, whatever they may
    /// cancel.
    ///
    /// # Errors
    /// [`Error::Forbidden`] naming the right to create; [`Error::SeverityForbidden`] when the author may
    /// only write what is less severe.
    pub(crate) fn authorize_correction(
        &self,
        own: bool,
        channel: Channel,
        severity: Option<Severity>,
        place: Place<'_>,
    ) -> Result<()> {
        if self.administers(place) {
            Ok(())
        } else if own {
            self.authorize_creation(channel, severity, place)
        } else if self.holds(Role::SenderAdministrator, place) {
            Err(Error::SecondFactorMissing)
        } else {
            Err(Error::Forbidden(Right::CreateCommunication))
        }
    }
}
