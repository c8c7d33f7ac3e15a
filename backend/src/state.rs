use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{PersonId, files::AttachmentLimits, time::MINUTE_MS};
use sea_orm::DatabaseConnection;
use tokio::sync::{Mutex, watch};

use crate::{
    Failpoint, Result,
    access::KeptReaders,
    agenda,
    audience::AudienceIndex,
    audit::Folds,
    clock::{Clock, Leaps},
    communications::{MessageStates, ReceivedCounts, ReceivedSeen, Sightings},
    database,
    directory::{KeptFiles, night::Night},
    door::{Passwords, Sessions, oidc::Discoveries, providers::PublicAddress},
    files::{Arriving, Files, Scanner},
    ground::secrets::SecretKeys,
    home::{HomePages, PersonalTogether},
    jobs::{Health, Ready},
    mail::Mailer,
    messages,
    outbound::Outbound,
    pace::Pace,
    portals::Portals,
    queue::{Jitter, LatestSeen, Wakes},
    retention,
    revision::{self, Changes, Hub, Revisions, Scope, Topic, Touched},
    shares::Shares,
    spaces,
    versions::Seen,
};

/// The services of a process besides its database. By default files are kept in memory, no virus
/// scanner is used, and no e-mail is sent.
#[derive(Clone, Debug, Default)]
pub struct Services {
    pub files: Files,
    pub scanner: Option<Scanner>,
    pub mail: Option<Mailer>,
    /// Calls to servers of others; by default only to the public Internet.
    pub outbound: Outbound,
    pub limits: AttachmentLimits,
    /// For how many days the journal is kept; `None` keeps all of it.
    pub journal_days: Option<u32>,
    /// The folder that is imported every night.
    pub night: Option<Night>,
    /// The keys that wrap stored secrets; without one, nobody turns a second factor on.
    pub secrets: SecretKeys,
    /// For how many milliseconds what was deployed can be taken back before it goes out.
    pub undo_ms: i64,
    /// The random time added to the pause before a job is tried again.
    pub jitter: Jitter,
    /// The first pause of a worker that panicked; one second by default.
    pub restart_pause: Option<Duration>,
    pub failpoint: Failpoint,
}

const RESTART_PAUSE: Duration = Duration::from_secs(1);
/// How often a sender may search for people within a minute: more than somebody can read.
const SEARCHES: u32 = 60;
/// How often a person may make private addresses of calendars and articles within an hour. Each is an
/// entry of the journal.
const FEEDS: u32 = 60;

/// Shared by all use cases of one server process: the database, the clock, and the process's
/// caches.
#[derive(Debug)]
pub struct Backend {
    pub db: DatabaseConnection,
    pub clock: Clock,
    pub passwords: Passwords,
    pub sessions: Sessions,
    /// What providers of sign-on say about themselves.
    pub(crate) discoveries: Discoveries,
    /// Without one, no provider of sign-on is of use.
    pub public_address: PublicAddress,
    pub audience: AudienceIndex,
    pub home: HomePages,
    /// What home pages show of their readers alone, while it is read.
    pub(crate) personal: PersonalTogether,
    pub(crate) readers: KeptReaders,
    pub portals: Portals,
    /// How often senders search for people.
    pub(crate) searches: Pace,
    /// How often people make private addresses.
    pub(crate) feeds: Pace,
    /// What may be attached to a message.
    pub limits: AttachmentLimits,
    /// For how many days the journal is kept.
    pub(crate) journal_days: Option<u32>,
    pub(crate) night: Option<Night>,
    /// The files of the last upload of a directory.
    pub(crate) kept_files: KeptFiles,
    /// For how many milliseconds what was deployed can be taken back before it goes out.
    pub(crate) undo_ms: i64,
    /// Where attachments are stored, and the virus scanner.
    pub files: Files,
    /// The files that are on their way to this process.
    pub(crate) arriving: Arriving,
    pub scanner: Option<Scanner>,
    /// The keys that wrap stored secrets.
    pub secrets: SecretKeys,
    /// `None` when the portal sends no e-mail.
    pub mail: Option<Mailer>,
    /// Calls to servers of others.
    pub outbound: Outbound,
    /// Entries of the journal that are only counted for a while.
    pub(crate) folds: Folds,
    /// Archives of people's data that are made or sent, by whoever asked for them.
    pub(crate) archives: Shares<PersonId>,
    /// Calendars that are written for other programs, by whose they are.
    pub(crate) calendars: Shares<PersonId>,
    /// Feeds of articles that are written for other programs, by whose they are.
    pub(crate) article_feeds: Shares<PersonId>,
    pub(crate) states: MessageStates,
    pub(crate) sightings: Sightings,
    pub(crate) received: ReceivedSeen,
    pub(crate) received_counts: ReceivedCounts,
    pub(crate) seen: Seen,
    /// The last revisions that this process has seen.
    revisions: watch::Sender<Revisions>,
    /// Held while the changes are read, so that all who ask at the same time share one reading.
    reading: Mutex<()>,
    /// The open pages, which changes wake.
    pub hub: Hub,
    /// Wakes this process's workers.
    pub(crate) queue: Wakes,
    pub(crate) jitter: Jitter,
    /// Notices a clock that is set back.
    pub(crate) latest_seen: LatestSeen,
    /// Notices a clock that goes ahead.
    leaps: Leaps,
    /// Which of this process's workers are in trouble.
    pub health: Health,
    pub(crate) ready: Ready,
    pub(crate) failpoint: Failpoint,
}

