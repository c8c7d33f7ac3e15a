//! The home page.

use chrono::NaiveDate;
use domain::home::ItemKind;

use super::{
    dates::date_long,
    numbers::{number, people},
};
use crate::rooms::Home;

pub(super) const HOME: Home = Home {
    no_announcement: "Aucune annonce pour le moment",
    no_announcement_hint: "Les informations de vos établissements s’afficheront ici dès leur publication.",
    title: "Accueil",
    hello: "Bonjour",
    first_steps: "Personne d’autre n’a encore de compte. Commencez par importer l’annuaire ; les liens et les coupons se font ensuite sous « Comptes ».",
    announcements: "Annonces",
    items: "Actualités",
    all_items: "Toutes les actualités",
    no_item: "Aucune actualité pour le moment",
    no_item_hint: "Les actualités, les articles et les évènements qui vous sont destinés s’afficheront ici.",
    announcements_missing: "Les annonces n’ont pas pu être lues.",
    items_missing: "Les actualités n’ont pas pu être lues.",
    one_news: "Actualité",
    no_item_this_month: "Aucune actualité ce mois-là",
    no_item_then: "Rien de ce que vous pouvez lire n’a été publié pendant ce mois.",
    month: "Mois",
    newest: "Les plus récentes",
    older: "Les précédentes",
    by_month: "Actualités par mois",
    messages_missing: "Les messages n’ont pas pu être lus.",
    agenda_missing: "L’agenda n’a pas pu être lu.",
    sent_latest: "Vos dernières communications",
    sent_all: "Tout ce que vous avez envoyé",
    sent_none: "Vous n’avez encore rien envoyé.",
    sent_missing: "Vos communications n’ont pas pu être lues.",
    next_event: "Prochain évènement",
    no_next_event: "Aucun évènement à venir",
    agenda: "Agenda",
    agenda_empty: "Votre agenda est vide.",
    new_event: "Ajouter un évènement",
    whole_agenda: "Tout l’agenda",
    fold: "Replier",
    unfold: "Déplier",
    alert_read: "J’ai lu cette alerte",
    all_folded: "Toutes les annonces sont repliées.",
    item_kind,
    ended,
    folded,
    sent_figures,
};

fn ended(last: NaiveDate) -> String {
    format!(
        "La période de publication de cette actualité a pris fin le {} ; elle reste dans la liste des actualités.",
        date_long(last)
    )
}

fn sent_figures(recipients: Option<u64>, seen: Option<u64>) -> String {
    match (recipients, seen) {
        (None, _) => "Pas encore publiée".to_owned(),
        (Some(all), None) => people(all),
        (Some(all), Some(seen)) => format!("{}, vue par {}", people(all), number(seen)),
    }
}

fn folded(count: usize) -> String {
    format!("Annonces repliées ({count})")
}

const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::News => "Actualité",
        ItemKind::Article => "Article",
        ItemKind::Event => "Évènement",
    }
}
