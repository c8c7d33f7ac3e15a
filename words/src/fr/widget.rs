//! The element on a portal's page, and the screen of a hall.

use crate::rooms::Widget;

pub(super) const WIDGET: Widget = Widget {
    title: "Annonces",
    loading: "Chargement des annonces…",
    none: "Aucune annonce pour le moment",
    unavailable: "Annonces indisponibles pour le moment",
    as_of: "Connexion interrompue : annonces reçues à {time}",
    information: "Information",
    warning: "Avertissement",
    alert: "Alerte",
    learn_more: "en savoir plus",
    new_window: "(nouvelle fenêtre)",
    corrected: "Corrigé le {date} à {time}",
    concerns: "Concerne {names}",
    and: ", et ",
    colon: " : ",
    show_mine: "Afficher mes annonces",
    show_mine_hint: "Une petite fenêtre de Porte-voix s’ouvre et vous demande votre accord.",
    window_closed: "La fenêtre n’a pas pu s’ouvrir : autoriser les fenêtres de ce site, puis réessayer.",
    pause: "Pause",
    resume: "Reprendre",
    page_of: "{page} sur {pages}",
};
