use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Calls `act` with the latest value once `source` has been still for `after_ms`; the value that
/// is there at the beginning does not count as a change. Runs in the browser only.
pub fn debounce<T: PartialEq + Clone + 'static>(
    source: impl Fn() -> T + 'static,
    after_ms: u32,
    act: impl Fn(T) + Clone + 'static,
) {
    // The timer is kept as the effect's value: putting another in its place, or leaving the page,
    // cancels it.
    Effect::new(move |before: Option<(T, Option<Timeout>)>| {
        let value = source();
        match before {
            Some((before, waiting)) if before == value => (value, waiting),
            Some(_) => {
                let (act, latest) = (act.clone(), value.clone());
                (value, Some(Timeout::new(after_ms, move || act(latest))))
            }
            None => (value, None),
        }
    });
}
