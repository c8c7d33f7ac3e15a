//! The text of an e-mail.

use domain::communications::{CleanHtml, directed, escaped, valid_text};
use words::Words;

/// Everything that a copy contains.
pub(super) struct Letter<'a> {
    /// The texts in the recipient's language.
    pub words: &'static Words,
    pub sender: &'a str,
    pub source: &'a str,
    pub subject: &'a str,
    pub html: &'a CleanHtml,
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
        format!(
            "{}\n{}\n\n{}{files}\n\n{}\n{}\n\n-- \n{}\n{}\n",
            self.words.mail.from(&self.from()),
            self.subject,
            valid_text(self.html.as_str()).trim(),
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
        format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{subject}</title></head>\
             <body style=\"margin:0;padding:24px 12px;background:#f4f4f6;color:#1b1b1f\">\
             <div style=\"max-width:640px;margin:0 auto;padding:24px;background:#fff;border:1px solid #d9d9de;\
             border-radius:8px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif\">\
             <p dir=\"auto\" style=\"{MUTED}\">{from}</p><h1 dir=\"auto\" style=\"margin:0 0 16px;font-size:22px;line-height:1.3\">{subject}</h1>\
             {body}{files}<p style=\"margin:24px 0 0\"><a href=\"{address}\" style=\"display:inline-block;\
             padding:10px 16px;background:#0b57a4;color:#fff;border-radius:6px;text-decoration:none\">\
             {read}</a></p></div><p style=\"max-width:640px;margin:16px auto 0;\
             font:13px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#55555f\">{why} \
             <a href=\"{unsubscribe}\" style=\"color:#55555f\">{no_more}</a></p></body></html>",
            lang = self.words.code,
            read = self.read,
            why = self.why,
            no_more = self.words.mail.no_more,
            subject = escaped(self.subject),
            from = escaped(&self.from()),
            body = directed(self.html.as_str()),
            files = files.unwrap_or_default(),
            address = escaped(self.address),
            unsubscribe = escaped(self.unsubscribe),
        )
    }
}

const MUTED: &str = "margin:0 0 8px;color:#55555f";
