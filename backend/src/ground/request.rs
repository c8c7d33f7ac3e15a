//! The request that the running task answers. Each line of the log that is written meanwhile names
//! it, and so does the sentence of an internal error, so that an operator finds one by the other.

use std::{
    fmt,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::token::random_hex;

/// A request, as the log names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request(Arc<About>);

#[derive(Debug, PartialEq, Eq)]
struct About {
    number: String,
    method: String,
    route: &'static str,
}

tokio::task_local! {
    static CURRENT: Request;
}

/// Tells the processes of a portal apart, and a process from the one before it.
static PROCESS: LazyLock<String> = LazyLock::new(|| random_hex::<3>().unwrap_or_default());
static LAST: AtomicU64 = AtomicU64::new(0);

/// The longest number that is taken over from a proxy.
const LONGEST: usize = 64;

impl Request {
    /// A request to `route`, the address as the table of addresses writes it. It keeps the number
    /// that a proxy has given to it, if that is short and plain.
    pub fn new(given: Option<&str>, method: &str, route: &'static str) -> Self {
        let is_plain = |number: &&str| {
            (1..=LONGEST).contains(&number.len())
                && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let number = given.filter(is_plain).map_or_else(
            || format!("{}-{}", *PROCESS, LAST.fetch_add(1, Ordering::Relaxed) + 1),
            str::to_owned,
        );
        Self(Arc::new(About { number, method: method.to_owned(), route }))
    }

    /// What a reader can tell the operator.
    pub fn number(&self) -> &str {
        &self.0.number
    }

    /// Runs `work` as a part of this request.
    pub async fn scope<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

/// The request that this task answers.
pub fn current() -> Option<Request> {
    CURRENT.try_with(Clone::clone).ok()
}

/// `work` for a task of its own, as a part of the request that this task answers.
pub fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let request = current();
    async move {
        match request {
            Some(request) => request.scope(work).await,
            None => work.await,
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let About { number, method, route } = &*self.0;
        write!(f, "request={number} route=\"{method} {route}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn only_a_short_and_plain_number_is_taken_over() {
        let number = |given: Option<&str>| Request::new(given, "GET", "/").number().to_owned();
        let long = "9".repeat(65);
        assert_eq!(number(Some("7c1f-A9")), "7c1f-A9");
        for odd in ["", "a b", "a\nb", "é", &long] {
            assert_ne!(number(Some(odd)), odd, "{odd:?}");
        }
        assert_ne!(number(None), number(None), "each has its own");
    }
}
