//! The text of an e-mail.

use domain::communications::{CleanHtml, SecondVersion, Spoken, directed, escaped, letter_text, paragraphs};
use words::Words;

/// What a letter says in one language.
pub(super) struct Version {
    /// How it is set; that of the schools where it is not known.
    spoken: Spoken,
    /// BCP 47
    pub language: &'static str,
    /// The value of `dir`.
    pub direction: &'static str,
    /// As the language calls itself.
    pub name: &'static str,
    pub subject: String,
    pub html: CleanHtml,
}

impl Version {
    pub fn of(language: Spoken, subject: String, html: CleanHtml) -> Self {
        // A French text may hold a paragraph in another language, which has its own direction.
        let direction = if language.is_usual() { "auto" } else { language.direction() };
        let (code, name) = (language.code(), language.name());
        Self { spoken: language, language: code, direction, name, subject, html }
    }

    /// The subject as it is read.
    pub fn heading(&self) -> String {
        self.spoken.spaced(&self.subject)
    }

    /// The text as it is read.
    fn text(&self) -> CleanHtml {
        self.html.spaced(self.spoken)
    }
}

/// The recipient's version and the other one; `written` is the language of the first one, and
/// `language` that of the recipient.
pub(super) fn in_order(
    first: Version,
    written: Spoken,
    second: Option<SecondVersion>,
    language: &str,
) -> (Version, Option<Version>) {
    let Some(second) = second else { return (first, None) };
    let reads = second.language.comes_before(written, &Spoken::read_first("", language));
    let html = CleanHtml::cleaned(paragraphs(&second.text));
    let second = Version::of(second.language, second.title, html);
    if reads { (second, Some(first)) } else { (first, Some(second)) }
}

/// Everything that a copy contains.
pub(super) struct Letter<'a> {
    /// The texts in the recipient's language.
    pub words: &'static Words,
    pub sender: &'a str,
    pub source: &'a str,
    /// What happened, in the recipient's language, before the text in whichever it is; empty for nothing.
    pub news: &'a str,
    pub shown: Version,
    /// The same in another language, below it.
    pub other: Option<Version>,
    /// Names of the files; the files themselves stay in the portal.
    pub attachments: &'a [String],
    /// What stands before the URL where it can be read, and on the link that leads there.
    pub read_at: &'a str,
    pub read: &'a str,
    /// The URL where the message can be read.
    pub address: &'a str,
    /// Why the recipient gets it.
    pub why: &'a str,
    pub unsubscribe: &'a str,
}

impl Letter<'_> {
    /// `Camille Martin, Lycée Curie`
    fn from(&self) -> String {
        if self.source.is_empty() || self.source == self.sender {
            self.sender.to_owned()
        } else {
            format!("{}, {}", self.sender, self.source)
        }
    }

    /// The line that names the files, which are not sent; `None` without files.
    fn files(&self) -> Option<String> {
        let names = self.attachments.join(", ");
        let count = self.attachments.len();
        (count > 0).then(|| self.words.mail.attachments(count, &names))
    }

    pub fn plain(&self) -> String {
        let files = self.files().map(|files| format!("\n\n{files}")).unwrap_or_default();
        let news = if self.news.is_empty() { String::new() } else { format!("{}\n\n", self.news) };
        let other = self.other.as_ref().map(|other| {
            let (name, subject) = (other.name, other.heading());
            format!("\n\n* {name} *\n\n{subject}\n\n{}", letter_text(other.text().as_str()).trim())
        });
        format!(
            "{}\n{}\n\n{news}{}{}{files}\n\n{}\n{}\n\n-- \n{}\n{}\n",
            self.words.mail.from(&self.from()),
            self.shown.heading(),
            letter_text(self.shown.text().as_str()).trim(),
            other.unwrap_or_default(),
            self.read_at,
            self.address,
            self.why,
            self.words.mail.unsubscribe_at(self.unsubscribe),
        )
    }

    /// Styles are set on the elements, because mail programs remove style sheets.
    pub fn page(&self) -> String {
        let files =
            self.files().map(|files| format!("<p dir=\"auto\" style=\"{MUTED}\">{}</p>", escaped(&files)));
        let news =
            if self.news.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(self.news)) };
        format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{subject}</title></head>\
             <body style=\"margin:0;padding:24px 12px;background:#f4f4f6;color:#1b1b1f\">\
             <div style=\"max-width:640px;margin:0 auto;overflow-wrap:anywhere;padding:24px;background:#fff;border:1px solid #d9d9de;\
             border-radius:8px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif\">\
             <p dir=\"auto\" style=\"{MUTED}\">{from}</p><h1 lang=\"{language}\" dir=\"auto\" style=\"margin:0 0 16px;font-size:22px;line-height:1.3\">{subject}</h1>\
             {news}<div lang=\"{language}\" dir=\"{direction}\">{body}</div>{other}{files}<p style=\"margin:24px 0 0\"><a href=\"{address}\" style=\"display:inline-block;\
             padding:10px 16px;background:#0b57a4;color:#fff;border-radius:6px;text-decoration:none\">\
             {read}</a></p></div><p style=\"max-width:640px;margin:16px auto 0;\
             font:13px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#55555f\">{why} \
             <a href=\"{unsubscribe}\" style=\"color:#55555f\">{no_more}</a></p></body></html>",
            lang = self.words.code,
            read = self.read,
            why = self.why,
            no_more = self.words.mail.no_more,
            language = self.shown.language,
            direction = self.shown.direction,
            other = self.other.as_ref().map(Version::below).unwrap_or_default(),
            subject = escaped(&self.shown.heading()),
            from = escaped(&self.from()),
            body = directed(self.shown.text().as_str()),
            files = files.unwrap_or_default(),
            address = escaped(self.address),
            unsubscribe = escaped(self.unsubscribe),
        )
    }
}

