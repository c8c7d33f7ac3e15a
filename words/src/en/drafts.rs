//! Drafts that can be resumed.

use crate::rooms::Drafts;

pub(super) const DRAFTS: Drafts = Drafts {
    changed_on: "changed on",
    resume: "Resume",
    delete: "Delete",
    others: "Show the other drafts",
    delete_all: "Delete all",
    delete_all_hint: "All your drafts will be deleted, except what you are writing on this page and what was written elsewhere since it was opened.",
    delete_all_confirm: "Delete all drafts",
    you_have,
    the_draft,
};

fn you_have(count: usize) -> String {
    if count == 1 { "You have 1 draft".to_owned() } else { format!("You have {count} drafts") }
}

fn the_draft(title: &str, when: &str) -> String {
    format!("the draft “{title}” of {when}")
}
