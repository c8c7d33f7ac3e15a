//! What a change of rights does, before and after it is saved.

use crate::en::numbers::{establishments, people};

/// The words after the number of people.
pub(in crate::en) fn gets_role(count: u64) -> &'static str {
    if count == 1 { " person will get this role" } else { " people will get this role" }
}

pub(in crate::en) fn unusual(whom: &[String]) -> String {
    format!("Careful: this role would go to {}. It is usually for staff only.", whom.join(" and "))
}

pub(in crate::en) fn whole_authority(schools: u64) -> String {
    format!(
        "Careful: the role will apply to the whole authority, {} today and those added later.",
        establishments(schools)
    )
}

/// `1 access right added, 2 removed. …`
pub(in crate::en) fn saved(added: usize, removed: usize, changed: usize) -> String {
    let part = |count: usize, done: &str| match count {
        0 => None,
        1 => Some(format!("1 access right {done}")),
        n => Some(format!("{n} access rights {done}")),
    };
    let parts: Vec<String> = [part(added, "added"), part(removed, "removed"), part(changed, "changed")]
        .into_iter()
        .flatten()
        .collect();
    format!("{}. The rights apply from now on.", parts.join(", "))
}

pub(in crate::en) fn would_lack_administrator(scope: &str) -> String {
    format!(
        "{scope} would have no Sender – administrator left. Give this role to someone else first, or keep this one."
    )
}

pub(in crate::en) fn lines_to_correct(count: usize) -> String {
    if count == 1 {
        "1 line needs correcting: take it out below, then add it again.".to_owned()
    } else {
        format!("{count} lines need correcting: take them out below, then add them again.")
    }
}

pub(in crate::en) fn waiting(added: usize, removed: usize, changed: usize) -> String {
    let part = |count: usize, what: &str| (count > 0).then(|| format!("{count} to {what}"));
    let parts: Vec<String> = [part(added, "add"), part(removed, "remove"), part(changed, "change")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        "No change waiting".to_owned()
    } else {
        format!("{}, waiting for you to confirm", parts.join(", "))
    }
}

/// `At most 12 people get a role.`
pub(in crate::en) fn people_concerned(count: u64, at_most: bool, gets: bool) -> String {
    let at_most = if at_most { "At most " } else { "" };
    let verb = match (gets, count == 1) {
        (true, true) => "gets",
        (true, false) => "get",
        (false, true) => "loses",
        (false, false) => "lose",
    };
    format!("{at_most}{} {verb} a role.", people(count))
}
