//! Uploaded files and their owners.

use serde::{Deserialize, Serialize};

use crate::fields::{FieldProblem, PictureProblem, parse_line};

/// An attached file as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// Identifies the file in addresses; cannot be guessed, but gives no access by itself.
    pub token: String,
    /// The name given by its owner.
    pub name: String,
    /// Detected from the content, such as `application/pdf`.
    pub media_type: String,
    pub bytes: u64,
}

/// A picture as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// Identifies the picture in addresses; gives no access by itself.
    pub token: String,
    /// The text that replaces it; empty for decoration.
    pub alternative: String,
    /// In pixels, of the largest size.
    pub width: u32,
    pub height: u32,
}

/// The most characters of the text that replaces a picture.
pub const MAX_ALTERNATIVE_CHARACTERS: usize = 250;

/// A picture that waits in a form, and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewPicture {
    pub token: String,
    /// `None` for decoration.
    pub alternative: Option<String>,
}

/// The picture of a form, and its text as typed, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PictureInput {
    /// Of the picture that the form shows; empty for none.
    pub token: String,
    /// *Texte de remplacement*
    pub alternative: String,
    /// *Image décorative*
    pub decorative: bool,
}

impl PictureInput {
    /// # Errors
    /// As [`NewPicture::parse`].
    pub fn parse(&self) -> Result<Option<NewPicture>, FieldProblem> {
        if self.token.is_empty() {
            return Ok(None);
        }
        NewPicture::parse(&self.token, &self.alternative, self.decorative).map(Some)
    }

    /// The picture of a draft, whose text may be unfinished.
    pub fn unfinished(&self) -> Option<NewPicture> {
        let without_text = || Some(NewPicture { token: self.token.clone(), alternative: None });
        self.parse().unwrap_or_else(|_| without_text())
    }
}

impl NewPicture {
    /// # Errors
    /// What is wrong with the text: there must be one unless the picture is decoration, and the name
    /// of the file is none.
    pub fn parse(token: &str, alternative: &str, decorative: bool) -> Result<Self, FieldProblem> {
        let token = token.to_owned();
        if decorative {
            return Ok(Self { token, alternative: None });
        }
        let text = parse_line(alternative, MAX_ALTERNATIVE_CHARACTERS).map_err(|problem| match problem {
            FieldProblem::Required => FieldProblem::Picture(PictureProblem::NoAlternative),
            other => other,
        })?;
        if is_file_name(&text) {
            Err(FieldProblem::Picture(PictureProblem::AlternativeIsFileName))
        } else {
            Ok(Self { token, alternative: Some(text) })
        }
    }
}

/// `IMG_2031`, `affiche-v2.jpg`
fn is_file_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".svg", ".bmp"]
        .iter()
        .any(|end| lower.ends_with(end));
    let from_camera = ["img", "dsc", "dscn", "pxl", "screenshot"].iter().any(|start| {
        let rest = lower.strip_prefix(start).map(|rest| rest.trim_start_matches(['_', '-', ' ']));
        rest.is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '_' || c == '-')
        })
    });
    ends || from_camera
}

/// The widths in which a picture is kept, in pixels, as far as it is that wide.
pub const PICTURE_WIDTHS: [u32; 3] = [480, 960, 1440];

/// The most bytes of an uploaded picture.
pub const PICTURE_BYTES: u64 = 10 * 1024 * 1024;

/// What may be attached to one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentLimits {
    /// The most bytes of one file.
    pub bytes: u64,
    pub files: usize,
}

impl Default for AttachmentLimits {
    fn default() -> Self {
        Self { bytes: 25 * 1024 * 1024, files: 10 }
    }
}

values::coded! {
    /// The kind of owner of a file.
    OwnerKind {
        /// Owned by the author of a form that is not deployed yet.
        Form => "form",
        /// Attached to a message.
        Message => "message",
        /// Attached to a news item: the number is that of its communication.
        News => "news",
        /// Belongs to an article of a space.
        Article => "article",
        /// A size of a picture: the number is that of the picture.
        Picture => "picture",
        /// Removed from its form by the person with this number; only the token is kept, so that an
        /// upload that is still on its way is thrown away.
        Withdrawn => "withdrawn",
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldProblem, NewPicture, PictureProblem};

    #[test]
    fn a_picture_has_a_text_or_is_decoration() {
        let parse = |text: &str, decorative| {
            NewPicture::parse("a1", text, decorative).map(|picture| picture.alternative)
        };
        assert_eq!(
            parse(" L’affiche de l’exposition ", false),
            Ok(Some("L’affiche de l’exposition".to_owned()))
        );
        assert_eq!(parse("", true), Ok(None));
        assert_eq!(parse("ignored", true), Ok(None));
        assert_eq!(parse(" ", false), Err(FieldProblem::Picture(PictureProblem::NoAlternative)));
        assert_eq!(parse(&"x".repeat(251), false), Err(FieldProblem::TooLong { count: 251, max: 250 }));
        for name in ["affiche-v2.jpg", "IMG_2031", "DSC 0042", "photo.JPEG", "Screenshot_2026-10-05"] {
            assert_eq!(
                parse(name, false),
                Err(FieldProblem::Picture(PictureProblem::AlternativeIsFileName)),
                "{name}"
            );
        }
        for text in ["Images de la fête", "Imagine", "Le point final.", "Une affiche (jpg)"] {
            assert!(parse(text, false).is_ok(), "{text}");
        }
    }
}
