use crate::{
    communications::escaped,
    fields::{FieldProblem, parse_text},
};

pub const MAX_REPLY_CHARACTERS: usize = 5_000;

/// réponse: 1 to 5 000 characters of plain text, trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyText(String);

impl ReplyText {
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        parse_text(raw, MAX_REPLY_CHARACTERS).map(Self)
    }

    /// One paragraph per block of lines, separated by empty lines. HTML characters are escaped.
    pub fn html(&self) -> String {
        let mut html = String::new();
        let lines: Vec<&str> = self.0.lines().map(str::trim_end).collect();
        for paragraph in lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
            let lines: Vec<String> = paragraph.iter().map(|line| escaped(line)).collect();
            html.push_str("<p>");
            html.push_str(&lines.join("<br>"));
            html.push_str("</p>");
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::ReplyText;
    use crate::fields::FieldProblem;

    #[test]
    fn text_becomes_paragraphs_and_stays_text() {
        let html = |text: &str| ReplyText::parse(text).expect("a reply").html();
        assert_eq!(
            html(" Oui.\r\nMerci !\n\n\n<b>À demain</b> & bientôt\n"),
            "<p>Oui.<br>Merci !</p><p>&lt;b&gt;À demain&lt;/b&gt; &amp; bientôt</p>"
        );
        assert_eq!(html("a\r\r b"), "<p>a</p><p> b</p>");
    }

    #[test]
    fn one_to_five_thousand_characters() {
        assert_eq!(ReplyText::parse(" \n\t "), Err(FieldProblem::Required));
        assert!(ReplyText::parse(&"é".repeat(5_000)).is_ok());
        let too_long = FieldProblem::TooLong { count: 5_001, max: 5_000 };
        assert_eq!(ReplyText::parse(&"é".repeat(5_001)), Err(too_long));
        assert_eq!(ReplyText::parse("\u{200b}"), Err(FieldProblem::Required));
    }
}
