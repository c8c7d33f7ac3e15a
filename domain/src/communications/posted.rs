use super::{
    letter_text::letter_text,
    rich_text::{paragraphs, plain_text},
};

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
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let typed = lines(text);
        let is_known = [letter_text(&html), plain_text(&html)].iter().any(|known| typed == lines(known));
        if is_known { html } else { paragraphs(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Posted, letter_text, plain_text};

    #[test]
    fn a_text_that_nobody_changed_keeps_its_formats() {
        let html =
            "<p>à <s>12 h</s> 14 h, <a href=\"https://e.fr/x\">ici</a></p><ol><li><p>Signer</p></li></ol>";
        let posts = |text: &str| {
            let pairs = [("corps", html), ("corps-texte", text)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()));
            Posted::new(&pairs).rich_text("corps", "corps-texte")
        };
        assert_eq!(posts(letter_text(html).trim()), html);
        assert_eq!(posts(plain_text(html).trim()), html);
        let changed = letter_text(html).replace("14 h", "15 h");
        assert_eq!(posts(&changed), "<p>à  15 h, ici (https://e.fr/x)</p><p>1. Signer</p>");
    }
}
