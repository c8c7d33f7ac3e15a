//! A person who uses the product.

use backend::{
    Backend, Result,
    access::Caller,
    communications,
    home::{ReaderPage, announcements_for},
};
use domain::{
    CommunicationId, PersonId,
    communications::view::{CommunicationDetail, Deployed, Question, SentFilter, SentPage},
};
use std::sync::Arc;

use crate::{Form, World, confirmed, named};

#[derive(Clone, Copy)]
pub struct Actor<'w> {
    pub world: &'w World,
    pub person: PersonId,
}

impl Actor<'_> {
    pub async fn caller(&self) -> Caller {
        Caller::load(&self.world.backend.db, self.person).await.expect("somebody of the directory")
    }

    /// *Déployer*, then *Valider*.
    pub async fn deploy(&self, form: &Form) -> Result<Deployed> {
        confirmed(&self.world.backend, &self.caller().await, &form.key, &form.input).await
    }

    /// The form as this person's page holds it.
    pub async fn fills(&self, form: Form) -> Form {
        let input = named(&self.world.backend, &self.caller().await, &form.input).await;
        Form { input: input.expect("perimeters"), ..form }
    }

    /// *Déployer*: the question.
    pub async fn asks(&self, form: &Form) -> Result<Question> {
        communications::question(&self.world.backend, &self.caller().await, &form.key, &form.input).await
    }

    /// *Valider*: the answer to a question.
    pub async fn confirms(&self, form: &Form, question: &Question) -> Result<Deployed> {
        let confirmation = Some(&question.confirmation);
        let backend = &self.world.backend;
        communications::deploy(backend, &self.caller().await, &form.key, &form.input, confirmation).await
    }

    /// Deploys a valid form, but does not publish it.
    pub async fn sends(&self, form: &Form) -> CommunicationId {
        self.deploy(form).await.expect("a deployment").id
    }

    /// Deploys, and publishes in every school.
    pub async fn publishes(&self, form: &Form) -> CommunicationId {
        let id = self.sends(form).await;
        self.world.publish().await;
        id
    }

    pub async fn cancel(&self, id: CommunicationId) -> Result<()> {
        communications::cancel(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn detail(&self, id: CommunicationId) -> Result<CommunicationDetail> {
        communications::detail(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn sent(&self, filter: &SentFilter) -> Result<SentPage> {
        communications::sent(&self.world.backend, &self.caller().await, filter).await
    }

    /// The communications that match a filter, in the order of the list.
    pub async fn finds(&self, filter: &SentFilter) -> Vec<CommunicationId> {
        self.sent(filter).await.expect("a list").rows.into_iter().map(|row| row.id).collect()
    }

    /// The texts on the home page, from top to bottom.
    pub async fn sees(&self) -> Vec<String> {
        self.sees_through(&self.world.backend).await
    }

    /// The same, through another server process.
    pub async fn sees_through(&self, backend: &Backend) -> Vec<String> {
        let page: Arc<ReaderPage> = announcements_for(backend, self.person).await.expect("a home page");
        page.announcements.iter().map(|announcement| announcement.text.clone()).collect()
    }
}
