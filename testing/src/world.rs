//! A few schools with one person for each role, and a clock that does not advance by itself.

use std::{collections::BTreeMap, sync::Arc};

use backend::{
    Backend, SecretKeys, Services,
    clock::Clock,
    database::statement,
    directory::{
        add_standard_spaces,
        import::{self, Confirmed, FileKind, Files, Options},
    },
    entities::{account, authority, campus, establishment, person},
    jobs::run_next,
    queue::{Jitter, Kind},
};
use domain::{
    AuthorityId, CampusId, EstablishmentId, PersonId,
    access::{Role, Scope},
    directory::Profile,
    time::Millis,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
};

use crate::{Actor, OnDatabase, at, directory, head, parent, pupil, staff, teacher};

/// A Monday, ten o'clock in Metz.
pub const NOW: &str = "2026-10-05T08:00:00Z";
/// 32 bytes that are not secret.
const SECRET_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
pub const PASSWORD: &str = "correct horse battery staple";

const TABLES: [&str; 67] = [
    "authority",
    "campus",
    "establishment",
    "person",
    "cohort",
    "membership",
    "family_link",
    "person_join",
    "person_apart",
    "record_membership",
    "record_link",
    "join_row",
    "account",
    "access_grant",
    "access_request",
    "session",
    "sign_in_attempt",
    "sign_in_step",
    "device",
    "recovery_code",
    "used_code",
    "password_link",
    "account_batch",
    "account_batch_person",
    "access_version",
    "audit_entry",
    "import_run",
    "import_change",
    "draft",
    "communication",
    "target",
    "publication",
    "sighting",
    "received_seen",
    "exchange",
    "job",
    "message",
    "message_body",
    "delivery",
    "delivery_also",
    "file",
    "news",
    "picture",
    "mail_preference",
    "copies_by_default",
    "alert_letter",
    "revision",
    "version",
    "seen",
    "folded",
    "space",
    "event",
    "event_exception",
    "event_occurrence",
    "calendar_feed",
    "space_right",
    "article",
    "subscription",
    "subscriber_told",
    "space_feed",
    "provider",
    "provider_session",
    "provider_logout",
    "portal",
    "portal_key",
    "portal_refusal",
    "widget_token",
];

/// One server process on a database, and the content of that database.
///
/// Curie and Pasteur share a site in Metz, Leconte is on Réunion; all three belong to one
/// authority. The foreign school belongs to another.
pub struct World {
    pub backend: Arc<Backend>,
    url: String,
    services: Services,
    pub authority: AuthorityId,
    pub curie: EstablishmentId,
    pub pasteur: EstablishmentId,
    pub leconte: EstablishmentId,
    pub foreign: EstablishmentId,
}

impl World {
    pub async fn new(url: &str) -> Self {
        Self::with(url, Services::default()).await
    }

    /// A world whose processes have a relay, a virus scanner, or their own file storage.
    pub async fn with(url: &str, services: Services) -> Self {
        // Tests must know how long a retry waits.
        let services = Services { jitter: Jitter::Fixed(0), ..with_key(services) };
        let backend = Backend::open_with(url, 4, Clock::fixed(at(NOW)), services.clone());
        let backend = backend.await.expect("a backend");
        let authority = new_authority(&backend, "Mon bureau numérique").await;
        let elsewhere = new_authority(&backend, "Ailleurs").await;
        let site = campus::ActiveModel { name: Set("Curie-Pasteur".to_owned()), ..Default::default() };
        let site = site.insert(&backend.db).await.expect("a campus").id;
        let new =
            async |uai: &str, name: &str, zone: &str, authority: AuthorityId, campus: Option<CampusId>| {
                let row = establishment::ActiveModel {
                    uai: Set(uai.to_owned()),
                    name: Set(name.to_owned()),
                    town: Set("Metz".to_owned()),
                    time_zone: Set(zone.parse().expect("a zone")),
                    authority_id: Set(authority),
                    campus_id: Set(campus),
                    ..Default::default()
                };
                row.insert(&backend.db).await.expect("a school").id
            };
        let curie = new("0570051W", "Lycée Curie", "Europe/Paris", authority, Some(site)).await;
        let pasteur = new("0570052X", "Collège Pasteur", "Europe/Paris", authority, Some(site)).await;
        let leconte = new("9740001A", "Lycée Leconte", "Indian/Reunion", authority, None).await;
        let foreign = new("0750001A", "Lycée d'ailleurs", "Europe/Paris", elsewhere, None).await;
        add_standard_spaces(&backend.db).await.expect("spaces");
        let world =
            Self { url: url.to_owned(), services, authority, curie, pasteur, leconte, foreign, backend };
        world.fill().await;
        world
    }

