use domain::access::{Role, Scope};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::SecretString;

use super::create;
use crate::{
    Backend, Error, Result, access::grant::grant, directory::demo::DEMO_PEOPLE, entities::establishment,
    transaction,
};

const DEMO_PASSWORD: &str = "demo-portevoix";
/// The lycée on which the demonstration's staff hold their roles.
const DEMO_SCHOOL: &str = "0570051W";

/// The roles of each demonstration account; heads of school hold theirs by their function.
fn roles_of(login: &str) -> &'static [Role] {
    match login {
        "enseignant" => &[Role::SenderAnnouncement],
        "cpe" => &[Role::SenderMessage],
        "infirmiere" => &[Role::SenderAnnouncement, Role::SenderMessage],
        "redacteur" => &[Role::SenderNews],
        "observateur" => &[Role::SenderViewer],
        "gestionnaire" => &[Role::SenderManager],
        "secretariat" => &[Role::RecipientViewer],
        "referent" => &[Role::RecipientManager],
        "collectivite" => &[Role::SenderAdministrator],
        _ => &[],
    }
}

/// Gives the people of the demonstration their accounts and roles.
pub async fn give_demo_accounts(backend: &Backend) -> Result<()> {
    let school = establishment::Entity::find()
        .filter(establishment::Column::Uai.eq(DEMO_SCHOOL))
        .one(&backend.db)
        .await?
        .ok_or(Error::NotFound)?;
    let password = SecretString::from(DEMO_PASSWORD);
    let mut hashes = Vec::with_capacity(DEMO_PEOPLE.len());
    for _ in DEMO_PEOPLE {
        hashes.push(backend.passwords.hash(&password).await?);
    }
    transaction!(&backend.db, |tx| {
        for ((login, external_id), hash) in DEMO_PEOPLE.iter().zip(&hashes) {
            let person = create(tx, external_id, login, hash.clone(), *login == "admin").await?;
            let scope = if *login == "collectivite" {
                Scope::Authority(school.authority_id)
            } else {
                Scope::Establishment(school.id)
            };
            for role in roles_of(login) {
                grant(tx, person, *role, scope).await?;
            }
        }
        Ok(())
    })
}
