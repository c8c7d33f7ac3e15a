//! Rights: roles, cells of the matrix, populations, reasons.

use domain::{
    access::{
        Cell, Extent, Population, Right, Role, Scope,
        view::{GrantRow, GranteeView, PersonChoice, Place, Reason, ScopeChoice},
    },
    communications::Channel,
    targets::{Criterion, CriterionKind},
};

use super::targets::{criterion, profile, profile_plural};
use crate::rooms::Access;

pub(super) const ACCESS: Access = Access {
    right,
    role,
    cell,
    allowed,
    extent,
    extent_hint,
    scope_choice,
    scope_kind,
    population,
    grantee,
    place,
    person_place,
    reason,
    why_it_stays,
};

pub(super) const fn right(right: Right) -> &'static str {
    match right {
        Right::CreateCommunication => "Créer une communication",
        Right::OpenSenderDashboard => "Accéder au tableau de bord émetteur",
        Right::CancelCommunication => "Annuler une communication",
        Right::OpenSchoolDashboard => "Accéder au tableau de bord établissement",
        Right::PutOfflineOrOnline => "Mettre hors ligne une communication",
        Right::ContactAuthor => "Contacter l’auteur de la communication",
        Right::NotifiedByMessage => "Notification par messagerie",
    }
}

pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::SenderNews => "Émetteur – publication d’actualité",
        Role::SenderAnnouncement => "Émetteur – publication d’annonce",
        Role::SenderViewer => "Émetteur – accès tableau de bord (consultation)",
        Role::SenderMessage => "Émetteur – messagerie",
        Role::SenderManager => "Émetteur – gestionnaire",
        Role::SenderAdministrator => "Émetteur – administrateur",
        Role::RecipientViewer => "Destinataire – accès tableau de bord",
        Role::RecipientManager => "Destinataire – gestionnaire",
    }
}

/// A cell of the matrix; what *own* means depends on the row.
pub(super) const fn cell(right: Right, cell: Cell) -> &'static str {
    match (cell, right) {
        (Cell::No, _) => "Non",
        (Cell::All, _) => "Oui",
        (Cell::Of(Channel::Announcement), _) => "Oui, de type annonce",
        (Cell::Of(Channel::Message), _) => "Oui, de type message",
        (Cell::Of(Channel::News), Right::PutOfflineOrOnline) => "Oui, uniquement de type actualité",
        (Cell::Of(Channel::News), _) => "Oui, de type actualité",
        (Cell::Own, _) => "Oui, pour les siennes",
        (Cell::OwnOf(Channel::Announcement), _) => "Oui, uniquement ses annonces",
        (Cell::OwnOf(Channel::Message), _) => "Oui, uniquement ses messages",
        (Cell::OwnOf(Channel::News), _) => "Oui, uniquement ses actualités",
        (Cell::StateChangedByRecipient, _) => "Oui, quand un destinataire en met une en ligne ou hors ligne",
        (Cell::NewOnSchoolOrCancelled, _) => "Oui, quand une arrive dans l’établissement ou y est annulée",
    }
}

/// What a role allows, right by right.
pub(super) fn allowed(role: Role) -> Vec<String> {
    let said = |one: Right| match Cell::of(role, one) {
        Cell::No => None,
        Cell::All => Some(right(one).to_owned()),
        some => Some(format!("{} ({})", right(one), cell(one, some).trim_start_matches("Oui, "))),
    };
    Right::ALL.into_iter().filter_map(said).collect()
}

pub(super) const fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => "Toute la collectivité",
        Extent::OwnSchools => "Chacun dans ses établissements",
    }
}

pub(super) const fn extent_hint(extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => "Chaque personne reçoit le rôle sur tous les établissements de la collectivité",
        Extent::OwnSchools => "Chaque personne reçoit le rôle là où elle appartient à cette population",
    }
}

/// `Metz (0570051W)` is already the place of a school; an authority has none.
pub(super) fn scope_choice(choice: &ScopeChoice) -> String {
    if choice.place.is_empty() {
        choice.name.clone()
    } else {
        format!("{} – {}", choice.name, choice.place)
    }
}

pub(super) const fn scope_kind(scope: Scope) -> &'static str {
    match scope {
        Scope::Establishment(_) => "Établissement",
        Scope::Authority(_) => "Collectivité",
    }
}

