//! Coupons to print, for a whole population.

use std::sync::{Arc, Mutex};

use backend::{
    Backend, Error,
    accounts::{self, Made, choose_language},
    clock::Clock,
    door::{self, SignInStep},
    jobs::run_next,
    queue::Kind,
};
use domain::{
    access::Role,
    accounts::batch::{BatchKind, EVERYBODY, NoLink, PopulationChoice, PrintedSheet, WITH_RIGHTS},
    directory::Profile,
};
use testing::{NOW, World, at, both_engines, in_class, parent, proved, pupil, teacher};
use words::Language;

const ORIGIN: &str = "https://ent.example.fr";
const NEW: &str = "cantine vélo nuage 7 tambours";

fn pupils(world: &World) -> PopulationChoice {
    let profile = Profile::Student.code().to_owned();
    PopulationChoice { school: world.curie.to_string(), profile, ..PopulationChoice::default() }
}

async fn asks(world: &World, choice: &PopulationChoice, counted: u64) -> Made {
    let admin = world.actor("direction").await.caller().await;
    let proof = proved(&world.backend, &admin, "").await;
    let made = accounts::make_batch(&world.backend, &admin, BatchKind::Print, choice, counted, &proof).await;
    made.expect("an answer")
}

async fn prints(world: &World, batch: i64, first: i64) -> Result<PrintedSheet, Error> {
    let admin = world.actor("direction").await.caller().await;
    let proof = proved(&world.backend, &admin, "").await;
    accounts::print_sheet(&world.backend, &admin, batch, first, ORIGIN, &proof).await
}

#[both_engines]
async fn classes_are_offered_in_the_order_of_their_numbers(world: World) {
    world.administrator("direction").await;
    let sorted = ["2de 9", "2de 10", "2de Éole", "2de Zola"];
    for (name, class) in [("zoe", "2de Zola"), ("lea", "2de Éole"), ("anna", "2de 10"), ("yann", "2de 9")] {
        world.add(name).stands_in(in_class(class, "", pupil(world.curie, "2de"))).save().await;
    }
    let admin = world.actor("direction").await.caller().await;
    let page = accounts::batches(&world.backend, &admin, pupils(&world)).await.expect("a page");
    let offered = page.population.expect("a population").classes;
    let ours: Vec<&str> = offered.iter().map(String::as_str).filter(|class| sorted.contains(class)).collect();
    assert_eq!(ours, sorted, "{offered:?}");
}

#[both_engines]
async fn levels_are_offered_as_pupils_go_through_them(world: World) {
    world.administrator("direction").await;
    let sorted = ["CP", "CE1", "CM2", "6e", "4e", "2de", "Terminale", "ULIS"];
    for level in ["ULIS", "CM2", "Terminale", "CE1", "4e", "CP", "2de", "6e"] {
        world.add(&format!("eleve-{level}")).stands_in(pupil(world.curie, level)).save().await;
    }
    let admin = world.actor("direction").await.caller().await;
    let page = accounts::batches(&world.backend, &admin, pupils(&world)).await.expect("a page");
    let offered = page.population.expect("a population").levels;
    let ours: Vec<&str> = offered.iter().map(String::as_str).filter(|level| sorted.contains(level)).collect();
    assert_eq!(ours, sorted, "{offered:?}");
}

#[both_engines]
async fn coupons_are_printed_in_the_order_of_the_numbers_of_classes(world: World) {
    world.administrator("direction").await;
    for (name, class) in [("lea", "2de Éole"), ("anna", "2de 10"), ("yann", "2de 9"), ("zoe", "2DE 8")] {
        world.add(name).stands_in(in_class(class, "", pupil(world.curie, "2de"))).save().await;
    }
    let Made::Batch(id) = asks(&world, &pupils(&world), 5).await else { panic!("five pupils") };
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let printed = prints(&world, id, 1).await.expect("a sheet");
    let classes: Vec<&str> = printed.coupons.iter().map(|coupon| coupon.class.as_str()).collect();
    assert_eq!(classes[1..], ["2DE 8", "2de 9", "2de 10", "2de Éole"], "{classes:?}");
}

