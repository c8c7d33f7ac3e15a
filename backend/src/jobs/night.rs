use crate::{
    Backend, Result, accounts,
    directory::night,
    queue::{Ended, Lease},
};

/// Imports the folder of the night once it is due, and tells the administrators if that failed.
pub(super) async fn import(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let Some(settings) = &backend.night else { return Ok(Ended::Done) };
    // The first look only says since when nights count: a server that is set up at noon waits.
    let Some(last) = lease.last_at else { return Ok(Ended::Done) };
    let due = settings.at.last_due(backend.clock.now());
    if due <= last {
        return Ok(Ended::Done);
    }
    if let Some(notice) = night::import_folder(backend, settings, due).await? {
        accounts::tell_administrators(backend, &notice).await?;
    }
    Ok(Ended::Done)
}
