//! Just enough of an HTML parser to find what a browser would run.

/// The tags of a page with their attributes; the content of scripts and styles is skipped as in
/// browsers.
pub struct Html {
    tags: Vec<Tag>,
    /// The text between the tags; that of a field or of the title belongs to its tag.
    text: String,
}

#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    /// The content of the script tags.
    script: String,
}

impl Html {
    pub fn of(mut rest: &str) -> Self {
        let (mut tags, mut text) = (Vec::new(), String::new());
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            text.push('\n');
            rest = after;
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let mut tag = Tag { name: String::new(), attributes: Vec::new(), script: String::new() };
                rest = tag.read(rest);
                if ["script", "textarea", "title", "style"].contains(&tag.name.as_str()) {
                    // Inside them, only their own end tag counts as a tag.
                    let end =
                        rest.to_ascii_lowercase().find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                    rest[..end].clone_into(&mut tag.script);
                    rest = &rest[end..];
                }
                tags.push(tag);
            }
        }
        text.push_str(rest);
        Self { tags, text }
    }

    /// What somebody reads or hears: texts, the title, and attributes that are shown or spoken.
    pub fn said(&self) -> String {
        let mut said = self.text.clone();
        for tag in &self.tags {
            if tag.name == "title" {
                said = format!("{said}\n{}", tag.script);
            }
            for name in ["alt", "aria-label", "placeholder", "title"] {
                if let Some(spoken) = tag.value(name) {
                    said = format!("{said}\n{spoken}");
                }
            }
        }
        said
    }

    /// An attribute of the first tag with this name.
    pub fn attribute(&self, tag: &str, name: &str) -> String {
        let tag = self.tags.iter().find(|candidate| candidate.name == tag).expect(tag);
        tag.value(name).expect(name).replace("&amp;", "&")
    }

    /// Checks that every script has the nonce, no script comes from a text, and no other tag runs
    /// code.
    pub fn runs_only(&self, nonce: &str) {
        for tag in &self.tags {
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on") && name != "style", "{tag:?}");
                assert!(!value.trim().to_ascii_lowercase().starts_with("javascript:"), "{tag:?}");
            }
            if tag.name == "script" {
                assert_eq!(tag.value("nonce"), Some(nonce), "{tag:?}");
                assert!(!tag.script.trim_start().starts_with("alert(1)"), "{tag:?}");
            }
        }
    }
}

impl Tag {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Reads from the tag's name on; returns the text after its `>`.
    fn read<'a>(&mut self, rest: &'a str) -> &'a str {
        let ends = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>' || c == '=';
        let end = rest.find(ends).unwrap_or(rest.len());
        self.name = rest[..end].to_ascii_lowercase();
        let mut rest = &rest[end..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return rest;
            }
            if let Some(after) = rest.strip_prefix('>') {
                return after;
            }
            let end = rest.find(ends).unwrap_or(rest.len()).max(1);
            let name = rest[..end].to_ascii_lowercase();
            rest = rest[end..].trim_start();
            let Some(after) = rest.strip_prefix('=') else {
                self.attributes.push((name, String::new()));
                continue;
            };
            rest = after.trim_start();
            let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'');
            let (value, after) = match quote {
                Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
                None => rest
                    .split_at(rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len())),
            };
            self.attributes.push((name, value.to_owned()));
            rest = after;
        }
    }
}
