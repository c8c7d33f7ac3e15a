use domain::{MessageId, messages::view::ReplyState};
use leptos::prelude::*;
use leptos_meta::Title;

use super::reply::Reply;
use crate::{
    components::{FormOutcome, Icon, address},
    session::Door,
};

/// An answer whose writer's session had ended meanwhile: still here, and still theirs to send.
#[component]
pub fn Unsent(id: MessageId, outcome: FormOutcome) -> impl IntoView {
    let sign_in = address("/connexion", &[("suite", &format!("/messagerie/{id}"))]);
    view! {
        <Title text="Votre session est terminée" />
        <Door>
            <h1>"Votre session est terminée"</h1>
            <div class="notice" data-kind="warning" role="alert">
                <Icon name="warning" />
                <p>
                    <strong>"Votre réponse n’est pas partie ; elle est conservée ci-dessous."</strong>
                    " Reconnectez-vous dans un autre onglet, puis revenez ici pour l’envoyer."
                </p>
            </div>
            <a class="button button-wide" href=sign_in target="_blank" rel="noopener external">
                "Se reconnecter" <span class="visually-hidden">" (nouvel onglet)"</span>
            </a>
            <Reply id state=ReplyState::Possible form_key=String::new() outcome />
        </Door>
    }
}
