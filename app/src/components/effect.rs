use leptos::prelude::*;

/// Runs `run` once the page is hydrated, and again when something that it reads has changed; it gets what
/// it returned the last time. Runs in the browser only.
///
/// `Effect::new` is compiled anew for each function, with about 1 kB. This is compiled once.
pub fn effect<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    start(Box::new(move || before = Some(run(before.take()))));
}

fn start(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}