#[both_engines]
async fn a_class_is_printed_and_its_codes_open_once(world: World) {
    world.administrator("direction").await;
    for (name, class) in [("zoe", "2de 1"), ("anna", "2de 2"), ("yann", "2de 1")] {
        world.add(name).stands_in(in_class(class, "", pupil(world.curie, "2de"))).save().await;
    }
    let zoe = world.person("zoe").await;
    choose_language(&world.backend, zoe, Language::English).await.expect("a language");
    let admin = world.actor("direction").await.caller().await;
    let Made::Batch(id) = asks(&world, &pupils(&world), 4).await else { panic!("four pupils") };
    assert!(matches!(prints(&world, id, 1).await, Err(Error::NotFound)), "there are no accounts yet");
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let view = accounts::batch(&world.backend, &admin, id).await.expect("a batch");
    assert!(view.row.progress.is_prepared() && !view.row.progress.is_running(BatchKind::Print));
    let [sheet] = view.sheets.as_slice() else { panic!("{:?}", view.sheets) };
    assert_eq!((sheet.first, sheet.coupons, sheet.to.as_str(), sheet.printed), (1, 4, "2de 2", 0));
    assert_eq!(world.number("SELECT COUNT(*) FROM password_link").await, Some(0), "no code before paper");

    let printed = prints(&world, id, 1).await.expect("a sheet");
    let names: Vec<&str> = printed.coupons.iter().map(|coupon| coupon.name.as_str()).collect();
    assert_eq!(names, ["eleve Martin", "yann Martin", "zoe Martin", "anna Martin"], "by class and name");
    let of = |sheet: &PrintedSheet, name: &str| {
        let coupon = sheet.coupons.iter().find(|coupon| coupon.name.starts_with(name)).cloned();
        coupon.unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!((of(&printed, "zoe").language, of(&printed, "anna").language), ("en", "fr"));
    assert!(of(&printed, "anna").steps.contains("ent.example.fr/coupon"));
    let code = door::coupon(&of(&printed, "anna").code.to_lowercase()).expect("a code");
    let stored = format!("SELECT COUNT(*) FROM password_link WHERE token_hash LIKE '%{code}%'");
    assert_eq!(world.number(&stored).await, Some(0), "what is stored opens nothing");
    let link = door::link(&world.backend, &code).await.expect("a page");
    assert_eq!(link.login, of(&printed, "anna").login);

    let again = prints(&world, id, 1).await.expect("a sheet");
    assert!(door::link(&world.backend, &code).await.is_err(), "the coupon from before is worth nothing");
    let code = door::coupon(&of(&again, "anna").code).expect("a code");
    let visitor = world.visitor("192.0.2.1");
    let used = door::use_link(&world.backend, &code, &NEW.into(), &NEW.into(), &visitor.from()).await;
    let SignInStep::Open(_) = used.expect("a password").step else { panic!("not signed in") };
    assert!(door::link(&world.backend, &code).await.is_err(), "once");

    accounts::stop_batch(&world.backend, &admin, id).await.expect("stopped");
    assert_eq!(world.number("SELECT COUNT(*) FROM password_link").await, Some(0));
    assert!(matches!(prints(&world, id, 1).await, Err(Error::NotFound)), "it is over");
    let entries =
        "SELECT COUNT(*) FROM audit_entry WHERE action IN ('links_made', 'coupons_printed', 'links_stopped')";
    assert_eq!(world.number(entries).await, Some(4), "one for each act, not for each person");
}

/// Cut out, the coupons of a pupil, a parent and a teacher of one class would look alike.
#[both_engines]
async fn a_coupon_says_who_its_person_is_and_in_which_school(world: World) {
    world.administrator("direction").await;
    let school = world.curie;
    world.sql(&format!("UPDATE establishment SET name = 'Collège Fabert' WHERE id = {school}")).await;
    // A line for the class, and one for a group that names no class.
    let lea = world.add("lea").stands_in(in_class("5e A", "", pupil(school, "5e")));
    let lea = lea.stands_in(in_class("", "Latin", pupil(school, "5e"))).save().await;
    let tom = world.add("tom").stands_in(pupil(school, "3e")).save().await;
    let sophie = world.add("sophie").stands_in(in_class("5e A", "", parent(school, "5e"))).save().await;
    world.add("ines").stands_in(in_class("5e A", "", teacher(school, "5e", ""))).save().await;
    world.family(sophie, lea).await;
    world.family(sophie, tom).await;
    let choice = PopulationChoice {
        school: school.to_string(),
        who: EVERYBODY.to_owned(),
        ..PopulationChoice::default()
    };
    let admin = world.actor("direction").await.caller().await;
    let page = accounts::batches(&world.backend, &admin, choice.clone()).await.expect("a page");
    let counted = page.population.expect("a population").people;
    let Made::Batch(id) = asks(&world, &choice, counted).await else { panic!("{counted} people") };
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let view = accounts::batch(&world.backend, &admin, id).await.expect("a batch");
    let mut coupons = Vec::new();
    for sheet in view.sheets {
        coupons.extend(prints(&world, id, sheet.first).await.expect("a sheet").coupons);
    }
    let of = |name: &str| {
        let coupon = coupons.iter().find(|coupon| coupon.name.starts_with(name));
        coupon.map_or_else(|| panic!("{name}"), |coupon| coupon.who.as_str())
    };
    assert_eq!(of("lea "), "élève, 5e A");
    let place =
        coupons.iter().find(|coupon| coupon.name.starts_with("lea ")).map(|coupon| coupon.class.as_str());
    assert_eq!(place, Some("5e A"), "where the sheets are sorted by class");
    assert_eq!(of("tom "), "élève");
    assert_eq!(of("sophie "), "parent de lea Martin (5e A), tom Martin");
    assert_eq!(of("ines "), "équipe enseignante");
    assert!(coupons.iter().all(|coupon| coupon.school == "Collège Fabert"), "{coupons:?}");
}

/// Two sheets of two schools lie on one desk.
#[both_engines]
async fn a_sheet_says_which_school_of_one_name_it_is_for(world: World) {
    world.administrator("direction").await;
    for (school, town) in [(world.curie, "Metz"), (world.pasteur, "Sedan")] {
        let named = format!("name = 'Collège Fabert', town = '{town}'");
        world.sql(&format!("UPDATE establishment SET {named} WHERE id = {school}")).await;
    }
    let Made::Batch(id) = asks(&world, &pupils(&world), 1).await else { panic!("one pupil") };
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    assert_eq!(prints(&world, id, 1).await.expect("a sheet").school, "Collège Fabert (Metz)");
    let entries = "SELECT COUNT(*) FROM audit_entry WHERE subject = 'Collège Fabert (Metz)' \
                   AND action IN ('links_made', 'coupons_printed')";
    assert_eq!(world.number(entries).await, Some(2));
}

/// A sheet that is printed again, for the one who lost a coupon, is no key to the accounts that are used.
#[both_engines]
async fn who_came_meanwhile_gets_no_other_coupon(world: World) {
    world.administrator("direction").await;
    world.add("zoe").stands_in(pupil(world.curie, "2de")).save().await;
    let Made::Batch(id) = asks(&world, &pupils(&world), 2).await else { panic!("two pupils") };
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let printed = prints(&world, id, 1).await.expect("a sheet");
    let coupon = printed.coupons.iter().find(|coupon| coupon.name.starts_with("zoe")).expect("a coupon");
    let code = door::coupon(&coupon.code).expect("a code");
    let visitor = world.visitor("192.0.2.1");
    let used = door::use_link(&world.backend, &code, &NEW.into(), &NEW.into(), &visitor.from()).await;
    used.expect("a password");
    let again = prints(&world, id, 1).await.expect("a sheet");
    let names: Vec<&str> = again.coupons.iter().map(|coupon| coupon.name.as_str()).collect();
    assert_eq!(names, ["eleve Martin"]);
    assert_eq!(left_out(&world, id).await, [("zoe Martin".to_owned(), NoLink::Came)]);
    assert_eq!(world.number("SELECT COUNT(*) FROM password_link").await, Some(1), "no link to her account");
}

/// Whoever has no link has to get in some other way, so nobody is missing from the list.
#[both_engines]
async fn everybody_without_a_link_is_named(world: World) {
    world.administrator("direction").await;
    for number in 0..60 {
        world.add(&format!("eleve{number}")).stands_in(pupil(world.curie, "2de")).save().await;
    }
    let Made::Batch(id) = asks(&world, &pupils(&world), 61).await else { panic!("61 pupils") };
    world.sql(&format!("UPDATE account_batch_person SET no_link = 'refused' WHERE batch_id = {id}")).await;
    assert_eq!(left_out(&world, id).await.len(), 61);
}

#[both_engines]
async fn only_what_was_counted_is_done_and_never_for_administrators(world: World) {
    world.administrator("direction").await;
    world.administrator("proviseure").await;
    world.account("eleve").await;
    let before = world.counts().await;
    let moved = [
        asks(&world, &pupils(&world), 7).await,
        asks(&world, &PopulationChoice { level: "3e".to_owned(), ..pupils(&world) }, 1).await,
        asks(&world, &PopulationChoice { profile: "nothing".to_owned(), ..pupils(&world) }, 1).await,
    ];
    assert_eq!(moved, [Made::Moved; 3]);
    assert_eq!(world.counts().await, before, "nothing is stored");
    let admin = world.actor("direction").await.caller().await;
    let all = PopulationChoice { profile: String::new(), who: EVERYBODY.to_owned(), ..pupils(&world) };
    let page = accounts::batches(&world.backend, &admin, all.clone()).await.expect("a page");
    let people = page.population.expect("a population").people;
    assert_eq!(people, 5, "without the two who administer the portal, and those whose account opens rights");
    // Somebody who is named an administrator meanwhile gets no coupon, and a record that is joined none.
    let Made::Batch(id) = asks(&world, &all, people).await else { panic!("the same people") };
    world.sql("UPDATE account SET portal_administrator = (1 = 1) WHERE login = 'eleve'").await;
    world.sql("UPDATE person SET joined_to = id WHERE external_id = 'professeur'").await;
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let view = accounts::batch(&world.backend, &admin, id).await.expect("a batch");
    assert_eq!((view.row.progress.prepared, view.left_out.len()), (3, 9));
    let first = view.sheets[0].first;
    let sheet = prints(&world, id, first).await.expect("a sheet");
    assert_eq!(sheet.coupons.len(), 3);
    // And a coupon that was printed before somebody was named opens nothing any more.
    let coupon =
        sheet.coupons.iter().find(|coupon| coupon.name.starts_with("secretariat ")).expect("a coupon");
    let code = door::coupon(&coupon.code).expect("a code");
    assert!(door::link(&world.backend, &code).await.is_ok());
    let secretary = world.person("secretariat").await;
    accounts::name_administrator(&world.backend, &admin, secretary, true).await.expect("named");
    assert!(door::link(&world.backend, &code).await.is_err());
    let caller = world.actor("cpe").await.caller().await;
    let refused = accounts::batches(&world.backend, &caller, all).await;
    assert!(matches!(refused, Err(Error::AdministratorOnly)));
}

/// The names of those without a link, with the reason.
async fn left_out(world: &World, batch: i64) -> Vec<(String, NoLink)> {
    let admin = world.actor("direction").await.caller().await;
    let batch = accounts::batch(&world.backend, &admin, batch).await.expect("a batch");
    batch.left_out.into_iter().map(|(_, name, why)| (name, why)).collect()
}

/// A coupon on a sheet that is lost must not be a key to every family.
#[both_engines]
async fn whose_account_opens_rights_gets_no_coupon(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let all = PopulationChoice { profile: String::new(), who: EVERYBODY.to_owned(), ..pupils(&world) };
    let page = accounts::batches(&world.backend, &admin, all.clone()).await.expect("a page");
    assert!(!page.has_address, "said before coupons are printed");
    world.backend.public_address.set(true);
    let known = accounts::batches(&world.backend, &admin, all.clone()).await.expect("a page");
    assert!(known.has_address);
    let shown = page.population.expect("a population");
    assert_eq!((shown.people, shown.with_rights), (5, 8));
    for name in ["proviseure Martin", "enseignant Martin", "cpe Martin", "collectivite Martin"] {
        assert!(shown.named.iter().any(|(_, shown)| shown == name), "{name}: {:?}", shown.named);
    }
    // Their link is made on their page.
    for (person, name) in &shown.named {
        let detail = accounts::detail(&world.backend, &admin, *person).await.expect("a page");
        assert_eq!(&detail.row.name, name);
    }
    // To tick that they are written to gives nobody a coupon.
    let ticked = PopulationChoice { rights: WITH_RIGHTS.to_owned(), ..all };
    assert_eq!(asks(&world, &ticked, 13).await, Made::Moved);
    let Made::Batch(id) = asks(&world, &ticked, 5).await else { panic!("the five others") };
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let out = left_out(&world, id).await;
    assert!(out.len() == 8 && out.iter().all(|(_, why)| *why == NoLink::Rights), "{out:?}");
    let accounts_of =
        "SELECT COUNT(*) FROM account a JOIN person p ON p.id = a.person_id WHERE p.external_id = 'cpe'";
    assert_eq!(world.number(accounts_of).await, Some(0), "and no account by the way");

    // Who gets a right after the accounts are ready gets no coupon; who has one by then can use it no more.
    let admin = world.actor("direction").await.caller().await;
    let first = accounts::batch(&world.backend, &admin, id).await.expect("a batch").sheets[0].first;
    let gets = async |name: &str| {
        let person = world.person(name).await;
        let role = Role::SenderMessage.code();
        let given = "INSERT INTO access_grant (role, person_id, establishment_id, extent) VALUES";
        world.sql(&format!("{given} ('{role}', {person}, {}, 'whole')", world.curie)).await;
    };
    gets("secretariat").await;
    let sheet = prints(&world, id, first).await.expect("a sheet");
    assert_eq!(sheet.coupons.len(), 4);
    assert!(left_out(&world, id).await.contains(&("secretariat Martin".to_owned(), NoLink::Rights)));
    let of = |name: &str| {
        let coupon = sheet.coupons.iter().find(|coupon| coupon.name.starts_with(name)).expect("a coupon");
        door::coupon(&coupon.code).expect("a code")
    };
    gets("professeur").await;
    assert!(run_next(&world.backend, Kind::Compare).await.expect("compared"));
    assert!(door::link(&world.backend, &of("professeur")).await.is_err(), "worth nothing");
    assert!(door::link(&world.backend, &of("eleve")).await.is_ok(), "and those of the others are");
}

/// Thousands of letters or coupons, each under the lock of all accounts.
#[both_engines]
async fn a_part_of_a_batch_reads_the_right_of_its_maker_alone(url: &str) {
    let world = World::new(url).await;
    world.administrator("direction").await;
    let Made::Batch(_) = asks(&world, &pupils(&world), 1).await else { panic!("one pupil") };
    let mut process = Backend::open(url, 2, Clock::fixed(at(NOW))).await.expect("a backend");
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let list = Arc::clone(&heard);
    let own = Arc::get_mut(&mut process).expect("nobody else has it");
    own.db.set_metric_callback(move |info| list.lock().expect("a lock").push(info.statement.to_string()));
    while run_next(&process, Kind::Accounts).await.expect("accounts") {}
    let said = std::mem::take(&mut *heard.lock().expect("a lock"));
    let of_the_right: Vec<&String> =
        said.iter().filter(|sql| sql.contains("WHERE a.portal_administrator = ")).collect();
    assert!(!of_the_right.is_empty(), "{said:?}");
    assert!(of_the_right.iter().all(|sql| sql.contains("AND a.person_id = ")), "{of_the_right:?}");
}

/// An import has renamed the class since, or the school was changed and the class was not.
#[both_engines]
async fn what_a_school_does_not_have_is_nobody_and_not_everybody(world: World) {
    world.administrator("direction").await;
    let admin = world.actor("direction").await.caller().await;
    let who = EVERYBODY.to_owned();
    let all = PopulationChoice { school: world.curie.to_string(), who, ..PopulationChoice::default() };
    let counted = async |choice: PopulationChoice| {
        let page = accounts::batches(&world.backend, &admin, choice).await.expect("a page");
        let found = page.population.expect("a population");
        (found.people + found.with_rights, found.choice)
    };
    assert_ne!(counted(all.clone()).await.0, 0);
    for gone in [
        PopulationChoice { class: "2de 99".to_owned(), ..all.clone() },
        PopulationChoice { level: "CM2".to_owned(), ..all.clone() },
        PopulationChoice { profile: Profile::Academy.code().to_owned(), ..all.clone() },
    ] {
        let chosen = (gone.profile.clone(), gone.level.clone(), gone.class.clone());
        let (people, kept) = counted(gone).await;
        assert_eq!((people, (kept.profile, kept.level, kept.class)), (0, chosen), "said as it was chosen");
    }
    let strange = PopulationChoice { class: "2de\0".to_owned(), ..all };
    counted(strange).await;
}
