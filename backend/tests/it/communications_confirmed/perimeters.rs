//! The perimeter of a form is an identity: it is offered, copied and kept as what it is.

use backend::{
    access::{grant::grant, perimeters},
    communications,
};
use domain::{
    EstablishmentId,
    access::{Role, Scope},
    communications::{Channel, DuplicateMode, Start, UNCHOSEN},
};
use testing::{
    Actor, Form, World, announcement, both_engines, everybody, in_schools, message, news, pupil,
    refused_field, teacher,
};

use super::school;

#[both_engines]
async fn a_copy_finds_the_perimeter_by_its_identity(world: World) {
    let twin = school(&world, "0540001A", "Lycée Curie", "Nancy").await;
    world
        .add("chef")
        .stands_in(teacher(twin, "2de", "Lettres"))
        .stands_in(teacher(world.curie, "2de", "Lettres"))
        .holds_at(Role::SenderAnnouncement, twin)
        .holds_at(Role::SenderAnnouncement, world.curie)
        .save()
        .await;
    world.backend.refresh().await.expect("revisions");
    let sender = world.actor("chef").await;
    let caller = sender.caller().await;
    let offered = perimeters(&world.backend.db, &caller, Channel::Announcement).await.expect("perimeters");
    let labels: Vec<String> = offered.iter().map(|one| one.label(&offered, domain::search::fold)).collect();
    assert_eq!(labels.len(), 2);
    assert!(labels.contains(&"Lycée Curie (Metz)".to_owned()), "{labels:?}");
    assert!(labels.contains(&"Lycée Curie (Nancy)".to_owned()), "{labels:?}");
    for place in [twin, world.curie] {
        let key = format!("etablissement-{place}");
        let id = sender.sends(&announcement("Original").perimeter(&key)).await;
        let start = Start::Copy(id, DuplicateMode::Both);
        let copy = communications::compose(&world.backend, &caller, start).await.expect("a copy");
        assert_eq!(copy.input.perimeter, key);
    }
    // The right on one of them is gone: the copy does not take the other one.
    let id = sender.sends(&announcement("Original").perimeter(format!("etablissement-{twin}"))).await;
    world.sql(&format!("DELETE FROM access_grant WHERE establishment_id = {twin}")).await;
    grant(&world.backend.db, sender.person, Role::SenderViewer, Scope::Establishment(twin))
        .await
        .expect("a grant");
    let caller = sender.caller().await;
    let copied = communications::compose(&world.backend, &caller, Start::Copy(id, DuplicateMode::Both)).await;
    let copied = copied.expect("a copy");
    assert!(copied.perimeter_gone && copied.input.perimeter == UNCHOSEN, "{}", copied.input.perimeter);
    let (field, _) = refused_field(sender.asks(&Form { key: copied.form_key, input: copied.input }).await);
    assert_eq!(field, "perimetre");
}

/// A draft opens with the perimeter that it was written for, or with none.
#[both_engines]
async fn a_draft_never_moves_to_another_perimeter(world: World) {
    let sender = world.actor("infirmiere").await;
    let caller = sender.caller().await;
    let mut form = announcement("Brouillon").perimeter(format!("etablissement-{}", world.pasteur));
    let kept = communications::save_draft(&world.backend, &caller, &form.key, &form.input).await;
    let opened =
        communications::compose(&world.backend, &caller, Start::Draft(kept.expect("a draft").0)).await;
    assert!(opened.expect("a form").perimeter_gone);
    // Drafts of earlier versions named none: the first one, which the form shows.
    form.key.push('x');
    form.input.perimeter.clear();
    let kept = communications::save_draft(&world.backend, &caller, &form.key, &form.input).await;
    let opened =
        communications::compose(&world.backend, &caller, Start::Draft(kept.expect("a draft").0)).await;
    let opened = opened.expect("a form");
    assert!(!opened.perimeter_gone);
    assert_eq!(opened.input.perimeter, format!("etablissement-{}", world.curie));
}

/// The roles that let somebody send on a channel, on every subset of schools: what the form offers is
/// what the server takes, and nothing else.
#[both_engines]
async fn what_is_offered_is_what_is_allowed(world: World) {
    let scopes = [
        Scope::Establishment(world.curie),
        Scope::Establishment(world.pasteur),
        Scope::Establishment(world.leconte),
        Scope::Authority(world.authority),
    ];
    let roles =
        [Role::SenderAnnouncement, Role::SenderMessage, Role::SenderAdministrator, Role::SenderViewer];
    let all = [world.curie, world.pasteur, world.leconte, world.foreign];
    let mut keys: Vec<String> = all.iter().map(|id| format!("etablissement-{id}")).collect();
    keys.extend([format!("collectivite-{}", world.authority), "cite-1".to_owned()]);
    // No more than two grants each: all pairs.
    let grants: Vec<(Role, Scope)> =
        roles.iter().flat_map(|role| scopes.iter().map(|scope| (*role, *scope))).collect();
    for (number, first) in grants.iter().enumerate() {
        for (with, second) in grants.iter().enumerate().skip(number) {
            if (number + with) % 3 != 0 {
                continue;
            }
            let name = format!("porteur-{number}-{with}");
            let person = world.add(&name).stands_in(pupil(world.foreign, "2de"));
            let person = person.holds(first.0, first.1);
            if number == with { person } else { person.holds(second.0, second.1) }.save().await;
            let sender = world.actor(&name).await;
            for channel in Channel::COMPOSED {
                offers_what_it_takes(&world, sender, channel, &all, &keys).await;
            }
        }
    }
}

async fn offers_what_it_takes(
    world: &World,
    sender: Actor<'_>,
    channel: Channel,
    all: &[EstablishmentId],
    keys: &[String],
) {
    let caller = sender.caller().await;
    let offered = perimeters(&world.backend.db, &caller, channel).await.expect("perimeters");
    let form = |key: &str, target| {
        let form = match channel {
            Channel::Announcement => announcement("Oui"),
            Channel::Message => message("Objet", "<p>Oui</p>"),
            Channel::News => news("Titre", "<p>Oui</p>"),
        };
        form.perimeter(key).to([target])
    };
    for key in keys {
        let perimeter = offered.iter().find(|perimeter| perimeter.key == *key);
        let taken = sender.asks(&form(key, everybody())).await;
        assert_eq!(taken.is_ok(), perimeter.is_some(), "{key} on {channel:?}: {taken:?}");
        for school in all {
            let taken = sender.asks(&form(key, in_schools(&[*school], everybody()))).await;
            let offers = perimeter.is_some_and(|perimeter| perimeter.school(*school).is_some());
            assert_eq!(taken.is_ok(), offers, "{school} of {key} on {channel:?}: {taken:?}");
        }
    }
}
