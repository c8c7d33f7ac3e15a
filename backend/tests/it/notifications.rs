//! The last line of the table of rights, for each role and event: who is told, and once.

mod once;

use backend::{
    access::grant,
    database::begin,
    notifications::{Corrected, StateChanged, corrected, state_changed},
};
use domain::{
    CommunicationId,
    access::{Cell, Extent, Grantee, NewGrant, Population, Right, Role, Scope, Subject},
    communications::Channel,
    directory::Profile,
    targets::TargetInput,
};
use testing::{Actor, Form, World, announcement, both_engines, in_schools, news, note, of_profile, staff};

/// A person who holds only this role, at Curie.
fn holder(role: Role) -> &'static str {
    match role {
        Role::SenderNews => "redacteur",
        Role::SenderAnnouncement => "enseignant",
        Role::SenderViewer => "observateur",
        Role::SenderMessage => "cpe",
        Role::SenderManager => "gestionnaire",
        Role::SenderAdministrator => "administratrice",
        Role::RecipientViewer => "secretariat",
        Role::RecipientManager => "referent",
    }
}

async fn world(url: &str) -> World {
    let world = World::new(url).await;
    let place = staff(world.curie, Profile::Management, "Adjoint");
    world
        .add("administratrice")
        .stands_in(place)
        .holds_at(Role::SenderAdministrator, world.curie)
        .save()
        .await;
    world
}

fn form(channel: Channel) -> Form {
    match channel {
        Channel::Announcement => announcement("Sortie"),
        Channel::Message => note("Sortie"),
        Channel::News => news("Sortie", "<p>Lundi</p>"),
    }
}

/// Changes author and channel after the deployment, also to an author who could not have sent it.
async fn belongs_to(world: &World, id: CommunicationId, author: Actor<'_>, channel: Channel) {
    let (author, channel) = (author.person, channel.code());
    let sql = format!("UPDATE communication SET author_id = {author}, channel = '{channel}' WHERE id = {id}");
    world.sql(&sql).await;
    world.sql(&format!("UPDATE message SET author_id = {author} WHERE communication_id = {id}")).await;
}

/// How many notifications with this reason are in a person's inbox.
async fn told(world: &World, who: Actor<'_>, reason: &str) -> i64 {
    let sql = format!(
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id WHERE m.kind = 'notification' \
         AND d.person_id = {} AND d.person_id <= m.reached AND m.dedup LIKE '{reason}'",
        who.person
    );
    world.number(&sql).await.expect("a number")
}

async fn notifications(world: &World) -> i64 {
    let sql =
        "SELECT COUNT(*) FROM delivery d JOIN message m ON m.id = d.message_id WHERE m.kind = 'notification'";
    world.number(sql).await.expect("a number")
}

/// Whether the table tells holders of the role about their own on this channel.
fn tells_own(role: Role, channel: Channel) -> bool {
    let subject = Subject { channel, own: true };
    Cell::of(role, Right::NotifiedByMessage) == Cell::Own
        && Cell::of(role, Right::CreateCommunication).allows(subject)
}

#[both_engines]
async fn authors_learn_the_outcome_of_their_own(url: &str) {
    let world = world(url).await;
    let (direction, collectivite) = (world.actor("direction").await, world.actor("collectivite").await);
    let mut notified = 0;
    for role in Role::ALL {
        let author = world.actor(holder(role)).await;
        for channel in Channel::ALL {
            let expected = i64::from(tells_own(role, channel));
            let case = format!("{role:?}, {channel:?}");

            let id = direction.sends(&form(channel)).await;
            belongs_to(&world, id, author, channel).await;
            world.publish().await;
            assert_eq!(told(&world, author, &format!("own-deployed-{id}")).await, expected, "{case}");
            notified += expected;

            let id = direction.publishes(&form(channel)).await;
            belongs_to(&world, id, author, channel).await;
            collectivite.cancel(id).await.expect("cancelled");
            collectivite.cancel(id).await.expect("cancelled again");
            world.publish().await;
            assert_eq!(told(&world, author, &format!("own-cancelled-{id}")).await, expected, "{case}");

            let id = direction.sends(&form(channel)).await;
            belongs_to(&world, id, author, channel).await;
            let broken =
                format!("UPDATE target SET criteria = '{{' || criteria WHERE communication_id = {id}");
            world.sql(&broken).await;
            for _ in 0..6 {
                world.publish().await;
                world.wait(40_000);
            }
            assert_eq!(told(&world, author, &format!("own-failed-{id}")).await, expected, "{case}");
        }
    }
    assert_eq!(notified, 3, "news, announcements and messages, each by its own role");
}

