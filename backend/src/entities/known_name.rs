use domain::{EstablishmentId, communications::NameKind, directory::Profile};
use sea_orm::entity::prelude::*;

/// A name that a school had when communications were last compared with the directory.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_name")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub establishment_id: EstablishmentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub profile: Profile,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: NameKind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
