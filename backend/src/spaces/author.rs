//! The author of an article or an event is told what somebody else did to it: it stands there in the
//! author's name.

use domain::{
    PersonId,
    messages::{MessageKind, Notice, OwnChange, OwnWork},
    time::Millis,
};
use sea_orm::DatabaseTransaction;
use words::Language;

use super::names::name_and_zone;
use crate::{
    Result,
    access::{Space, author, name_to_families},
    delivery::{self, Content, Letter},
};

/// What somebody wrote in a space.
pub(crate) struct Own {
    pub author: PersonId,
    pub work: OwnWork,
    pub title: String,
}

/// Tells the author of `own`, unless it is they who change it. Call it in the transaction of the
/// change, before the counters of pages are raised.
pub(crate) async fn tell_author(
    tx: &DatabaseTransaction,
    now: Millis,
    by: PersonId,
    space: &Space,
    own: Own,
    change: OwnChange,
) -> Result<()> {
    if own.author == by {
        return Ok(());
    }
    let Some(author) = author(tx, own.author).await? else { return Ok(()) };
    let (name, _) = name_and_zone(tx, space).await?;
    let (kind, id) = match own.work {
        OwnWork::Article(id) => ("article", id.0),
        OwnWork::Event(id) => ("event", id.0),
    };
    let source = name.school.clone();
    let by = name_to_families(tx, by).await?;
    let notice = Notice::OwnChanged { title: own.title, space: name, work: own.work, change, by };
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: source,
        ..Letter::new(
            MessageKind::Notification,
            format!("own-changed-{kind}-{id}-{now}"),
            Content::Notice(notice),
            now,
        )
    };
    delivery::post(tx, now, letter, &[author.person]).await?;
    Ok(())
}
