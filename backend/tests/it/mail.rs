//! Copies by e-mail, through a real SMTP server.

mod alerts;
mod batches;
mod by_default;
mod joined;
mod relay;
mod trying;
mod withdrawn;

use backend::{
    Error, Services,
    accounts::choose_language,
    database::begin,
    entities::{delivery, message, message_body},
    mail::{self, MailSettings, Mailer, choose, enqueue_batch, enqueue_for, unsubscribe},
};
use domain::{
    Conflict, MessageId, PersonId,
    communications::Acknowledgement,
    messages::{Folder, MessageKind},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use words::Language;

use relay::{ReceivedEmail, Relay};
use testing::{World, both_engines, send_next};

const MINUTE: i64 = 60_000;

fn services(relay: std::net::SocketAddr) -> Services {
    let settings = MailSettings {
        smtp_url: format!("smtp://{relay}"),
        from: "Porte-voix <ne-pas-repondre@ent.example.fr>".to_owned(),
        public_url: "https://ent.example.fr:8443/".to_owned(),
    };
    Services { mail: Some(Mailer::new(&settings).expect("a mailer")), ..Services::default() }
}

/// A world with a relay, where these people have an address and want copies.
async fn world(url: &str, readers: &[&str]) -> (World, Relay) {
    let (relay, address) = Relay::start();
    let world = World::with(url, services(address)).await;
    for name in readers {
        wants(&world, name).await;
    }
    (world, relay)
}

async fn wants(world: &World, name: &str) {
    let actor = world.actor(name).await;
    world
        .sql(&format!("UPDATE person SET email = '{name}@courriel.example' WHERE id = {}", actor.person))
        .await;
    choose(&world.backend, &actor.caller().await, true).await.expect("a choice");
}

/// A message in the inboxes of these people, with its copies in the queue.
async fn letter(world: &World, subject: &str, reply_to: Option<MessageId>, readers: &[&str]) -> MessageId {
    let db = &world.backend.db;
    let now = world.backend.clock.now();
    let row = message::ActiveModel {
        kind: Set(if reply_to.is_some() { MessageKind::Reminder } else { MessageKind::Communication }),
        reply_to: Set(reply_to),
        sender_name: Set("Claire Martin".to_owned()),
        source_name: Set("Lycée Curie".to_owned()),
        subject: Set(subject.to_owned()),
        excerpt: Set(String::new()),
        copy_to_author: Set(false),
        reply_allowed: Set(true),
        acknowledgement: Set(Acknowledgement::None),
        attachments: Set(0),
        created_at: Set(now),
        due_at: Set(now),
        reached: Set(i64::MAX),
        ..Default::default()
    };
    let id = row.insert(db).await.expect("a message").id;
    let html = "<h2>Été</h2><p>Bonjour <strong>à tous</strong></p><script>alert(1)</script>".to_owned();
    let body =
        message_body::ActiveModel { message_id: Set(id), html: Set(html), search_text: Set(String::new()) };
    message_body::Entity::insert(body).exec_without_returning(db).await.expect("a body");
    for name in readers {
        let person = world.person(name).await;
        let row = delivery::ActiveModel {
            message_id: Set(id),
            person_id: Set(person),
            sent_at: Set(now),
            folder: Set(Folder::Inbox),
            ..Default::default()
        };
        delivery::Entity::insert(row).exec_without_returning(db).await.expect("a delivery");
    }
    let transaction = begin(db).await.expect("a transaction");
    let all = (PersonId(0), PersonId(i64::MAX));
    enqueue_batch(&transaction, now, id, all.0, all.1).await.expect("copies");
    transaction.commit().await.expect("committed");
    id
}

async fn send_all(world: &World) {
    while send_next(&world.backend).await {}
}

/// How many copies are open, and how many failed for good.
async fn open_and_failed(world: &World) -> (i64, i64) {
    let open = world.number("SELECT COUNT(*) FROM job WHERE done_at IS NULL AND failed_at IS NULL").await;
    let failed = "SELECT COUNT(*) FROM job WHERE (done_at IS NOT NULL OR failed_at IS NOT NULL) AND reason IS NOT NULL";
    (open.expect("a count"), world.number(failed).await.expect("a count"))
}

async fn failure(world: &World) -> String {
    use sea_orm::ConnectionTrait as _;
    let statement = backend::database::statement(&world.backend.db, "SELECT reason FROM job", []);
    let row = world.backend.db.query_one_raw(statement).await.expect("a query").expect("a row");
    row.try_get_by_index::<Option<String>>(0).expect("text").unwrap_or_default()
}

fn addresses(letters: &[ReceivedEmail]) -> Vec<String> {
    let mut to: Vec<String> = letters.iter().map(|letter| letter.to.clone()).collect();
    to.sort();
    to
}

#[both_engines]
async fn a_copy_reads_like_its_message(url: &str) {
    let (world, relay) = world(url, &["parent", "professeur"]).await;
    // One reader has an address but wants no copies, another wants copies but has no address.
    let eleve = world.person("eleve").await;
    world.sql(&format!("UPDATE person SET email = 'e@courriel.example' WHERE id = {eleve}")).await;
    let id = letter(&world, "Réunion du 12", None, &["parent", "professeur", "eleve", "collegien"]).await;
    let owner = world.person("cpe").await;
    world
            .sql(&format!(
                "INSERT INTO file (token, uploader_id, form_key, owner_kind, owner_id, name, media_type, bytes, sha256, object_key, created_at) \
                 VALUES ('t', {owner}, 'k', 'message', {id}, 'Menu <été>.pdf', 'application/pdf', 1, '', 'k', 0)"
            ))
            .await;
    send_all(&world).await;
    let letters = relay.taken();
    assert_eq!(addresses(&letters), ["parent@courriel.example", "professeur@courriel.example"]);
    let parent = world.person("parent").await;
    let copy = letters.iter().find(|letter| letter.to.starts_with("parent")).expect("a copy");
    let header = |name: &str| copy.header(name).unwrap_or_else(|| panic!("{name}: {}", copy.raw));
    assert_eq!(header("Message-ID"), format!("<portevoix-m{id}-p{parent}@ent.example.fr>"));
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(header("List-Unsubscribe").starts_with("<https://ent.example.fr:8443/courriel/desinscription/"));
    assert!(header("Content-Type").starts_with("multipart/alternative"), "{}", header("Content-Type"));
    assert!(header("From").contains("ne-pas-repondre@ent.example.fr"));
    assert_eq!(header("Date"), "Mon, 05 Oct 2026 08:00:00 +0000");
    let text = decoded(&copy.raw);
    for words in ["Claire Martin, Lycée Curie", "Bonjour à tous", "Menu <été>.pdf", "Menu &lt;été&gt;.pdf"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains(&format!("https://ent.example.fr:8443/messagerie/{id}")), "{text}");
    assert!(text.contains("<strong>à tous</strong>") && !text.contains("alert(1)"), "{text}");
    assert_eq!(open_and_failed(&world).await, (0, 0));
    // A reminder is threaded below the message that it reminds of.
    let reminder = letter(&world, "Rappel", Some(id), &["parent"]).await;
    send_all(&world).await;
    let letters = relay.taken();
    let copy = letters.last().expect("a reminder");
    assert_eq!(copy.header("Message-ID"), Some(format!("<portevoix-m{reminder}-p{parent}@ent.example.fr>")));
    assert_eq!(copy.header("In-Reply-To"), Some(format!("<portevoix-m{id}-p{parent}@ent.example.fr>")));
}

/// What the program writes around a message is in the language of whoever gets the copy.
#[both_engines]
async fn a_copy_is_in_the_language_of_its_reader(url: &str) {
    let (world, relay) = world(url, &["parent", "professeur"]).await;
    let parent = world.person("parent").await;
    choose_language(&world.backend, parent, Language::English).await.expect("a choice");
    letter(&world, "Réunion du 12", None, &["parent", "professeur"]).await;
    send_all(&world).await;
    let letters = relay.taken();
    for (name, language) in [("parent", Language::English), ("professeur", Language::French)] {
        let copy = letters.iter().find(|letter| letter.to.starts_with(name)).expect("a copy");
        let (text, words) = (decoded(&copy.raw), language.words());
        assert!(text.contains(&format!("lang=\"{}\"", language.code())), "{name}: {text}");
        for other in Language::ALL {
            let why = other.words().mail.why;
            assert_eq!(text.contains(why), other == language, "{name}: {text}");
        }
        assert!(text.contains(words.mail.read), "{name}: {text}");
    }
}

/// Quoted-printable and base64 parts, as text.
fn decoded(raw: &str) -> String {
    let joined = raw.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let quoted = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'=');
        bytes.push(quoted.unwrap_or(*first));
        rest = if quoted.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[both_engines]
async fn any_subject_is_one_header(url: &str) {
    let (world, relay) = world(url, &["parent"]).await;
    letter(&world, "Bonjour\r\nBcc: tous@example.fr\r\n\r\nTexte", None, &["parent"]).await;
    send_all(&world).await;
    let letters = relay.taken();
    assert_eq!(addresses(&letters), ["parent@courriel.example"]);
    assert_eq!(letters[0].header("Bcc"), None, "{}", letters[0].raw);
    assert_eq!(letters[0].header("Subject").as_deref(), Some("Bonjour Bcc: tous@example.fr Texte"));
    letter(&world, "Qui vient ?", None, &["parent"]).await;
    send_all(&world).await;
    let asked = relay.taken()[1].header("Subject").expect("a subject");
    assert!(asked.contains("=?utf-8?") && !asked.contains(" ?="), "no blank that breaks a line: {asked}");
}

#[both_engines]
async fn copies_that_are_no_longer_needed_are_not_sent(url: &str) {
    let (world, relay) = world(url, &["parent", "professeur"]).await;
    let parent = world.person("parent").await;
    for (position, sql) in [
        "UPDATE message SET cancelled_at = 1 WHERE id = {id}".to_owned(),
        format!("UPDATE delivery SET read_at = 1 WHERE person_id = {parent} AND message_id = {{id}}"),
        "DELETE FROM delivery WHERE message_id = {id}".to_owned(),
        "UPDATE message SET reached = 0 WHERE id = {id}".to_owned(),
        format!("UPDATE mail_preference SET wanted = FALSE WHERE person_id = {parent}"),
        format!("UPDATE person SET removed_at = 1 WHERE id = {parent}"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = letter(&world, "Trop tard", None, &["parent"]).await;
        assert_eq!(open_and_failed(&world).await, (1, i64::try_from(position).expect("small")), "{sql}");
        world.sql(&sql.replace("{id}", &id.to_string())).await;
        send_all(&world).await;
        assert_eq!(open_and_failed(&world).await, (0, i64::try_from(position + 1).expect("small")), "{sql}");
        world.sql("UPDATE mail_preference SET wanted = TRUE").await;
    }
    assert!(relay.taken().is_empty());
    letter(&world, "À temps", None, &["professeur"]).await;
    send_all(&world).await;
    assert_eq!(addresses(&relay.taken()), ["professeur@courriel.example"]);
}

#[both_engines]
async fn a_copy_is_enqueued_once(url: &str) {
    let (world, relay) = world(url, &["parent", "professeur"]).await;
    let id = letter(&world, "Une fois", None, &["parent", "professeur"]).await;
    let db = &world.backend.db;
    let now = world.backend.clock.now();
    let [parent, teacher, pupil] =
        [world.person("parent").await, world.person("professeur").await, world.person("eleve").await];
    let again = enqueue_batch(db, now, id, PersonId(0), PersonId(i64::MAX)).await.expect("copies");
    let single = enqueue_for(db, now, id, &[parent, teacher, pupil]).await.expect("copies");
    assert_eq!((again, single), (0, 0));
    world.sql("DELETE FROM job").await;
    let [low, high] = if parent < teacher { [parent, teacher] } else { [teacher, parent] };
    assert_eq!(enqueue_batch(db, now, id, low, high).await.expect("copies"), 1, "after one, up to the other");
    assert_eq!(enqueue_for(db, now, id, &[parent, teacher, pupil]).await.expect("copies"), 1);
    send_all(&world).await;
    assert_eq!(relay.taken().len(), 2);
}

#[both_engines]
async fn copies_that_are_too_old_are_not_sent(url: &str) {
    let (world, relay) = world(url, &["parent"]).await;
    letter(&world, "Vieux", None, &["parent"]).await;
    world.wait(5 * 24 * 60 * MINUTE);
    send_all(&world).await;
    assert!(relay.taken().is_empty());
    assert_eq!(open_and_failed(&world).await, (0, 1));
}

#[both_engines]
async fn wanting_copies_needs_a_relay_and_an_address(url: &str) {
    let (world, _) = world(url, &["parent"]).await;
    let eleve = world.actor("eleve").await;
    let refused = choose(&world.backend, &eleve.caller().await, true).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::NoAddress))), "{refused:?}");
    let silent = backend::Backend::open(url, 1, world.backend.clock.clone()).await.expect("a backend");
    let parent = world.actor("parent").await;
    let refused = choose(&silent, &parent.caller().await, true).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::NoEmail))), "{refused:?}");
    assert!(!send_next(&silent).await);
    let wanted = async || world.number("SELECT COUNT(*) FROM mail_preference WHERE wanted").await;
    assert_eq!(wanted().await, Some(1));
    unsubscribe(&world.backend, "inconnu").await.expect("nothing");
    assert_eq!(wanted().await, Some(1));
    let token = backend::entities::mail_preference::Entity::find().one(&world.backend.db).await;
    let token = token.expect("rows").expect("a row").token;
    unsubscribe(&world.backend, &token).await.expect("done");
    assert_eq!(wanted().await, Some(0));
    choose(&world.backend, &parent.caller().await, true).await.expect("again");
    let kept = backend::entities::mail_preference::Entity::find().one(&world.backend.db).await;
    assert_eq!(kept.expect("rows").expect("a row").token, token, "old links go on working");
}

