use std::collections::BTreeSet;

use domain::{
    communications::{Concern, NameKind},
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{DatabaseTransaction, EntityTrait};
use words::Language;

use crate::{
    Result,
    access::{Space, administering},
    delivery::{Content, Letter, post},
    entities::establishment,
};

/// Tells those who administer a school that the readers or writers of a space were chosen by names that
/// the directory has no more, once for each state `directory`. Call it in the transaction that found them
/// gone.
pub(crate) async fn space_concerned(
    db: &DatabaseTransaction,
    (now, directory): (Millis, i64),
    space: &Space,
    gone: &BTreeSet<(NameKind, String)>,
) -> Result<()> {
    let Some(school) = establishment::Entity::find_by_id(space.school).one(db).await? else {
        return Ok(());
    };
    let people = administering(db, &BTreeSet::from([space.school]), None).await?;
    let concerns = gone.iter().map(|(of, name)| {
        let school = Some(school.name.clone());
        Concern::NameGone { of: *of, name: name.clone(), school }
    });
    let concerns: Vec<Concern> = concerns.collect();
    let name = space.called(school.name.clone());
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: school.name,
        ..Letter::new(
            MessageKind::Notification,
            format!("space-concerned-{}-{directory}", space.id),
            Content::Notice(Notice::SpaceConcerned { space: name, concerns }),
            now,
        )
    };
    post(db, now, letter, &people.into_iter().collect::<Vec<_>>()).await?;
    Ok(())
}
