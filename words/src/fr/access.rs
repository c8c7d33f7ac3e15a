//! Rights: roles, cells of the matrix, populations, reasons.

use domain::{
    access::{
        Cell, Extent, RequestState, Right, Role, Scope,
        view::{GrantRow, GranteeView, Reason, ScopeChoice},
    },
    communications::{Channel, Severity},
    targets::Concern,
};

mod changes;

use self::changes::{
    gets_role, lines_to_correct, people_concerned, saved, unusual, waiting, whole_authority,
    would_lack_administrator,
};
use super::{
    communications::{concern_briefly, severity},
    labels::{apart, person_place, person_text, place},
    numbers::number,
    population::population,
};
use crate::rooms::Access;

pub(super) const ACCESS: Access = Access {
    add_heading: "Ajouter des accès",
    add: "Ajouter les accès",
    too_many_changes: "200 modifications au plus à la fois : validez celles-ci d’abord.",
    line_added: "Ligne ajoutée au récapitulatif. Elle est enregistrée quand vous validez.",
    role_label: "Rôle",
    undefined: "Indéfini",
    school: "Établissement",
    extent_label: "Étendue",
    ask_title: "Demander un droit",
    ask_link: "Demander ce droit",
    ask_about: "Votre demande va à ceux qui gèrent les droits de l’établissement, d’abord au chef d’établissement. Leur réponse vient dans votre messagerie.",
    ask_staff_only: "Seuls les personnels d’un établissement peuvent y demander un droit.",
    ask_role_hint: "Seuls les rôles qui donnent le droit qui vous manque sont proposés.",
    ask_up_to_hint: "Pour la publication d’annonce : le type le plus élevé que vous souhaitez publier.",
    ask_reason: "Raison",
    ask_reason_hint: "En quelques phrases, 500 caractères au plus : qui donne les droits les lira.",
    ask_send: "Envoyer la demande",
    ask_sent: "Votre demande est envoyée.",
    ask_sent_hint: "La réponse viendra dans votre messagerie, et se lit aussi ci-dessous.",
    ask_withdrawn: "Votre demande est retirée.",
    own_requests: "Vos demandes",
    no_own_request: "Vous n’avez encore rien demandé.",
    withdraw_request: "Retirer la demande",
    open_requests: "Demandes en attente",
    open_requests_about: "Rien n’est donné tant que vous n’avez pas validé.",
    grant_request: "Accorder…",
    decline_request: "Décliner",
    decline_label: "Réponse à la personne",
    declined: "La demande est déclinée : la personne le lit dans sa messagerie.",
    prefilled_by_request: "Le formulaire est rempli d’après une demande. Ajoutez l’accès, puis validez.",
    more_requests: "D’autres demandes attendent : elles apparaîtront à mesure que celles-ci auront une réponse.",
    settled: "Cette demande n’attend plus de réponse.",
    settled_hint: "Elle a été accordée, déclinée ou retirée, ou la personne a quitté l’annuaire.",
    up_to_label: "Jusqu’à",
    up_to_hint: "Le type d’annonce le plus élevé que ces personnes peuvent publier.",
    changes: "Modifications",
    overview_tab: "Informations générales",
    population_tab: "Accès population",
    person_tab: "Accès utilisateur",
    uncounted: "Le nombre de personnes n’a pas pu être calculé.",
    choose_criterion: "Choisissez au moins un critère pour voir qui recevra ce rôle.",
    choose_person: "Choisissez une personne.",
    repeated: "Cette cible a déjà ce rôle : voir le récapitulatif ci-dessous.",
    who_has: "Qui a accès, et pourquoi",
    all_roles: "Tous",
    who_has_label: "Qui a accès",
    name: "Nom",
    name_hint: "Nom ou prénom",
    nobody_matches: "Personne ne correspond à ces critères",
    clear_all_criteria: "Effacer les critères",
    nobody_yet: "Personne n’a de rôle ici",
    nobody_yet_hint: "Donnez le premier sous Accès population ou Accès utilisateur.",
    person_label: "Personne",
    roles_and_reasons: "Rôles et raisons",
    matrix: "Récapitulatif des droits",
    matrix_caption: "Ce que chaque rôle permet",
    rights: "Droits",
    nothing_stored: "Rien n’a été enregistré.",
    stored: "Enregistré.",
    nothing_left: "Rien n’a été enregistré de votre côté, et il ne reste rien à valider.",
    yours_kept: "Rien n’a encore été enregistré de votre côté. Vos modifications sont conservées ci-dessous : vérifiez-les, puis validez de nouveau.",
    changed_meanwhile: "Quelqu’un d’autre a modifié ces droits entre-temps.",
    added_meanwhile: "Ajouté entre-temps :",
    removed_meanwhile: "Retiré entre-temps :",
    already_given: "Déjà donné, donc ôté de vos ajouts :",
    about: "La communication ciblée adresse une annonce, un message ou une actualité aux seules personnes concernées. Ce que chacun peut y faire dépend des rôles qui lui sont donnés, à une population ou à titre personnel.",
    about_head: "Par défaut, le chef d’établissement a les rôles Émetteur – administrateur et Destinataire – gestionnaire : il est le principal émetteur. À un enseignant ou à un autre personnel (CPE, infirmière…), donnez Émetteur – publication d’annonce ou Émetteur – messagerie.",
    page_title: "Communication ciblée – droits d’accès",
    without_script: "Sans JavaScript, cette page se lit seulement. Pour donner ou retirer un accès, activez JavaScript dans votre navigateur.",
    plain_page: "En version simple, cette page se lit seulement. Pour donner ou retirer un accès, rechargez-la un peu plus tard, ou ouvrez-la dans un autre navigateur.",
    tabs: "Droits d’accès",
    target: "Cible",
    found: "Personnes trouvées",
    two_letters: "Saisissez au moins deux lettres du nom ou du prénom.",
    searching: "Recherche…",
    recap: "Récapitulatif des droits d’accès",
    filter_recap: "Filtrer le récapitulatif",
    people_label: "Personnes",
    given_by_label: "Donné par",
    action: "Action",
    no_population: "Aucune population n’a de rôle ici.",
    no_person: "Personne n’a de rôle à titre personnel ici.",
    add_above: "Ajoutez un accès ci-dessus, puis validez.",
    line_taken_back: "Ligne ôtée du récapitulatif.",
    to_add: "À ajouter",
    you: "Vous",
    do_not_add: "Ne pas ajouter",
    do_not_remove: "Ne pas retirer",
    remove: "Retirer",
    to_remove: "À retirer",
    additions: "Ajouts",
    removals: "Retraits",
    store_question: "Enregistrer ces modifications ?",
    authorities: "Collectivités",
    schools: "Établissements",
    show: "Afficher",
    right,
    role,
    cell,
    allowed,
    request_state,
    decided_by,
    up_to,
    role_up_to,
    extent,
    extent_hint,
    scope_choice,
    scope_kind,
    population,
    grantee,
    place,
    person_place,
    person_text,
    apart,
    reason,
    lost,
    why_it_stays,
    allows,
    given_by,
    gets_role,
    unusual,
    whole_authority,
    saved,
    would_lack_administrator,
    lines_to_correct,
    people_found,
    accesses,
    waiting,
    people_concerned,
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

/// A cell of the matrix; the meaning of *own* depends on the row.
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

/// The rights of a role, one by one.
pub(super) fn allowed(role: Role) -> Vec<String> {
    let said = |one: Right| match Cell::of(role, one) {
        Cell::No => None,
        Cell::All => Some(right(one).to_owned()),
        some => Some(format!("{} ({})", right(one), cell(one, some).trim_start_matches("Oui, "))),
    };
    Right::ALL.into_iter().filter_map(said).collect()
}

const fn request_state(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "En attente",
        RequestState::Granted => "Accordée",
        RequestState::Declined => "Déclinée",
        RequestState::Withdrawn => "Retirée",
    }
}

