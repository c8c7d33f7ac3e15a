use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::leptos_dom::helpers;

use super::effect;

/// Calls `act` with the latest value once `source` has been still for `after_ms`; the initial value
/// does not count as a change. Runs in the browser only.
pub fn debounce<T: PartialEq + Clone + 'static>(
    source: impl Fn() -> T + 'static,
    after_ms: u32,
    act: impl Fn(T) + 'static,
) {
    let latest = Rc::new(RefCell::new(None));
    let due = Rc::clone(&latest);
    let mut later = timer(
        after_ms,
        Box::new(move || {
            let value = due.take();
            if let Some(value) = value {
                act(value);
            }
        }),
    );
    effect(move |before: Option<T>| {
        let value = source();
        if before.is_some_and(|before| before != value) {
            latest.replace(Some(value.clone()));
            later(());
        }
        value
    });
}

/// The library's timer, compiled once.
fn timer(after_ms: u32, mut act: Box<dyn FnMut()>) -> impl FnMut(()) {
    helpers::debounce(Duration::from_millis(after_ms.into()), move |()| act())
}
