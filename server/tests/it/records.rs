//! *Une personne, plusieurs fiches*: an administrator compares two records, joins them and separates them
//! again, without scripts.

use testing_server::{PASSWORD, Server, both_engines};

const PAGE: &str = "/administration/annuaire/fiches";

/// In the order of the page: first the record whose account stays.
fn as_shown(page: &str, [one, other]: [String; 2]) -> [String; 2] {
    if page.contains(&format!("name=\"fiche\" value=\"{one}\"")) { [one, other] } else { [other, one] }
}

#[both_engines]
async fn an_administrator_joins_two_records_and_separates_them(server: Server) {
    let world = &server.world;
    world.add("admin").save().await;
    world.administrator("admin").await;
    let (teacher, mother) = (world.person("enseignant").await, world.person("parent").await);
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let page = admin.get(&format!("{PAGE}?fiche=enseignant&autre=parent")).await;
    assert_eq!(page.status, 200);
    for said in ["C’est la même personne", "Ce sont deux personnes", "Mathématiques – Lycée Curie", "parent"]
    {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let people = admin.get("/administration/annuaire/personnes").await.body;
    assert!(people.contains("<span class=\"nowrap\">Sans compte"), "on one line: {people}");
    let unknown = admin.get(&format!("{PAGE}?fiche=enseignant&autre=personne")).await;
    assert_eq!(unknown.status, 404);
    for kept in
        ["value=\"enseignant\"", "value=\"personne\"", "Aucune fiche n’a cet identifiant.", "autre-erreur"]
    {
        assert!(unknown.body.contains(kept), "{kept}: {}", unknown.body);
    }
    assert!(!unknown.body.contains("fiche-erreur"), "one of the two is known: {}", unknown.body);
    let odd = [
        ("fiche=enseignant&autre=", "Renseigner ce champ"),
        ("fiche=&autre=enseignant", "Renseigner ce champ"),
        ("fiche=enseignant&autre=enseignant", "deux fois la même fiche"),
        ("fiche=%00&autre=enseignant", "Aucune fiche n’a cet identifiant."),
    ];
    for (asked, said) in odd {
        let page = admin.get(&format!("{PAGE}?{asked}")).await;
        assert!(page.status < 500 && page.body.contains(said), "{asked}: {} {}", page.status, page.body);
        assert!(!page.body.contains("C’est la même personne"), "{asked}: nothing to decide");
    }

    let shown = as_shown(&page.body, [teacher, mother].map(|person| person.to_string()));
    let pair = [("fiche", shown[0].as_str()), ("autre", shown[1].as_str())];
    let turned = [("fiche", shown[1].as_str()), ("autre", shown[0].as_str())];
    let refused = admin.post_form(&format!("{PAGE}/reunir"), &turned).await;
    assert_eq!(refused.status, 409, "the page said that the other account stays");
    let joined = admin.post_form(&format!("{PAGE}/reunir"), &pair).await;
    assert_eq!((joined.status, joined.location()), (303, format!("{PAGE}?fait=1").as_str()));
    let page = admin.get(PAGE).await.body;
    assert!(page.contains("Réunie à ") && page.contains("Séparer"), "{page}");
    let again = admin.post_form(&format!("{PAGE}/reunir"), &pair).await;
    assert_eq!(again.status, 404, "one of the two is joined already");

    let records = [teacher, mother];
    let mut separated = 0;
    for record in records {
        let answer = admin.post_form(&format!("{PAGE}/{record}/separer"), &[]).await;
        separated += u8::from(answer.status == 303);
    }
    assert_eq!(separated, 1, "the one that was joined");
    let page = admin.get(PAGE).await.body;
    assert!(page.contains("Aucune fiche n’est réunie à une autre."), "{page}");
}

/// With many pairs, a decision leads back to where it was made.
#[both_engines]
async fn after_a_decision_the_page_stays_where_it_was(server: Server) {
    let world = &server.world;
    world.add("admin").save().await;
    world.administrator("admin").await;
    let pair = [world.person("enseignant").await, world.person("parent").await];
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let place = "apres=Dupont%20%C3%89lo&reunies=3";
    let page = admin.get(&format!("{PAGE}?fiche=enseignant&autre=parent&{place}")).await.body;
    for action in ["reunir", "distinguer"] {
        let posted = format!("{PAGE}/{action}?{}", place.replace('&', "&amp;"));
        assert!(page.contains(&posted), "{posted}: {page}");
    }
    let shown = as_shown(&page, pair.map(|person| person.to_string()));
    let fields = [("fiche", shown[0].as_str()), ("autre", shown[1].as_str())];
    let back = format!("{PAGE}?{place}&fait=1");
    let joined = admin.post_form(&format!("{PAGE}/reunir?{place}"), &fields).await;
    assert_eq!((joined.status, joined.location()), (303, back.as_str()));
    let said = admin.get(&back).await;
    assert_eq!(said.status, 200, "{}", said.body);
    // One of the two is the one that was joined.
    let mut left = Vec::new();
    for person in &pair {
        let answer = admin.post_form(&format!("{PAGE}/{person}/separer?{place}"), &[]).await;
        left.extend((answer.status == 303).then(|| answer.location().to_owned()));
    }
    assert_eq!(left, std::slice::from_ref(&back));
    let apart = admin.post_form(&format!("{PAGE}/distinguer?{place}"), &fields).await;
    assert_eq!((apart.status, apart.location()), (303, back.as_str()));
}