#[tokio::test]
async fn a_mailer_names_the_wrong_setting() {
    let right = MailSettings {
        smtp_url: "smtps://u:p@relais.example".to_owned(),
        from: "ent@example.fr".to_owned(),
        public_url: "https://ent.example.fr".to_owned(),
    };
    assert!(Mailer::new(&right).is_ok());
    let secret = format!(
        "{:?}",
        mail::Mailer::new(&MailSettings {
            smtp_url: "smtps://u:tres-secret@relais.example".to_owned(),
            ..right.clone()
        })
    );
    assert!(!secret.contains("tres-secret"), "{secret}");
    for (smtp_url, from, name) in [
        ("http://relais", "ent@example.fr", "smtp_url"),
        ("relais:25", "ent@example.fr", "smtp_url"),
        ("smtp://u:p@relais", "ent@example.fr", "smtp_url"),
        ("smtp://u:p@relais?tls=opportunistic", "ent@example.fr", "smtp_url"),
        ("smtps://relais", "ent", "mail_from"),
        ("smtps://relais", "a@b.fr\r\nBcc: c@d.fr", "mail_from"),
    ] {
        let settings = MailSettings { smtp_url: smtp_url.to_owned(), from: from.to_owned(), ..right.clone() };
        let told = Mailer::new(&settings).err().unwrap_or_else(|| panic!("{smtp_url} {from}"));
        assert!(told.starts_with(name), "{told}");
    }
    assert!(
        Mailer::new(&MailSettings { smtp_url: "smtp://u:p@relais:587?tls=required".to_owned(), ..right })
            .is_ok()
    );
}
