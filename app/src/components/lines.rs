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

/// What `shown` shows, replaced whole each time it changes. What Leptos changes in place stands in a text node,
/// and a browser that translates the page has put another one in its stead: the old text would stay.
pub fn afresh(shown: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    let times = StoredValue::new(0_u32);
    lines(move || {
        times.update_value(|times| *times = times.wrapping_add(1));
        shown().map(|view| Line::new(times.get_value().to_string(), move || view)).into_iter().collect()
    })
}

/// Words that change now and then, as an element that is replaced with them.
pub fn words_afresh(said: Signal<String>) -> AnyView {
    let said = Memo::new(move |_| said.get());
    afresh(move || {
        let said = said.get();
        (!said.is_empty()).then(|| view! { <span>{said}</span> }.into_any())
    })
}
