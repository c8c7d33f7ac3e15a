use domain::Conflict;
use leptos::prelude::*;

use crate::AppError;

/// Where in the form a failure is said: what asked for the answer may be far from the top, out of its sight.
#[derive(Clone, Copy)]
pub enum Place {
    Top,
    /// Beside the number of people.
    Count,
    /// Beside the choice of the channel.
    Channel,
    /// Beside *Déployer*.
    Deploy,
}

/// Why the last request failed; kept until the next change or the next answer.
#[derive(Clone, Copy)]
pub struct ServerFailure {
    error: RwSignal<Option<AppError>>,
    /// A [`Place`] as a number, because each type that is stored costs some kB.
    place: RwSignal<u32>,
}

impl ServerFailure {
    pub fn new(first: Option<AppError>) -> Self {
        Self { error: RwSignal::new(first), place: RwSignal::new(Place::Top as u32) }
    }

    /// The failure, where it is said at this place.
    pub fn said_at(self, place: Place) -> Option<AppError> {
        let here = self.place.get() == place as u32;
        self.error.get().filter(|_| here)
    }

    pub fn set(self, error: AppError) {
        self.set_at(error, Place::Top);
    }

    /// The same failure is not read out again, and stays where it is said. What fails after *Déployer* is said
    /// beside it too: there its sender looks.
    pub fn set_at(self, error: AppError, place: Place) {
        if self.error.with_untracked(|known| known.as_ref() == Some(&error)) {
            return;
        }
        let is_known = self.error.with_untracked(Option::is_some);
        if !is_known || self.place.get_untracked() != Place::Deploy as u32 {
            self.place.set(place as u32);
        }
        self.error.set(Some(error));
    }

    /// Whether a count, or the perimeters that it needs, did not come for this reason, and that is not said
    /// beside *Déployer* yet. What passes at the top keeps a count away too; what does not pass there is about
    /// something else.
    pub fn delays_count(self) -> bool {
        let place = self.place.get();
        let of_count = place == Place::Count as u32 || place == Place::Channel as u32;
        let at_top = place == Place::Top as u32;
        self.error.with(|error| error.as_ref().is_some_and(|error| of_count || (at_top && error.passes())))
    }

    /// The failure that is known by now is what came of *Déployer*.
    pub fn answer_deploy(self) {
        self.place.set(Place::Deploy as u32);
    }

    /// The form has been deployed already, from here or from another page.
    pub fn ends_form(self) -> bool {
        self.error.with(|error| {
            matches!(
                error,
                Some(AppError::Conflict(
                    Conflict::Deployed(_) | Conflict::DeployedOtherwise { .. } | Conflict::TakenBack { .. }
                ))
            )
        })
    }

    pub fn clear(self) {
        self.error.set(None);
    }

    /// Something else is asked for, whose answer belongs to this place: if that fails for the same reason, it
    /// is said there.
    pub fn asks_at(self, place: Place) {
        if self.place.get_untracked() != place as u32 {
            self.reached();
        }
    }

    /// Whether time alone mends it.
    pub fn passes(self) -> bool {
        self.error.with_untracked(|error| error.as_ref().is_some_and(AppError::passes))
    }

    /// The server answers again: clears the failure to reach it.
    pub fn reached(self) {
        if self.passes() {
            self.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{CommunicationId, Conflict};
    use leptos::prelude::Owner;

    use super::{Place, ServerFailure};
    use crate::AppError;

    #[test]
    fn only_what_keeps_a_count_away_is_said_beside_deploying() {
        let owner = Owner::new();
        owner.with(|| {
            let lasting = || AppError::Conflict(Conflict::Deployed(CommunicationId(1)));
            let failure = ServerFailure::new(Some(lasting()));
            assert!(!failure.delays_count(), "about the draft");
            assert!(failure.ends_form());
            failure.clear();
            failure.set(AppError::Unanswered);
            assert!(!failure.ends_form(), "nobody knows");
            failure.reached();
            assert!(
                failure.said_at(Place::Top).is_some(),
                "that the server answers again tells nothing of it"
            );
            failure.clear();
            for place in [Place::Count, Place::Channel] {
                failure.set_at(lasting(), place);
                assert!(failure.delays_count());
                failure.answer_deploy();
                assert!(!failure.delays_count(), "it is said there by now");
                failure.clear();
            }
            failure.set(AppError::Unreachable);
            assert!(failure.delays_count(), "the count is not answered either");
        });
    }
}
