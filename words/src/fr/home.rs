//! The home page.

use domain::home::ItemKind;

use crate::rooms::Home;

pub(super) const HOME: Home = Home {
    no_announcement: "Aucune annonce pour le moment",
    no_announcement_hint: "Les informations de vos établissements s’afficheront ici dès leur publication.",
    title: "Accueil",
    hello: "Bonjour",
    announcements: "Annonces",
    items: "Actualités",
    all_items: "Toutes les actualités",
    no_item: "Aucune actualité pour le moment",
    no_item_hint: "Les actualités, les articles et les évènements qui vous sont destinés s’afficheront ici.",
    items_missing: "Les actualités n’ont pas pu être lues.",
    item_kind,
};

const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::News => "Actualité",
        ItemKind::Article => "Article",
        ItemKind::Event => "Évènement",
    }
}
