//! *Destinataires*: the names behind the figures, where a school shows them.

use backend::{Error, Result, access::show_names, communications};
use domain::{
    CommunicationId, EstablishmentId, MessageId,
    communications::{
        Acknowledgement,
        names::{NameState, NamesFilter, NamesPage, NeverSignedIn},
    },
    directory::Profile,
};
use testing::{Actor, World, both_engines, note, of_profile, parent, pupil};

async fn sets(world: &World, name: &str, school: EstablishmentId, shown: bool) -> Result<()> {
    let caller = world.actor(name).await.caller().await;
    show_names(&world.backend, &caller, &format!("etablissement-{school}"), shown).await.map(|_| ())
}

async fn look_with(actor: Actor<'_>, id: CommunicationId, filter: &NamesFilter) -> Result<NamesPage> {
    communications::names(&actor.world.backend, &actor.caller().await, id, filter).await
}

async fn look(actor: Actor<'_>, id: CommunicationId) -> Result<NamesPage> {
    look_with(actor, id, &NamesFilter::default()).await
}

fn is_missing<T>(outcome: &Result<T>) -> bool {
    matches!(outcome, Err(Error::NotFound))
}

async fn entries(world: &World, action: &str) -> Option<i64> {
    world.number(&format!("SELECT COUNT(*) FROM audit_entry WHERE action = '{action}'")).await
}

#[both_engines]
async fn the_author_and_the_administrators_see_names_where_the_school_shows_them(world: World) {
    let sender = world.actor("cpe").await;
    let id = sender.publishes(&note("Sortie")).await;
    let everybody = ["cpe", "direction", "proviseure", "collectivite", "observateur", "gestionnaire"];
    let nobody = ["enseignant", "secretariat", "referent", "professeur", "parent", "etrangere"];
    for name in everybody.into_iter().chain(nobody) {
        assert!(is_missing(&look(world.actor(name).await, id).await), "{name} before it is switched on");
    }
    assert!(!sender.detail(id).await.expect("a page").may_name);
    assert!(matches!(sets(&world, "cpe", world.curie, true).await, Err(Error::RightsAdministratorOnly)));
    assert!(is_missing(&sets(&world, "etrangere", world.curie, true).await));
    sets(&world, "direction", world.curie, true).await.expect("the head may");
    sets(&world, "direction", world.curie, true).await.expect("the same again");
    assert_eq!(entries(&world, "names_setting").await, Some(1), "nothing changed the second time");

    for name in everybody.into_iter().chain(nobody) {
        let seen = look(world.actor(name).await, id).await;
        let may = ["cpe", "direction", "proviseure", "collectivite"].contains(&name);
        assert_eq!((seen.is_ok(), is_missing(&seen)), (may, !may), "{name}");
    }
    assert_eq!(entries(&world, "names_seen").await, Some(4), "each look is in the journal, no refusal");
    assert!(sender.detail(id).await.expect("a page").may_name);
    assert!(!world.actor("observateur").await.detail(id).await.expect("a page").may_name);
    let page = look(sender, id).await.expect("names");
    assert_eq!(entries(&world, "names_seen").await, Some(4), "the same look is counted in its entry");
    assert!(page.sender && page.may_remind && !page.by_family && !page.cut);
    assert!(page.rows.iter().any(|row| row.names == ["eleve Martin"] && !row.opened));
    assert_eq!(page.states, [(NameState::Unopened, page.total), (NameState::Opened, 0)]);

    sets(&world, "proviseure", world.curie, false).await.expect("another head may");
    assert!(is_missing(&look(sender, id).await), "hidden again");
    assert_eq!(entries(&world, "names_setting").await, Some(2));
}

#[both_engines]
async fn an_authority_sees_only_the_schools_that_show_names(world: World) {
    let (child, other) = (world.person("eleve").await, world.person("collegien").await);
    let guardian = world.person("parent").await;
    world.family(guardian, child).await;
    world.family(guardian, other).await;
    let sender = world.actor("collectivite").await;
    let id = sender.publishes(&note("À tous").to([of_profile(Profile::Parent)])).await;
    sets(&world, "direction", world.curie, true).await.expect("switched on");
    let page = look(sender, id).await.expect("names");
    assert_eq!(page.schools.iter().map(|(school, _)| *school).collect::<Vec<_>>(), [world.curie]);
    let [row] = &page.rows[..] else { panic!("one parent: {:?}", page.rows) };
    assert_eq!(
        (row.names[0].as_str(), row.children.as_slice()),
        ("parent Martin", &["eleve Martin".to_owned()][..])
    );
    let at_pasteur = NamesFilter { school: world.pasteur.to_string(), ..NamesFilter::default() };
    assert!(is_missing(&look_with(sender, id, &at_pasteur).await));

    // The head of a school sees the names there, although the authority sent the message.
    let head = look(world.actor("direction").await, id).await.expect("names");
    assert!(!head.sender && !head.may_remind);
    let caller = world.actor("direction").await.caller().await;
    let received = communications::received_detail(&world.backend, &caller, id, Some(world.curie)).await;
    assert!(received.expect("a page").may_name, "the page of what was received leads there");
    assert!(is_missing(&look(world.actor("referent").await, id).await));
    let both = world.actor("proviseure").await;
    assert_eq!(look(both, id).await.expect("names").schools.len(), 1);
    sets(&world, "proviseure", world.pasteur, true).await.expect("switched on");
    assert_eq!(look(both, id).await.expect("names").schools.len(), 2);
    let page = look_with(both, id, &at_pasteur).await.expect("names");
    assert_eq!(page.rows[0].children, ["collegien Martin"], "children elsewhere are not named");
}

#[both_engines]
async fn where_one_guardian_is_enough_families_are_counted(world: World) {
    let mother = world.add("mere").stands_in(parent(world.curie, "2de")).save().await;
    let father = world.add("pere").stands_in(parent(world.curie, "2de")).save().await;
    let child = world.add("enfant").stands_in(pupil(world.curie, "2de")).save().await;
    world.family(mother, child).await;
    world.family(father, child).await;
    world.account("pere").await;
    let sender = world.actor("cpe").await;
    let parents = note("Sortie").to([of_profile(Profile::Parent)]);
    let id = sender.publishes(&parents.acknowledged(Acknowledgement::AnyGuardian)).await;
    sets(&world, "direction", world.curie, true).await.expect("switched on");

    let page = look(sender, id).await.expect("names");
    assert!(page.by_family && page.asked && page.may_remind);
    assert_eq!(page.total, 2, "a family, and a parent whose child is not known");
    let family = page.rows.iter().find(|row| row.names.len() == 2).expect("a family");
    assert_eq!(family.children, ["enfant Martin"]);
    let never = NeverSignedIn { profile: Profile::Parent, without_account: 2, unused: 1 };
    assert_eq!(page.never_signed_in, [never]);

    let letter = world.number(&format!("SELECT id FROM message WHERE communication_id = {id}")).await;
    let letter = MessageId(letter.expect("a message"));
    world.actor("mere").await.takes_note(letter).await.expect("confirmed");
    let unconfirmed =
        NamesFilter { state: NameState::Unconfirmed.code().to_owned(), ..NamesFilter::default() };
    let left = look_with(sender, id, &unconfirmed).await.expect("names");
    assert_eq!(left.rows.iter().map(|row| row.names[0].as_str()).collect::<Vec<_>>(), ["parent Martin"]);
    let never = NeverSignedIn { profile: Profile::Parent, without_account: 1, unused: 1 };
    assert_eq!(left.never_signed_in, [never], "who has read was here");
}
