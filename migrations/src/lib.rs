//! The schema, one file for each change; every statement runs on SQLite and PostgreSQL.
//!
//! Instants are integers (UTC milliseconds), civil days are `yyyy-mm-dd` text, and enumerations
//! are the `code()` of the domain type.

use sea_orm_migration::{prelude::*, sea_orm};

mod m20261101_000001_directory;
mod m20261101_000002_accounts;
mod m20261101_000003_communications;
mod m20261124_000004_access;
mod m20261124_000005_door;
mod m20261124_000006_messages;
mod m20261128_000007_values;
mod m20261128_000008_queue;
mod m20261128_000009_channels;
mod m20261128_000010_words;
mod m20261128_000011_events;
mod m20261128_000012_confirmed;
mod m20261128_000013_concerns;
mod m20261128_000014_unknown_objects;
mod m20261128_000015_second_factor;
mod m20261128_000016_severity;
mod m20261128_000017_access_requests;
mod m20261128_000018_changes;
mod m20261128_000019_news;
mod m20261128_000020_received;
mod m20261128_000021_spaces;
mod m20261128_000022_agenda;
mod m20261128_000023_versions;
mod m20261128_000024_bounds;
mod m20261128_000026_probe;
mod m20261128_000027_portals;
mod m20261128_000028_public;
mod m20261128_000029_providers;
mod m20261128_000031_formats;
mod m20261128_000032_draft_mark;
mod m20261128_000033_folds;
mod m20261128_000037_token_issuer;
mod m20261129_000038_sign_on;
mod m20261129_000039_classes;
mod m20261129_000040_named_people;
mod m20261129_000041_imports;
mod m20261129_000042_leaving;
mod m20261129_000043_names_behind_figures;
mod m20261129_000044_language;
mod m20261129_000045_held_and_kept;
mod m20261129_000046_joins;
mod m20261129_000047_two_states;
mod m20261129_000048_account_batches;
mod m20261129_000049_second_version;
mod m20261129_000052_added;
mod m20261129_000053_first_language;
mod m20261129_000054_spread;
mod m20261129_000055_what_changes;
mod m20261129_000056_classes_by_name;
mod m20261129_000057_people_in_two_states;
mod m20261129_000058_import_begins_again;
mod m20261129_000059_imports_of_before;
mod m20261129_000060_schools_by_name;
mod m20261129_000061_replanned;
mod m20261129_000062_newest_articles;
mod m20261130_000063_schools_together;
mod m20261130_000064_administrators;
mod m20261130_000065_of_the_moment;

pub use sea_orm_migration::MigratorTrait;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_directory::Migration),
            Box::new(m20261101_000002_accounts::Migration),
            Box::new(m20261101_000003_communications::Migration),
            Box::new(m20261124_000004_access::Migration),
            Box::new(m20261124_000005_door::Migration),
            Box::new(m20261124_000006_messages::Migration),
            Box::new(m20261128_000007_values::Migration),
            Box::new(m20261128_000008_queue::Migration),
            Box::new(m20261128_000009_channels::Migration),
            Box::new(m20261128_000010_words::Migration),
            Box::new(m20261128_000011_events::Migration),
            Box::new(m20261128_000012_confirmed::Migration),
            Box::new(m20261128_000013_concerns::Migration),
            Box::new(m20261128_000014_unknown_objects::Migration),
            Box::new(m20261128_000015_second_factor::Migration),
            Box::new(m20261128_000016_severity::Migration),
            Box::new(m20261128_000017_access_requests::Migration),
            Box::new(m20261128_000018_changes::Migration),
            Box::new(m20261128_000019_news::Migration),
            Box::new(m20261128_000020_received::Migration),
            Box::new(m20261128_000021_spaces::Migration),
            Box::new(m20261128_000022_agenda::Migration),
            Box::new(m20261128_000023_versions::Migration),
            Box::new(m20261128_000024_bounds::Migration),
            Box::new(m20261128_000026_probe::Migration),
            Box::new(m20261128_000027_portals::Migration),
            Box::new(m20261128_000028_public::Migration),
            Box::new(m20261128_000029_providers::Migration),
            Box::new(m20261128_000031_formats::Migration),
            Box::new(m20261128_000032_draft_mark::Migration),
            Box::new(m20261128_000033_folds::Migration),
            Box::new(m20261128_000037_token_issuer::Migration),
            Box::new(m20261129_000038_sign_on::Migration),
            Box::new(m20261129_000039_classes::Migration),
            Box::new(m20261129_000040_named_people::Migration),
            Box::new(m20261129_000041_imports::Migration),
            Box::new(m20261129_000042_leaving::Migration),
            Box::new(m20261129_000043_names_behind_figures::Migration),
            Box::new(m20261129_000045_held_and_kept::Migration),
            Box::new(m20261129_000044_language::Migration),
            Box::new(m20261129_000048_account_batches::Migration),
            Box::new(m20261129_000049_second_version::Migration),
            Box::new(m20261129_000046_joins::Migration),
            Box::new(m20261129_000047_two_states::Migration),
            Box::new(m20261129_000052_added::Migration),
            Box::new(m20261129_000053_first_language::Migration),
            Box::new(m20261129_000054_spread::Migration),
            Box::new(m20261129_000058_import_begins_again::Migration),
            Box::new(m20261129_000055_what_changes::Migration),
            Box::new(m20261129_000056_classes_by_name::Migration),
            Box::new(m20261129_000057_people_in_two_states::Migration),
            Box::new(m20261129_000059_imports_of_before::Migration),
            Box::new(m20261129_000060_schools_by_name::Migration),
            Box::new(m20261129_000061_replanned::Migration),
            Box::new(m20261129_000062_newest_articles::Migration),
            Box::new(m20261130_000063_schools_together::Migration),
            Box::new(m20261130_000064_administrators::Migration),
            Box::new(m20261130_000065_of_the_moment::Migration),
        ]
    }
}

/// The names of the changes that this version of the program knows.
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// Makes the tables as they were after exactly these changes, in an empty database.
///
/// # Errors
/// The first change that failed.
pub async fn make_as_of(db: &sea_orm::DatabaseTransaction, names: &[String]) -> Result<(), DbErr> {
    Migrator::install(db).await?;
    let manager = SchemaManager::new(db);
    for migration in Migrator::migrations() {
        if names.iter().any(|name| name == migration.name()) {
            migration.up(&manager).await?;
            let row = Query::insert()
                .into_table("seaql_migrations")
                .columns(["version", "applied_at"])
                .values_panic([migration.name().into(), 0.into()])
                .to_owned();
            db.execute(&row).await?;
        }
    }
    Ok(())
}
