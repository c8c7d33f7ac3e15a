//! Requests for roles over HTTP: what is said to whoever comes too late.

use domain::access::Role;
use testing_server::{Server, both_engines};

const ASK: &str = "/communications/droits";
const RIGHTS: &str = "/administration/services/communication-ciblee";
const OVER: &str = "Cette demande n’attend plus de réponse.";

#[both_engines]
async fn whoever_comes_too_late_is_told(server: Server) {
    let world = &server.world;
    let (head, other) = (server.browser_of("direction").await, server.browser_of("proviseure").await);
    let asking = server.browser_of("professeur").await;
    let school = format!("etablissement-{}", world.curie);
    let asks = async || {
        let reason = ("raison", "Je prépare les sorties des secondes.");
        let form = [("role", Role::SenderMessage.code()), ("etablissement", school.as_str()), reason];
        let sent = asking.post_form(ASK, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        world.number("SELECT MAX(id) FROM access_request").await.expect("a request")
    };
    let id = asks().await;
    let letter = |id: i64| format!("{RIGHTS}?perimetre={school}&onglet=utilisateur&demande={id}");
    let open = other.get(&letter(id)).await.body;
    assert!(open.contains("Le formulaire est rempli d’après une demande") && !open.contains(OVER), "{open}");

    let decline = format!("{RIGHTS}/demandes/{id}/decliner");
    for _ in 0..2 {
        // The button is pressed twice.
        let sent = head.post_form(&decline, &[("reponse", "La CPE envoie ces messages.")]).await;
        let said = head.get(sent.location()).await.body;
        assert!(said.contains("La demande est déclinée") && !said.contains(OVER), "{said}");
    }
    let sent = other.post_form(&decline, &[("reponse", "Autre réponse.")]).await;
    let said = other.get(sent.location()).await.body;
    assert!(said.contains(OVER) && !said.contains("La demande est déclinée"), "{said}");
    let said = other.get(&letter(id)).await.body;
    assert!(said.contains(OVER), "the link of a letter: {said}");

    let withdraw = async |id: i64| {
        let sent = asking.post_form(&format!("{ASK}/{id}/retirer"), &[]).await;
        asking.get(sent.location()).await.body
    };
    let said = withdraw(id).await;
    assert!(said.contains(OVER) && !said.contains("Votre demande est retirée"), "{said}");
    let id = asks().await;
    let said = withdraw(id).await;
    assert!(said.contains("Votre demande est retirée") && !said.contains(OVER), "{said}");
}

/// A browser would cut what is pasted without a word; the form says that it is too long, and keeps it.
#[both_engines]
async fn a_long_answer_is_refused_and_not_cut(server: Server) {
    let world = &server.world;
    let head = server.browser_of("direction").await;
    let school = format!("etablissement-{}", world.curie);
    let reason = ("raison", "Je prépare les sorties des secondes.");
    let form = [("role", Role::SenderMessage.code()), ("etablissement", school.as_str()), reason];
    assert_eq!(server.browser_of("professeur").await.post_form(ASK, &form).await.status, 303);
    let id = world.number("SELECT MAX(id) FROM access_request").await.expect("a request");
    let field = |page: &str| {
        let before = page.split("name=\"reponse\"").next().unwrap_or_default().len();
        let start = page.get(..before).and_then(|text| text.rfind("<input")).expect("the field");
        page.get(start..).and_then(|rest| rest.split('>').next()).unwrap_or_default().to_owned()
    };
    let open = field(&head.get(&format!("{RIGHTS}?perimetre={school}")).await.body);
    assert!(open.contains("dir=\"auto\"") && !open.contains("maxlength"), "{open}");
    let long = format!("{} fin", "Voyez la CPE. ".repeat(50));
    let refused =
        head.post_form(&format!("{RIGHTS}/demandes/{id}/decliner"), &[("reponse", long.as_str())]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(field(&refused.body).contains(&long), "{}", refused.body);
}
