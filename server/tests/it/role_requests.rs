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
