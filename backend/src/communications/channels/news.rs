use domain::{
    CommunicationId,
    communications::{
        ContentDetail, News, SentContent, Spoken,
        channels::news::{NewsDetail, SentNews},
    },
    files::{NewPicture, OwnerKind},
    versions::Wording,
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use values::columns::Day;

use super::attached;
pub use crate::entities::news::Model;
use crate::{
    Backend, Result,
    communications::{deployment::Deployment, insert},
    entities::news,
    files,
    ground::wording,
    rich_text,
};

/// # Errors
/// [`Error::Fields`](crate::Error::Fields) for too many files.
pub fn check(backend: &Backend, new: &News) -> Result<()> {
    attached::check(backend, &new.attachments)
}

/// Writes the news item with its files, its period in the local time of each school, and the job
/// that publishes it.
pub async fn write(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    new: &News,
) -> Result<()> {
    let row = news::ActiveModel {
        communication_id: Set(id),
        title: Set(new.title.clone()),
        html: Set(rich_text::clean(new.body.as_str()).as_str().to_owned()),
        first_day: Set(Day(new.period.first())),
        last_day: Set(Day(new.period.last())),
    };
    news::Entity::insert(row).exec_without_returning(db).await?;
    let begins_at = insert::publications(db, deployment, id, |zone| new.period.bounds(zone)).await?;
    insert::publishing(db, deployment, id, begins_at).await?;
    files::adopt(db, deployment.form(), id.into(), &new.attachments).await?;
    match &new.picture {
        Some(NewPicture { token, alternative }) => {
            files::adopt_picture(db, deployment.form(), id.into(), token, alternative.as_deref()).await
        }
        None => Ok(()),
    }
}

/// Writes another title and text.
pub async fn rewrite(db: &DatabaseTransaction, id: CommunicationId, new: &News) -> Result<()> {
    let row = news::ActiveModel {
        communication_id: Unchanged(id),
        title: Set(new.title.clone()),
        html: Set(rich_text::clean(new.body.as_str()).as_str().to_owned()),
        ..Default::default()
    };
    news::Entity::update(row).exec(db).await?;
    Ok(())
}

/// What its readers read.
pub fn wording(news: &Model) -> Wording {
    wording::wording(&news.title, &news.html)
}

pub fn wording_of(new: &News) -> Wording {
    wording::wording(&new.title, rich_text::clean(new.body.as_str()).as_str())
}

pub async fn load(db: &impl ConnectionTrait, ids: Vec<CommunicationId>) -> Result<Vec<Model>> {
    Ok(news::Entity::find().filter(news::Column::CommunicationId.is_in(ids)).all(db).await?)
}

pub fn sent(news: &Model) -> SentContent {
    SentContent::News(SentNews { first_day: news.first_day.0, last_day: news.last_day.0 })
}

pub async fn detail(db: &impl ConnectionTrait, news: &Model) -> Result<ContentDetail> {
    Ok(ContentDetail::News(NewsDetail {
        title: news.title.clone(),
        // Cleaned again, to remove anything that the list has forbidden since it was stored.
        body: rich_text::clean(&news.html),
        picture: files::pictures_of(db, OwnerKind::News, [news.communication_id.0])
            .await?
            .into_values()
            .next(),
        attachments: files::of(db, news.communication_id).await?,
        first_day: news.first_day.0,
        last_day: news.last_day.0,
        language: Spoken::FIRST,
        second: None,
    }))
}