    /// One person for each role, as in the demonstration.
    async fn fill(&self) {
        let (curie, pasteur, leconte) = (self.curie, self.pasteur, self.leconte);
        self.add("eleve").stands_in(pupil(curie, "2de")).save().await;
        self.add("collegien").stands_in(pupil(pasteur, "5e")).save().await;
        self.add("reunionnais").stands_in(pupil(leconte, "2de")).save().await;
        self.add("parent").stands_in(parent(curie, "2de")).stands_in(parent(pasteur, "5e")).save().await;
        self.add("professeur").stands_in(teacher(curie, "2de", "Lettres")).save().await;
        self.add("direction").stands_in(head(curie)).save().await;
        self.add("proviseure").stands_in(head(curie)).stands_in(head(pasteur)).save().await;
        let of_curie = [
            ("enseignant", Role::SenderAnnouncement, teacher(curie, "2de", "Mathématiques")),
            ("cpe", Role::SenderMessage, staff(curie, Profile::SchoolLife, "CPE")),
            ("redacteur", Role::SenderNews, staff(curie, Profile::Librarian, "Documentaliste")),
            ("observateur", Role::SenderViewer, staff(curie, Profile::Management, "Adjoint")),
            ("gestionnaire", Role::SenderManager, staff(curie, Profile::AdminTechnical, "Gestionnaire")),
            ("secretariat", Role::RecipientViewer, staff(curie, Profile::AdminTechnical, "Secrétaire")),
            ("referent", Role::RecipientManager, staff(curie, Profile::AdminTechnical, "Technicien")),
        ];
        for (name, role, cohort) in of_curie {
            self.add(name).stands_in(cohort).holds_at(role, curie).save().await;
        }
        self.add("infirmiere")
            .stands_in(staff(curie, Profile::AdminTechnical, "Infirmière"))
            .holds_at(Role::SenderAnnouncement, curie)
            .holds_at(Role::SenderMessage, curie)
            .save()
            .await;
        self.add("collectivite")
            .stands_in(staff(curie, Profile::LocalAuthority, "Chargé de mission"))
            .holds(Role::SenderAdministrator, Scope::Authority(self.authority))
            .save()
            .await;
        self.add("etrangere")
            .stands_in(teacher(self.foreign, "2de", "Lettres"))
            .holds_at(Role::SenderAdministrator, self.foreign)
            .save()
            .await;
    }

    /// A second server process on the same database, with the same clock.
    pub async fn second_process(&self) -> Arc<Backend> {
        let services = self.services.clone();
        Backend::open_with(&self.url, 2, self.backend.clock.clone(), services).await.expect("a backend")
    }

    pub async fn person(&self, name: &str) -> PersonId {
        let named = person::Entity::find().filter(person::Column::ExternalId.eq(name));
        named.one(&self.backend.db).await.expect("people").expect(name).id
    }

