//! *Réinitialiser* and *Déployer*, each with its question.

mod actions;
mod ask;
mod confirm;
mod reset;
mod state;

pub use self::{
    actions::Actions,
    state::{Deployment, OpenQuestion},
};
