use app::Subject;
use domain::{ArticleId, CommunicationId, EventId, SpaceId};
use serde::Deserialize;

use super::topic::Topic;

/// What a page follows, as the query of its stream: for each topic the version that the page shows,
/// or nothing.
#[derive(Default, Deserialize)]
pub struct Shown {
    messages: Option<String>,
    annonces: Option<String>,
    /// `number` or `number.version`
    communication: Option<String>,
    /// The number of a run.
    import: Option<String>,
    /// The number of a batch.
    lot: Option<String>,
    // What a page for reading shows, as `number.version`.
    actualite: Option<String>,
    article: Option<String>,
    evenement: Option<String>,
    espace: Option<String>,
    agenda: Option<String>,
    recues: Option<String>,
    ecrits: Option<String>,
}

/// What the number in a parameter is of.
type Named = fn(i64) -> Subject;

impl Shown {
    /// Each topic with the version that the page shows; `None` for text that is no number.
    pub fn topics(self) -> Option<Vec<(Topic, String)>> {
        let mut topics = Vec::new();
        topics.extend(self.messages.map(|version| (Topic::Messages, version)));
        topics.extend(self.annonces.map(|version| (Topic::Announcements, version)));
        if let Some(shown) = self.communication {
            let (id, version) = numbered(&shown)?;
            topics.push((Topic::Communication(CommunicationId(id)), version));
        }
        if let Some(shown) = self.import {
            let (id, version) = numbered(&shown)?;
            topics.push((Topic::Import(id), version));
        }
        if let Some(shown) = self.lot {
            let (id, version) = numbered(&shown)?;
            topics.push((Topic::Batch(id), version));
        }
        let subjects: [(_, Named); 7] = [
            (self.actualite, |id| Subject::News(CommunicationId(id))),
            (self.article, |id| Subject::Article(ArticleId(id))),
            (self.evenement, |id| Subject::Event(EventId(id))),
            (self.espace, |id| Subject::Space(SpaceId(id))),
            (self.agenda, Subject::agenda),
            (self.recues, Subject::received),
            (self.ecrits, |id| Subject::Written(CommunicationId(id))),
        ];
        for (shown, subject) in subjects {
            let Some(shown) = shown else { continue };
            let (id, version) = numbered(&shown)?;
            topics.push((Topic::Subject(subject(id)), version));
        }
        Some(topics)
    }
}

fn numbered(shown: &str) -> Option<(i64, String)> {
    let (id, version) = shown.split_once('.').unwrap_or((shown, ""));
    Some((id.parse().ok()?, version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_it_follows_and_what_it_shows() {
        let asked = Shown {
            messages: Some(String::new()),
            communication: Some("7.0a1b".to_owned()),
            import: Some("3".to_owned()),
            ..Shown::default()
        };
        let topics = asked.topics().expect("topics");
        let names: Vec<_> = topics.iter().map(|(topic, version)| (topic.name(), version.as_str())).collect();
        assert_eq!(names, [("messages", ""), ("communication", "0a1b"), ("import", "")]);
        let reads =
            Shown { agenda: Some("0.3-1".to_owned()), recues: Some("7.".to_owned()), ..Shown::default() };
        let topics = reads.topics().expect("topics");
        let names: Vec<_> = topics.iter().map(|(topic, version)| (topic.name(), version.as_str())).collect();
        assert_eq!(names, [("agenda", "3-1"), ("recues", "")]);
        let wrong = Shown { communication: Some("quelconque".to_owned()), ..Shown::default() };
        assert!(wrong.topics().is_none());
    }
}
