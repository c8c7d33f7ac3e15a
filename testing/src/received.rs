//! *Communications reçues*: what *destinataires* do with what authorities sent to their school.

use backend::{Backend, Result, communications, home::announcements_for};
use domain::{
    CommunicationId, EstablishmentId,
    communications::received::{ReceivedDetail, ReceivedFilter, ReceivedPage},
};

use crate::{Actor, Form, World, news};

/// The text of a message to an author, where it does not matter.
pub const QUESTION: &str = "La date est-elle la bonne ?";

impl World {
    /// A news item of the authority, published in its schools.
    pub async fn news_to(&self, title: &str, form: impl FnOnce(Form) -> Form) -> CommunicationId {
        let sender = self.actor("collectivite").await;
        sender.publishes(&form(news(title, "<p>Venez nombreux.</p>"))).await
    }
}

impl Actor<'_> {
    /// The titles among *Actualités*, from top to bottom.
    pub async fn sees_news(&self) -> Vec<String> {
        self.sees_news_through(&self.world.backend).await
    }

    /// The same, through another server process.
    pub async fn sees_news_through(&self, backend: &Backend) -> Vec<String> {
        let page = announcements_for(backend, self.person).await.expect("a home page");
        page.items.iter().flatten().map(|item| item.title.clone()).collect()
    }

    /// # Errors
    /// As [`communications::received`].
    pub async fn received(&self, filter: &ReceivedFilter) -> Result<ReceivedPage> {
        communications::received(&self.world.backend, &self.caller().await, filter).await
    }

    /// The titles of *Communications reçues*, from top to bottom.
    pub async fn receives(&self, filter: &ReceivedFilter) -> Vec<String> {
        self.received(filter).await.expect("a list").rows.into_iter().map(|row| row.title).collect()
    }

    /// Opens what a school received, as its page does.
    ///
    /// # Errors
    /// As [`communications::received_detail`].
    pub async fn opens_received(
        &self,
        id: CommunicationId,
        school: EstablishmentId,
    ) -> Result<ReceivedDetail> {
        let (backend, caller) = (&self.world.backend, self.caller().await);
        let detail = communications::received_detail(backend, &caller, id, Some(school)).await?;
        communications::note_received(backend, &caller, &detail);
        Ok(detail)
    }

    /// # Errors
    /// As [`communications::take_offline`].
    pub async fn takes_offline(
        &self,
        id: CommunicationId,
        school: EstablishmentId,
        reason: &str,
    ) -> Result<()> {
        communications::take_offline(&self.world.backend, &self.caller().await, id, school, reason).await
    }

    /// # Errors
    /// As [`communications::put_online`].
    pub async fn puts_online(&self, id: CommunicationId, school: EstablishmentId) -> Result<()> {
        communications::put_online(&self.world.backend, &self.caller().await, id, school).await
    }

    /// # Errors
    /// As [`communications::contact_author`].
    pub async fn contacts(
        &self,
        id: CommunicationId,
        school: EstablishmentId,
        key: &str,
        said: (&str, &str),
    ) -> Result<()> {
        communications::contact_author(&self.world.backend, &self.caller().await, id, school, key, said).await
    }
}
