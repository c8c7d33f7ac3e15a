//! The home page.

use crate::rooms::Home;

pub(super) const HOME: Home = Home {
    no_announcement: "Aucune annonce pour le moment",
    no_announcement_hint: "Les informations de vos établissements s’afficheront ici dès leur publication.",
    title: "Accueil",
    hello: "Bonjour",
    announcements: "Annonces",
};
