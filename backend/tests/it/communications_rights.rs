//! Who sees and who cancels which communication: every role, channel and place agrees with the
//! table of rights.

use backend::{
    Error,
    entities::{communication, publication},
};
use domain::{
    CommunicationId, EstablishmentId,
    access::{Cell, Right, Role, Subject},
    communications::{
        Channel,
        view::{SentFilter, SitesFilter},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use testing::{Actor, NOW, World, announcement, at, both_engines, says};

/// The sender for whom a communication was sent, and its schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Curie,
    Pasteur,
    /// To both schools of the campus, in the name of the campus.
    Site,
    /// To Curie only, but in the name of the authority.
    Authority,
    Foreign,
}

const PLACES: [Place; 5] = [Place::Curie, Place::Pasteur, Place::Site, Place::Authority, Place::Foreign];

/// A person, their roles, and the places that the roles cover.
type Holder = (&'static str, &'static [Role], &'static [Place]);

const AT_CURIE: &[Place] = &[Place::Curie];
const HOLDERS: [Holder; 12] = [
    ("redacteur", &[Role::SenderNews], AT_CURIE),
    ("enseignant", &[Role::SenderAnnouncement], AT_CURIE),
    ("observateur", &[Role::SenderViewer], AT_CURIE),
    ("cpe", &[Role::SenderMessage], AT_CURIE),
    ("infirmiere", &[Role::SenderAnnouncement, Role::SenderMessage], AT_CURIE),
    ("gestionnaire", &[Role::SenderManager], AT_CURIE),
    ("secretariat", &[Role::RecipientViewer], AT_CURIE),
    ("referent", &[Role::RecipientManager], AT_CURIE),
    ("direction", &Role::HEAD_OF_ESTABLISHMENT, AT_CURIE),
    ("proviseure", &Role::HEAD_OF_ESTABLISHMENT, &[Place::Curie, Place::Pasteur, Place::Site]),
    (
        "collectivite",
        &[Role::SenderAdministrator],
        &[Place::Curie, Place::Pasteur, Place::Site, Place::Authority],
    ),
    ("eleve", &[], &[]),
];

#[derive(Debug)]
struct Sent {
    id: CommunicationId,
    channel: Channel,
    place: Place,
    author: &'static str,
}

fn allowed((name, roles, covers): Holder, right: Right, sent: &Sent) -> bool {
    let subject = Subject { channel: sent.channel, own: sent.author == name };
    roles.iter().any(|role| match Cell::of(*role, right) {
        // Own communications stay one's own, wherever they were sent.
        cell @ (Cell::Own | Cell::OwnOf(_)) => cell.allows(subject),
        cell => {
            let own = subject.own && touches(covers, sent.place);
            cell.allows(subject) && (own || covers.contains(&sent.place))
        }
    })
}

/// Whether a part of where it was sent is among these places: enough for what one sent oneself, as
/// schools may leave the place later.
fn touches(covers: &[Place], place: Place) -> bool {
    match place {
        Place::Site => covers.contains(&Place::Curie) || covers.contains(&Place::Pasteur),
        // It went to Curie.
        Place::Authority => covers.contains(&Place::Curie) || covers.contains(&Place::Authority),
        Place::Curie | Place::Pasteur | Place::Foreign => covers.contains(&place),
    }
}

/// Whether it concerns only the person's own schools, so that a refusal names the missing right.
fn inside(name: &str, sent: &Sent) -> bool {
    match name {
        "proviseure" => matches!(sent.place, Place::Curie | Place::Pasteur | Place::Site),
        "collectivite" => sent.place != Place::Foreign,
        _ => sent.place == Place::Curie,
    }
}

async fn send(world: &World, author: &'static str, channel: Channel, place: Place) -> Sent {
    let author_id = world.person(author).await;
    let row = communication::ActiveModel {
        author_id: Set(author_id),
        form_key: Set(format!("{author}-{}-{place:?}", channel.code())),
        channel: Set(channel),
        title: Set(format!("{author} {channel:?} {place:?}")),
        perimeter_key: Set(String::new()),
        source_name: Set(String::new()),
        source_authority_id: Set((place == Place::Authority).then_some(world.authority)),
        search_text: Set(String::new()),
        created_at: Set(at(NOW)),
        ..Default::default()
    };
    let id = row.insert(&world.backend.db).await.expect("a communication").id;
    says(&world.backend.db, id, author_id, channel).await;
    let schools: &[EstablishmentId] = match place {
        Place::Curie | Place::Authority => &[world.curie],
        Place::Pasteur => &[world.pasteur],
        Place::Site => &[world.curie, world.pasteur],
        Place::Foreign => &[world.foreign],
    };
    let rows = schools.iter().map(|school| publication::ActiveModel {
        communication_id: Set(id),
        establishment_id: Set(*school),
        begins_at: Set(at(NOW)),
        ends_at: Set(at(NOW).plus(1_000)),
        changed_at: Set(at(NOW)),
        schools: Set(i32::try_from(schools.len()).expect("few schools")),
        ..Default::default()
    });
    publication::Entity::insert_many(rows).exec_without_returning(&world.backend.db).await.expect("sites");
    Sent { id, channel, place, author }
}

/// Sends one communication for each channel and place. `author` matters for rights on one's own.
async fn send_everywhere(world: &World, author: &'static str) -> Vec<Sent> {
    let mut all = Vec::new();
    for channel in Channel::ALL {
        for place in PLACES {
            all.push(send(world, author, channel, place).await);
        }
    }
    all
}

#[both_engines]
async fn every_role_sees_and_cancels_as_the_table_says(world: World) {
    let others = send_everywhere(&world, "professeur").await;
    for holder in HOLDERS {
        let mut all = send_everywhere(&world, holder.0).await;
        check(&world, holder, all.iter().chain(&others)).await;
        all.clear();
        world.sql("DELETE FROM publication WHERE communication_id IN (SELECT c.id FROM communication c JOIN person p ON p.id = c.author_id WHERE p.external_id <> 'professeur')").await;
        let its_own = "communication_id IN (SELECT c.id FROM communication c JOIN person p ON p.id = c.author_id WHERE p.external_id <> 'professeur')";
        for content in ["announcement", "news"] {
            world.sql(&format!("DELETE FROM {content} WHERE {its_own}")).await;
        }
        world
            .sql(&format!(
                "DELETE FROM message_body WHERE message_id IN (SELECT id FROM message WHERE {its_own})"
            ))
            .await;
        world.sql(&format!("DELETE FROM message WHERE {its_own}")).await;
        world.sql("DELETE FROM communication WHERE author_id <> (SELECT id FROM person WHERE external_id = 'professeur')").await;
    }
}

async fn check(world: &World, holder: Holder, all: impl Iterator<Item = &Sent>) {
    let (name, roles, _) = holder;
    let actor = world.actor(name).await;
    let mut expected = Vec::new();
    for sent in all {
        let sees = allowed(holder, Right::OpenSenderDashboard, sent);
        let cancels = allowed(holder, Right::CancelCommunication, sent);
        match actor.detail(sent.id).await {
            Ok(detail) => {
                assert!(sees, "{name} must not see {sent:?}");
                assert_eq!(detail.may_cancel, cancels, "{name} {sent:?}");
            }
            Err(Error::Forbidden(Right::OpenSenderDashboard)) => {
                assert!(!sees && inside(name, sent), "{name} {sent:?}");
            }
            Err(Error::NotFound) => assert!(!sees && !inside(name, sent), "{name} {sent:?}"),
            Err(other) => panic!("{name} {sent:?}: {other}"),
        }
        check_cancel(world, actor, sent, sees || inside(name, sent), cancels).await;
        if sees {
            expected.push(sent.id);
        }
    }
    expected.sort();
    let opens = roles.iter().any(|role| Cell::of(*role, Right::OpenSenderDashboard) != Cell::No);
    match actor.sent(&SentFilter::default()).await {
        Err(Error::Forbidden(Right::OpenSenderDashboard)) => assert!(!opens, "{name}"),
        Err(other) => panic!("{name}: {other}"),
        Ok(first) => {
            assert!(opens, "{name}");
            let mut listed: Vec<_> = first.rows.iter().map(|row| row.id).collect();
            if first.pages > 1 {
                listed.extend(actor.finds(&SentFilter { page: 2, ..SentFilter::default() }).await);
            }
            listed.sort();
            assert_eq!(listed, expected, "the list of {name}");
        }
    }
}

async fn check_cancel(world: &World, actor: Actor<'_>, sent: &Sent, known: bool, cancels: bool) {
    let outcome = actor.cancel(sent.id).await;
    let (id, me) = (sent.id, actor.person);
    let stored = world.number(&format!("SELECT cancelled_by FROM communication WHERE id = {id}")).await;
    match outcome {
        Ok(()) => {
            assert!(cancels, "{me} must not cancel {sent:?}");
            assert_eq!(stored, Some(me.0));
            world
                .sql(&format!(
                    "UPDATE communication SET cancelled_at = NULL, cancelled_by = NULL WHERE id = {id}"
                ))
                .await;
        }
        Err(Error::Forbidden(Right::CancelCommunication)) => assert!(known && !cancels, "{sent:?}"),
        Err(Error::NotFound) => assert!(!known, "{sent:?}"),
        Err(other) => panic!("{sent:?}: {other}"),
    }
    if !cancels {
        assert_eq!(stored, None, "{sent:?}");
    }
}

#[both_engines]
async fn a_head_does_not_manage_what_the_authority_sends(world: World) {
    let id = world.actor("collectivite").await.publishes(&announcement("Du bureau numérique")).await;
    for name in ["direction", "proviseure", "gestionnaire", "observateur"] {
        let actor = world.actor(name).await;
        assert!(matches!(actor.detail(id).await, Err(Error::NotFound)), "{name}");
        assert!(matches!(actor.cancel(id).await, Err(Error::NotFound)), "{name}");
        assert_eq!(actor.finds(&SentFilter::default()).await, [], "{name}");
        assert_eq!(actor.sees().await, ["Du bureau numérique"], "{name}");
    }
    world.administrator("professeur").await;
    world.actor("professeur").await.cancel(id).await.expect("the administrator may");
    assert_eq!(world.actor("direction").await.sees().await, Vec::<String>::new());
}

#[both_engines]
async fn missing_and_foreign_communications_look_alike(world: World) {
    let id = world.actor("etrangere").await.publishes(&announcement("Ailleurs")).await;
    let head = world.actor("direction").await;
    for id in [id, CommunicationId(id.0 + 1), CommunicationId(0), CommunicationId(i64::MIN)] {
        assert!(matches!(head.detail(id).await, Err(Error::NotFound)));
        assert!(matches!(head.cancel(id).await, Err(Error::NotFound)));
        let caller = head.caller().await;
        let sites =
            backend::communications::sites(&world.backend, &caller, id, &SitesFilter::default()).await;
        assert!(matches!(sites, Err(Error::NotFound)));
        let version = backend::communications::version_of(&world.backend, &caller, id).await;
        assert!(matches!(version, Err(Error::NotFound)));
    }
}
