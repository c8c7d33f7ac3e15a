use domain::accounts::view::Enrolment;

use super::totp::totp;
use crate::{Required, Result, ground::qr::qr_code};

/// A secret as an authenticator app needs it: as text and as a QR code.
pub(crate) fn enrolment(secret: &str, login: &str) -> Result<Enrolment> {
    let uri = totp(secret, login)?.to_url().required("the address of a second factor")?;
    let (size, path) = qr_code(&uri)?;
    Ok(Enrolment { secret: secret.to_owned(), uri, size, path })
}
