use std::time::Duration;

use leptos::{leptos_dom::helpers, prelude::*};

/// Calls `act` with the latest value once `source` has been still for `after_ms`; the initial value
/// does not count as a change. Runs in the browser only.
pub fn debounce<T: PartialEq + Clone + 'static>(
    source: impl Fn() -> T + 'static,
    after_ms: u32,
    act: impl Fn(T) + 'static,
) {
    let mut later = helpers::debounce(Duration::from_millis(after_ms.into()), act);
    Effect::new(move |before: Option<T>| {
        let value = source();
        if before.is_some_and(|before| before != value) {
            later(value.clone());
        }
        value
    });
}
