//! A clock that is set back, or forward.

use backend::Error;
use testing::{PASSWORD, World, both_engines};

use super::{ADDRESS, STEP, code, enrols, finishes, half_way};

#[both_engines]
async fn a_clock_that_is_set_back_or_forward_locks_nobody_out(world: World) {
    world.account("eleve").await;
    let secret = enrols(&world, "eleve").await;
    let visitor = world.visitor(ADDRESS);
    // At each of these times the code of the moment is right, and right once.
    for shift in [0, -3_600_000, -STEP, 7_200_000, -86_400_000] {
        world.wait(shift + 3 * STEP);
        let shows = code(&world.backend, &secret, 0);
        let step = half_way(&visitor, "eleve").await;
        finishes(&visitor, &step, &shows).await.unwrap_or_else(|reason| panic!("{shift}: {reason}"));
        let step = half_way(&visitor, "eleve").await;
        let again = finishes(&visitor, &step, &shows).await;
        assert!(matches!(again, Err(Error::WrongCredentials)), "{shift}");
        // A try that was recorded in what is now the future does not count for longer.
        let next = code(&world.backend, &secret, 1);
        finishes(&visitor, &step, &next).await.unwrap_or_else(|reason| panic!("{shift}: {reason}"));
    }
    // A code that was used is not good again when its time comes back.
    let shows = code(&world.backend, &secret, 0);
    world.wait(3_600_000);
    world.wait(-3_600_000);
    let step = half_way(&visitor, "eleve").await;
    assert!(matches!(finishes(&visitor, &step, &shows).await, Err(Error::WrongCredentials)));
}

#[both_engines]
async fn tries_before_the_clock_was_set_back_are_forgotten_in_time(world: World) {
    world.account("eleve").await;
    let stranger = world.visitor(ADDRESS);
    for _ in 0..4 {
        let said = stranger.hears("eleve", "guess").await;
        if let Some(seconds) = said.strip_prefix("wait ") {
            world.wait(seconds.parse::<i64>().expect("seconds") * 1_000);
        }
    }
    world.wait(-3_600_000);
    let said = stranger.hears("eleve", PASSWORD).await;
    let wait: i64 = said.strip_prefix("wait ").map_or(0, |seconds| seconds.parse().expect("seconds"));
    assert!(wait <= 60, "an hour would be too long: {said}");
    world.wait(wait * 1_000);
    assert_eq!(stranger.hears("eleve", PASSWORD).await, "open");
}