    /// A person of [`World::fill`] or [`World::add`], who can act.
    pub async fn actor(&self, name: &str) -> Actor<'_> {
        Actor { world: self, person: self.person(name).await }
    }

    /// Gives somebody an account, with their name as login and [`PASSWORD`].
    pub async fn account(&self, name: &str) -> PersonId {
        let hash = self.backend.passwords.hash(&PASSWORD.into()).await.expect("a hash");
        backend::accounts::create(&self.backend.db, name, name, hash, false).await.expect("an account")
    }

    /// Like [`World::account`], with every right of the portal's administrator.
    pub async fn administrator(&self, name: &str) -> PersonId {
        let id = self.account(name).await;
        let row = account::ActiveModel {
            person_id: Set(id),
            portal_administrator: Set(true),
            ..Default::default()
        };
        row.update(&self.backend.db).await.expect("an administrator");
        id
    }

    pub fn set_clock(&self, instant: &str) {
        self.backend.clock.set(at(instant));
    }

    pub fn wait(&self, millis: i64) {
        self.backend.clock.set(Millis(self.backend.clock.now().0 + millis));
    }

    /// The process finds another state of the database, as after a restore.
    pub async fn is_restored(&self) {
        self.sql(
            "INSERT INTO revision (name, value) VALUES ('incarnation', 7) \
             ON CONFLICT (name) DO UPDATE SET value = revision.value + 1",
        )
        .await;
        self.backend.refresh().await.expect("revisions");
    }

    /// Runs every deployment and delivery that is due, and the notifications that follow.
    pub async fn publish(&self) {
        while publish_next(&self.backend).await
            || deliver_next(&self.backend).await
            || run_next(&self.backend, Kind::Article).await.expect("an article")
            || run_next(&self.backend, Kind::Tell).await.expect("telling")
        {}
    }

    /// Compares what is deployed with the directory and the rights, and tells what follows.
    pub async fn compares(&self) {
        // Only what a change has enqueued: the hourly job would hide a change that forgot to.
        self.sql("UPDATE job SET due_at = 0 WHERE kind = 'compare' AND detail IS NOT NULL").await;
        let never = i64::MAX;
        self.sql(&format!("UPDATE job SET due_at = {never} WHERE kind = 'compare' AND detail IS NULL")).await;
        while run_next(&self.backend, Kind::Compare).await.expect("comparing") {}
        self.publish().await;
    }

    /// Imports the present directory with changes: [establishments, people, memberships, families].
    pub async fn imports(&self, change: impl FnOnce(&mut [String; 4])) {
        let mut texts = directory::texts(&self.backend.db).await;
        change(&mut texts);
        let mut files = Files::default();
        for (kind, text) in FileKind::ALL.into_iter().zip(texts) {
            files.set(kind, text);
        }
        let options = Options { dry_run: false, confirmed: Confirmed::Anything };
        let now = self.backend.clock.now();
        let report = import::run(&self.backend.db, &files, options, now, &|_| ()).await.expect("an import");
        assert!(report.applied, "{report:#?}");
        self.backend.refresh().await.expect("revisions");
        self.compares().await;
    }

    /// Runs SQL that no use case runs.
    pub async fn sql(&self, sql: &str) {
        self.backend.db.execute_unprepared(sql).await.expect("SQL");
    }

    /// One number from the database; NULL is `None`.
    pub async fn number(&self, sql: &str) -> Option<i64> {
        let db = &self.backend.db;
        let row = db.query_one_raw(statement(db, sql, [])).await.expect("a query");
        row.and_then(|row| row.try_get_by_index(0).expect("a number"))
    }

    /// The definitions of all indexes, one a line, as `… ON table (column, …)`.
    pub async fn indexes(&self) -> String {
        let db = &self.backend.db;
        let sql = if db.get_database_backend() == DbBackend::Postgres {
            "SELECT indexdef AS text FROM pg_indexes WHERE schemaname = current_schema()"
        } else {
            "SELECT sql AS text FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        };
        let mut texts = String::new();
        for row in db.query_all_raw(statement(db, sql, [])).await.expect("indexes") {
            let text: String = row.try_get("", "text").expect("text");
            // `… ON "device" ("seen_at")`, `… ON public.device USING btree (seen_at)`
            texts.push_str(&text.replace('"', "").replace("public.", "").replace("USING btree ", ""));
            texts.push('\n');
        }
        texts
    }

    /// The number of rows in each table: unchanged if nothing was stored.
    pub async fn counts(&self) -> BTreeMap<&'static str, i64> {
        let mut counts = BTreeMap::new();
        for table in TABLES {
            counts.insert(table, directory::count(&self.backend.db, table).await);
        }
        counts
    }
}

impl OnDatabase for World {
    async fn open(url: &str) -> Self {
        Self::new(url).await
    }
}

/// Runs the next due deployment. `false` if there is none.
pub async fn publish_next(backend: &Backend) -> bool {
    run_next(backend, Kind::Publish).await.expect("publishing")
}

/// Delivers the message that has been due for the longest time. `false` if there is none.
pub async fn deliver_next(backend: &Backend) -> bool {
    run_next(backend, Kind::Deliver).await.expect("delivering")
}

/// Sends the copies that are due. `false` if there are none.
pub async fn send_next(backend: &Backend) -> bool {
    run_next(backend, Kind::Mail).await.expect("sending")
}

/// Services with a key that wraps secrets, if they have none.
fn with_key(services: Services) -> Services {
    if services.secrets.is_empty() {
        Services { secrets: SecretKeys::parse(SECRET_KEY).expect("a key"), ..services }
    } else {
        services
    }
}

async fn new_authority(backend: &Backend, name: &str) -> AuthorityId {
    let row = authority::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
    row.insert(&backend.db).await.expect("an authority").id
}
