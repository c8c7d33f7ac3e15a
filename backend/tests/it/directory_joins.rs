//! One person with several records: seen as one person from the moment an administrator joins them, and
//! separated exactly. Imports act on the records alone.

mod ended;
mod proposals;
mod woken;

use std::sync::Arc;

use super::{
    delivery::{letter_of, readers, step, take},
    directory_undo,
};
use backend::{
    Error,
    access::Caller,
    delivery::Step,
    directory::{
        import::{self, Confirmed, FileKind, Files, Options, Report},
        joins::{self, JoinsQuery},
        undo,
    },
    door::providers::Arrived,
    jobs::run_next,
    queue::Kind,
};
use domain::{
    Conflict, PersonId,
    directory::{JoinsPage, Profile, Sign},
    providers::{MatchBy, Protocol, Switches},
    search::search_names,
};
use testing::{
    PASSWORD, World, both_engines,
    directory::{links, memberships, rows, texts},
    note, of_profile,
};

async fn administrator(world: &World) -> Caller {
    world.administrator("collectivite").await;
    world.actor("collectivite").await.caller().await
}

/// What the two people are and have, in order.
async fn everything(world: &World) -> Vec<String> {
    let db = &world.backend.db;
    let mut lines = memberships(db).await;
    lines.extend(links(db).await);
    for sql in [
        "SELECT 'delivery ' || CAST(message_id AS text) || ' ' || CAST(person_id AS text) FROM delivery",
        "SELECT 'grant ' || role || ' ' || CAST(person_id AS text) FROM access_grant WHERE person_id IS NOT NULL",
        "SELECT 'sighting ' || CAST(communication_id AS text) || ' ' || CAST(person_id AS text) FROM sighting",
    ] {
        let mut some = rows(db, sql).await;
        some.sort();
        lines.extend(some);
    }
    lines
}

async fn page(world: &World, admin: &Caller, records: Option<[&str; 2]>) -> JoinsPage {
    let records = records.map(|pair| pair.map(str::to_owned));
    let asked = JoinsQuery { after: String::new(), joined_after: PersonId(0), records };
    joins::page(&world.backend, admin, &asked).await.expect("a page")
}

#[both_engines]
async fn two_records_are_one_person_until_they_are_separated(world: World) {
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.actor("enseignant").await, world.actor("parent").await);
    world.family(mother.person, world.person("collegien").await).await;
    world.account("enseignant").await;
    world.account("parent").await;
    let browser = world.visitor("192.0.2.7").enters("parent").await;
    world.wait(1_000);
    // The account that was used last stays.
    world.visitor("192.0.2.8").enters("enseignant").await;
    let letter = world.letter("Cantine").to(&[mother.person]).await;
    let both = world.letter("Rentrée").to(&[mother.person, teacher.person]).await;
    mother.opens(both).await.expect("a message");
    // Both hold one role in the school, the one up to a lower severity.
    let of_teacher = format!("WHERE person_id = {}", teacher.person);
    world.sql(&format!("UPDATE access_grant SET severity = 'information' {of_teacher}")).await;
    world
        .sql(&format!(
            "INSERT INTO access_grant (role, person_id, establishment_id, extent, severity) \
             SELECT role, {}, establishment_id, extent, 'alert' FROM access_grant {of_teacher}",
            mother.person
        ))
        .await;
    let before = everything(&world).await;
    let people = world.number("SELECT COUNT(DISTINCT person_id) FROM membership").await;

    joins::join(&world.backend, &admin, [mother.person, teacher.person]).await.expect("joined");
    assert_eq!(browser.is().await, None, "the other account is closed at once");
    let tried = world.visitor("192.0.2.9").tries("parent", PASSWORD).await;
    assert!(matches!(tried, Err(Error::Conflict(Conflict::AccountJoined))));
    let entered = Caller::load(&world.backend.db, mother.person).await;
    assert!(matches!(entered, Err(Error::SignedOut)));
    let mut found = teacher.finds_letters("", "").await;
    found.sort();
    assert_eq!(found, ["Cantine", "Rentrée"], "what both had got is there once");
    assert_eq!(teacher.unread().await, 1, "what one of the two had read is read");
    assert!(teacher.opens(letter).await.is_ok());
    let is_parent = |caller: &Caller| caller.cohorts().iter().any(|cohort| cohort.profile == Profile::Parent);
    assert!(is_parent(&teacher.caller().await), "targets of parents reach the one person");
    let counted = world.number("SELECT COUNT(DISTINCT person_id) FROM membership").await;
    assert_eq!(counted, people.map(|people| people - 1), "nobody counts twice");
    assert!(links(&world.backend.db).await.contains(&"enseignant collegien".to_owned()));
    let alerts = format!("SELECT COUNT(*) FROM access_grant {of_teacher} AND severity = 'alert'");
    assert_eq!(world.number(&alerts).await, Some(1), "the higher severity counts");
    let shown = page(&world, &admin, None).await;
    assert_eq!(shown.joined.iter().map(|joined| joined.record.person).collect::<Vec<_>>(), [mother.person]);
    let again = joins::join(&world.backend, &admin, [mother.person, teacher.person]).await;
    assert!(matches!(again, Err(Error::NotFound)), "a record is joined once");

    joins::separate(&world.backend, &admin, mother.person).await.expect("separated");
    assert_eq!(everything(&world).await, before, "nothing was lost or mixed");
    assert!(!is_parent(&teacher.caller().await));
    assert_eq!(teacher.finds_letters("", "").await, ["Rentrée"]);
    assert_eq!(teacher.unread().await, 1);
    world.visitor("192.0.2.9").enters("parent").await;
    assert!(matches!(joins::separate(&world.backend, &admin, mother.person).await, Err(Error::NotFound)));
}

