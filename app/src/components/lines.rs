use leptos::prelude::*;

/// A line of a list.
pub struct Line {
    key: String,
    shown: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Line {
    /// A line whose key no other line of its list has.
    pub fn new(key: String, shown: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, shown: Box::new(shown) }
    }
}

/// A list that follows `each`: a line whose key is still there stays as it is.
///
/// `For` is compiled anew for every list, with some kB each. This is compiled once.
pub fn lines(each: impl Fn() -> Vec<Line> + Send + 'static) -> AnyView {
    follow(Box::new(each))
}

fn follow(each: Box<dyn Fn() -> Vec<Line> + Send>) -> AnyView {
    let key = |line: &Line| line.key.clone();
    let children = |line: Line| (line.shown)();
    view! { <For each key children=children /> }.into_any()
}