impl Backend {
    /// Connects and brings the schema up to date.
    pub async fn open(url: &str, connections: u32, clock: Clock) -> Result<Arc<Self>> {
        Self::open_with(url, connections, clock, Services::default()).await
    }

    /// The same, with further services.
    pub async fn open_with(
        url: &str,
        connections: u32,
        clock: Clock,
        services: Services,
    ) -> Result<Arc<Self>> {
        let db = database::connect(url, connections).await?;
        database::migrate(&db).await?;
        let revisions = revision::read(&db).await?;
        Ok(Arc::new(Self {
            db,
            clock,
            passwords: Passwords::default(),
            sessions: Sessions::default(),
            discoveries: Discoveries::default(),
            public_address: PublicAddress::default(),
            audience: AudienceIndex::default(),
            home: HomePages::default(),
            personal: PersonalTogether::default(),
            readers: KeptReaders::default(),
            portals: Portals::default(),
            searches: Pace::new(SEARCHES, MINUTE_MS),
            feeds: Pace::new(FEEDS, 60 * MINUTE_MS),
            limits: services.limits,
            journal_days: services.journal_days,
            night: services.night,
            kept_files: KeptFiles::default(),
            undo_ms: services.undo_ms,
            files: services.files,
            arriving: Arriving::new(services.limits),
            scanner: services.scanner,
            secrets: services.secrets,
            mail: services.mail,
            outbound: services.outbound,
            folds: Folds::default(),
            archives: Shares::new(retention::ARCHIVES),
            calendars: Shares::new(agenda::CALENDARS),
            article_feeds: Shares::new(spaces::ARTICLE_FEEDS),
            states: MessageStates::default(),
            sightings: Sightings::default(),
            received: ReceivedSeen::default(),
            received_counts: ReceivedCounts::default(),
            seen: Seen::default(),
            revisions: watch::channel(revisions).0,
            reading: Mutex::default(),
            hub: Hub::default(),
            queue: Wakes::default(),
            jitter: services.jitter,
            latest_seen: LatestSeen::default(),
            leaps: Leaps::default(),
            health: Health::new(services.restart_pause.unwrap_or(RESTART_PAUSE)),
            ready: Ready::default(),
            failpoint: services.failpoint,
        }))
    }

    /// The revisions as they change.
    pub fn watch(&self) -> watch::Receiver<Revisions> {
        self.revisions.subscribe()
    }

    pub(crate) fn revisions(&self) -> Revisions {
        *self.revisions.borrow()
    }

    /// Reads what changed, drops the caches that it makes stale, and wakes the open pages that it
    /// concerns. Called several times a second, and after each change made by this process, so that
    /// it shows at once.
    pub async fn refresh(&self) -> Result<()> {
        let _reading = self.reading.lock().await;
        let before = self.revisions();
        let read = revision::read(&self.db).await?;
        if read == before {
            return Ok(());
        }
        let mut changes = revision::since(&self.db, &before, &read).await?;
        self.name_readers(&mut changes).await?;
        self.forget(&changes);
        if read.incarnation != before.incarnation {
            tracing::warn!(
                "another state of the database was restored; nothing that was read before is kept"
            );
            self.home.forget_readers();
            self.audience.forget().await;
            self.sightings.forget();
            self.received.forget();
            self.seen.forget();
            self.portals.forget_entirely();
            self.discoveries.forget();
            self.kept_files.forget_entirely();
        }
        self.revisions.send_replace(read);
        for (topic, touched) in &changes {
            self.hub.wake(*topic, touched);
        }
        Ok(())
    }

    /// Wakes every open page when the clock has leapt forward: a page that waits until something begins or
    /// ends by itself has heard nothing of it.
    pub(crate) fn look_at_clock(&self) {
        if self.leaps.has_leapt(Instant::now(), self.clock.now()) {
            tracing::warn!("the clock went forward by itself; every open page looks again");
            for topic in Topic::ALL {
                self.hub.wake(topic, &Touched::Everything);
            }
        }
    }

    fn forget(&self, changes: &Changes) {
        for (topic, touched) in changes {
            match topic {
                Topic::Board => self.home.forget(touched),
                Topic::Sessions => {
                    self.sessions.forget(touched);
                    self.portals.forget(touched);
                }
                Topic::Directory => self.sessions.roles_changed(touched),
                Topic::Access => {
                    self.sessions.roles_changed(touched);
                    self.readers.rights_changed(touched);
                }
                Topic::Messages => {}
            }
        }
    }

    /// Replaces the inboxes of a message by those of its people who have a page open here.
    async fn name_readers(&self, changes: &mut Changes) -> Result<()> {
        let Some(Touched::These(scopes)) = changes.get_mut(&Topic::Messages) else { return Ok(()) };
        let open = self.hub.people(Topic::Messages);
        for scope in scopes.clone() {
            let Scope::Inboxes { message, after, up_to } = scope else { continue };
            scopes.remove(&scope);
            let concerned = messages::concerned(&self.db, &open, message, after, up_to).await?;
            scopes.extend(concerned.into_iter().map(Scope::Person));
        }
        Ok(())
    }
}