#[both_engines]
async fn a_provider_that_names_either_record_means_the_person(world: World) {
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    let ent = world.provider("ENT", Protocol::Oidc, "https://ent.example").save().await;
    let agents = world.provider("Agents", Protocol::Oidc, "https://agents.example");
    let vouches = Switches { vouches_for_addresses: true, ..Switches::default() };
    let agents = agents.by("email", MatchBy::Email).with(vouches).save().await;
    world.sql("UPDATE person SET email = 'famille@courriel.example' WHERE external_id = 'parent'").await;
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    for name in ["enseignant", "parent"] {
        let mut visitor = world.visitor("192.0.2.1");
        match visitor.arrives(ent, &[("sub", name)]).await {
            Arrived::Open(opened) => visitor.keep(&opened),
            _ => panic!("{name} stays outside"),
        }
        assert_eq!(visitor.is().await, Some(teacher), "{name}");
    }
    let of_family = [("email", "famille@courriel.example")];
    let arrived = world.visitor("192.0.2.1").arrives(agents, &of_family).await;
    assert!(matches!(arrived, Arrived::Refused(_)), "the address of the family opens no teacher's account");
}

#[both_engines]
async fn a_message_on_its_way_arrives_with_the_person(world: World) {
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    assert!(mother < teacher, "the message has gone past the one and not the other");
    let sender = world.actor("direction").await;
    let id = sender.sends(&note("En chemin").to([of_profile(Profile::Parent)])).await;
    let run = take(&world).await;
    for _ in 0..2 {
        assert_eq!(step(&world, &run).await, Step::Went);
    }
    // Whom an alert reached by e-mail hears what becomes of it.
    world
        .sql(&format!("INSERT INTO alert_letter (communication_id, person_id) VALUES ({id}, {mother})"))
        .await;
    let alerted = async || world.number("SELECT person_id FROM alert_letter").await;
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    while step(&world, &run).await == Step::Went {}
    let letter = letter_of(&world, id).await;
    assert_eq!(readers(&world, letter.id).await, ["enseignant"]);
    assert_eq!(alerted().await, Some(teacher.0));
    joins::separate(&world.backend, &admin, mother).await.expect("separated");
    assert_eq!(readers(&world, letter.id).await, ["parent"]);
    assert_eq!(alerted().await, Some(mother.0));
}

fn files_of(texts: &[String; 4]) -> Files {
    let mut files = Files::default();
    for (kind, text) in FileKind::ALL.into_iter().zip(texts.clone()) {
        files.set(kind, text);
    }
    files
}

async fn import(world: &World, texts: &[String; 4], dry_run: bool) -> Report {
    let files = files_of(texts);
    let options = Options { dry_run, confirmed: Confirmed::Anything };
    let now = world.backend.clock.now();
    let report = import::run(&world.backend.db, &files, options, now, &|_| ()).await.expect("an import");
    world.backend.refresh().await.expect("revisions");
    assert!(dry_run || report.applied, "{report:#?}");
    report
}

/// The files without somebody.
fn without(texts: &[String; 4], person: &str) -> [String; 4] {
    let mut texts = texts.clone();
    let begins = format!("{person};");
    for text in &mut texts[1..] {
        // The title of a column may be the same word.
        let lines =
            text.lines().enumerate().filter(|(place, line)| *place == 0 || !line.starts_with(&begins));
        *text = lines.flat_map(|(_, line)| [line, "\n"]).collect();
    }
    texts
}

