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

    pub fn get(self) -> Option<AppError> {
        self.error.get()
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

    /// The failure that is known by now is what came of *Déployer*.
    pub fn answer_deploy(self) {
        self.place.set(Place::Deploy as u32);
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
