//! What a school shows to everybody, and the pages for the frame on a portal's page.

use domain::communications::Severity;

use super::communications::severity;
use crate::rooms::PublicBoard;

pub(super) const PUBLIC_BOARD: PublicBoard = PublicBoard {
    none: "Aucune annonce pour le moment",
    window_title: "Afficher mes annonces",
    sign_in_first: "Connectez-vous d’abord à Porte-voix.",
    sign_in_hint: "La page de connexion s’ouvre dans un autre onglet. Une fois connecté, revenez ici et continuez.",
    sign_in: "Se connecter",
    goes_on: "Continuer",
    agree: "Afficher mes annonces",
    agreed: "Vos annonces s’affichent sur la page du portail. Cette fenêtre peut être fermée.",
    no_opener: "La page du portail n’est plus là : fermer cette fenêtre, puis recommencer depuis le portail.",
    portal_paused: "Ce portail n’affiche pas vos annonces en ce moment. Lisez-les dans Porte-voix, ou revenez plus tard.",
    open_here: "Ouvrir Porte-voix",
    title,
    entry,
    question,
};

fn title(school: &str) -> String {
    format!("Annonces – {school}")
}

fn entry(of: Severity, text: &str) -> String {
    format!("{} : {text}", severity(of))
}

fn question(portal: &str, person: &str) -> String {
    format!("Afficher les annonces de {person} sur la page du portail {portal}, pendant dix minutes ?")
}
