//! What a change of rights does, before and after it is saved.

use crate::fr::numbers::{establishments, people};

/// The words after the number of people.
pub(in crate::fr) fn gets_role(count: u64) -> &'static str {
    if count < 2 { " personne recevra ce rôle" } else { " personnes recevront ce rôle" }
}

pub(in crate::fr) fn unusual(whom: &[String]) -> String {
    format!("Attention : ce rôle irait à {}. Il est d’ordinaire réservé au personnel.", whom.join(" et "))
}

pub(in crate::fr) fn whole_authority(schools: u64) -> String {
    format!(
        "Attention : le rôle vaudra pour toute la collectivité, {} aujourd’hui et ceux qui s’y ajouteront.",
        establishments(schools)
    )
}

/// `1 accès ajouté, 2 accès retirés …`
pub(in crate::fr) fn saved(added: usize, removed: usize, changed: usize) -> String {
    let part = |count: usize, done: &str| match count {
        0 => None,
        1 => Some(format!("1 accès {done}")),
        n => Some(format!("{n} accès {done}s")),
    };
    let parts: Vec<String> = [part(added, "ajouté"), part(removed, "retiré"), part(changed, "modifié")]
        .into_iter()
        .flatten()
        .collect();
    format!("{}. Les droits s’appliquent dès maintenant.", parts.join(", "))
}

pub(in crate::fr) fn would_lack_administrator(scope: &str) -> String {
    format!(
        "{scope} n’aurait plus d’Émetteur – administrateur. Donnez d’abord ce rôle à quelqu’un d’autre, ou gardez celui-ci."
    )
}

pub(in crate::fr) fn lines_to_correct(count: usize) -> String {
    if count == 1 {
        "1 ligne est à corriger : ôtez-la ci-dessous, puis ajoutez-la de nouveau.".to_owned()
    } else {
        format!("{count} lignes sont à corriger : ôtez-les ci-dessous, puis ajoutez-les de nouveau.")
    }
}

pub(in crate::fr) fn waiting(added: usize, removed: usize, changed: usize) -> String {
    let part = |count: usize, what: &str| (count > 0).then(|| format!("{count} à {what}"));
    let parts: Vec<String> = [part(added, "ajouter"), part(removed, "retirer"), part(changed, "modifier")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        "Aucune modification en attente".to_owned()
    } else {
        format!("{}, à valider", parts.join(", "))
    }
}

/// `Au plus 12 personnes reçoivent un rôle.`
pub(in crate::fr) fn people_concerned(count: u64, at_most: bool, gets: bool) -> String {
    let at_most = if at_most { "Au plus " } else { "" };
    let verb = match (gets, count < 2) {
        (true, true) => "reçoit",
        (true, false) => "reçoivent",
        (false, true) => "perd",
        (false, false) => "perdent",
    };
    format!("{at_most}{} {verb} un rôle.", people(count))
}
