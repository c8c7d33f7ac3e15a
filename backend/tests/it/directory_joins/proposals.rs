//! Many records of one name: proposed in portions, however many there are.

use std::collections::BTreeSet;

use backend::{access::Caller, directory::joins};
use domain::{
    PersonId,
    directory::{Proposal, Sign},
    search::search_names,
};
use testing::{World, both_engines};

use super::{administrator, page};

const RECORDS: usize = 12;
const PAIRS: usize = RECORDS * (RECORDS - 1) / 2;

/// Records of one name, which all have the same address.
async fn namesakes(world: &World) {
    for number in 0..RECORDS {
        world.add(&format!("13-{number}")).save().await;
    }
    let [last, first] = search_names("Roy", "Camille");
    world
        .sql(&format!(
            "UPDATE person SET first_name = 'Camille', last_name = 'Roy', email = 'c.roy@ac.example', \
             search_last = '{last}', search_first = '{first}' WHERE external_id LIKE '13-%'"
        ))
        .await;
}

fn people(proposal: &Proposal) -> [PersonId; 2] {
    [0, 1].map(|place: usize| proposal.records[place].person)
}

async fn proposed(world: &World, admin: &Caller) -> Vec<Proposal> {
    page(world, admin, None).await.proposals
}

#[both_engines]
async fn a_name_with_many_records_is_proposed_in_portions(world: World) {
    let admin = administrator(&world).await;
    namesakes(&world).await;
    for name in ["13-0", "13-1"] {
        world.administrator(name).await;
    }
    let first = proposed(&world, &admin).await;
    assert_eq!(first.len(), 40);
    let identifiers =
        |proposal: &Proposal| [0, 1].map(|place: usize| proposal.records[place].identifier.clone());
    for proposal in &first {
        let [main, other] = identifiers(proposal);
        assert_eq!(proposal.signs, [Sign::Address], "{main} {other}");
        let administer = ["13-0", "13-1"];
        let both = administer.contains(&main.as_str()) && administer.contains(&other.as_str());
        assert_eq!(proposal.joinable, !both, "two administrators stay two: {main} {other}");
        assert!(both || !administer.contains(&other.as_str()), "the administrator stays: {main} {other}");
    }
    let seen: BTreeSet<[PersonId; 2]> = first.iter().map(people).collect();
    assert_eq!(seen.len(), first.len(), "each pair once");

    for pair in first.iter().map(people) {
        joins::keep_apart(&world.backend, &admin, pair).await.expect("noted");
    }
    let rest = proposed(&world, &admin).await;
    assert_eq!(rest.len(), PAIRS - first.len(), "then the others come");
    assert!(rest.iter().all(|proposal| proposal.joinable && !seen.contains(&people(proposal))));
    let pair = people(&rest[0]);
    joins::join(&world.backend, &admin, pair).await.expect("joined");
    let after = proposed(&world, &admin).await;
    let gone = pair[1];
    assert!(after.iter().all(|proposal| !people(proposal).contains(&gone)), "a joined record is one no more");
    let joined = page(&world, &admin, None).await.joined;
    assert_eq!(joined.iter().map(|joined| joined.by.as_str()).collect::<Vec<_>>(), ["collectivite Martin"]);
}