#[both_engines]
async fn nobody_is_told_what_they_did_themselves(url: &str) {
    let world = world(url).await;
    let cpe = world.actor("cpe").await;
    let id = cpe.publishes(&note("Sortie")).await;
    cpe.cancel(id).await.expect("cancelled");
    world.publish().await;
    assert_eq!(told(&world, cpe, "own-cancelled-%").await, 0);
    // A head is also a recipient for the school, but gets no notification about their own.
    let direction = world.actor("direction").await;
    direction.publishes(&announcement("Du chef")).await;
    assert_eq!(told(&world, direction, "school-new-%").await, 1, "that of the CPE alone");
}

#[both_engines]
async fn schools_learn_of_new_and_withdrawn_communications(url: &str) {
    let world = world(url).await;
    let sender = world.actor("collectivite").await;
    let observed: Vec<_> = Role::ALL.to_vec();
    for channel in Channel::ALL {
        let one_school = in_schools(&[world.curie], of_profile(Profile::Student));
        let id = sender.sends(&form(channel).to([one_school])).await;
        let new = format!("school-new-{id}");
        for role in &observed {
            assert_eq!(told(&world, world.actor(holder(*role)).await, &new).await, 0, "not before");
        }
        world.publish().await;
        let withdrawn = format!("school-withdrawn-{id}");
        for role in &observed {
            let reader = world.actor(holder(*role)).await;
            let cell = Cell::of(*role, Right::NotifiedByMessage);
            let expected = i64::from(cell == Cell::NewOnSchoolOrCancelled);
            assert_eq!(told(&world, reader, &new).await, expected, "{role:?}");
            assert_eq!(told(&world, reader, &withdrawn).await, 0, "{role:?}");
        }
        sender.cancel(id).await.expect("cancelled");
        world.publish().await;
        for role in &observed {
            let reader = world.actor(holder(*role)).await;
            let cell = Cell::of(*role, Right::NotifiedByMessage);
            let expected = i64::from(cell == Cell::NewOnSchoolOrCancelled);
            assert_eq!(told(&world, reader, &withdrawn).await, expected, "{role:?}");
        }
        // Heads are notified by function; other schools and ordinary readers are not notified.
        for (name, expected) in [("direction", 1), ("proviseure", 1), ("etrangere", 0), ("eleve", 0)] {
            assert_eq!(told(&world, world.actor(name).await, &new).await, expected, "{name}");
        }
    }
}

#[both_engines]
async fn a_communication_never_published_is_not_withdrawn(url: &str) {
    let world = world(url).await;
    let sender = world.actor("collectivite").await;
    let id = sender.sends(&note("Demain").later("2026-10-06", "07:30")).await;
    sender.cancel(id).await.expect("cancelled");
    let teachers = in_schools(&[world.curie, world.leconte], of_profile(Profile::Teacher));
    sender.publishes(&note("Conseil").to([teachers])).await;
    assert_eq!(told(&world, world.actor("referent").await, "school-%").await, 1, "the second alone");
    world
        .add("referent de Leconte")
        .stands_in(staff(world.leconte, Profile::AdminTechnical, "Technicien"))
        .holds_at(Role::RecipientManager, world.leconte)
        .save()
        .await;
    sender.publishes(&note("Encore").to([of_profile(Profile::Teacher)])).await;
    let elsewhere = world.actor("referent de Leconte").await;
    assert_eq!(told(&world, elsewhere, "school-%").await, 0, "nobody there has it");
}

#[both_engines]
async fn holders_by_population_are_told_too(url: &str) {
    let world = world(url).await;
    let authority = Scope::Authority(world.authority);
    let nurses = |extent| {
        let input = TargetInput { functions: vec!["Infirmière".to_owned()], ..TargetInput::default() };
        let mut errors = domain::fields::FieldErrors::default();
        let population = Population::parse(&input, &mut errors).expect("a population");
        NewGrant {
            role: Role::RecipientManager,
            grantee: Grantee::Population(population),
            extent,
            severity: None,
        }
    };
    world
        .add("infirmiere de Leconte")
        .stands_in(staff(world.leconte, Profile::AdminTechnical, "Infirmière"))
        .save()
        .await;
    let sender = world.actor("collectivite").await;
    let here = world.actor("infirmiere").await;
    let there = world.actor("infirmiere de Leconte").await;
    let administrator = world.administrator("professeur").await;
    let administrator = Actor { world: &world, person: administrator };
    let to_curie = || note("À Curie").to([in_schools(&[world.curie], of_profile(Profile::Student))]);
    for (extent, expected) in [(Extent::OwnSchools, [1, 0]), (Extent::Whole, [1, 1])] {
        world.sql("DELETE FROM access_grant WHERE population IS NOT NULL").await;
        let new = nurses(extent);
        grant::insert(&world.backend.db, &new, authority, None).await.expect("a grant");
        let id = sender.publishes(&to_curie()).await;
        let new = format!("school-new-{id}");
        let heard = [told(&world, here, &new).await, told(&world, there, &new).await];
        assert_eq!(heard, expected, "{extent:?}");
        assert_eq!(told(&world, administrator, &new).await, 1, "who administers the portal");
    }
    world.leaves(there.person).await;
    world.sql(&format!("UPDATE person SET removed_at = 1 WHERE id = {}", administrator.person)).await;
    let id = sender.publishes(&to_curie()).await;
    let new = format!("school-new-{id}");
    assert_eq!(told(&world, there, &new).await + told(&world, administrator, &new).await, 0);
}

