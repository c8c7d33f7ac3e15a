use domain::{
    CommunicationId, EstablishmentId, PersonId,
    communications::{Bounds, SiteFacts},
    time::Millis,
};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub communication_id: CommunicationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub establishment_id: EstablishmentId,
    pub begins_at: Millis,
    pub ends_at: Millis,
    pub recipients: Option<i64>,
    pub delivered: Option<i64>,
    pub published_at: Option<Millis>,
    pub offline_at: Option<Millis>,
    pub offline_by: Option<PersonId>,
    pub offline_reason: Option<String>,
    pub failed_at: Option<Millis>,
    pub changed_at: Millis,
    pub changed_by: Option<PersonId>,
    /// How many schools the communication went to.
    pub schools: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::communication::Entity",
        from = "Column::CommunicationId",
        to = "super::communication::Column::Id"
    )]
    Communication,
}

impl Related<super::communication::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Communication.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A communication in each of its schools.
    pub fn of(id: CommunicationId) -> Select<Self> {
        Self::find().filter(Column::CommunicationId.eq(id))
    }
}

impl Model {
    /// The facts that determine the state in this school of what is shown for a period.
    pub fn facts(&self, cancelled_at: Option<Millis>) -> SiteFacts {
        SiteFacts {
            cancelled_at,
            published_at: self.published_at,
            offline_at: self.offline_at,
            failed_at: self.failed_at,
            period: Some(Bounds { begins_at: self.begins_at, ends_at: self.ends_at }),
        }
    }
}
