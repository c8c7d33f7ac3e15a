use domain::{CohortId, EstablishmentId, directory::Profile};
use sea_orm::entity::prelude::*;

/// The columns of a cohort `c`, for a statement by hand whose rows are read as [`Model`].
pub const COLUMNS: &str = "c.id, c.establishment_id, c.profile, c.level, c.sub_level, c.staff_function, \
    c.subject, c.school_class, c.school_group";

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cohort")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CohortId,
    pub establishment_id: EstablishmentId,
    pub profile: Profile,
    pub level: String,
    pub sub_level: String,
    pub staff_function: String,
    pub subject: String,
    pub school_class: String,
    pub school_group: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
