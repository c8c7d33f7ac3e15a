//! Agendas over HTTP: the plain forms, the pages, and the private address.

use domain::spaces::SpaceKind;
use reqwest::Method;
use testing_server::{Answer, Browser, Server, both_engines, head};

const KEY: &str = "0123456789abcdef";

fn lesson(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("cle", KEY),
        ("titre", "Piscine"),
        ("debut-date", "2026-10-08"),
        ("debut-heure", "10:00"),
        ("fin-heure", "11:30"),
        ("intervalle", "1"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

#[both_engines]
async fn an_event_is_written_read_changed_and_removed(server: Server) {
    let pupil = server.browser_of("eleve").await;
    let new = pupil.get("/agenda/nouveau").await;
    assert_eq!(new.status, 200);
    assert!(!new.body.contains("Prévenir les abonnés"), "nobody to tell");
    let weekly = lesson(&[
        ("repetition", "weekly"),
        ("fin-repetition", "nombre"),
        ("nombre", "4"),
        ("lieu", "Bassin <b>"),
    ]);
    let mut at = String::new();
    for _ in 0..2 {
        let saved = pupil.post_form("/agenda/nouveau", &weekly).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        saved.location().clone_into(&mut at);
    }
    assert_eq!(server.world.number("SELECT COUNT(*) FROM event").await, Some(1), "one event");
    let page = pupil.get(&at).await;
    assert!(page.body.contains("L’évènement est enregistré."), "{}", page.body);
    assert!(page.body.contains("Jeudi 8 octobre 2026, de 10:00 à 11:30"), "{}", page.body);
    assert!(page.body.contains("Bassin &lt;b&gt;"), "text stays text");
    let (path, _) = at.split_once('?').expect("a mark");
    for (query, shows) in [
        ("", "Jeudi 15 octobre 2026"),
        ("?vue=mois&jour=2026-10-01", "Jeudi 29 octobre 2026"),
        ("?vue=semaine&jour=2026-10-14", "10:00\u{a0}–\u{a0}11:30"),
        ("?vue=mois&jour=2026-11-01", "Novembre 2026"),
        ("?vue=autre&jour=demain", "Piscine"),
    ] {
        let agenda = pupil.get(&format!("/agenda{query}")).await;
        assert_eq!(agenda.status, 200);
        let body = agenda.body.replace('\u{a0}', " ");
        assert!(body.contains(&shows.replace('\u{a0}', " ")), "{query}: {body}");
    }
    for (month, says) in [("2026-09-01", true), ("2026-10-01", false)] {
        let page = pupil.get(&format!("/agenda?vue=mois&jour={month}")).await.body;
        assert_eq!(page.contains("agenda-none"), says, "{month}: {page}");
    }
    let changed = lesson(&[
        ("titre", "Piscine avancée"),
        ("version", "0"),
        ("date", "2026-10-15"),
        ("debut-date", "2026-10-14"),
    ]);
    let answer = pupil.post_form(&format!("{path}/modifier"), &changed).await;
    assert_eq!(answer.location(), format!("{path}?date=2026-10-15&fait=enregistre"), "{}", answer.body);
    let moved = pupil.get(answer.location()).await.body;
    assert!(moved.contains("Piscine avancée") && moved.contains("Cette date diffère des autres."), "{moved}");
    assert!(moved.contains("<title>Piscine avancée – 14/10/2026 – Porte-voix</title>"), "{moved}");
    let again = pupil.post_form(&format!("{path}/modifier"), &changed).await;
    assert_eq!(again.location(), answer.location(), "the same form, sent twice");
    let other = lesson(&[("titre", "Piscine retardée"), ("version", "0"), ("date", "2026-10-15")]);
    let stale = pupil.post_form(&format!("{path}/modifier"), &other).await;
    assert_eq!(stale.status, 422);
    assert!(stale.body.contains("vient de modifier cet évènement"), "{}", stale.body);
    removes(&pupil, path).await;
}

/// One date, then all.
async fn removes(pupil: &Browser, path: &str) {
    let answer = pupil.post_form(&format!("{path}/supprimer"), &[("date", "2026-10-15")]).await;
    assert_eq!(answer.location(), format!("{path}?fait=date-supprimee"));
    assert_eq!(pupil.get(&format!("{path}?date=2026-10-15")).await.status, 404);
    let answer = pupil.post_form(&format!("{path}/supprimer"), &[]).await;
    assert_eq!(answer.location(), "/agenda?fait=supprime");
    assert!(pupil.get("/agenda").await.body.contains("Rien n’est prévu"));
    assert_eq!(pupil.get(path).await.status, 404);
}

/// Two tabs change one event. The later one keeps what was typed, and can still be sent.
#[both_engines]
async fn who_was_told_of_another_change_may_replace_it(server: Server) {
    let pupil = server.browser_of("eleve").await;
    let saved = pupil.post_form("/agenda/nouveau", &lesson(&[])).await;
    let (path, _) = saved.location().split_once('?').expect("a mark");
    let form = format!("{path}/modifier");
    let first = pupil.post_form(&form, &lesson(&[("titre", "Piscine avancée"), ("version", "0")])).await;
    assert_eq!(first.status, 303, "{}", first.body);
    let stale = pupil.post_form(&form, &lesson(&[("titre", "Piscine retardée"), ("version", "0")])).await;
    assert_eq!(stale.status, 422, "{}", stale.body);
    for kept in ["Piscine retardée", "name=\"version\" value=\"1\""] {
        assert!(stale.body.contains(kept), "{kept}: {}", stale.body);
    }
    let told = pupil.post_form(&form, &lesson(&[("titre", "Piscine retardée"), ("version", "1")])).await;
    assert_eq!(told.status, 303, "{}", told.body);
    assert!(pupil.get(path).await.body.contains("Piscine retardée"));
}

/// Who knew of it was told when it was cancelled.
#[both_engines]
async fn removing_a_cancelled_event_promises_no_message(server: Server) {
    const TOLD: &str = "S’il est à venir, ceux qui en ont été prévenus ou l’ont lu reçoivent un message.";
    let parents = server.world.space(server.world.curie, SpaceKind::Parents).await;
    let writer = server.browser_of("redacteur").await;
    let saved = writer.post_form(&format!("/espaces/{parents}/agenda/nouveau"), &lesson(&[])).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let (path, _) = saved.location().split_once('?').expect("a mark");
    let planned = writer.get(path).await.body;
    assert_eq!(planned.matches(TOLD).count(), 2, "to cancel it, and to remove it: {planned}");
    assert_eq!(writer.post_form(&format!("{path}/annuler"), &[]).await.status, 303);
    let cancelled = writer.get(path).await.body;
    assert!(cancelled.contains("L’évènement annulé disparaît") && !cancelled.contains(TOLD), "{cancelled}");
}

/// Whoever stands in two zones reads of every date on whose clock it is.
#[both_engines]
async fn further_dates_say_whose_clock_they_are_on(server: Server) {
    let world = &server.world;
    world.add("chef").stands_in(head(world.leconte)).save().await;
    world.add("partout").stands_in(head(world.curie)).stands_in(head(world.leconte)).save().await;
    let staff = world.space(world.leconte, SpaceKind::Staff).await;
    let weekly = lesson(&[("repetition", "weekly"), ("fin-repetition", "nombre"), ("nombre", "3")]);
    let writer = server.browser_of("chef").await;
    let saved = writer.post_form(&format!("/espaces/{staff}/agenda/nouveau"), &weekly).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let (path, _) = saved.location().split_once('?').expect("a mark");
    let page = server.browser_of("partout").await.get(path).await.body;
    assert!(page.contains("Jeudi 15 octobre 2026, de 10:00 à 11:30 (heure de La Réunion)"), "{page}");
}

#[both_engines]
async fn a_refused_form_keeps_everything_that_was_typed(server: Server) {
    let pupil = server.browser_of("eleve").await;
    let text = format!("</textarea><script>alert(1)</script>{}", "é".repeat(5_000));
    let mut fields = lesson(&[
        ("titre", "\"><img src=x onerror=alert(1)>"),
        ("fin-heure", "09:00"),
        ("repetition", "weekly"),
        ("nombre", "401"),
        ("jour", "MO"),
        ("vacances", "B"),
    ]);
    fields.push(("jour", "WE"));
    fields.push(("description", &text));
    let answer = pupil.post_form("/agenda/nouveau", &fields).await;
    assert_eq!(answer.status, 422);
    let body = &answer.body;
    assert!(body.contains("Choisir une fin qui suit le début"), "{body}");
    assert!(body.contains("retirer 36 caractères"), "{body}");
    assert!(body.contains("&lt;/textarea&gt;&lt;script&gt;") && !body.contains("<script>alert"), "{body}");
    assert!(!body.contains("<img src=x"), "{body}");
    assert!(body.contains(&format!("value=\"{KEY}\"")), "the same form");
    for day in ["MO", "WE"] {
        let chosen =
            |control: &str| control.contains(&format!("value=\"{day}\"")) && control.contains("checked");
        assert!(body.split('<').any(chosen), "{day}");
    }
    let repeated = lesson(&[("repetition", "weekly"), ("nombre", "401")]);
    let answer = pupil.post_form("/agenda/nouveau", &repeated).await;
    assert!(answer.body.contains("Saisir un nombre de 1 à 400"), "{}", answer.body);
    assert_eq!(server.world.number("SELECT COUNT(*) FROM event").await, Some(0));
}

#[both_engines]
async fn a_private_address_is_read_without_a_session_until_its_person_leaves(server: Server) {
    let world = &server.world;
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let writer = server.browser_of("redacteur").await;
    let saved = writer
        .post_form(&format!("/espaces/{parents}/agenda/nouveau"), &lesson(&[("titre", "Réunion")]))
        .await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let reader = server.browser_of("parent").await;
    let made = reader.post_form("/agenda/flux", &[("action", "renouveler")]).await;
    assert_eq!(made.status, 200);
    let (_, rest) = made.body.split_once("/agenda/flux/").expect("an address");
    let (token, _) = rest.split_once(".ics").expect("an address");
    assert!(!reader.get("/agenda").await.body.contains(token), "shown once");
    let path = format!("/agenda/flux/{token}.ics");
    let program = server.anonymous();
    let asks = async |version: &str| {
        let request = program.bare(Method::GET, &path).header("sec-fetch-site", "cross-site");
        Answer::of(request.header("if-none-match", version)).await
    };
    let calendar = asks("").await;
    assert_eq!(calendar.status, 200);
    assert!(calendar.body.contains("SUMMARY:Réunion\r\n"), "{}", calendar.body);
    for (name, value) in [
        ("content-type", "text/calendar; charset=utf-8"),
        ("content-disposition", "inline; filename=\"agenda.ics\""),
        ("cache-control", "private, no-cache"),
        ("x-robots-tag", "noindex, nofollow"),
    ] {
        assert_eq!(calendar.header(name), Some(value), "{name}");
    }
    let version = calendar.header("etag").expect("a version").to_owned();
    let same = asks(&version).await;
    assert_eq!((same.status, same.body.as_str()), (304, ""));
    world.leaves(world.person("parent").await).await;
    assert_eq!(asks(&version).await.status, 410);
    let answer = reader.post_form("/agenda/flux", &[("action", "revoquer")]).await;
    assert_eq!(answer.location(), "/agenda?fait=adresse-revoquee");
    assert_eq!(asks("").await.status, 404);
}

/// Another tab shows that there is no address yet: its button ends none that programs use.
#[both_engines]
async fn an_address_in_use_ends_only_after_its_question(server: Server) {
    let world = &server.world;
    let parents = world.space(world.curie, SpaceKind::Parents).await;
    let (reader, program) = (server.browser_of("parent").await, server.anonymous());
    for (page, ending) in [("/agenda".to_owned(), ".ics"), (format!("/espaces/{parents}"), ".atom")] {
        let form = format!("{page}/flux");
        let sends = async |action: &str| reader.post_form(&form, &[("action", action)]).await;
        let address_in = |body: &str| {
            let (_, rest) = body.split_once(&format!("{form}/")).expect("an address");
            format!("{form}/{}{ending}", rest.split_once(ending).expect("its end").0)
        };
        let asks = async |address: &str| Answer::of(program.bare(Method::GET, address)).await.status;
        assert!(reader.get(&page).await.body.contains("value=\"creer\""), "{page}");
        assert_eq!(sends("creer").await.status, 200, "{page}");
        let twice = sends("creer").await;
        assert_eq!(twice.status, 200, "the button was pressed twice: {}", twice.body);
        let address = address_in(&twice.body);
        assert_eq!(asks(&address).await, 200, "{address}");

        world.wait(2 * 60 * 1_000);
        let late = sends("creer").await;
        assert_eq!((late.status, late.location()), (303, format!("{page}#flux").as_str()));
        assert_eq!(asks(&address).await, 200, "{address} is in use");
        let told = reader.get(&page).await.body;
        assert!(told.contains("Une adresse existe") && !told.contains("value=\"creer\""), "{told}");
        let renewed = sends("renouveler").await;
        assert_eq!(renewed.status, 200, "{}", renewed.body);
        assert_eq!((asks(&address).await, asks(&address_in(&renewed.body)).await), (404, 200));
    }
}
