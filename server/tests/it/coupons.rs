//! *Comptes en nombre*: the pages, from the choice of a population to the first sign-in with a coupon.

use backend::{jobs::run_next, queue::Kind};
use domain::accounts::batch::SHEET_COUPONS;
use testing_server::{Browser, PASSWORD, Server, both_engines, pupil};

const PAGE: &str = "/administration/comptes/lots";
const NEW: &str = "cantine vélo nuage 7 tambours";

#[both_engines]
async fn a_coupon_leads_from_the_printer_to_the_home_page(server: Server) {
    let admin = server.browser_of("direction").await;
    server.world.sql("UPDATE account SET portal_administrator = (1 = 1) WHERE login = 'direction'").await;
    let school = server.world.curie.to_string();
    let chosen = format!("{PAGE}?ecole={school}&profil=National_ELV");
    assert!(admin.get("/administration/comptes").await.body.contains(PAGE), "there is a way to it");
    let page = admin.get(&chosen).await;
    assert!(page.status == 200 && page.body.contains("1 personne, dont 0 a une adresse"), "{}", page.body);
    assert!(page.body.contains("Ce portail n’envoie pas de courriel"), "{}", page.body);
    let begin = |people: &'static str, password: &'static str| {
        [
            ("ecole", school.as_str()),
            ("profil", "National_ELV"),
            ("nombre", people),
            ("action", "print"),
            ("actuel", password),
        ]
    };
    let batches = async || server.world.number("SELECT COUNT(*) FROM account_batch").await;
    let wrong = admin.post_form(PAGE, &begin("1", "deviné")).await;
    assert!(wrong.status == 422 && wrong.body.contains("coupons-actuel-erreur"), "{}", wrong.body);
    assert!(wrong.body.contains("1 personne, dont"), "the choice is kept: {}", wrong.body);
    let moved = admin.post_form(PAGE, &begin("2", PASSWORD)).await;
    assert_eq!((moved.status, batches().await), (303, Some(0)));
    assert!(admin.get(moved.location()).await.body.contains("Rien n’a été fait"), "{}", moved.location());
    let made = admin.post_form(PAGE, &begin("1", PASSWORD)).await;
    assert_eq!((made.status, batches().await), (303, Some(1)));
    let batch = made.location().to_owned();
    let waiting = admin.get(&batch).await;
    assert!(waiting.body.contains("0 sur 1") && !waiting.body.contains("feuille"), "{}", waiting.body);
    while run_next(&server.world.backend, Kind::Accounts).await.expect("accounts") {}
    let ready = admin.get(&batch).await;
    assert!(ready.body.contains("name=\"feuille\""), "{}", ready.body);

    let coupons = format!("{batch}/coupons");
    assert_eq!(admin.post_form(&coupons, &[("feuille", "1")]).await.status, 422, "the password is asked for");
    let sheet = admin.post_form(&coupons, &[("feuille", "1"), ("actuel", PASSWORD)]).await;
    assert_eq!((sheet.status, sheet.header("cache-control")), (200, Some("no-store")), "{}", sheet.body);
    let secrets: Vec<&str> = sheet.body.split("class=\"coupon-secret\">").skip(1).collect();
    let text = |part: &str| part.split('<').next().unwrap_or_default().to_owned();
    let [login, code] = secrets.as_slice() else { panic!("{}", sheet.body) };
    let (login, code) = (text(login), text(code));
    assert!(!admin.get(&batch).await.body.contains(&code), "shown once");

    let mut pupil = server.anonymous();
    comes_back_mistyped(&pupil, &code).await;
    let link = pupil.post_form("/coupon", &[("code", &code.to_lowercase())]).await;
    assert_eq!(link.status, 303, "{}", link.body);
    assert!(pupil.get(link.location()).await.body.contains(&login), "the page of the link");
    let set = pupil.post_form(link.location(), &[("nouveau", NEW), ("confirmation", NEW)]).await;
    assert_eq!((set.status, set.location()), (303, "/"), "{}", set.body);
    let cookie = set.cookie("portevoix").expect("a session");
    pupil.cookie = cookie.split(';').next().map(str::to_owned);
    let home = pupil.get("/").await;
    assert!(home.status == 200 && home.body.contains("Bonjour"), "{}", home.body);
    let stopped = admin.post_form(&format!("{batch}/annuler"), &[]).await;
    assert!(admin.get(stopped.location()).await.body.contains("Les liens sont annulés"));
}