#[both_engines]
async fn an_import_changes_its_own_record_and_the_person_follows(world: World) {
    let admin = administrator(&world).await;
    let mut files = texts(&world.backend.db).await;
    files[3].push_str("parent;collegien\n");
    assert!(import(&world, &files, false).await.applied);
    let files = texts(&world.backend.db).await;
    let before = memberships(&world.backend.db).await;
    let (teacher, mother) = (world.person("enseignant").await, world.person("parent").await);
    world.account("enseignant").await;
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");

    let unchanged = import(&world, &files, true).await;
    let moved = |report: &Report| {
        [&report.memberships, &report.families].map(|counts| (counts.added, counts.removed))
    };
    assert_eq!(moved(&unchanged), [(0, 0), (0, 0)], "a join is nothing that an import would undo");

    let mut changed = files.clone();
    changed[2] = changed[2].replace("Mathématiques", "Physique");
    assert!(import(&world, &changed, false).await.applied);
    let now = memberships(&world.backend.db).await;
    assert!(now.iter().any(|line| line.starts_with("enseignant ") && line.ends_with("Physique")), "{now:?}");
    let as_parent = |line: &&String| line.starts_with("enseignant ") && line.contains("National_TUT");
    assert!(now.iter().any(|line| as_parent(&line)), "{now:?}");

    // The parent's record leaves and comes back.
    assert!(import(&world, &without(&files, "parent"), false).await.applied);
    let now = memberships(&world.backend.db).await;
    assert!(!now.iter().any(|line| as_parent(&line)), "{now:?}");
    assert!(import(&world, &files, false).await.applied);
    let now = memberships(&world.backend.db).await;
    assert!(now.iter().any(|line| as_parent(&line)), "{now:?}");
    assert!(!now.iter().any(|line| line.starts_with("parent ")), "{now:?}");

    let state = everything(&world).await;
    let run = directory_undo::import(&world, &files_of(&without(&files, "parent"))).await;
    assert_ne!(everything(&world).await, state);
    undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
    assert_eq!(everything(&world).await, state, "undone, and still one person");

    // The main record leaves: the other one stays by itself.
    assert!(import(&world, &without(&files, "enseignant"), false).await.applied);
    assert_eq!(world.number("SELECT COUNT(*) FROM person_join").await, Some(0));
    let own = |lines: &[String]| -> Vec<String> {
        lines.iter().filter(|line| line.starts_with("parent ")).cloned().collect()
    };
    assert_eq!(own(&memberships(&world.backend.db).await), own(&before));
    for table in ["record_membership", "record_link", "join_row"] {
        assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table}")).await, Some(0), "{table}");
    }
}

/// The files with a teacher of physics, in the place of the one of mathematics.
fn with_physics(files: &[String; 4], identifier: &str) -> [String; 4] {
    let mut files = files.clone();
    let lines: Vec<String> = files[2]
        .lines()
        .filter(|line| line.starts_with("enseignant;"))
        .map(|line| {
            line.replacen("enseignant;", &format!("{identifier};"), 1).replace("Mathématiques", "Physique")
        })
        .collect();
    files[1].push_str(&format!("{identifier};Roux;Anne;\n"));
    files[2].push_str(&format!("{}\n", lines.join("\n")));
    files
}

#[both_engines]
async fn an_import_is_undone_after_a_joined_person_took_the_place_of_the_only_one(world: World) {
    let admin = administrator(&world).await;
    let files = texts(&world.backend.db).await;
    let before = with_physics(&files, "remplacante");
    assert!(import(&world, &before, false).await.applied);
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    let state = everything(&world).await;

    let mut next = without(&before, "remplacante");
    next[2] = next[2].replace("Mathématiques", "Physique");
    let run = directory_undo::import(&world, &files_of(&next)).await;
    let now = memberships(&world.backend.db).await;
    assert!(now.iter().any(|line| line.starts_with("enseignant ") && line.ends_with("Physique")), "{now:?}");
    undo::undo(Arc::clone(&world.backend), &admin, run).await.expect("undone");
    assert_eq!(everything(&world).await, state);
}

