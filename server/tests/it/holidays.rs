//! *Vacances scolaires*: entered by the administrator, left out by repeated events.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use testing_server::{Answer, Browser, PASSWORD, Server, both_engines};

const PAGE: &str = "/administration/vacances";

/// A lesson on four Thursdays that leaves out the holidays of a zone.
fn lessons(zone: &str) -> Vec<(&'static str, String)> {
    [
        ("cle", "0123456789abcdef"),
        ("titre", "Chorale"),
        ("debut-date", "2026-10-08"),
        ("debut-heure", "10:00"),
        ("fin-heure", "11:30"),
        ("repetition", "weekly"),
        ("intervalle", "1"),
        ("fin-repetition", "nombre"),
        ("nombre", "4"),
        ("vacances", zone),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

/// A calendar with one event of whole days, from `first` to the day before `after`.
fn calendar_of(first: &str, after: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{first}\r\nDTEND;VALUE=DATE:{after}\r\n\
         SUMMARY:Vacances\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

/// A calendar, beside lines that no longer count.
async fn sends(admin: &Browser, address: &str, name: &str, content: Vec<u8>) -> Answer {
    let file = Part::bytes(content).file_name(name.to_owned());
    let form = Form::new().text("periodes", "rien").text("action", "enregistrer").part("calendrier", file);
    Answer::of(admin.request(Method::POST, address).multipart(form)).await
}

#[both_engines]
async fn entered_holidays_replace_those_of_a_zone_and_plan_events_anew(server: Server) {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let pupil = server.browser_of("eleve").await;
    let form = pupil.get("/agenda/nouveau").await.body;
    assert!(form.contains("Zone A") && form.contains("La Réunion"), "{form}");
    assert!(!form.contains("value=\"corse\""), "nothing is known of Corse");
    let typed: Vec<(&str, String)> = lessons("A");
    let fields: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = pupil.post_form("/agenda/nouveau", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let days = "SELECT COUNT(*) FROM event_occurrence";
    // 22 and 29 October are in the holidays that the program ships.
    assert_eq!(server.world.number(days).await, Some(2));

    let page = admin.get(&format!("{PAGE}?zone=A")).await;
    assert!(page.body.contains("17/10/2026 01/11/2026 Toussaint"), "{}", page.body);
    assert!(page.body.contains("les vérifier"), "they could not be compared");
    let address = format!("{PAGE}?zone=A");
    let refused = admin
        .post_form(&address, &[("periodes", "17/10/2026 01/11/2026\n<b>demain"), ("action", "enregistrer")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("La ligne 2") && refused.body.contains("&lt;b&gt;demain"),
        "{}",
        refused.body
    );
    let later = [("periodes", "24/10/2026 08/11/2026 Toussaint"), ("action", "enregistrer")];
    let done = admin.post_form(&address, &later).await;
    assert_eq!((done.status, done.location()), (303, format!("{address}&fait=1").as_str()));
    assert_eq!(server.world.number(days).await, Some(3), "only the 29th is left out now");

    // The ministry's file, with the field of the lines as it stood on the page.
    let sends = async |name, content| sends(&admin, &address, name, content).await;
    let calendar = calendar_of("20261010", "20261102");
    assert_eq!(sends("zone-a.ics", calendar.into_bytes()).await.status, 303);
    assert_eq!(server.world.number(days).await, Some(1), "only the 8th is left");
    let refused = sends("<i>photo.png", b"\x89PNG\r\n\x1a\n".to_vec()).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("&lt;i&gt;photo.png") && refused.body.contains("calendrier-erreur"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("rien</textarea>"), "what was typed stays: {}", refused.body);
    assert_eq!(sends("trop.ics", vec![b'a'; 1024 * 1024]).await.status, 413);
    assert_eq!(server.world.number(days).await, Some(1));
    let unchosen = sends("", Vec::new()).await;
    assert!(unchosen.body.contains("La ligne 1"), "without a file the lines count: {}", unchosen.body);

    let shipped = admin.post_form(&address, &[("action", "livrees")]).await;
    assert_eq!(shipped.status, 303);
    assert_eq!(server.world.number(days).await, Some(2));
    let back = admin.get(shipped.location()).await.body;
    assert!(back.contains("Les dates livrées comptent de nouveau."), "{back}");

    let corsica = format!("{PAGE}?zone=corse");
    assert_eq!(admin.post_form(&corsica, &later).await.status, 303);
    assert!(pupil.get("/agenda/nouveau").await.body.contains("value=\"corse\""));
    let journal = "SELECT COUNT(*) FROM audit_entry WHERE action = 'holidays_changed'";
    assert_eq!(server.world.number(journal).await, Some(4));
}

/// The form says that nothing is lost; a file is, where it does not come back as lines.
#[both_engines]
async fn a_file_comes_back_as_lines_where_somebody_else_saved_meanwhile(server: Server) {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let address = format!("{PAGE}?zone=A");
    let file = Part::bytes(calendar_of("20261010", "20261102").into_bytes()).file_name("zone-a.ics");
    let form = Form::new().text("periodes", "17/10/2026 01/11/2026 Toussaint").text("version", "ancienne");
    let form = form.text("action", "enregistrer").part("calendrier", file);
    let late = Answer::of(admin.request(Method::POST, &address).multipart(form)).await;
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("10/10/2026 01/11/2026 Vacances"), "{}", late.body);
}

/// Older programs write calendars in other encodings, and each of them has the name of a holiday.
#[both_engines]
async fn a_file_is_read_in_the_encoding_in_which_it_is_written(server: Server) {
    server.world.add("admin").save().await;
    server.world.administrator("admin").await;
    let mut admin = server.anonymous();
    admin.signs_in("admin", PASSWORD).await;
    let latin = calendar_of("20261219", "20270104").replace("Vacances", "Noël");
    let latin = latin.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    let doubled = calendar_of("20270703", "20270901").replace("Vacances", "Été");
    let doubled = std::iter::once(0xfeff).chain(doubled.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (zone, content, line) in
        [("A", latin, "19/12/2026 03/01/2027 Noël"), ("B", doubled, "03/07/2027 31/08/2027 Été")]
    {
        let address = format!("{PAGE}?zone={zone}");
        let saved = sends(&admin, &address, "zone.ics", content).await;
        assert_eq!(saved.status, 303, "{line}: {}", saved.body);
        let page = admin.get(&address).await.body;
        assert!(page.contains(line), "{page}");
    }
}
