use super::rich_text::{paragraphs, plain_text};

/// The names and values that a browser posted.
pub struct Posted<'a>(&'a [(String, String)]);

impl<'a> Posted<'a> {
    pub fn new(pairs: &'a [(String, String)]) -> Self {
        Self(pairs)
    }

    /// Every value of a control; none of them is empty.
    pub fn values(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        named.map(|(_, value)| value.clone()).collect()
    }

    /// The first value of a control; empty where there is none.
    pub fn value(&self, name: &str) -> String {
        self.values(name).into_iter().next().unwrap_or_default()
    }

    /// Whether a control says `value`.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// Rich text. Without JavaScript there is no editor: the page has its text in a field of its own,
    /// and its HTML out of sight. As long as the text says the same, or there is no such field, the
    /// HTML with its formatting stays.
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
