use std::collections::BTreeSet;

use domain::{
    communications::{Concern, NameKind},
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::DatabaseTransaction;
use words::Language;

use crate::{
    Result,
    access::{Space, administering},
    delivery::{Content, Letter, post},
    ground::school_name::schools_called,
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
    let Some(school) = schools_called(db, [space.school]).await?.remove(&space.school) else {
        return Ok(());
    };
    let people = administering(db, &BTreeSet::from([space.school]), None).await?;
    let concerns = gone.iter().map(|(of, name)| {
        let school = Some(school.clone());
        Concern::NameGone { of: *of, name: name.clone(), school }
    });
    let concerns: Vec<Concern> = concerns.collect();
    let name = space.called(school.clone());
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: school,
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
