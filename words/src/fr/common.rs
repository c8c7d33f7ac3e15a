//! Words that many pages share.

use domain::directory::ConcernedChild;

use crate::rooms::Common;

pub(super) const COMMON: Common = Common {
    by: "par",
    from_day: "Du",
    to_day: "au",
    on_day: "le",
    at_time: "à",
    delete: "Supprimer",
    nothing_older: "Il n’y a rien de plus ancien",
    yes: "Oui",
    no: "Non",
    store: "Enregistrer",
    validate: "Valider",
    cancel: "Annuler",
    retry: "Réessayer",
    search: "Rechercher",
    filter: "Filtrer",
    clear: "Effacer",
    clear_criteria: "les critères",
    export_csv: "Exporter (CSV)",
    nothing_matches: "Rien ne correspond à ces critères",
    clear_filters: "Effacer les filtres",
    try_wider: "Essayez un autre mot ou une période plus large.",
    pages: "Pages",
    sign_in: "Se connecter",
    learn_more: "en savoir plus",
    read_in: "Lire en",
    new_window: "(nouvelle fenêtre)",
    open_account: "Ouvrir « Mon compte »",
    back_home: "Revenir à l’accueil",
    back_to_page: "Revenir à la page",
    error: "Erreur",
    page: "Page",
    previous: "Précédente",
    next: "Suivante",
    of: "sur",
    page_not_found: "Page introuvable",
    colon: " : ",
    semicolon: " ; ",
    plain_page: "Une partie de cette page n’a pas pu être chargée.",
    plain_page_hint: "Elle fonctionne en version simple : chaque bouton recharge la page.",
    not_followed: "Ce qui change ailleurs n’apparaît qu’en la rechargeant.",
    out_of_date: "Cette page n’est plus à jour : le serveur ne répond pas. Elle se remettra à jour d’elle-même.",
    not_dropped: "Rien n’a été pris de ce qui a été déposé : il s’y trouve un dossier, un fichier d’un autre format, ou plus de fichiers que n’en attend un formulaire. Choisissez les fichiers dans leur champ.",
    no_file_asked: "Rien n’a été pris : cette page n’attend pas de fichier.",
    labelled,
    title_of,
    concerns,
};

fn labelled(label: &str, value: &str) -> String {
    format!("{label} : {value}")
}

/// The title of a page with a form; it also says whether the form was refused.
fn title_of(page: &str, refused: bool) -> String {
    if refused { format!("Erreur : {page}") } else { page.to_owned() }
}

/// `Concerne Lina, 2de`, `Concerne Lina, 2de, et Tom, 5e`
fn concerns(children: &[ConcernedChild]) -> String {
    let says = |child: &ConcernedChild| match child.level.as_str() {
        "" => child.first_name.clone(),
        level => format!("{}, {level}", child.first_name),
    };
    let mut names: Vec<String> = children.iter().map(says).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() {
        format!("Concerne {last}")
    } else {
        format!("Concerne {}, et {last}", names.join(", "))
    }
}