impl Version {
    /// The version below that of the recipient, under the name of its language.
    fn below(&self) -> String {
        let Self { language, direction, name, .. } = self;
        format!(
            "<div lang=\"{language}\" dir=\"{direction}\"><p style=\"margin:24px 0 8px;padding-top:16px;\
             border-top:1px solid #d9d9de;color:#55555f\">{name}</p>\
             <h2 dir=\"auto\" style=\"margin:0 0 16px;font-size:20px;line-height:1.3\">{}</h2>{}</div>",
            escaped(&self.heading()),
            directed(self.text().as_str()),
        )
    }
}

const MUTED: &str = "margin:0 0 8px;color:#55555f";

#[cfg(test)]
mod tests {
    use domain::communications::{CleanHtml, SecondVersion, Spoken};
    use words::Language;

    use super::{Letter, Version, in_order};

    fn written(language: Language) -> (String, String) {
        written_as(language, "Sortie", "<p>Lundi</p>", "Trip")
    }

    fn written_as(language: Language, subject: &str, html: &str, title: &str) -> (String, String) {
        let html = CleanHtml::cleaned(html.to_owned());
        let first = Version::of(Spoken::French, subject.to_owned(), html);
        let (title, text) = (title.to_owned(), "<Monday>\nat 8".to_owned());
        let second = SecondVersion { language: Spoken::English, title, text };
        let (shown, other) = in_order(first, Spoken::French, Some(second), language.code());
        let letter = Letter {
            words: language.words(),
            sender: "Claire Martin",
            source: "",
            news: "",
            shown,
            other,
            attachments: &[],
            read_at: "",
            read: "",
            address: "https://ent.example.fr/1",
            why: "",
            unsubscribe: "https://ent.example.fr/2",
        };
        (letter.plain(), letter.page())
    }

    #[test]
    fn no_punctuation_begins_a_line() {
        let (plain, page) = written_as(Language::French, "Qui vient ?", "<p>Prêts !</p>", "Who ?");
        for text in [&plain, &page] {
            for shown in ["Qui vient\u{202f}?", "Prêts\u{202f}!", "Who ?"] {
                assert!(text.contains(shown), "{shown}: {text}");
            }
        }
    }

    #[test]
    fn a_long_word_breaks_instead_of_widening_the_letter() {
        let word = "https://exemple.fr/".to_owned() + &"x".repeat(200);
        let (_, page) = written_as(Language::French, &word, &format!("<p>{word}</p>"), "Trip");
        let [broken, text] = ["overflow-wrap:anywhere", "<h1"].map(|part| page.find(part).expect(part));
        assert!(broken < text, "it holds for the heading and the text: {page}");
    }

    #[test]
    fn plain_text_says_where_a_link_leads_and_counts() {
        let html =
            "<ol><li><p>Un</p></li><li><p><a href=\"https://exemple.fr/plan\">le plan</a></p></li></ol>";
        let (plain, _) = written_as(Language::French, "Sortie", html, "Trip");
        assert!(plain.contains("1. Un\n2. le plan (https://exemple.fr/plan)\n"), "{plain}");
    }

    #[test]
    fn the_recipients_version_comes_first_and_each_says_its_language() {
        for (language, title, order) in [
            (Language::English, "Trip", ["Monday", "Lundi"]),
            (Language::French, "Sortie", ["Lundi", "Monday"]),
        ] {
            let (plain, page) = written(language);
            for text in [&plain, &page] {
                let [own, other] = order.map(|said| text.find(said).expect(said));
                assert!(own < other, "{text}");
            }
            assert!(page.contains(&format!("<title>{title}</title>")), "{page}");
            for part in ["<div lang=\"fr\" dir=\"auto\">", "<div lang=\"en\" dir=\"ltr\">", "&lt;Monday&gt;"]
            {
                assert!(page.contains(part), "{part}: {page}");
            }
        }
    }
}
