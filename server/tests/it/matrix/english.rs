//! Every page of the table for readers of English: nothing that the program says is in French.

use http::Method;
use testing_server::{Server, on_sqlite_url};

use super::{Row, ask, cast::cast, rows::rows, scene::Scene};
use crate::pages::html::Html;

/// A sender, the portal's administrator, somebody without any role, and a visitor.
const WHO: [&str; 4] = ["emetteur", "admin", "professeur", "personne"];

/// Common words of the program in French, none of which the scenes or English have.
const FRENCH: &[&str] = &[
    "Accueil",
    "Actualités",
    "Agenda",
    "Ajouter",
    "Annuaire",
    "Annuler",
    "Aucun",
    "Brouillon",
    "Choisir",
    "Communications émises",
    "Cette ",
    "Déployer",
    "destinataire",
    "Enregistrer",
    "Envoy",
    "établissements",
    "êtes",
    "Gérer",
    "Identifiant",
    "Messagerie",
    "Modifier",
    "Mot de passe",
    "n’existe",
    "Nouvelle",
    "octobre",
    "Publier",
    "Rechercher",
    "Réessayer",
    "Retour",
    "Se déconnecter",
    "Supprimer",
    "Votre",
    "Vous",
];

fn pages() -> impl Iterator<Item = Row> {
    rows().into_iter().filter(|row| row.method == Method::GET && row.policy().answer == server::Answer::Page)
}

#[tokio::test]
async fn no_page_mixes_the_languages() {
    on_sqlite_url(async |url| {
        let server = Server::start(url).await;
        let mut actors = cast(&server).await;
        actors.retain(|actor| WHO.contains(&actor.name));
        for actor in &mut actors {
            if actor.is_nobody() {
                actor.browser.cookie = Some("portevoix-langue=en".to_owned());
            } else {
                let chosen = actor.browser.post_form("/langue", &[("langue", "en")]).await;
                assert_eq!(chosen.status, 303, "{}: {}", actor.name, chosen.body);
            }
        }
        let mut found = Vec::new();
        for row in pages() {
            // Pages that look up no session know a browser's choice alone.
            let is_public = row.policy().activity == server::Activity::NoSession;
            for actor in actors.iter().filter(|actor| actor.is_nobody() || !is_public) {
                let scene = Scene::set(&server, actor, &row.given).await;
                let (status, body) = ask::ask(&server, actor, &row, &scene).await;
                let what = format!("{} {} for {}: {status}", row.address, row.what, actor.name);
                let page = Html::of(&body);
                if body.starts_with("<!DOCTYPE") && page.attribute("html", "lang") != "en" {
                    found.push(format!("{what} is not English"));
                }
                let said = page.said();
                let lines = said.lines().filter(|line| FRENCH.iter().any(|word| line.contains(word)));
                found.extend(lines.map(|line| format!("{what}: {}", line.trim())));
            }
        }
        found.sort();
        found.dedup();
        assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
    })
    .await;
}
