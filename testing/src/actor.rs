//! A person who uses the product.

use backend::{
    Backend, Result,
    access::Caller,
    communications,
    home::{ReaderPage, announcements_for, corrections},
};
use domain::{
    CommunicationId, PersonId,
    communications::{
        RewordingInput,
        view::{CommunicationDetail, Deployed, Question, SentFilter, SentPage},
    },
    versions::{Marked, Run},
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
        communications::cancel(&self.world.backend, &self.caller().await, id, None).await
    }

    /// *Corriger*, then *Valider*. `change` types into the form as it opens.
    pub async fn corrects(
        &self,
        id: CommunicationId,
        change: impl FnOnce(&mut RewordingInput),
    ) -> Result<()> {
        let (backend, caller) = (&self.world.backend, self.caller().await);
        let mut typed = communications::correction_form(backend, &caller, id, None, false).await?.typed;
        change(&mut typed);
        communications::correct(backend, &caller, id, &typed).await
    }

    /// Opens the home page, which notes what it showed.
    pub async fn visits(&self) -> Arc<ReaderPage> {
        let backend = &self.world.backend;
        let page = announcements_for(backend, self.person).await.expect("a home page");
        communications::note_sightings(backend, self.person, &page.came_by);
        page
    }

    /// What changed in the announcements of the home page since this person saw them first: the
    /// words that went and the words that came. `None` where there is only the mark.
    pub async fn corrections(&self) -> Vec<Option<(String, String)>> {
        let backend = &self.world.backend;
        let page = announcements_for(backend, self.person).await.expect("a home page");
        let found = corrections(backend, &self.caller().await, &page).await.expect("corrections");
        found.into_values().map(|corrected| corrected.changes.map(changed_words)).collect()
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

/// The words that went, and the words that came.
fn changed_words(marked: Marked) -> (String, String) {
    let (mut removed, mut added) = (String::new(), String::new());
    for run in marked.title.into_iter().chain(marked.text) {
        match run {
            Run::Same(_) | Run::Reformatted(_) => {}
            Run::Removed(words) => removed.push_str(&words),
            Run::Added(words) => added.push_str(&words),
        }
    }
    (removed, added)
}
