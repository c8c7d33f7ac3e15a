//! Spaces of a school and their articles.

use domain::{
    communications::Concern,
    spaces::{SpaceKind, view::SpaceName},
};

use super::{
    communications::concern,
    numbers::{number, people as count_of},
};
use crate::rooms::{NoticeText, Spaces};

pub(super) const SPACES: Spaces = Spaces {
    title: "Spaces",
    space: "Space",
    article: "Article",
    intro: "The articles and calendars of your schools, by audience.",
    none: "No space at the moment",
    none_hint: "The spaces of your schools will appear here.",
    reader: "You are a reader",
    latest: "Latest article:",
    no_article: "No article at the moment",
    no_article_hint: "What this space publishes will appear here.",
    subscribe: "Subscribe",
    unsubscribe: "Unsubscribe",
    subscribed: "You are subscribed: a message tells you whenever the author asks for it.",
    unsubscribed: "You are not subscribed: you can still read the articles here and under “News”.",
    subscription_hint: "Subscription",
    of_a_school: "Spaces of a school",
    find_school: "Look for a school",
    more_schools: "The list below is long: only the first schools are in it; search for the others.",
    school: "School",
    cut: "The list is long: only the first ones are shown.",
    agenda: "Calendar of the space",
    new_article: "New article",
    new_article_in: "New article in",
    settings: "Settings of the space",
    unpublished: "Not published yet",
    untitled: "Untitled",
    state_draft: "Draft",
    state_scheduled: "Scheduled",
    state_refused: "Not published",
    state_published: "Published",
    state_withdrawn: "Withdrawn",
    by: "by",
    published_on: "Published on",
    scheduled_for: "To be published on",
    changed_on: "Saved on",
    corrected_on: "Corrected on",
    refused_on: "Not published on",
    withdrawn_on: "Withdrawn on",
    withdrawn_by: "by",
    withdrawn_hint: "This article has been withdrawn. Its text and files can no longer be read.",
    edit: "Edit",
    withdraw: "Withdraw",
    withdraw_consequence: "The article disappears from the pages of all its readers, with its files. It cannot be put back.",
    withdraw_unseen: "The article will not be published. It cannot be put back.",
    withdraw_confirm: "Withdraw the article",
    discard: "Delete the draft",
    discard_consequence: "The draft is deleted with its files. You will not be able to get it back.",
    discard_confirm: "Delete",
    print: "Print",
    article_title: "Title",
    article_text: "Text of the article",
    publication: "Publication",
    now: "Publish now",
    later: "Publish on",
    day: "Date",
    time: "Time",
    files: "Attachments",
    add_files: "Attach files",
    files_hint: "Several files at once; they are attached when the form is saved.",
    keep_file: "Keep the file",
    keep_picture: "Keep this picture",
    tell_readers_hint: "Nobody is told twice about the same article.",
    keep_draft: "Save the draft",
    publish: "Publish",
    correct: "Correct",
    correction_hint: "This article is published: its readers will see that it was corrected.",
    confirm_title: "Tell the subscribers",
    confirm: "Publish and tell them",
    back: "Back to the space",
    draft_kept: "The draft is saved.",
    published: "The article is published.",
    scheduled: "The article is scheduled.",
    corrected: "The article is corrected.",
    withdrawn: "The article is withdrawn.",
    discarded: "The draft is deleted.",
    draft_only_mine: "Only you can see this draft.",
    write_refused: "You do not have the right to write in this space.",
    feed: "Feed of articles",
    feed_hint: "A private address for following the articles of this space in a feed reader (Atom). Anyone who knows it can read them as long as you can: do not pass it on.",
    feed_address: "Private address",
    feed_once: "It is shown only once: copy it now.",
    feed_make: "Create a private address",
    feed_renew: "Replace the address",
    feed_renew_consequence: "The current address will stop working.",
    feed_revoke: "Revoke the address",
    feed_revoke_consequence: "The current address will stop working, and no other replaces it.",
    feed_revoked: "The private address is revoked.",
    feed_gone: "The owner of this address can no longer read this space.",
    add_space: "Add a space",
    space_added: "The space has been added.",
    settings_kept: "The settings are saved.",
    standard_readers: "The readers of this space are fixed by its audience: all the staff, parents or pupils of the school.",
    readers: "Name and readers",
    space_name: "Name of the space",
    levels_hint: "If you choose none, all year groups.",
    writer: "Writer",
    moderator: "Moderator",
    named: "Writers and moderators",
    named_hint: "In addition to those who write because of their role: Sender – news, Sender – administrator, head teacher. A moderator writes, and withdraws what others have written.",
    nobody_named: "Nobody else has been named.",
    named_gone: "(no longer at the school: no effect)",
    right: "Right",
    add_person: "Name a person",
    person_name: "First or last name",
    people_found: "People found",
    add: "Add",
    add_population: "Name a group",
    any: "Any",
    name: space_name,
    source,
    said_by,
    already_there,
    tell_subscribers,
    tell_readers,
    confirm_question,
};

pub(super) fn space_name(space: &SpaceName) -> String {
    standard(space.kind).map_or_else(|| space.name.clone(), str::to_owned)
}

/// The name of a standard space.
fn standard(kind: SpaceKind) -> Option<&'static str> {
    match kind {
        SpaceKind::Staff => Some("Staff space"),
        SpaceKind::Parents => Some("Parents’ space"),
        SpaceKind::Pupils => Some("Pupils’ space"),
        SpaceKind::Other => None,
    }
}

fn said_by(space: Option<SpaceKind>, source: &str) -> String {
    match space.and_then(standard) {
        Some(name) => format!("{name} – {source}"),
        None => source.to_owned(),
    }
}

fn source(space: &SpaceName) -> String {
    format!("{} – {}", space_name(space), space.school)
}

fn already_there(published: u64) -> String {
    match published {
        0 => String::new(),
        1 => "One article or event is already published here: new readers will read it too.".to_owned(),
        _ => format!(
            "{} articles and events are already published here: new readers will read them too.",
            number(published)
        ),
    }
}

fn tell_subscribers(people: u64) -> String {
    format!("Tell the subscribers ({})", count_of(people))
}

fn tell_readers(people: u64) -> String {
    format!("Tell those who had read the old text ({})", count_of(people))
}

fn confirm_question(people: u64) -> String {
    format!("Do you want to publish this article and tell {} by message?", count_of(people))
}

/// To those who administer a school: the directory has lost names that a space uses.
pub(super) fn space_concerned(space: &SpaceName, concerns: &[Concern]) -> NoticeText {
    let name = space_name(space);
    let mut paragraphs = vec![format!(
        "In “{}”, the space “{name}” chooses its readers or writers by names that the directory no longer has.",
        space.school
    )];
    paragraphs.extend(concerns.iter().map(concern));
    paragraphs.push("The people concerned have no access to it until its settings are corrected.".to_owned());
    NoticeText { subject: format!("Space to check: {name}"), paragraphs }
}