#[both_engines]
async fn a_wrong_password_leaves_the_sheet_chosen(server: Server) {
    let world = &server.world;
    let admin = server.browser_of("direction").await;
    world.sql("UPDATE account SET portal_administrator = (1 = 1) WHERE login = 'direction'").await;
    // One more than a sheet holds.
    for number in 0..SHEET_COUPONS {
        world.add(&format!("pupil{number}")).stands_in(pupil(world.curie, "2de")).save().await;
    }
    let (school, people) = (world.curie.to_string(), (SHEET_COUPONS + 1).to_string());
    let begin = [
        ("ecole", school.as_str()),
        ("profil", "National_ELV"),
        ("nombre", people.as_str()),
        ("action", "print"),
        ("actuel", PASSWORD),
    ];
    let made = admin.post_form(PAGE, &begin).await;
    assert_eq!(made.status, 303, "{}", made.body);
    while run_next(&world.backend, Kind::Accounts).await.expect("accounts") {}
    let coupons = format!("{}/coupons", made.location());
    let wrong = admin.post_form(&coupons, &[("feuille", people.as_str()), ("actuel", "deviné")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.body.contains(&format!("value=\"{people}\" checked")), "{}", wrong.body);
}

/// Who gets no link is led to, where a link is made for one person, unless they have left.
#[both_engines]
async fn who_has_left_is_named_without_a_page(server: Server) {
    let world = &server.world;
    let admin = server.browser_of("direction").await;
    world.sql("UPDATE account SET portal_administrator = (1 = 1) WHERE login = 'direction'").await;
    let [gone, refused] = [("parti", "gone"), ("absent", "refused")];
    let mut ids = Vec::new();
    for (name, _) in [gone, refused] {
        ids.push(world.add(name).stands_in(pupil(world.curie, "2de")).save().await);
    }
    let school = world.curie.to_string();
    let begin = [
        ("ecole", school.as_str()),
        ("profil", "National_ELV"),
        ("nombre", "3"),
        ("action", "print"),
        ("actuel", PASSWORD),
    ];
    let made = admin.post_form(PAGE, &begin).await;
    assert_eq!(made.status, 303, "{}", made.body);
    for (person, (_, why)) in ids.iter().zip([gone, refused]) {
        let said = format!("UPDATE account_batch_person SET no_link = '{why}' WHERE person_id = {person}");
        world.sql(&said).await;
    }
    let page = admin.get(made.location()).await.body;
    let led = |name: &str| page.contains(&format!("{name} Martin<!></a>"));
    assert!(page.contains("a quitté l’annuaire") && page.contains("parti Martin"), "{page}");
    assert!(!led("parti") && led("absent"), "{page}");
}

/// What was typed can be compared with the paper.
async fn comes_back_mistyped(pupil: &Browser, code: &str) {
    let odd = pupil.post_form("/coupon", &[("code", "trop court")]).await;
    assert!(odd.status == 422 && odd.body.contains("code-erreur"), "{}", odd.body);
    assert!(
        odd.body.contains("value=\"trop court\"") && odd.body.contains("9 caractères sur 16"),
        "{}",
        odd.body
    );
    let last = if code.ends_with('A') { "B" } else { "A" };
    let mistyped = format!("{}{last}", &code[..code.len() - 1]);
    let unknown = pupil.post_form("/coupon", &[("code", &mistyped)]).await;
    assert!(unknown.status == 422 && unknown.body.contains("code-erreur"), "{}", unknown.body);
    assert!(unknown.body.contains(&format!("value=\"{mistyped}\"")), "{}", unknown.body);
    assert!(unknown.body.contains("caractère par caractère"), "{}", unknown.body);
}

/// The page is for whoever has the coupon: it shows nothing of somebody else who is signed in.
#[both_engines]
async fn the_page_of_a_coupon_has_no_menus(server: Server) {
    let pupil = server.browser_of("eleve").await;
    let menus = "class=\"tab-bar\"";
    let page = pupil.get("/coupon").await;
    assert!(page.status == 200 && !page.body.contains(menus), "{}", page.body);
    let refused = pupil.post_form("/coupon", &[("code", "trop court")]).await;
    assert!(refused.status == 422 && !refused.body.contains(menus), "{}", refused.body);
    let help = pupil.get("/aide").await;
    assert!(help.status == 200 && help.body.contains(menus), "{}", help.body);
}
