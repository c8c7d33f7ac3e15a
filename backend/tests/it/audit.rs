//! *Journal*: records what people did; the administrator can read it.

use backend::{
    Backend, Error,
    access::Caller,
    accounts,
    audit::{self, Entry, Verdict},
    communications,
    directory::{
        import::{Confirmed, FileKind, Options},
        runs,
    },
    door::{self, SignInStep},
    journal,
};
use domain::{
    access::{AccessChange, GrantInput},
    accounts::view::SecondFactor,
    audit::{Action, AuditFilter, AuditRow},
};
use sea_orm::ConnectionTrait;
use testing::{NOW, PASSWORD, World, announcement, at, both_engines, directory, has_factor, proof, proved};

const ADDRESS: &str = "192.0.2.1";
/// The cookie of the session that turns a second factor on.
const SESSION: &str = "a session";
const NEW: &str = "cantine vélo nuage 7 tambours";

async fn page(backend: &Backend, filter: &AuditFilter) -> Vec<AuditRow> {
    let admin = administrator(backend).await;
    journal::page(backend, &admin, filter).await.expect("a page").rows
}

async fn administrator(backend: &Backend) -> Caller {
    let sql = "SELECT MIN(person_id) FROM account WHERE portal_administrator";
    let row = backend.db.query_one_raw(backend::database::statement(&backend.db, sql, [])).await;
    let id = row.expect("a query").and_then(|row| row.try_get_by_index(0).ok()).expect("an administrator");
    Caller::load(&backend.db, domain::PersonId(id)).await.expect("somebody")
}

/// Reads the journal from the last position on.
struct JournalReader<'w> {
    world: &'w World,
    read: i64,
}

impl JournalReader<'_> {
    /// The new entries: `sign_in done «actor» «subject» detail`
    async fn new_entries(&mut self) -> Vec<String> {
        let mut rows = page(&self.world.backend, &AuditFilter::default()).await;
        rows.retain(|row| row.number > self.read);
        rows.reverse();
        self.read = rows.last().map_or(self.read, |row| row.number);
        rows.iter()
            .map(|row| {
                let (action, outcome) = (row.action.code(), row.outcome.code());
                format!("{action} {outcome} «{}» «{}» {}", row.actor, row.subject, row.detail)
            })
            .collect()
    }

    async fn says(&mut self, expected: &str) {
        assert_eq!(self.new_entries().await, [expected.trim_start()]);
    }
}

#[both_engines]
async fn the_journal_records_signing_in(world: World) {
    let id = world.account("eleve").await;
    world.administrator("collectivite").await;
    let admin = administrator(&world.backend).await;
    let mut journal = JournalReader { world: &world, read: 0 };
    let here = world.visitor(ADDRESS).enters("eleve").await;
    journal.says("sign_in done «eleve Martin» «eleve Martin» ").await;
    assert_eq!(here.hears("eleve", "guess-by-somebody").await, "wrong");
    journal.says("sign_in refused «» «eleve» reason=password").await;
    let phone = world.visitor("192.0.2.2").enters("eleve").await;
    journal.says("sign_in done «eleve Martin» «eleve Martin» ").await;
    door::sign_out(&world.backend, phone.token()).await.expect("signed out");
    journal.says("sign_out done «eleve Martin» «eleve Martin» ").await;
    world.visitor(ADDRESS).enters("eleve").await;
    journal.new_entries().await;
    let pupil = here.caller().await;
    let proved = proved(&world.backend, &pupil, "").await;
    accounts::close_other_sessions(&world.backend, &pupil, here.token(), &proved).await.expect("closed");
    journal.says("sessions_closed done «eleve Martin» «eleve Martin» sessions=1").await;
    accounts::close_other_sessions(&world.backend, &pupil, here.token(), &proved)
        .await
        .expect("nothing to close");
    assert!(journal.new_entries().await.is_empty(), "nothing was done");
    let (old, new) = (PASSWORD.into(), NEW.into());
    let changed = door::change_password(&world.backend, &pupil, here.token(), &proof(""), &new, &new).await;
    changed.expect("changed");
    journal.says("password_changed done «eleve Martin» «eleve Martin» ").await;
    accounts::close_all_sessions(&world.backend, &admin, id).await.expect("closed");
    journal.says("sessions_closed done «collectivite Martin» «eleve Martin» sessions=1").await;
    let link = accounts::make_link(&world.backend, &admin, id, "eleve").await.expect("a link");
    journal.says("link_made done «collectivite Martin» «eleve Martin» login=eleve").await;
    let token = link.path.strip_prefix("/mot-de-passe/").expect("an address");
    door::use_link(&world.backend, token, &old, &old, &here.from()).await.expect("set");
    let entries = [
        "sign_in done «eleve Martin» «eleve Martin» ",
        "password_changed done «eleve Martin» «eleve Martin» reason=link",
    ];
    assert_eq!(journal.new_entries().await, entries);
    let addresses = page(&world.backend, &AuditFilter::default()).await;
    let of = |action| addresses.iter().find(|row| row.action == action).map(|row| row.address.as_str());
    assert_eq!(of(Action::SignIn), Some(ADDRESS));
    assert_eq!(of(Action::SignOut), Some("192.0.2.2"));
}

