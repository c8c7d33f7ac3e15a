//! The demonstration: every account opens on something worth seeing.

use std::{collections::BTreeSet, sync::Arc};

use backend::{
    Backend,
    access::Caller,
    accounts,
    clock::Clock,
    communications, demonstration,
    directory::demo::{DEMO_PEOPLE, fill},
    entities::{account, event},
    home, messages, spaces,
};
use chrono::Datelike as _;
use domain::{
    PersonId,
    communications::{Severity, Start, view::SentFilter},
    messages::view::InboxFilter,
    time::Millis,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use testing::{OnDatabase, at, both_engines};

const NOW: &str = "2026-11-26T10:00:00Z";

struct Demonstration {
    backend: Arc<Backend>,
}

impl OnDatabase for Demonstration {
    async fn open(url: &str) -> Self {
        let now = at(NOW);
        let begins = Millis(now.0 - demonstration::DAYS * 24 * 3_600_000);
        let backend = Backend::open(url, 4, Clock::fixed(begins)).await.expect("a backend");
        fill(&backend.db, begins, &|_| ()).await.expect("a directory");
        accounts::give_demo_accounts(&backend).await.expect("accounts");
        demonstration::tell(&backend, now).await.expect("a story");
        Self { backend }
    }
}

impl Demonstration {
    async fn person(&self, login: &str) -> PersonId {
        let found = account::Entity::find().filter(account::Column::Login.eq(login));
        found.one(&self.backend.db).await.expect("accounts").expect(login).person_id
    }

    async fn caller(&self, login: &str) -> Caller {
        Caller::load(&self.backend.db, self.person(login).await).await.expect("somebody")
    }
}

#[both_engines]
async fn every_account_opens_on_something(demonstration: Demonstration) {
    let backend = &demonstration.backend;
    assert_eq!(backend.clock.now(), at(NOW), "the story ends now");
    for login in ["parent", "eleve", "enseignant", "direction"] {
        let page = home::announcements_for(backend, demonstration.person(login).await).await.expect("a page");
        assert!(!page.announcements.is_empty(), "{login} sees announcements");
    }
    let parent = demonstration.caller("parent").await;
    let page = home::announcements_for(backend, parent.person).await.expect("a page");
    let severities: BTreeSet<Severity> = page.announcements.iter().map(|said| said.severity).collect();
    assert_eq!(severities.len(), 3, "an announcement of each severity");
    let inbox = messages::inbox(backend, &parent, &InboxFilter::default()).await.expect("an inbox");
    assert!(!inbox.rows.is_empty(), "a parent has messages");
    for login in [
        "enseignant",
        "cpe",
        "infirmiere",
        "direction",
        "proviseure",
        "collectivite",
        "observateur",
        "gestionnaire",
    ] {
        let caller = demonstration.caller(login).await;
        let sent = communications::sent(backend, &caller, &SentFilter::default()).await.expect("a list");
        assert!(!sent.rows.is_empty(), "{login} finds communications");
    }
    for login in ["parent", "eleve", "professeur", "direction"] {
        let caller = demonstration.caller(login).await;
        let own = spaces::spaces_page(backend, &caller, None, "").await.expect("spaces");
        assert!(own.rows.iter().any(|row| row.latest.is_some()), "{login} finds an article");
    }
    let enseignant = demonstration.caller("enseignant").await;
    let form = communications::compose(backend, &enseignant, Start::Blank).await.expect("a form");
    assert_eq!(form.drafts.len(), 1, "a draft waits");
    assert_eq!(DEMO_PEOPLE.len(), 15);
    let events = event::Entity::find().all(&backend.db).await.expect("events");
    for event in events {
        let day = event.time.first_day();
        assert!(day.weekday().number_from_monday() <= 5, "{} is on a school day: {day}", event.title);
    }
}
