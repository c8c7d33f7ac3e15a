//! Drafts that can be resumed.

use crate::rooms::Drafts;

pub(super) const DRAFTS: Drafts = Drafts {
    without_text: "No text",
    changed_on: "changed on",
    resume: "Resume",
    delete: "Delete",
    you_have,
    the_draft,
};

fn you_have(count: usize) -> String {
    if count == 1 { "You have 1 draft".to_owned() } else { format!("You have {count} drafts") }
}

fn the_draft(title: &str, when: &str) -> String {
    format!("the draft “{title}” of {when}")
}