#[both_engines]
async fn the_journal_records_what_happens_to_second_factors(world: World) {
    let id = world.account("eleve").await;
    world.administrator("collectivite").await;
    let pupil = world.actor("eleve").await.caller().await;
    let backend = &world.backend;
    let mut journal = JournalReader { world: &world, read: 0 };
    let begins = proved(backend, &pupil, "").await;
    door::begin_second_factor(backend, &pupil, SESSION, &begins).await.expect("begun");
    assert!(journal.new_entries().await.is_empty(), "nothing protects yet");
    let secret = pending(backend, &pupil).await;
    let codes =
        door::confirm_second_factor(backend, &pupil, SESSION, &code(backend, &secret)).await.expect("on");
    journal.says("second_factor_on done «eleve Martin» «eleve Martin» ").await;
    let visitor = world.visitor(ADDRESS);
    let Ok(SignInStep::CodeWanted(step)) = visitor.tries("eleve", PASSWORD).await else { panic!("a code") };
    let wrong = door::finish_sign_in(backend, step.as_str(), "none", &visitor.from()).await;
    assert!(wrong.is_err());
    journal.says("sign_in refused «» «eleve» reason=code").await;
    let by_recovery = door::finish_sign_in(backend, step.as_str(), &codes[0], &visitor.from()).await;
    assert!(by_recovery.is_ok());
    let said = journal.new_entries().await;
    assert_eq!(
        said,
        [
            "sign_in done «eleve Martin» «eleve Martin» ",
            "recovery_code_used done «eleve Martin» «eleve Martin» left=9",
        ]
    );
    let renews = proved(backend, &pupil, &codes[1]).await;
    journal.says("recovery_code_used done «eleve Martin» «eleve Martin» left=8").await;
    door::renew_recovery_codes(backend, &pupil, &renews).await.expect("renewed");
    journal.says("recovery_codes_made done «eleve Martin» «eleve Martin» ").await;
    has_factor(&world, "collectivite").await;
    let admin = administrator(&world.backend).await;
    door::withdraw_second_factor(backend, &admin, id).await.expect("withdrawn");
    journal.says("second_factor_withdrawn done «collectivite Martin» «eleve Martin» ").await;
}

#[both_engines]
async fn the_journal_records_changes_to_accounts_and_rights(world: World) {
    let id = world.account("eleve").await;
    world.administrator("collectivite").await;
    has_factor(&world, "collectivite").await;
    let admin = administrator(&world.backend).await;
    let backend = &world.backend;
    let mut journal = JournalReader { world: &world, read: 0 };
    for (demand, expected) in [(true, "true"), (true, ""), (false, "false")] {
        door::demand_second_factor(backend, &admin, demand).await.expect("done");
        let said = journal.new_entries().await;
        let expected =
            format!("second_factor_demand done «collectivite Martin» «portail» demanded={expected}");
        assert!(said.is_empty() || said == [expected], "{said:?}");
    }
    for (named, action) in [(true, "administrator_named"), (false, "administrator_removed")] {
        accounts::name_administrator(backend, &admin, id, named).await.expect("done");
        journal.says(&format!("{action} done «collectivite Martin» «eleve Martin» ")).await;
    }
    let head = world.actor("direction").await.caller().await;
    let scope = format!("etablissement-{}", world.curie);
    let input = GrantInput {
        role: "sender_news".to_owned(),
        person: Some(world.person("professeur").await),
        ..GrantInput::default()
    };
    let change = AccessChange { scope: scope.clone(), added: vec![input], ..AccessChange::default() };
    let saved = backend::access::save(backend, &head, &change).await.expect("saved");
    let detail = "role=sender_news; scope=Lycée Curie";
    journal.says(&format!("right_granted done «direction Martin» «professeur Martin» {detail}")).await;
    let granted = world.number("SELECT MAX(id) FROM access_grant").await.expect("a grant");
    let change =
        AccessChange { scope, version: saved.version, removed: vec![granted], ..AccessChange::default() };
    backend::access::save(backend, &head, &change).await.expect("saved");
    journal.says(&format!("right_removed done «direction Martin» «professeur Martin» {detail}")).await;
    let stale = backend::access::save(backend, &head, &change).await;
    assert!(stale.is_err() && journal.new_entries().await.is_empty(), "what is refused is not done");
}

