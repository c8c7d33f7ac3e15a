use backend::access::Caller;
use domain::{
    PersonId,
    communications::{Channel, CommunicationInput, Confirmation},
};
use testing_server::{Server, announcement, message, news};

use super::Scene;

/// A form that anybody with the right could deploy.
pub fn filled(channel: Channel, perimeter: &str) -> CommunicationInput {
    let form = match channel {
        Channel::Message => message("Sortie", "<p>Lundi</p>"),
        Channel::Announcement => announcement("Sortie"),
        Channel::News => news("Sortie", "<p>Lundi</p>"),
    };
    CommunicationInput { perimeter: perimeter.to_owned(), ..form.input }
}

pub async fn asked(server: &Server, person: PersonId, scene: &Scene) -> Option<Confirmation> {
    let backend = &server.world.backend;
    let caller = Caller::load(&backend.db, person).await.expect("somebody of the directory");
    let question = backend::communications::question(backend, &caller, &scene.key, &scene.form).await;
    question.ok().map(|question| question.confirmation)
}