#[both_engines]
async fn a_record_that_left_is_forgotten_and_the_person_stays(world: World) {
    let admin = administrator(&world).await;
    let files = texts(&world.backend.db).await;
    let (teacher, mother) = (world.account("enseignant").await, world.person("parent").await);
    let letter = world.letter("Cantine").to(&[mother]).await;
    joins::join(&world.backend, &admin, [teacher, mother]).await.expect("joined");
    assert!(import(&world, &without(&files, "parent"), false).await.applied);
    let left = everything(&world).await;

    world.wait(89 * 24 * 60 * 60 * 1_000);
    world.visitor("192.0.2.7").enters("collectivite").await;
    world.wait(60 * 60 * 1_000);
    assert!(run_next(&world.backend, Kind::Purge).await.expect("a purge"), "it is due every hour");
    let erased = format!("SELECT COUNT(*) FROM person WHERE id = {mother} AND erased_at IS NOT NULL");
    assert_eq!(world.number(&erased).await, Some(1));
    for table in ["person_join", "join_row", "record_membership", "record_link"] {
        assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table}")).await, Some(0), "{table}");
    }
    assert_eq!(everything(&world).await, left, "what came to the person stays theirs");
    assert_eq!(readers(&world, letter).await, ["enseignant"]);
}

#[both_engines]
async fn records_are_proposed_and_an_administrator_decides(world: World) {
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.person("enseignant").await, world.person("parent").await);
    let nobody = page(&world, &admin, None).await;
    assert!(nobody.proposals.is_empty() && nobody.joined.is_empty(), "{nobody:?}");
    let [last, first] = search_names("Martin", "enseignant");
    world
        .sql(&format!(
            "UPDATE person SET first_name = 'enseignant', search_last = '{last}', search_first = '{first}' \
             WHERE id = {mother}"
        ))
        .await;
    let proposed = page(&world, &admin, None).await.proposals;
    assert_eq!(proposed.len(), 1, "{proposed:?}");
    assert!(proposed[0].joinable);
    assert_eq!(proposed[0].signs, [Sign::ParentAndStaff]);
    let identifiers = |record: usize| proposed[0].records[record].identifier.as_str();
    let mut both = [identifiers(0), identifiers(1)];
    both.sort_unstable();
    assert_eq!(both, ["enseignant", "parent"], "namesakes are told apart");

    joins::keep_apart(&world.backend, &admin, [teacher, mother]).await.expect("noted");
    assert!(page(&world, &admin, None).await.proposals.is_empty(), "it is not proposed again");
    let asked = page(&world, &admin, Some(["enseignant", "parent"])).await.asked.expect("a pair");
    assert!(asked.joinable && asked.signs.is_empty(), "{asked:?}");

    let pupil = world.person("eleve").await;
    let refused = joins::join(&world.backend, &admin, [teacher, pupil]).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::CannotJoin))), "a pupil and an adult");
    let refused = joins::join(&world.backend, &admin, [teacher, teacher]).await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::CannotJoin))));
    let refused = joins::join(&world.backend, &admin, [teacher, PersonId(0)]).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let other = world.actor("direction").await.caller().await;
    let asked = JoinsQuery { after: String::new(), joined_after: PersonId(0), records: None };
    for refused in [
        joins::join(&world.backend, &other, [teacher, mother]).await,
        joins::keep_apart(&world.backend, &other, [teacher, mother]).await,
        joins::separate(&world.backend, &other, mother).await,
        joins::page(&world.backend, &other, &asked).await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Error::AdministratorOnly)));
    }
    joins::join(&world.backend, &admin, [teacher, mother])
        .await
        .expect("an administrator may change their mind");
    let journal =
        world.number("SELECT COUNT(*) FROM audit_entry WHERE action IN ('records_joined', 'records_apart')");
    assert_eq!(journal.await, Some(2));
}

/// The page said which account stays; before the answer, somebody signed in with the other one.
#[both_engines]
async fn the_account_that_stays_is_the_one_that_was_shown(world: World) {
    let admin = administrator(&world).await;
    let (teacher, mother) = (world.account("enseignant").await, world.account("parent").await);
    world.visitor("192.0.2.7").enters("parent").await;
    let shown = async || {
        let asked = page(&world, &admin, Some(["enseignant", "parent"])).await.asked.expect("the two");
        asked.records.map(|record| record.person)
    };
    let before = shown().await;
    assert_eq!(before, [mother, teacher]);
    world.wait(1_000);
    world.visitor("192.0.2.8").enters("enseignant").await;
    let turned = joins::join_as_shown(&world.backend, &admin, before).await;
    assert!(matches!(turned, Err(Error::Conflict(Conflict::JoinTurned))), "{turned:?}");
    assert!(page(&world, &admin, None).await.joined.is_empty());
    joins::join_as_shown(&world.backend, &admin, shown().await).await.expect("as it is shown now");
    assert!(matches!(Caller::load(&world.backend.db, mother).await, Err(Error::SignedOut)));
}
