//! The request that the running task answers. Each line of the log that is written meanwhile names
//! it, and so does the sentence of an internal error, so that an operator finds one by the other.

use std::{
    fmt,
    sync::{
        Arc, LazyLock, OnceLock,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use domain::communications::Spoken;
use words::Language;

use crate::token::random_hex;

/// A request, as the log names it, and the language of its answer.
#[derive(Clone, Debug)]
pub struct Request(Arc<About>);

#[derive(Debug)]
struct About {
    number: String,
    method: String,
    route: &'static str,
    /// A place in [`Language::ALL`]. It is known in two steps: what the browser asks for, then what
    /// its person chose.
    language: AtomicUsize,
    /// `Accept-Language`, as far as it is looked at.
    accepted: OnceLock<String>,
}

tokio::task_local! {
    static CURRENT: Request;
}

/// Tells the processes of a portal apart, and a process from the one before it.
static PROCESS: LazyLock<String> = LazyLock::new(|| random_hex::<3>().unwrap_or_default());
static LAST: AtomicU64 = AtomicU64::new(0);

/// The longest number that is taken over from a proxy.
const LONGEST: usize = 64;
/// How much of an `Accept-Language` is kept; browsers send less than a hundred characters.
const LONGEST_ACCEPTED: usize = 500;

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
        let language = AtomicUsize::default();
        let accepted = OnceLock::new();
        Self(Arc::new(About { number, method: method.to_owned(), route, language, accepted }))
    }

    /// The language of whoever asks; the default one as long as nobody said another.
    pub fn language(&self) -> Language {
        Language::ALL.get(self.0.language.load(Ordering::Relaxed)).copied().unwrap_or_default()
    }

    /// The answer is written in this language from now on.
    pub fn answer_in(&self, language: Language) {
        let place = Language::ALL.iter().position(|each| *each == language);
        self.0.language.store(place.unwrap_or_default(), Ordering::Relaxed);
    }

    /// Whoever asks accepts these languages (`Accept-Language`). Only the first time counts.
    pub fn accepts(&self, header: &str) {
        let _ = self.0.accepted.set(header.chars().take(LONGEST_ACCEPTED).collect());
    }

    /// The languages in which whoever asks reads a second version rather than the first one.
    pub fn reads_first(&self) -> Vec<Spoken> {
        let accepted = self.0.accepted.get().map(String::as_str).unwrap_or_default();
        Spoken::read_first(accepted, self.language().code())
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

/// The language of whoever asked for what this task does; the default one where nobody asked, as in a
/// job of the queue.
pub fn language() -> Language {
    CURRENT.try_with(Request::language).unwrap_or_default()
}

/// The languages in which whoever asked reads a second version rather than the first one; none where
/// nobody asked.
pub fn reads_first() -> Vec<Spoken> {
    CURRENT.try_with(Request::reads_first).unwrap_or_default()
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
        let About { number, method, route, .. } = &*self.0;
        write!(f, "request={number} route=\"{method} {route}\"")
    }
}

/// Does `work` as a part of `request`: an answer may still be sent when the task that made it has ended.
pub fn within<T>(request: Option<&Request>, work: impl FnOnce() -> T) -> T {
    match request {
        Some(request) => CURRENT.sync_scope(request.clone(), work),
        None => work(),
    }
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::{Request, carried, current, language, within};

    #[tokio::test]
    async fn what_fails_while_an_answer_is_sent_names_its_request() {
        let request = Request::new(Some("7c1f-A9"), "GET", "/");
        let kept = request.scope(async { current() }).await;
        assert!(current().is_none(), "the answer was made");
        let named = within(kept.as_ref(), || current().map(|request| request.to_string()));
        assert_eq!(named.as_deref(), Some("request=7c1f-A9 route=\"GET /\""));
        assert!(within(None, current).is_none());
    }

    #[tokio::test]
    async fn a_task_of_its_own_answers_in_the_same_language() {
        assert_eq!(language(), Language::French);
        let request = Request::new(None, "GET", "/");
        let spoken = request.clone().scope(async move {
            request.answer_in(Language::English);
            tokio::spawn(carried(async { language() })).await
        });
        assert_eq!(spoken.await.expect("a task"), Language::English);
    }

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
