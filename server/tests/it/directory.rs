//! *Annuaire*: who is in it, files to start from, and an import of the files that were just tried.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use testing_server::{Answer, Browser, PASSWORD, Server, both_engines, directory, in_class, pupil};

const PAGE: &str = "/administration/annuaire";

async fn administrator(server: &Server, name: &str) -> Browser {
    server.world.add(name).save().await;
    server.world.administrator(name).await;
    let mut admin = server.anonymous();
    admin.signs_in(name, PASSWORD).await;
    admin
}

#[both_engines]
async fn an_administrator_browses_the_people(server: Server) {
    let world = &server.world;
    let admin = administrator(&server, "admin").await;
    world.add("Zoé").stands_in(in_class("2de 4", "", pupil(world.curie, "2de"))).save().await;
    world.sql("UPDATE person SET added_at = 1790000000000 WHERE external_id = 'Zoé'").await;
    assert!(admin.get(PAGE).await.body.contains("href=\"/administration/annuaire/personnes\""));
    let page = admin.get(&format!("{PAGE}/personnes")).await.body;
    assert!(page.contains("Zoé Martin") && page.contains("collegien Martin"), "{page}");
    assert!(page.contains("Dernière connexion") && page.contains("Date non connue"), "{page}");

    let asked = "q=zoe&ecole=Curie%20Metz&profil=National_ELV&classe=2DE%204";
    let page = admin.get(&format!("{PAGE}/personnes?{asked}")).await.body;
    let zoe = world.person("Zoé").await;
    for said in [
        format!("href=\"/administration/comptes/{zoe}\""),
        "Zoé Martin".to_owned(),
        "Élève, 2de 4 – Lycée Curie (Metz)".to_owned(),
        "datetime=\"2026-09-21\"".to_owned(),
        "Sans compte".to_owned(),
        "value=\"Curie Metz\"".to_owned(),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    assert!(!page.contains("eleve Martin"), "{page}");
    let page = admin.get(&format!("{PAGE}/personnes?q=nulle%20part")).await.body;
    assert!(page.contains("Personne ne correspond à cette recherche."), "{page}");
}

/// A trial of the present directory with one more person; returns the address of its report.
async fn tries(server: &Server, admin: &Browser, name: &str) -> String {
    let mut files = directory::texts(&server.world.backend.db).await;
    files[1].push_str(&format!("{name};Nouvelle;Ève;\n"));
    tries_files(admin, files).await
}

/// A trial of these files; returns the address of its report.
async fn tries_files(admin: &Browser, files: impl IntoIterator<Item = String>) -> String {
    let mut form = Form::new();
    for (field, text) in ["etablissements", "usagers", "rattachements", "familles"].into_iter().zip(files) {
        form = form.part(field, Part::text(text).file_name(format!("{field}.csv")));
    }
    let form = form.text("mode", "essai");
    let sent = Answer::of(admin.request(Method::POST, PAGE).multipart(form)).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    sent.location().to_owned()
}

/// The page of a run that has ended.
async fn ended(admin: &Browser, report: &str) -> String {
    loop {
        let page = admin.get(report).await;
        assert_eq!(page.status, 200, "{}", page.body);
        if !page.body.contains("Import en cours") {
            return page.body;
        }
    }
}

#[both_engines]
async fn the_files_of_a_trial_are_imported_without_choosing_them_again(server: Server) {
    let (admin, other) = (administrator(&server, "admin").await, administrator(&server, "autre").await);
    let report = tries(&server, &admin, "n1").await;
    let page = ended(&admin, &report).await;
    assert!(page.contains("Importer ces fichiers"), "{page}");
    // Whoever has several reports open finds them again by their titles.
    assert!(page.contains("<title>Annuaire – 05/10/2026 à "), "{page}");
    assert!(admin.get(PAGE).await.body.contains("<title>Annuaire – Porte-voix</title>"));
    let run = report.split_once("rapport=").expect("a number").1;
    let import = format!("{PAGE}/imports/{run}/importer");
    assert!(page.contains(&format!("action=\"{import}")), "{page}");
    assert!(!ended(&other, &report).await.contains("Importer ces fichiers"), "for whoever sent them");
    assert_eq!(other.post_form(&import, &[]).await.status, 409);

    let sent = admin.post_form(&import, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let page = ended(&admin, sent.location()).await;
    assert!(page.contains("Import terminé"), "{page}");
    assert!(page.contains("Dernier import\u{a0}: ") && !page.contains("words()"), "{page}");
    assert_eq!(admin.post_form(&import, &[]).await.status, 409, "they are not kept any longer");
    assert!(server.world.number("SELECT added_at FROM person WHERE external_id = 'n1'").await.is_some());

    let report = tries(&server, &admin, "n2").await;
    ended(&admin, &report).await;
    server.world.wait(60 * 60 * 1_000);
    let page = ended(&admin, &report).await;
    assert!(!page.contains("Importer ces fichiers") && page.contains("choisissez à nouveau"), "{page}");
}

/// The folder of the night may have changed it, or somebody at the command line.
#[both_engines]
async fn the_files_of_a_trial_are_tried_again_once_the_directory_has_changed(server: Server) {
    let admin = administrator(&server, "admin").await;
    let report = tries(&server, &admin, "n1").await;
    ended(&admin, &report).await;
    server.world.imports(|texts| texts[1].push_str("n2;Autre;Léo;\n")).await;
    let run = report.split_once("rapport=").expect("a number").1;
    let sent = admin.post_form(&format!("{PAGE}/imports/{run}/importer"), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let page = ended(&admin, sent.location()).await;
    assert!(page.contains("L’annuaire a changé depuis votre essai"), "{page}");
    let come = "SELECT COUNT(*) FROM person WHERE removed_at IS NULL AND external_id";
    assert_eq!(server.world.number(&format!("{come} = 'n1'")).await, Some(0));
    assert_eq!(server.world.number(&format!("{come} = 'n2'")).await, Some(1), "it would have left");

    let (_, run) = sent.location().split_once("rapport=").expect("a number");
    let run = run.split('&').next().unwrap_or_default();
    let sent = admin.post_form(&format!("{PAGE}/imports/{run}/importer"), &[]).await;
    let page = ended(&admin, sent.location()).await;
    assert!(page.contains("Import terminé") && !page.contains("depuis votre essai"), "{page}");
    assert_eq!(server.world.number(&format!("{come} = 'n2'")).await, Some(0));
}

#[both_engines]
async fn a_model_file_is_a_table_to_fill_in(server: Server) {
    let admin = administrator(&server, "admin").await;
    let answer = admin.get(&format!("{PAGE}/modele.csv?fichier=usagers")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"usagers.csv\""));
    let lines: Vec<&str> = answer.body.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines.len() > 2 && lines[0] == "identifiant;nom;prenom;courriel", "{lines:?}");
    let page = admin.get(PAGE).await.body;
    for name in ["etablissements", "usagers", "rattachements", "familles"] {
        assert!(page.contains(&format!("modele.csv?fichier={name}")), "{name}: {page}");
        assert_eq!(admin.get(&format!("{PAGE}/modele.csv?fichier={name}")).await.status, 200);
    }
}

/// What is refused may be no line: a file that is empty.
#[both_engines]
async fn an_empty_file_is_not_counted_as_lines(server: Server) {
    let admin = administrator(&server, "admin").await;
    let mut files = directory::texts(&server.world.backend.db).await;
    "\n".clone_into(&mut files[1]);
    let report = ended(&admin, &tries_files(&admin, files).await).await;
    assert!(report.contains("ce fichier est vide"), "{report}");
    assert!(report.contains(" refus\u{a0}: rien n’a été importé."), "{report}");
    assert!(!report.contains(" est refusée") && !report.contains(" sont refusées"), "{report}");
    let past = admin.get(&format!("{PAGE}/imports")).await.body;
    assert!(past.contains("refus\u{a0}: rien n’a été importé."), "{past}");
}
