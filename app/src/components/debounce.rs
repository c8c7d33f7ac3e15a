use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Calls `act` with the latest value once `source` has been still for `after_ms`; the value that
/// is there at the beginning does not count as a change. Runs in the browser only.
pub fn debounce<T: PartialEq + Clone + 'static>(
    source: impl Fn() -> T + 'static,
    after_ms: u32,
    act: impl Fn(T) + Clone + 'static,
) {
    let waiting = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |before: Option<T>| {
        let value = source();
        if before.is_some_and(|before| before != value) {
            let act = act.clone();
            let latest = value.clone();
            // Replacing the handle cancels the timer that was running.
            waiting.set_value(Some(Timeout::new(after_ms, move || act(latest))));
        }
        value
    });
    on_cleanup(move || waiting.set_value(None));
}