/// The secret that waits for its first code.
async fn pending(backend: &Backend, caller: &Caller) -> String {
    match accounts::account(backend, caller, Some(SESSION)).await.expect("a page").second_factor {
        SecondFactor::Pending(enrolment) => enrolment.secret,
        other => panic!("{other:?}"),
    }
}

fn code(backend: &Backend, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("base32");
    let application = totp_rs::Builder::new().with_secret(secret).with_account_name("x");
    let seconds = u64::try_from(backend.clock.now().0 / 1_000).expect("an instant");
    application.build().expect("a secret").generate(seconds).to_string()
}

#[both_engines]
async fn the_journal_records_sending_importing_and_exporting(world: World) {
    world.administrator("collectivite").await;
    let backend = &world.backend;
    let mut journal = JournalReader { world: &world, read: 0 };
    let teacher = world.actor("enseignant").await;
    let id = teacher.sends(&announcement("Sortie au musée")).await;
    let said = journal.new_entries().await;
    let begins = format!("deployed done «enseignant Martin» «Sortie au musée» communication={id}");
    assert!(said.len() == 1 && said[0].starts_with(&begins), "{said:?}");
    teacher.cancel(id).await.expect("cancelled");
    let what = format!("«enseignant Martin» «Sortie au musée» communication={id}");
    journal.says(&format!("cancelled done {what}")).await;
    let caller = teacher.caller().await;
    communications::export_sites(backend, &caller, id).await.expect("a table");
    let said = journal.new_entries().await;
    assert!(said.len() == 1 && said[0].starts_with("exported done «enseignant Martin»"), "{said:?}");

    let admin = administrator(backend).await;
    let dry = Options { dry_run: true, confirmed: Confirmed::Anything };
    let wet = Options { dry_run: false, ..dry };
    // The administrator must stay in the directory, or the import would be refused.
    let people = format!("{}collectivite;Martin;collectivite;\n", directory::PEOPLE);
    let (mut good, mut broken) = (directory::small(), directory::small());
    good.set(FileKind::People, people);
    broken.set(FileKind::People, "identifiant;nom;prenom;courriel\ne1;;;\n");
    for (files, options, expected) in [
        (broken, wet, "refused «collectivite Martin» «annuaire» refused_lines="),
        (good.clone(), dry, "done «collectivite Martin» «annuaire» people="),
        (good, wet, "done «collectivite Martin» «annuaire» people="),
    ] {
        let id = runs::start(backend.clone(), &admin, files, options).await.expect("started");
        // The entry is in the journal before the import is reported as finished.
        let state = async || runs::state(backend, &admin, id).await.expect("a run");
        while matches!(state().await, runs::RunState::Running(_)) {}
        let said = journal.new_entries().await;
        assert!(said.len() == 1 && said[0].starts_with(&format!("imported {expected}")), "{said:?}");
        assert_eq!(said[0].ends_with("dry_run=true"), options.dry_run, "{said:?}");
    }
}

