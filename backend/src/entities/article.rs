use domain::{ArticleId, PersonId, SpaceId, spaces::ArticleInput, time::Millis};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ArticleId,
    pub space_id: SpaceId,
    pub author_id: PersonId,
    pub form_key: String,
    pub title: String,
    /// Cleaned.
    pub html: String,
    pub search_text: String,
    /// The form of a draft.
    pub draft: Option<Json<ArticleInput>>,
    pub created_at: Millis,
    pub changed_at: Millis,
    /// When it is to be published; `None` for a draft.
    pub publish_at: Option<Millis>,
    pub published_at: Option<Millis>,
    /// It was due, and its author no longer had the right.
    pub refused_at: Option<Millis>,
    pub corrected_at: Option<Millis>,
    pub withdrawn_at: Option<Millis>,
    pub withdrawn_by: Option<PersonId>,
    /// Whether the subscribers are told when it is published.
    pub tells: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
