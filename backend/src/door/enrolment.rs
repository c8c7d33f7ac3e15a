use std::fmt::Write;

use domain::accounts::view::Enrolment;
use qrcodegen::{QrCode, QrCodeEcc};

use super::totp::totp;
use crate::{Error, Result};

/// Blank modules around the code, without which cameras do not find it.
const QUIET: i32 = 4;

/// A secret as an authenticator app needs it: as text and as a QR code.
pub(crate) fn enrolment(secret: &str, login: &str) -> Result<Enrolment> {
    let uri = totp(secret, login)?
        .to_url()
        .map_err(|reason| Error::Inconsistent(format!("second factor: {reason}")))?;
    let code = QrCode::encode_text(&uri, QrCodeEcc::Medium)
        .map_err(|reason| Error::Inconsistent(format!("QR code: {reason}")))?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // A square of one unit; writing to a string cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let size = u32::try_from(code.size() + 2 * QUIET).unwrap_or_default();
    Ok(Enrolment { secret: secret.to_owned(), uri, size, path })
}