fn decided_by(day: &str, by: &str) -> String {
    format!("le {day}, par {by}")
}

fn up_to(highest: Severity) -> String {
    format!("jusqu’à {}", severity(highest))
}

/// The role, and up to which severity if it has severities.
pub(super) fn role_up_to(of: Role, highest: Option<Severity>) -> String {
    highest.map_or_else(|| role(of).to_owned(), |highest| format!("{}, {}", role(of), up_to(highest)))
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

/// The name of a scope and its place, such as `Metz (0570051W)`; an authority has no place.
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

pub(super) fn grantee(grantee: &GranteeView) -> String {
    match grantee {
        GranteeView::Head => "Chef d’établissement".to_owned(),
        GranteeView::Person(person) => person_text(person),
        GranteeView::Population(it) => population(it),
    }
}

/// Why a person has a role.
pub(super) fn reason(reason: &Reason, highest: Option<Severity>) -> String {
    let why = match reason {
        Reason::Head => "chef d’établissement, par sa fonction".to_owned(),
        Reason::PortalAdministrator => "administrateur du portail".to_owned(),
        Reason::Personal { scope } => format!("à titre personnel ({scope})"),
        Reason::Population { population: by, scope, extent } => {
            let where_it_counts = match extent {
                Extent::Whole => "",
                Extent::OwnSchools => ", dans ses établissements",
            };
            format!("par la population « {} » ({scope}{where_it_counts})", population(by))
        }
    };
    highest.map_or_else(|| why.clone(), |highest| format!("{why}, {}", up_to(highest)))
}

/// What a population with a role has lost.
fn lost(concern: &Concern) -> String {
    match concern {
        Concern::Nobody => "Plus personne".to_owned(),
        other => concern_briefly(other),
    }
}

/// Why a line of the *Récapitulatif des droits d’accès* cannot be removed where it is shown.
pub(super) fn why_it_stays(row: &GrantRow) -> String {
    match (&row.inherited_from, &row.grantee) {
        (Some(authority), _) => format!("Donné par {authority} : se retire sur sa page"),
        (None, GranteeView::Head) => "Par sa fonction : change avec l’annuaire".to_owned(),
        (None, _) => "Ne se retire pas ici".to_owned(),
    }
}

fn allows(rights: &[String]) -> String {
    format!("Permet : {}.", rights.join(" ; ").to_lowercase())
}

fn given_by(line: &str, name: &str) -> String {
    format!("{line}, par {name}")
}

/// Says that a search lists at most `most` people.
fn people_found(count: usize, most: usize) -> String {
    match count {
        0 => "Personne ne correspond, dans votre périmètre.".to_owned(),
        1 => "1 personne trouvée : flèche bas, puis Entrée.".to_owned(),
        all if all == most => {
            format!("Les {most} premières personnes trouvées : précisez pour en voir d’autres.")
        }
        some => format!("{some} personnes trouvées : flèches haut et bas, puis Entrée."),
    }
}

fn accesses(count: u64) -> String {
    if count == 0 { "Aucun accès".to_owned() } else { format!("{} accès", number(count)) }
}

#[cfg(test)]
mod tests {
    use domain::access::Role;

    use super::allowed;

    #[test]
    fn every_role_allows_something() {
        for role in Role::ALL {
            assert!(!allowed(role).is_empty(), "{role:?}");
        }
        assert_eq!(allowed(Role::RecipientViewer), ["Accéder au tableau de bord établissement"]);
    }
}
