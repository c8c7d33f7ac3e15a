//! Composing for a class, as a browser without JavaScript does it.

use crate::pages::confirmation_on;
use testing_server::{Server, both_engines, in_class, parent, pupil};

#[both_engines]
async fn a_class_is_offered_asked_about_and_reached(server: Server) {
    let world = &server.world;
    for (name, class, cohort) in [
        ("Ana", "2de 10", pupil(world.curie, "2de")),
        ("mere", "2de 10", parent(world.curie, "2de")),
        ("Bob", "2de 9", pupil(world.curie, "2de")),
    ] {
        world.add(name).stands_in(in_class(class, "Latin", cohort)).save().await;
    }
    let teacher = server.browser_of("enseignant").await;
    let form = teacher.get("/communications/nouvelle").await.body;
    let [nine, ten] = ["2de 9", "2de 10"].map(|class| form.find(&format!("value=\"{class}\"")));
    assert!(nine.is_some() && nine < ten, "both, in the order of their numbers");
    assert!(form.contains("cible-1-groupes"));

    let school = format!("etablissement-{}", world.curie);
    let send = async |action: &str, more: &[(&str, &str)]| {
        let mut fields = vec![
            ("cle", "for-a-class"),
            ("action", action),
            ("perimetre", school.as_str()),
            ("cible", "1"),
            ("canal", "announcement"),
            ("type", "information"),
            ("texte", "Sortie de la classe"),
            ("periode-debut", "2026-10-05"),
            ("periode-fin", "2026-10-06"),
        ];
        fields.extend(more);
        let answer = teacher.post_form("/communications/nouvelle", &fields).await;
        (answer.location().to_owned(), teacher.get(answer.location()).await.body)
    };
    // A class is nothing that heads have; what was chosen stays on the page.
    let heads = [("cible-1-profils", "National_DIR"), ("cible-1-classes", "2de 10")];
    let (_, page) = send("deployer", &heads).await;
    assert!(confirmation_on(&page).is_none() && page.contains("value=\"2de 10\""), "{page}");

    let class = ("cible-1-classes", "2de 10");
    let (_, page) = send("deployer", &[class]).await;
    let asked = confirmation_on(&page).expect("a question");
    assert!(page.contains("Toutes les personnes de la classe 2de 10"), "{page}");
    // Another class than the one that was asked about is not deployed.
    let other = [("cible-1-classes", "2de 9"), ("confirmation", asked.as_str())];
    let (address, _) = send("confirmer", &other).await;
    assert!(address.ends_with("refus=contenu"), "{address}");
    let (address, _) = send("confirmer", &[class, ("confirmation", asked.as_str())]).await;
    assert!(address.ends_with("?deploye=1"), "{address}");
    world.publish().await;
    let detail = teacher.get(address.split('?').next().expect("a page")).await.body;
    assert!(detail.contains("Classe") && detail.contains("2de 10"), "{detail}");
    for (name, reached) in [("Ana", true), ("mere", true), ("Bob", false), ("eleve", false)] {
        let home = server.browser_of(name).await.get("/").await.body;
        assert_eq!(home.contains("Sortie de la classe"), reached, "{name}");
    }
}
