use domain::{ArticleId, CommunicationId, EventId, SpaceId};

/// What a page for reading follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    News(CommunicationId),
    Article(ArticleId),
    Event(EventId),
    /// The articles of a space.
    Space(SpaceId),
    /// The agenda of a space, or one's own.
    Agenda(Option<SpaceId>),
    /// *Communications reçues*: one of them, or the list.
    Received(Option<CommunicationId>),
    /// What schools and readers wrote about a communication, on the page of those who sent it.
    Written(CommunicationId),
}

/// Instead of a number, where the page is about what its reader has anyway.
const OWN: i64 = 0;

impl Subject {
    /// The name of the topic, in pages and in the query of their stream.
    pub const fn topic(self) -> &'static str {
        match self {
            Self::News(_) => "actualite",
            Self::Article(_) => "article",
            Self::Event(_) => "evenement",
            Self::Space(_) => "espace",
            Self::Agenda(_) => "agenda",
            Self::Received(_) => "recues",
            Self::Written(_) => "ecrits",
        }
    }

    /// The number of what is followed.
    pub fn number(self) -> i64 {
        match self {
            Self::News(id) | Self::Written(id) => id.0,
            Self::Article(id) => id.0,
            Self::Event(id) => id.0,
            Self::Space(id) => id.0,
            Self::Agenda(id) => id.map_or(OWN, |id| id.0),
            Self::Received(id) => id.map_or(OWN, |id| id.0),
        }
    }

    pub fn agenda(number: i64) -> Self {
        Self::Agenda((number != OWN).then_some(SpaceId(number)))
    }

    pub fn received(number: i64) -> Self {
        Self::Received((number != OWN).then_some(CommunicationId(number)))
    }

    /// What the page shows now, for somebody who may read it.
    ///
    /// # Errors
    /// As the page itself.
    #[cfg(feature = "ssr")]
    pub async fn present(
        self,
        backend: &backend::Backend,
        caller: &backend::access::Caller,
    ) -> backend::Result<backend::revision::Present> {
        match self {
            Self::News(id) => backend::communications::follow_news(backend, caller, id).await,
            Self::Article(id) => backend::spaces::follow_article(backend, caller, id).await,
            Self::Event(id) => backend::agenda::follow_event(backend, caller, id).await,
            Self::Space(id) => backend::spaces::follow_space(backend, caller, id).await,
            Self::Agenda(of) => backend::agenda::follow_agenda(backend, caller, of).await,
            Self::Received(id) => backend::communications::follow_received(backend, caller, id).await,
            Self::Written(id) => backend::communications::follow_written(backend, caller, id).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{CommunicationId, SpaceId};

    use super::Subject;

    #[test]
    fn a_subject_is_known_again_by_its_number() {
        for subject in [Subject::Agenda(None), Subject::Agenda(Some(SpaceId(7)))] {
            assert_eq!(Subject::agenda(subject.number()), subject);
        }
        for subject in [Subject::Received(None), Subject::Received(Some(CommunicationId(7)))] {
            assert_eq!(Subject::received(subject.number()), subject);
        }
    }
}
