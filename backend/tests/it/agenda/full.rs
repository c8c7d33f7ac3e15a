//! An agenda does not grow without end.

use domain::fields::FieldProblem;
use testing::{World, both_engines, event, refused_field, weekly};

use super::{KEY, adds_once, changes};

/// Each repeated event may have hundreds of dates.
#[both_engines]
async fn an_agenda_holds_so_many_dates(world: World) {
    let pupil = world.actor("eleve").await;
    let mut input = weekly("Piscine", 4);
    let id = adds_once(&pupil, None, &input, KEY).await.expect("an event");
    let other = adds_once(&pupil, None, &weekly("Orchestre", 2), "a-second-form").await.expect("an event");
    world
        .sql(&format!(
            "INSERT INTO event_occurrence (event_id, day, owner_id, starts_at, ends_at, changed) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 49988) \
             SELECT {other}, 'day-' || n.i, {}, 1, 2, false FROM n",
            pupil.person
        ))
        .await;
    let full = adds_once(&pupil, None, &weekly("Chorale", 7), "another-form").await;
    assert_eq!(refused_field(full), ("titre".to_owned(), FieldProblem::TooManyDates { max: 50_000 }));
    adds_once(&pupil, None, &weekly("Chorale", 6), "another-form").await.expect("the last dates");
    adds_once(&pupil, None, &event("Dentiste"), "a-third-form").await.expect("events have their own bound");
    "3".clone_into(&mut input.count);
    changes(&pupil, id, None, &input).await.expect("fewer dates");
}
