//! The home page.

use chrono::NaiveDate;
use domain::home::ItemKind;

use super::dates::date_long;
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
    one_news: "Actualité",
    no_item_this_month: "Aucune actualité ce mois-là",
    newest: "Les plus récentes",
    older: "Les précédentes",
    by_month: "Actualités par mois",
    item_kind,
    ended,
};

fn ended(last: NaiveDate) -> String {
    format!(
        "La période de publication de cette actualité a pris fin le {} ; elle reste dans la liste des actualités.",
        date_long(last)
    )
}

const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::News => "Actualité",
        ItemKind::Article => "Article",
        ItemKind::Event => "Évènement",
    }
}
