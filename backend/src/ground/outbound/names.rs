//! Names become addresses, and those that may not be reached are refused before a connection.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use domain::outbound::OutboundError;
use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

use super::address::{Reach, may_reach};

/// Names that are looked up at the same time. The system's own lookup cannot be interrupted, so a
/// dead name server must not hold all threads that also read files.
const LOOKUPS: usize = 32;

type Fixed = dyn Fn(&str) -> Vec<IpAddr> + Send + Sync;

/// Who knows the addresses of a name.
#[derive(Clone)]
pub(super) enum Names {
    System(Arc<Semaphore>),
    Fixed(Arc<Fixed>),
}

impl Default for Names {
    fn default() -> Self {
        Self::System(Arc::new(Semaphore::new(LOOKUPS)))
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::System(_)) { "System" } else { "Fixed" })
    }
}

impl Names {
    async fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        match self {
            Self::Fixed(known) => Ok(known(name)),
            Self::System(places) => {
                let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
                let name = name.to_owned();
                // A task of its own: whoever gives up waiting does not free the place.
                let lookup = tokio::spawn(async move {
                    let found = tokio::net::lookup_host((name.as_str(), 0)).await;
                    drop(place);
                    found.map(|found| found.map(|address| address.ip()).collect())
                });
                lookup.await.map_err(io::Error::other)?
            }
        }
    }
}

/// Gives a connection only addresses that it may reach. What was checked here is what is connected
/// to, so a name that answers differently the next time gains nothing.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub names: Names,
    pub reach: Reach,
    pub listed: Arc<[IpNet]>,
}

/// An address of the name may not be reached; `public` says whether it is one of the Internet's.
#[derive(Debug, thiserror::Error)]
#[error("an address of this name may not be reached")]
pub(super) struct OutOfReach {
    pub public: bool,
}

impl Checked {
    /// # Errors
    /// [`OutOfReach`].
    pub fn check(&self, address: IpAddr) -> Result<(), OutOfReach> {
        if may_reach(self.reach, address, &self.listed) {
            Ok(())
        } else {
            Err(OutOfReach { public: may_reach(Reach::Public, address, &[]) })
        }
    }
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let checked = self.clone();
        Box::pin(async move {
            let found = checked.names.addresses(name.as_str()).await.unwrap_or_default();
            if found.is_empty() {
                return Err(OutboundError::UnknownName.into());
            }
            // One that is out of reach spoils the name: nobody mixes the two by accident.
            for address in &found {
                checked.check(*address)?;
            }
            let all: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(all)
        })
    }
}
