//! Communications in any state that the engine may have left them in.

use backend::entities::{communication, publication};
use domain::{
    CommunicationId,
    communications::{Channel, ContentFacts, PeriodFacts, SchoolCounts, StatusFacts},
    time::Millis,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use testing::{Actor, says};

#[derive(Clone, Debug)]
pub struct Communication {
    cancelled_at: Option<i64>,
    sites: Vec<Site>,
    /// It was noted that it reaches nobody.
    nobody: bool,
}

#[derive(Clone, Copy, Debug)]
struct Site {
    outcome: Outcome,
    begins_at: i64,
    ends_at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Waiting,
    Published,
    Failed,
}

/// At most one page of communications, each in one to four schools.
pub fn any() -> impl Strategy<Value = Vec<Communication>> {
    let outcome = select(&[Outcome::Waiting, Outcome::Published, Outcome::Published, Outcome::Failed][..]);
    let site = (outcome, 0..3_000_i64, 1..2_000_i64).prop_map(|(outcome, begins_at, length)| Site {
        outcome,
        begins_at,
        ends_at: begins_at + length,
    });
    // Most are not cancelled, otherwise the other states would be rare.
    let cancelled_at = prop_oneof![4 => Just(None), 1 => option::of(0..3_000_i64)];
    vec(
        (cancelled_at, vec(site, 1..=4), proptest::bool::weighted(0.2))
            .prop_map(|(cancelled_at, sites, nobody)| Communication { cancelled_at, sites, nobody }),
        1..=25,
    )
}

impl Communication {
    pub fn announcement(&self) -> PeriodFacts {
        PeriodFacts {
            begins: self.sites.iter().map(|site| (Millis(site.begins_at), 1)).collect(),
            nobody: self.nobody,
            last_ends_at: Millis(self.sites.iter().map(|site| site.ends_at).max().unwrap_or_default()),
        }
    }

    pub fn facts(&self) -> StatusFacts {
        let small = |count: usize| u32::try_from(count).expect("four schools at most");
        let of = |outcome| small(self.sites.iter().filter(|site| site.outcome == outcome).count());
        StatusFacts {
            cancelled_at: self.cancelled_at.map(Millis),
            held_until: None,
            schools: SchoolCounts {
                all: small(self.sites.len()),
                published: of(Outcome::Published),
                failed: of(Outcome::Failed),
                offline: 0,
            },
            content: ContentFacts::Announcement(self.announcement()),
        }
    }
}

/// Replaces all communications of the database by these, in their order.
pub async fn replace(author: Actor<'_>, some: &[Communication]) -> Vec<CommunicationId> {
    let world = author.world;
    for table in ["concern", "publication", "announcement", "news", "communication"] {
        world.sql(&format!("DELETE FROM {table}")).await;
    }
    let schools = [world.curie, world.pasteur, world.leconte, world.foreign];
    let mut ids = Vec::new();
    for (number, one) in (0..).zip(some) {
        let row = communication::ActiveModel {
            author_id: Set(author.person),
            form_key: Set(format!("key-{number:08}")),
            channel: Set(Channel::Announcement),
            title: Set(format!("{one:?}")),
            perimeter_key: Set(String::new()),
            source_name: Set(String::new()),
            search_text: Set(String::new()),
            created_at: Set(Millis(number)),
            cancelled_at: Set(one.cancelled_at.map(Millis)),
            cancelled_by: Set(None),
            source_authority_id: Set(None),
            recipients: Set(None),
            ..Default::default()
        };
        let id = row.insert(&world.backend.db).await.expect("a communication").id;
        says(&world.backend.db, id, author.person, Channel::Announcement).await;
        let rows = one.sites.iter().zip(schools).map(|(site, school)| publication::ActiveModel {
            communication_id: Set(id),
            establishment_id: Set(school),
            begins_at: Set(Millis(site.begins_at)),
            ends_at: Set(Millis(site.ends_at)),
            recipients: Set(None),
            delivered: Set(None),
            published_at: Set((site.outcome == Outcome::Published).then_some(Millis(0))),
            offline_at: Set(None),
            offline_by: Set(None),
            offline_reason: Set(None),
            failed_at: Set((site.outcome == Outcome::Failed).then_some(Millis(0))),
            changed_at: Set(Millis(0)),
            changed_by: Set(None),
            schools: Set(i32::try_from(one.sites.len()).expect("few schools")),
        });
        publication::Entity::insert_many(rows)
            .exec_without_returning(&world.backend.db)
            .await
            .expect("sites");
        if one.nobody {
            let noted = "INSERT INTO concern (communication_id, cause, detail, noted_at) VALUES";
            world.sql(&format!("{noted} ({id}, 'nobody', '{{\"kind\":\"nobody\"}}', 0)")).await;
        }
        ids.push(id);
    }
    ids
}
