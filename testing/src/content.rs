//! The content of a communication, for rows that were not made with a form.

use backend::entities::{announcement, message, message_body, news};
use domain::{
    CommunicationId, PersonId,
    communications::{Acknowledgement, Channel, Severity},
    messages::MessageKind,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait};

use super::{NOW, at};

/// Gives a communication the content of its channel: an information or a news item for a week, or a
/// message that is not delivered yet.
pub async fn says(
    db: &DatabaseConnection,
    communication: CommunicationId,
    author: PersonId,
    channel: Channel,
) {
    match channel {
        Channel::Message => write(db, communication, author).await,
        Channel::Announcement => announce(db, communication).await,
        Channel::News => tell(db, communication).await,
    }
}

async fn tell(db: &DatabaseConnection, communication: CommunicationId) {
    let row = news::ActiveModel {
        communication_id: Set(communication),
        title: Set("À voir".to_owned()),
        html: Set("<p>Oui</p>".to_owned()),
        first_day: Set("2026-10-05".parse().expect("a day")),
        last_day: Set("2026-10-12".parse().expect("a day")),
    };
    news::Entity::insert(row).exec_without_returning(db).await.expect("a news item");
}

async fn announce(db: &DatabaseConnection, communication: CommunicationId) {
    let row = announcement::ActiveModel {
        communication_id: Set(communication),
        severity: Set(Severity::Information),
        text: Set("À voir".to_owned()),
        link: Set(None),
        first_day: Set("2026-10-05".parse().expect("a day")),
        last_day: Set("2026-10-12".parse().expect("a day")),
        public: Set(false),
    };
    announcement::Entity::insert(row).exec_without_returning(db).await.expect("an announcement");
}

async fn write(db: &DatabaseConnection, communication: CommunicationId, author: PersonId) {
    let row = message::ActiveModel {
        kind: Set(MessageKind::Communication),
        communication_id: Set(Some(communication)),
        author_id: Set(Some(author)),
        sender_name: Set("Somebody".to_owned()),
        source_name: Set("Lycée Curie".to_owned()),
        subject: Set("À voir".to_owned()),
        excerpt: Set("Oui".to_owned()),
        copy_to_author: Set(false),
        reply_allowed: Set(true),
        acknowledgement: Set(Acknowledgement::None),
        attachments: Set(0),
        created_at: Set(at(NOW)),
        due_at: Set(at(NOW)),
        ..Default::default()
    };
    let id = row.insert(db).await.expect("a message").id;
    let body = message_body::ActiveModel {
        message_id: Set(id),
        html: Set("<p>Oui</p>".to_owned()),
        search_text: Set("a voir".to_owned()),
    };
    message_body::Entity::insert(body).exec_without_returning(db).await.expect("a body");
}