#[both_engines]
async fn the_journal_contains_no_secrets(world: World) {
    let id = world.account("eleve").await;
    world.administrator("collectivite").await;
    let backend = &world.backend;
    let admin = administrator(backend).await;
    let mut here = world.visitor(ADDRESS).enters("eleve").await;
    let pupil = here.caller().await;
    let begins = proved(backend, &pupil, "").await;
    door::begin_second_factor(backend, &pupil, SESSION, &begins).await.expect("begun");
    let secret = pending(backend, &pupil).await;
    let first = code(backend, &secret);
    let codes = door::confirm_second_factor(backend, &pupil, SESSION, &first).await.expect("on");
    world.wait(30_000);
    let second = code(backend, &secret);
    let Ok(SignInStep::CodeWanted(step)) = here.tries("eleve", PASSWORD).await else { panic!("a code") };
    let before = [here.session.clone(), here.device.clone()].map(Option::unwrap_or_default);
    let opened = door::finish_sign_in(backend, step.as_str(), &second, &here.from()).await;
    here.keep(&opened.unwrap_or_else(|reason| panic!("{reason}")));
    let wrong = door::finish_sign_in(backend, step.as_str(), "424242", &here.from()).await;
    assert!(wrong.is_err());
    here.tries("eleve", "guess-by-somebody").await.map(|_| ()).expect_err("wrong");
    let link = accounts::make_link(backend, &admin, id, "eleve").await.expect("a link");
    let token = link.path.strip_prefix("/mot-de-passe/").expect("an address");
    door::use_link(backend, token, &NEW.into(), &NEW.into(), &here.from()).await.expect("set");
    let columns = "actor || ' ' || address || ' ' || subject || ' ' || detail || ' ' || search_text";
    let written =
        directory::rows(&backend.db, &format!("SELECT {columns} FROM audit_entry")).await.join("\n");
    assert!(written.contains("reason=link"), "{written}");
    let [session, device] = before;
    for secret in
        [PASSWORD, NEW, "guess-by-somebody", &secret, &first, &second, step.as_str(), token, &session]
            .into_iter()
            .chain(codes.iter().map(String::as_str))
            .chain([device.as_str(), here.token(), here.device.as_deref().unwrap_or_default()])
    {
        assert!(!secret.is_empty() && !written.contains(secret), "{secret}: {written}");
    }
}

#[both_engines]
async fn only_the_administrator_reads_and_exports_it(world: World) {
    world.administrator("collectivite").await;
    for name in ["direction", "proviseure", "eleve", "etrangere"] {
        let caller = world.actor(name).await.caller().await;
        let filter = AuditFilter::default();
        assert!(matches!(
            journal::page(&world.backend, &caller, &filter).await,
            Err(Error::AdministratorOnly)
        ));
        assert!(matches!(
            journal::export(&world.backend, &caller, &filter, 10).await,
            Err(Error::AdministratorOnly)
        ));
    }
    assert!(page(&world.backend, &AuditFilter::default()).await.is_empty());
    for text in ["un", "deux"] {
        let entry = Entry::by_the_system(Action::Imported, text);
        audit::record(&world.backend, entry).await.expect("written");
    }
    let admin = administrator(&world.backend).await;
    let filter = AuditFilter { search: "deux".to_owned(), ..AuditFilter::default() };
    let (taken, more) = journal::export(&world.backend, &admin, &filter, 1).await.expect("rows");
    assert!(!more, "nothing is left out");
    assert_eq!(taken.iter().map(|row| row.number).collect::<Vec<_>>(), [2]);
    let rows = page(&world.backend, &AuditFilter::default()).await;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 2, 1], "the latest first");
    assert_eq!((rows[0].action, rows[0].detail.as_str()), (Action::Exported, "format=csv; rows=1"));
    assert_eq!((rows[0].actor.as_str(), rows[0].at.at), ("collectivite Martin", at(NOW)));
    let (taken, more) =
        journal::export(&world.backend, &admin, &AuditFilter::default(), 2).await.expect("rows");
    assert_eq!((taken.iter().map(|row| row.number).collect::<Vec<_>>(), more), (vec![3, 2], true));
}

#[both_engines]
async fn forty_entries_at_once_from_two_processes_leave_no_gap(world: World) {
    world.administrator("collectivite").await;
    let second = world.second_process().await;
    let entries = (0..40).map(|number| {
        let process = if number % 2 == 0 { &world.backend } else { &second };
        audit::record(process, Entry::by_the_system(Action::Imported, format!("{number}")))
    });
    for outcome in futures::future::join_all(entries).await {
        outcome.expect("written");
    }
    let rows = page(&second, &AuditFilter::default()).await;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=40).rev().collect::<Vec<_>>());
    let verdict = audit::verify(&world.backend, None).await.expect("a verdict");
    assert!(matches!(verdict, Verdict::Sound(head) if head.number == 40));
}

/// Whoever writes a text writes no other part of an entry with it.
#[both_engines]
async fn a_text_with_a_semicolon_stays_one_part(world: World) {
    world.administrator("collectivite").await;
    let typed = "Sortie; role=sender_administrator";
    let entry = Entry::by_the_system(Action::Corrected, "Sortie").with("before", typed);
    audit::record(&world.backend, entry).await.expect("written");
    let rows = page(&world.backend, &AuditFilter::default()).await;
    assert_eq!(rows[0].detail, "before=Sortie, role=sender_administrator");
}
