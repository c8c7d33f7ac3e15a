use domain::{
    CommunicationId,
    communications::{
        Announcement, ContentDetail, Link, SentContent, Spoken, announcement_wording,
        channels::announcement::{AnnouncementDetail, SentAnnouncement},
    },
    versions::Wording,
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use values::columns::Day;

pub use crate::entities::announcement::Model;
use crate::{
    Result,
    communications::{deployment::Deployment, insert},
    entities::announcement,
};

/// Writes the announcement, its period in the local time of each school, and the job that publishes
/// it.
pub async fn write(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    new: &Announcement,
) -> Result<()> {
    let row = announcement::ActiveModel {
        communication_id: Set(id),
        severity: Set(new.severity),
        text: Set(new.text.as_str().to_owned()),
        link: Set(new.link.as_ref().map(Link::href)),
        first_day: Set(Day(new.period.first())),
        last_day: Set(Day(new.period.last())),
        public: Set(new.public),
    };
    announcement::Entity::insert(row).exec_without_returning(db).await?;
    let begins_at = insert::publications(db, deployment, id, |zone| new.period.bounds(zone)).await?;
    insert::publishing(db, deployment, id, begins_at).await
}

/// Writes another text and link.
pub async fn rewrite(db: &DatabaseTransaction, id: CommunicationId, new: &Announcement) -> Result<()> {
    let row = announcement::ActiveModel {
        communication_id: Unchanged(id),
        text: Set(new.text.as_str().to_owned()),
        link: Set(new.link.as_ref().map(Link::href)),
        ..Default::default()
    };
    announcement::Entity::update(row).exec(db).await?;
    Ok(())
}

pub fn wording_of(new: &Announcement) -> Wording {
    announcement_wording(new.text.as_str(), new.link.as_ref().map(Link::href).as_deref())
}

pub async fn load(db: &impl ConnectionTrait, ids: Vec<CommunicationId>) -> Result<Vec<Model>> {
    let those = announcement::Column::CommunicationId.is_in(ids);
    Ok(announcement::Entity::find().filter(those).all(db).await?)
}

pub fn sent(announcement: &Model) -> SentContent {
    SentContent::Announcement(SentAnnouncement {
        severity: announcement.severity,
        first_day: announcement.first_day.0,
        last_day: announcement.last_day.0,
    })
}

pub fn detail(announcement: &Model) -> ContentDetail {
    ContentDetail::Announcement(AnnouncementDetail {
        severity: announcement.severity,
        text: announcement.text.clone(),
        link: announcement.link.clone(),
        first_day: announcement.first_day.0,
        last_day: announcement.last_day.0,
        public: announcement.public,
        language: Spoken::FIRST,
        second: None,
    })
}
