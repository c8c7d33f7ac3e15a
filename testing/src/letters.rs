//! Messages as delivery leaves them in the database, and what readers do with them.

use backend::{
    Result, Sql,
    entities::{family_link, message, message_body},
    messages,
};
use domain::{
    EstablishmentId, MessageId, PersonId,
    communications::Acknowledgement,
    messages::{
        Folder, MessageKind,
        view::{InboxFilter, InboxPage, MessageView},
    },
    search::fold,
    time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{Actor, World};

/// A message that is about to be stored.
#[must_use = "nothing is stored before `to`"]
pub struct NewLetter<'w> {
    world: &'w World,
    row: message::ActiveModel,
    html: String,
    sent_at: Millis,
    through: Option<EstablishmentId>,
}

impl World {
    /// A message with this subject and without an author, delivered now through Curie.
    pub fn letter(&self, subject: &str) -> NewLetter<'_> {
        let now = self.backend.clock.now();
        let row = message::ActiveModel {
            kind: Set(MessageKind::Communication),
            sender_name: Set("Claire Aubert".to_owned()),
            source_name: Set("Lycée Curie".to_owned()),
            subject: Set(subject.to_owned()),
            excerpt: Set("Bonjour à tous".to_owned()),
            copy_to_author: Set(false),
            reply_allowed: Set(false),
            acknowledgement: Set(Acknowledgement::None),
            attachments: Set(0),
            created_at: Set(now),
            due_at: Set(now),
            sent_at: Set(Some(now)),
            reached: Set(i64::MAX),
            finished_at: Set(Some(now)),
            ..Default::default()
        };
        let html = "<p>Bonjour à tous</p>".to_owned();
        NewLetter { world: self, row, html, sent_at: now, through: Some(self.curie) }
    }

    /// Makes somebody a guardian of a child.
    pub async fn family(&self, guardian: PersonId, child: PersonId) {
        let row = family_link::ActiveModel { parent_id: Set(guardian), child_id: Set(child) };
        family_link::Entity::insert(row).exec_without_returning(&self.backend.db).await.expect("a family");
    }

    /// Withdraws a message as a cancellation does.
    pub async fn withdraw(&self, id: MessageId) {
        self.sql(&format!("UPDATE message SET cancelled_at = 1, fence = fence + 1 WHERE id = {id}")).await;
    }
}

impl NewLetter<'_> {
    pub fn by(mut self, author: PersonId) -> Self {
        self.row.author_id = Set(Some(author));
        self
    }

    pub fn answerable(mut self) -> Self {
        self.row.reply_allowed = Set(true);
        self
    }

    pub fn asks(mut self, acknowledgement: Acknowledgement) -> Self {
        self.row.acknowledgement = Set(acknowledgement);
        self
    }

    pub fn saying(mut self, html: &str) -> Self {
        html.clone_into(&mut self.html);
        self
    }

    pub fn sent_at(mut self, at: Millis) -> Self {
        self.sent_at = at;
        self
    }

    /// Sent through no school, like a copy or a reply.
    pub fn privately(mut self) -> Self {
        self.through = None;
        self
    }

    /// Sets the progress of delivery to this person.
    pub fn reached(mut self, person: PersonId) -> Self {
        self.row.reached = Set(person.0);
        self
    }

    /// Stores it, with a delivery for each of these people.
    pub async fn to(self, people: &[PersonId]) -> MessageId {
        let Self { world, row, html, sent_at, through } = self;
        let db = &world.backend.db;
        let row = row.insert(db).await.expect("a message");
        let words = domain::communications::plain_text(&html);
        let body = message_body::ActiveModel {
            message_id: Set(row.id),
            search_text: Set(fold(&format!("{} {} {words}", row.subject, row.sender_name))),
            html: Set(html),
        };
        message_body::Entity::insert(body).exec_without_returning(db).await.expect("a body");
        for person in people {
            let sql = "INSERT INTO delivery (message_id, person_id, establishment_id, sent_at, folder) \
                       VALUES (:message, :person, :through, :sent_at, 0)";
            let sql = Sql::new(sql).bind("message", row.id).bind("person", *person);
            let sql = sql.bind("through", through).bind("sent_at", sent_at);
            db.execute_raw(sql.on(db)).await.expect("a delivery");
        }
        row.id
    }
}

/// The filter of a folder, and of what is searched in it.
pub fn in_folder(folder: &str, search: &str) -> InboxFilter {
    InboxFilter { folder: folder.to_owned(), search: search.to_owned(), ..InboxFilter::default() }
}

impl Actor<'_> {
    pub async fn inbox(&self, filter: &InboxFilter) -> InboxPage {
        messages::inbox(&self.world.backend, &self.caller().await, filter).await.expect("a list")
    }

    /// The subjects in a folder, from top to bottom.
    pub async fn finds_letters(&self, folder: &str, search: &str) -> Vec<String> {
        let page = self.inbox(&in_folder(folder, search)).await;
        page.rows.into_iter().map(|row| row.subject).collect()
    }

    pub async fn opens(&self, id: MessageId) -> Result<MessageView> {
        messages::open(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn unread(&self) -> u64 {
        messages::unread(&self.world.backend, &self.caller().await).await.expect("a count")
    }

    pub async fn takes_note(&self, id: MessageId) -> Result<()> {
        messages::acknowledge(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn answers(&self, id: MessageId, key: &str, text: &str) -> Result<()> {
        messages::reply(&self.world.backend, &self.caller().await, id, key, text).await
    }

    pub async fn archives(&self, id: MessageId) -> Result<()> {
        messages::archive(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn unarchives(&self, id: MessageId) -> Result<()> {
        messages::unarchive(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn deletes(&self, id: MessageId) -> Result<()> {
        messages::delete(&self.world.backend, &self.caller().await, id).await
    }

    pub async fn restores(&self, id: MessageId) -> Result<()> {
        messages::restore(&self.world.backend, &self.caller().await, id, Folder::Inbox).await
    }
}
