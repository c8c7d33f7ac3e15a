//! How long what people leave behind is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fields::{FieldErrors, FieldProblem};

values::coded! {
    /// What is kept for a time. The code is the field of the form, too.
    Kept {
        /// People who left the directory, with all that is theirs.
        People => "personnes",
        /// Messages with their attachments, answers and notifications.
        Messages => "messages",
        /// What was shown for a period: announcements and news.
        Shown => "publications",
        /// Attachments of messages that stay longer.
        Attachments => "pieces-jointes",
        Drafts => "brouillons",
        /// What is known of copies by e-mail that were sent or given up.
        Mail => "courriels",
        Journal => "journal",
    }
}

/// Days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub least: u32,
    pub most: u32,
    pub proposed: u32,
}

impl Kept {
    /// For how many days it may be kept. People who left must be deleted within three months, and a
    /// purge may take some days.
    #[must_use]
    pub const fn bounds(self) -> Bounds {
        let (least, proposed, most) = match self {
            Self::People => (7, 80, 88),
            Self::Messages | Self::Shown => (180, 730, 3_650),
            Self::Attachments => (90, 730, 3_650),
            Self::Drafts => (30, 365, 1_095),
            Self::Mail => (7, 30, 90),
            Self::Journal => (180, 365, 3_650),
        };
        Bounds { least, most, proposed }
    }
}

/// For how many days each kind is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Periods(BTreeMap<Kept, u32>);

impl Periods {
    /// The chosen days, within the bounds of today; what was not chosen is as proposed.
    #[must_use]
    pub fn of(&self, kind: Kept) -> u32 {
        let Bounds { least, most, proposed } = kind.bounds();
        self.0.get(&kind).map_or(proposed, |days| (*days).clamp(least, most))
    }

    /// Reads the form; `typed` returns what stands in the field of a kind.
    ///
    /// # Errors
    /// [`FieldProblem::NotANumber`] for each field, under the code of its kind.
    pub fn parse(typed: impl Fn(Kept) -> String) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut periods = BTreeMap::new();
        for kind in Kept::ALL {
            let Bounds { least, most, .. } = kind.bounds();
            let text: String = typed(kind).split_whitespace().collect();
            match text.parse::<u32>() {
                Ok(days) if (least..=most).contains(&days) => {
                    periods.insert(kind, days);
                }
                _ => errors.add(kind.code(), FieldProblem::NotANumber { min: least, max: most }),
            }
        }
        if errors.is_empty() { Ok(Self(periods)) } else { Err(errors) }
    }
}

/// How many of a kind are counted at most: more take long to count and say nothing more.
pub const COUNTED: u64 = 10_000;

/// The page of the periods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionPage {
    pub lines: Vec<RetentionLine>,
    /// Whether an administrator has chosen periods; until then, only people who left are deleted.
    pub chosen: bool,
    /// The days of the journal, if they are fixed where the server is configured.
    pub journal_days: Option<u32>,
    pub errors: FieldErrors,
    /// Of the stored periods.
    pub version: String,
}

/// One kind, with what would be deleted if it was kept for `days`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionLine {
    pub kind: Kept,
    /// As chosen, proposed or typed.
    pub days: String,
    /// At most [`COUNTED`] and one more; `None` as long as a field is refused.
    pub due: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::{Kept, Periods};

    #[test]
    fn periods_are_read_within_their_bounds() {
        let read = Periods::parse(|kind| match kind {
            Kept::Messages => " 1\u{202f}000 ".to_owned(),
            other => other.bounds().least.to_string(),
        });
        let read = read.expect("periods");
        assert_eq!((read.of(Kept::Messages), read.of(Kept::People)), (1_000, 7));
        for wrong in ["", "x", "-1", "6", "89", "7,5", "99999999999"] {
            let refused = Periods::parse(|kind| match kind {
                Kept::People => wrong.to_owned(),
                other => other.bounds().most.to_string(),
            });
            let errors = refused.expect_err("refused");
            assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["personnes"], "{wrong:?}");
        }
    }

    #[test]
    fn what_is_stored_is_read_again_and_what_is_missing_is_as_proposed() {
        let stored: Periods = serde_json::from_str(r#"{"messages":200,"people":9000}"#).expect("JSON");
        assert_eq!(stored.of(Kept::Messages), 200);
        assert_eq!(stored.of(Kept::People), 88, "never longer than the law allows");
        assert_eq!(stored.of(Kept::Drafts), 365);
        let written = serde_json::to_string(&stored).expect("JSON");
        assert_eq!(serde_json::from_str::<Periods>(&written).expect("JSON"), stored);
    }

    #[test]
    fn what_is_proposed_is_allowed() {
        for kind in Kept::ALL {
            let bounds = kind.bounds();
            assert!((bounds.least..=bounds.most).contains(&bounds.proposed), "{kind:?}");
        }
    }
}
