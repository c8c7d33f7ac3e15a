use super::rich_text::{paragraphs, plain_text};

/// The names and values that a browser posted.
pub struct Posted<'a>(&'a [(String, String)]);

impl<'a> Posted<'a> {
    pub fn new(pairs: &'a [(String, String)]) -> Self {
        Self(pairs)
    }

    /// Every non-empty value of a control.
    pub fn values(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        named.map(|(_, value)| value.clone()).collect()
    }

    /// The first value of a control; empty if there is none.
    pub fn value(&self, name: &str) -> String {
        self.values(name).into_iter().next().unwrap_or_default()
    }

    /// Whether a control has the value `value`.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// Rich text. Without JavaScript there is no editor: the page has a field with the plain text,
    /// and a hidden one with the HTML. If the text is unchanged, or has no field, the formatted HTML
    /// is kept.
    pub fn rich_text(&self, html: &str, text: &str) -> String {
        let html = self.value(html);
        let Some((_, text)) = self.0.iter().find(|(key, _)| key == text) else { return html };
        let lines = |text: &str| {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let (typed, known): (Vec<String>, Vec<String>) = (lines(text), lines(&plain_text(&html)));
        if typed == known { html } else { paragraphs(text) }
    }
}
