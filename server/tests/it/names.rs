//! *Destinataires* over HTTP, as a browser without scripts uses it.

use testing_server::{Server, both_engines, note};

const SETTING: &str = "/administration/services/communication-ciblee/noms";

#[both_engines]
async fn a_head_switches_names_on_and_the_author_reads_them_without_scripts(server: Server) {
    let world = &server.world;
    world.sql("UPDATE person SET first_name = '=HYPERLINK(\"x\")' WHERE external_id = 'eleve'").await;
    let id = world.actor("cpe").await.publishes(&note("Sortie")).await;
    let (page, file) =
        (format!("/communications/{id}/destinataires"), format!("/communications/{id}/destinataires.csv"));
    let author = server.browser_of("cpe").await;
    for address in [&page, &file] {
        assert_eq!(author.get(address).await.status, 404, "off at first: {address}");
    }
    assert!(!author.get(&format!("/communications/{id}")).await.body.contains("/destinataires"), "no tab");

    let head = server.browser_of("direction").await;
    let scope = format!("etablissement-{}", world.curie);
    let rights = format!("/administration/services/communication-ciblee?perimetre={scope}");
    assert!(head.get(&rights).await.body.contains("Montrer les noms"));
    let wrong = head.post_form(SETTING, &[("perimetre", &scope), ("action", "peut-être")]).await;
    assert_eq!(wrong.status, 400);
    let done = head.post_form(SETTING, &[("perimetre", &scope), ("action", "afficher")]).await;
    assert_eq!((done.status, done.location()), (303, &*format!("{rights}&fait=noms")));
    assert!(head.get(done.location()).await.body.contains("Masquer les noms"));

    assert!(author.get(&format!("/communications/{id}")).await.body.contains("/destinataires"), "a tab");
    let shown = author.get(&page).await;
    assert_eq!(shown.status, 200);
    for part in ["professeur Martin", "Relancer", "n’ont pas encore de compte", "destinataires.csv", "tout=1"]
    {
        assert!(shown.body.contains(part), "{part} in {}", shown.body);
    }
    let pupils = author.get(&format!("{page}?profil=National_ELV&tout=1")).await;
    assert!(pupils.body.contains("HYPERLINK") && !pupils.body.contains("professeur Martin"));
    let back = "Effacer le filtre";
    assert!(pupils.body.contains(back) && !shown.body.contains(back), "it says whose names it shows");

    let table = author.get(&format!("{file}?profil=National_ELV")).await;
    assert_eq!((table.status, table.header("cache-control")), (200, Some("no-store")));
    let lines: Vec<&str> = table.body.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(lines[0], "Nom;Profil;Niveau;Classe;Enfants;Ouvert;Compte");
    assert_eq!(lines[1], "\"'=HYPERLINK(\"\"x\"\") Martin\";Élève;2de;;;Non;Pas encore de compte");
    let looks = "SELECT COUNT(*) FROM audit_entry WHERE action = 'names_seen'";
    assert_eq!(world.number(looks).await, Some(3), "each look is in the journal");

    for name in ["observateur", "eleve", "etrangere"] {
        let other = server.browser_of(name).await;
        assert_eq!(other.get(&page).await.status, 404, "{name}");
        assert_eq!(other.get(&file).await.status, 404, "{name}");
    }
    for id in ["0", "x", "99999999999999999999"] {
        assert_eq!(author.get(&format!("/communications/{id}/destinataires")).await.status, 404, "{id}");
    }
    assert_eq!(author.get(&format!("{page}?etablissement={}", world.pasteur)).await.status, 404);
}

/// The choice of the school and of a state is not printed, and each list is called after its school.
#[both_engines]
async fn a_list_of_names_says_whose_they_are(server: Server) {
    let world = &server.world;
    let id = world.actor("collectivite").await.publishes(&note("Sortie")).await;
    let [author, head] = [server.browser_of("collectivite").await, server.browser_of("proviseure").await];
    for school in [world.curie, world.pasteur] {
        let scope = format!("etablissement-{school}");
        let shown = head.post_form(SETTING, &[("perimetre", &scope), ("action", "afficher")]).await;
        assert_eq!(shown.status, 303, "{}", shown.body);
    }
    for (school, name) in [(world.curie, "Lycée Curie"), (world.pasteur, "Collège Pasteur")] {
        let path = format!("/communications/{id}/destinataires?etablissement={school}&etat=non-ouvert");
        let page = author.get(&path).await.body;
        let title = format!("<title>Destinataires – Sortie – {name} – Porte-voix</title>");
        assert!(page.contains(&title), "{page}");
        assert!(page.contains(&format!("<p>{name}<")), "{page}");
        let mut counts = page.split("Non ouvert\u{a0}: ").skip(1).filter_map(|rest| rest.split('<').next());
        assert!(counts.any(|count| count.contains("personne")), "{page}");
    }
}

/// Whoever came from *Communications reçues* goes back there.
#[both_engines]
async fn the_way_back_from_the_names_is_the_way_there(server: Server) {
    let world = &server.world;
    let id = world.actor("collectivite").await.publishes(&note("À tous")).await;
    let scope = format!("etablissement-{}", world.curie);
    let head = server.browser_of("direction").await;
    let shown = head.post_form(SETTING, &[("perimetre", &scope), ("action", "afficher")]).await;
    assert_eq!(shown.status, 303, "{}", shown.body);
    let page = head.get(&format!("/communications/{id}/destinataires")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let crumbs = page.body.split("</nav>").find(|part| part.contains("class=\"breadcrumb\""));
    let crumbs = crumbs.expect("a breadcrumb");
    assert!(crumbs.contains("href=\"/communications/recues\""), "{crumbs}");
    assert!(!crumbs.contains("href=\"/communications/emises\""), "{crumbs}");
}