/// `Enseignants, niveau 2de ou 1re, fonction CPE`
pub(super) fn population(population: &Population) -> String {
    let target = population.criteria();
    let mut parts = vec![if target.profiles.is_all() {
        "tous profils".to_owned()
    } else {
        either(&target.profiles, |one| profile_plural(*one).to_owned())
    }];
    let mut say = |kind: CriterionKind, values: String| {
        if !values.is_empty() {
            parts.push(format!("{} {values}", criterion(kind).to_lowercase()));
        }
    };
    say(CriterionKind::Level, either(&target.levels, ToString::to_string));
    say(CriterionKind::SubLevel, either(&target.sub_levels, ToString::to_string));
    say(CriterionKind::Function, either(&target.functions, ToString::to_string));
    say(CriterionKind::Subject, either(&target.subjects, ToString::to_string));
    capitalised(&parts.join(", "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a ou b`, `a, b ou c`; empty for all.
fn either<T: Ord>(criterion: &Criterion<T>, name: impl Fn(&T) -> String) -> String {
    let mut names: Vec<String> = criterion.values().map(name).collect();
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} ou {last}", names.join(", ")),
    }
}

pub(super) fn grantee(grantee: &GranteeView) -> String {
    match grantee {
        GranteeView::Head => "Chef d’établissement".to_owned(),
        GranteeView::Person(person) => person.name.clone(),
        GranteeView::Population(it) => population(it),
    }
}

/// `Enseignant, Mathématiques – Lycée Pierre et Marie Curie`
pub(super) fn place(place: &Place) -> String {
    let repeats = place.detail.is_empty() || place.detail == profile(place.profile);
    let detail = if repeats { String::new() } else { format!(", {}", place.detail) };
    format!("{}{detail} – {}", profile(place.profile), place.school)
}

pub(super) fn person_place(person: &PersonChoice) -> String {
    person.place.as_ref().map_or_else(|| "Sans rattachement ici".to_owned(), place)
}

/// Why somebody holds a role.
pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Head => "chef d’établissement, par sa fonction".to_owned(),
        Reason::PortalAdministrator => "administrateur du portail".to_owned(),
        Reason::Personal { scope } => format!("à titre personnel ({scope})"),
        Reason::Population { population: by, scope, extent } => {
            let where_it_counts = match extent {
                Extent::Whole => "",
                Extent::OwnSchools => ", dans ses établissements",
            };
            format!("par la population «\u{a0}{}\u{a0}» ({scope}{where_it_counts})", population(by))
        }
    }
}

/// Why a line of the *Récapitulatif des droits d’accès* cannot be removed where it is shown.
pub(super) fn why_it_stays(row: &GrantRow) -> String {
    match (&row.inherited_from, &row.grantee) {
        (Some(authority), _) => format!("Donné par {authority} : se retire sur sa page"),
        (None, GranteeView::Head) => "Par sa fonction : change avec l’annuaire".to_owned(),
        (None, _) => "Ne se retire pas ici".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        access::{Population, Role},
        fields::FieldErrors,
        targets::TargetInput,
    };

    use super::{allowed, population};

    fn words(input: &TargetInput) -> String {
        let parsed = Population::parse(input, &mut FieldErrors::default());
        parsed.as_ref().map(population).unwrap_or_default()
    }

    #[test]
    fn a_population_reads_as_it_was_chosen() {
        let list = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
        let families =
            TargetInput { profiles: list(&["National_ELV", "National_TUT"]), ..TargetInput::default() };
        assert_eq!(words(&families), "Élèves ou parents");
        let teachers = TargetInput {
            profiles: list(&["National_ENS"]),
            levels: list(&["2de", "1re", "Terminale"]),
            subjects: list(&["Latin"]),
            ..TargetInput::default()
        };
        assert_eq!(words(&teachers), "Enseignants, niveau 1re, 2de ou Terminale, discipline de poste Latin");
        let by_function = TargetInput { functions: list(&["CPE", "Infirmière"]), ..TargetInput::default() };
        assert_eq!(words(&by_function), "Tous profils, fonction CPE ou Infirmière");
    }

    #[test]
    fn every_role_allows_something() {
        for role in Role::ALL {
            assert!(!allowed(role).is_empty(), "{role:?}");
        }
        assert_eq!(allowed(Role::RecipientViewer), ["Accéder au tableau de bord établissement"]);
    }
}
