use std::{error::Error as StdError, net::IpAddr, sync::Arc, sync::OnceLock, time::Duration};

use bytes::{Bytes, BytesMut};
use domain::outbound::OutboundError;
use http::{HeaderMap, Request, StatusCode, header::CONTENT_TYPE};
use ipnet::IpNet;
use reqwest::{Client, Response, redirect};

use super::{
    address::Reach,
    names::{Checked, Names, OutOfReach},
    target::{Target, target},
};
use crate::ground::shares::{Bounds, Shares};

/// Calls on their way at the same time. A server that hangs holds those to itself and no others.
const AT_ONCE: Bounds = Bounds { each: 64, all: 128 };
/// The time limit for a connection, shared by the addresses of a name.
const CONNECT: Duration = Duration::from_secs(5);
/// The connections to one server that stay open for the next call …
const IDLE_CONNECTIONS: usize = 8;
/// … and how long.
const IDLE: Duration = Duration::from_secs(30);

/// What one call may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest body of an answer, in bytes.
    pub bytes: usize,
    /// From looking the name up to the last byte of the answer.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 * 1024, time: Duration::from_secs(5) }
    }
}

/// What another server answered, whatever its status; redirects are errors.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Calls to servers of others. Made once for each process; clones share connections and bounds.
#[derive(Clone, Debug)]
pub struct Outbound {
    listed: Arc<[IpNet]>,
    names: Names,
    on_their_way: Shares<String>,
    clients: Arc<OnceLock<Option<Clients>>>,
    /// No call takes longer, whatever its own limit is.
    patience: Duration,
}

/// One for each reach, so that a connection that was made for one is not used for another.
#[derive(Debug)]
struct Clients {
    public: Client,
    listed: Client,
    loopback: Client,
}

impl Default for Outbound {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Outbound {
    /// `listed`: the networks that may be called besides the public Internet. If this machine is
    /// among them, it may also be called without encryption.
    pub fn new(listed: &[IpNet]) -> Self {
        Self {
            listed: listed.into(),
            names: Names::default(),
            on_their_way: Shares::new(AT_ONCE),
            clients: Arc::default(),
            patience: Duration::MAX,
        }
    }

    /// Gives every call up after `patience`, if its own limit is longer.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Asks `names` for the addresses of a name, and not the system.
    #[must_use]
    pub fn with_names(self, names: impl Fn(&str) -> Vec<IpAddr> + Send + Sync + 'static) -> Self {
        Self { names: Names::Fixed(Arc::new(names)), clients: Arc::default(), ..self }
    }

    /// # Errors
    /// Why there is no answer.
    pub async fn get(&self, url: &str, limits: Limits) -> Result<Answer, OutboundError> {
        let request = Request::get(target(url)?.url.as_str()).body(Vec::new());
        self.send(request.map_err(|_| OutboundError::Malformed)?, limits).await
    }

    /// Sends fields as a form does.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn post_form(
        &self,
        url: &str,
        fields: &[(&str, &str)],
        limits: Limits,
    ) -> Result<Answer, OutboundError> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(target(url)?.url.as_str())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into_bytes());
        self.send(request.map_err(|_| OutboundError::Malformed)?, limits).await
    }

    /// # Errors
    /// Why there is no answer.
    pub async fn send(&self, request: Request<Vec<u8>>, limits: Limits) -> Result<Answer, OutboundError> {
        let target = target(&request.uri().to_string())?;
        let checked = self.checked(target.reach);
        if let Some(address) = target.address {
            checked.check(address).map_err(|OutOfReach { public }| target.refusal(public))?;
        }
        let _place = self.on_their_way.take(target.server.clone(), 1).map_err(|_| OutboundError::Busy)?;
        let time = limits.time.min(self.patience);
        let called = tokio::time::timeout(time, self.call(request, &target, limits.bytes)).await;
        let answer = called.unwrap_or(Err(OutboundError::Slow));
        if let Err(error) = &answer {
            tracing::warn!(server = target.server, %error, "a call to another server failed");
        }
        answer
    }

    async fn call(
        &self,
        request: Request<Vec<u8>>,
        target: &Target,
        bytes: usize,
    ) -> Result<Answer, OutboundError> {
        let request = reqwest::Request::try_from(request).map_err(|_| OutboundError::Malformed)?;
        let client = self.client(target.reach).ok_or(OutboundError::Unreachable)?;
        let response = client.execute(request).await.map_err(|error| why(&error, target))?;
        if response.status().is_redirection() {
            return Err(OutboundError::Redirected);
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let body = body(response, bytes).await?;
        Ok(Answer { status, headers, body })
    }

    fn checked(&self, reach: Reach) -> Checked {
        Checked { names: self.names.clone(), reach, listed: Arc::clone(&self.listed) }
    }

    /// The clients are made at the first call: reading the machine's certificates takes a while.
    fn client(&self, reach: Reach) -> Option<&Client> {
        let clients = self.clients.get_or_init(|| {
            let made = [Reach::Public, Reach::Listed, Reach::ListedLoopback].map(|reach| self.make(reach));
            match made {
                [Ok(public), Ok(listed), Ok(loopback)] => Some(Clients { public, listed, loopback }),
                [Err(error), ..] | [_, Err(error), _] | [.., Err(error)] => {
                    tracing::error!(%error, "no server of others can be called");
                    None
                }
            }
        });
        clients.as_ref().map(|clients| match reach {
            Reach::Public => &clients.public,
            Reach::Listed => &clients.listed,
            Reach::ListedLoopback => &clients.loopback,
        })
    }

    fn make(&self, reach: Reach) -> reqwest::Result<Client> {
        Client::builder()
            .user_agent(concat!("Porte-voix/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .https_only(reach != Reach::ListedLoopback)
            .connect_timeout(CONNECT)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .pool_idle_timeout(IDLE)
            .dns_resolver(Arc::new(self.checked(reach)))
            .build()
    }
}

/// Reads a body as it arrives, and stops when it is too large: an endless one costs no more.
async fn body(mut response: Response, most: usize) -> Result<Bytes, OutboundError> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |announced| announced > most) {
        return Err(OutboundError::TooLarge);
    }
    let mut body = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(|_| OutboundError::Broken)? {
        if body.len() + piece.len() > most {
            return Err(OutboundError::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

/// Finds the reason in what an error was caused by.
fn why(error: &reqwest::Error, target: &Target) -> OutboundError {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(found) = cause {
        if let Some(OutOfReach { public }) = found.downcast_ref() {
            return target.refusal(*public);
        }
        if let Some(known) = found.downcast_ref::<OutboundError>() {
            return *known;
        }
        // An error of TLS is inside of an error of the connection.
        let inner = found.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if let Some(rustls::Error::InvalidCertificate(_)) = inner.and_then(|inner| inner.downcast_ref()) {
            return OutboundError::Certificate;
        }
        cause = found.source();
    }
    if error.is_connect() { OutboundError::Unreachable } else { OutboundError::Broken }
}
