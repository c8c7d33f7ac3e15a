use leptos::prelude::*;

/// The label of a control.
#[derive(Clone, Copy, Debug, Default)]
pub struct Label {
    text: &'static str,
    marked: bool,
    aside: Option<&'static str>,
    spoken: Option<&'static str>,
}

impl Label {
    pub const fn new(text: &'static str) -> Self {
        Self { text, marked: false, aside: None, spoken: None }
    }

    /// With the star of a required control.
    pub const fn marked(self) -> Self {
        Self { marked: true, ..self }
    }

    /// With a remark beside it, in small type.
    pub const fn aside(self, aside: &'static str) -> Self {
        Self { aside: Some(aside), ..self }
    }

    /// With more words for screen readers.
    pub const fn spoken(self, spoken: &'static str) -> Self {
        Self { spoken: Some(spoken), ..self }
    }

    /// The content of `<label>` or `<legend>`.
    pub fn content(self) -> impl IntoView {
        let marked = self.marked.then_some("*");
        let parts = [("required", marked), ("hint", self.aside), ("visually-hidden", self.spoken)];
        let part = |(class, text): (&'static str, Option<&'static str>)| {
            let hidden = (class == "required").then_some("true");
            text.map(|text| view! { <span class=class aria-hidden=hidden>" " {text}</span> })
        };
        view! {
            {self.text}
            {parts.into_iter().filter_map(part).collect_view()}
        }
    }
}

impl From<&'static str> for Label {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}
