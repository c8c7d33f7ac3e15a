use domain::{
    AuthorityId, CommunicationId, DraftId, PersonId,
    communications::{Channel, CommunicationInput, Spoken},
    time::Millis,
};
use sea_orm::entity::prelude::*;
use values::columns::Json;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "communication")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CommunicationId,
    pub author_id: PersonId,
    pub form_key: String,
    pub channel: Channel,
    pub title: String,
    /// In which language its text is.
    pub language: Spoken,
    pub perimeter_key: String,
    pub source_name: String,
    pub source_authority_id: Option<AuthorityId>,
    pub recipients: Option<i64>,
    pub search_text: String,
    pub created_at: Millis,
    pub cancelled_at: Option<Millis>,
    pub cancelled_by: Option<PersonId>,
    /// Digest of perimeter, schools, criteria, content and files, as they were confirmed.
    pub confirmed_as: Option<String>,
    /// Digest of what a draft of the same form would hold.
    pub written_as: Option<String>,
    pub confirmed_recipients: Option<i64>,
    /// The number of recipients that the author was told last, if it moved before the sending.
    pub told_recipients: Option<i64>,
    /// Until when its author can take it back.
    pub held_until: Option<Millis>,
    /// The form that then comes back; `None` once it has gone out.
    pub held_form: Option<Json<CommunicationInput>>,
    /// The draft that it became when its author took it back: it was never sent.
    pub taken_back_as: Option<DraftId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
