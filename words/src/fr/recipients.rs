//! The names behind the figures of a message, and the setting of a school that shows them.

use domain::{
    communications::names::{AccountState, NameState},
    directory::Profile,
};

use super::{
    criteria::profile_plural,
    numbers::{number, people},
    targets::pupils_or_parents,
};
use crate::rooms::Recipients;

pub(super) const RECIPIENTS: Recipients = Recipients {
    title: "Destinataires",
    about: "Ces noms servent à joindre ceux qui n’ont pas lu le message. Chaque consultation est inscrite au journal.",
    about_families: "Une ligne par famille : la lecture ou la confirmation d’un seul responsable suffit.",
    school: "Établissement",
    all: "Tous",
    profile: "Profil",
    class: "Classe",
    name: "Nom",
    children: "Enfants",
    opened: "Ouvert",
    confirmed: "Confirmé",
    account: "Compte",
    yes: "Oui",
    no: "Non",
    by_class: "Par niveau et classe",
    unopened: "Non ouvert",
    unconfirmed: "Non confirmé",
    table: "Destinataires, par classe et par nom",
    states: "Filtrer par lecture",
    nobody: "Personne ne correspond",
    nobody_hint: "Le message n’est pas encore arrivé ici, ou le filtre écarte tout le monde.",
    print: "Tout afficher, pour imprimer",
    pages: "Afficher page par page",
    cut: "Seules les 20 000 premières personnes sont montrées.",
    never: "Qui ne s’est jamais connecté",
    setting: "Noms derrière les chiffres",
    setting_about: "Si l’établissement les montre, l’auteur d’un message et les émetteurs – administrateurs de l’établissement peuvent voir qui ne l’a pas ouvert ou pas confirmé. Chaque consultation est inscrite au journal.",
    shown: "Montrés",
    hidden: "Masqués",
    show: "Montrer les noms",
    hide: "Masquer les noms",
    stored: "Le réglage est enregistré.",
    open_answer: "Ouvrir dans la messagerie",
    name_state,
    account_state,
    without_account,
    never_signed_in,
    counted,
    answers,
};

const fn name_state(state: NameState) -> &'static str {
    match state {
        NameState::Unopened => "Non ouvert",
        NameState::Opened => "Ouvert",
        NameState::Unconfirmed => "Non confirmé",
        NameState::Confirmed => "Confirmé",
    }
}

const fn account_state(state: AccountState) -> &'static str {
    match state {
        AccountState::Missing => "Pas encore de compte",
        AccountState::Unused => "Jamais utilisé",
        AccountState::Used => "Utilisé",
    }
}

/// Where a profile is no word for people, they are people of that profile.
fn who(of: Profile, count: u64) -> String {
    match of {
        Profile::Student | Profile::Parent => pupils_or_parents(of, count),
        Profile::Teacher | Profile::Librarian | Profile::AdminTechnical if count > 1 => {
            format!("{} {}", number(count), profile_plural(of))
        }
        Profile::Teacher | Profile::Librarian | Profile::AdminTechnical => {
            format!("{} {}", number(count), super::targets::profile(of).to_lowercase())
        }
        _ => format!("{} ({})", people(count), super::targets::profile(of).to_lowercase()),
    }
}

/// `41 parents n’ont pas encore de compte.`
fn without_account(of: Profile, count: u64) -> String {
    let verb = if count < 2 { "n’a" } else { "n’ont" };
    format!("{} {verb} pas encore de compte.", who(of, count))
}

/// Of people who have an account.
fn never_signed_in(of: Profile, count: u64) -> String {
    let verb = if count < 2 { "n’a" } else { "n’ont" };
    format!("{} {verb} encore jamais ouvert de session.", who(of, count))
}

/// How many rows a list has: people, or people and families.
fn counted(count: u64, by_family: bool) -> String {
    if !by_family {
        return people(count);
    }
    format!("{} {}", number(count), if count < 2 { "famille ou personne" } else { "familles et personnes" })
}

/// What readers answered.
fn answers(count: u64) -> String {
    match count {
        0 => "Aucune réponse pour le moment".to_owned(),
        1 => "1 réponse".to_owned(),
        _ => format!("{} réponses", number(count)),
    }
}

#[cfg(test)]
mod tests {
    use domain::directory::Profile;

    use super::{never_signed_in, without_account};

    #[test]
    fn people_who_could_not_have_read_it_are_counted() {
        assert_eq!(without_account(Profile::Parent, 41), "41 parents n’ont pas encore de compte.");
        assert_eq!(without_account(Profile::Student, 1), "1 élève n’a pas encore de compte.");
        assert_eq!(
            never_signed_in(Profile::Teacher, 2),
            "2 enseignants n’ont encore jamais ouvert de session."
        );
        assert_eq!(without_account(Profile::Librarian, 1), "1 documentaliste n’a pas encore de compte.");
        assert_eq!(
            without_account(Profile::SchoolLife, 3),
            "3 personnes (vie scolaire) n’ont pas encore de compte."
        );
    }
}