async fn change(world: &World, change: &StateChanged) {
    let transaction = begin(&world.backend.db).await.expect("a transaction");
    state_changed(&transaction, change).await.expect("told");
    transaction.commit().await.expect("a commit");
}

#[both_engines]
async fn managers_learn_that_a_school_changed_the_state(url: &str) {
    let world = world(url).await;
    let by = world.actor("referent").await;
    let direction = world.actor("direction").await;
    let id = direction.publishes(&announcement("De Curie")).await;
    let off = StateChanged {
        communication: id,
        school: world.curie,
        by: by.person,
        online: false,
        reason: None,
        at: world.backend.clock.now(),
    };
    change(&world, &off).await;
    for role in Role::ALL {
        let expected = i64::from(Cell::of(role, Right::NotifiedByMessage) == Cell::StateChangedByRecipient);
        let reader = world.actor(holder(role)).await;
        assert_eq!(told(&world, reader, &format!("state-{id}-%")).await, expected, "{role:?}");
    }
    // The same change is told only once; another change is told separately.
    let before = notifications(&world).await;
    change(&world, &off).await;
    assert_eq!(notifications(&world).await, before);
    world.wait(1_000);
    change(&world, &StateChanged { online: true, at: world.backend.clock.now(), ..off.clone() }).await;
    assert_eq!(told(&world, world.actor("gestionnaire").await, &format!("state-{id}-%")).await, 2);

    // Communications of an authority are managed by its staff, not by the staff of a school.
    let id = world.actor("collectivite").await.publishes(&announcement("De la collectivité")).await;
    let off = StateChanged { communication: id, at: world.backend.clock.now(), ..off.clone() };
    change(&world, &off).await;
    for (name, expected) in
        [("collectivite", 1), ("gestionnaire", 0), ("direction", 0), ("administratrice", 0)]
    {
        assert_eq!(told(&world, world.actor(name).await, &format!("state-{id}-%")).await, expected, "{name}");
    }
}

#[both_engines]
async fn authors_learn_that_a_school_changed_the_state_of_their_own(url: &str) {
    let world = world(url).await;
    let direction = world.actor("direction").await;
    for role in Role::ALL {
        let author = world.actor(holder(role)).await;
        for channel in Channel::ALL {
            let id = direction.publishes(&form(channel)).await;
            belongs_to(&world, id, author, channel).await;
            let by = world.person("referent").await;
            let at = world.backend.clock.now();
            let off =
                StateChanged { communication: id, school: world.curie, by, online: false, reason: None, at };
            change(&world, &off).await;
            let manages = Cell::of(role, Right::NotifiedByMessage) == Cell::StateChangedByRecipient;
            let expected = i64::from(manages || tells_own(role, channel));
            let heard = told(&world, author, &format!("state-{id}-%")).await;
            assert_eq!(heard, expected, "{role:?}, {channel:?}");
        }
    }
}

#[both_engines]
async fn authors_learn_that_somebody_else_corrected_their_own(url: &str) {
    let world = world(url).await;
    let direction = world.actor("direction").await;
    let correct = async |correction: Corrected| {
        let transaction = begin(&world.backend.db).await.expect("a transaction");
        corrected(&transaction, &correction).await.expect("told");
        transaction.commit().await.expect("a commit");
    };
    for role in Role::ALL {
        let author = world.actor(holder(role)).await;
        for channel in Channel::ALL {
            let id = direction.publishes(&form(channel)).await;
            belongs_to(&world, id, author, channel).await;
            let at = world.backend.clock.now();
            let by_another = Corrected { communication: id, by: direction.person, at };
            correct(by_another).await;
            correct(by_another).await;
            let reason = format!("own-corrected-{id}-%");
            let expected = i64::from(tells_own(role, channel));
            assert_eq!(told(&world, author, &reason).await, expected, "{role:?}, {channel:?}");
            // Another correction is told separately; one's own is not told.
            correct(Corrected { at: at.plus(1), ..by_another }).await;
            correct(Corrected { at: at.plus(2), by: author.person, ..by_another }).await;
            assert_eq!(told(&world, author, &reason).await, 2 * expected, "{role:?}, {channel:?}");
            assert_eq!(told(&world, direction, &reason).await, 0);
        }
    }
}
