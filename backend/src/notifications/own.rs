//! `Own`: authors are notified of what happens to the communications they sent.

use domain::{CommunicationId, PersonId, messages::Notice, time::Millis};
use sea_orm::DatabaseConnection;

use super::{
    Post,
    about::ToldCommunication,
    concerned::{reaches_nobody, unknown_reason, untold, why_failed},
    schools,
};
use crate::{Result, access::name_apart, stored::count};

/// A communication has been fully carried out: the letters to post, and their recipients.
pub(crate) async fn deployed(db: &DatabaseConnection, now: Millis, id: CommunicationId) -> Result<Vec<Post>> {
    let told = ToldCommunication::load(db, id).await?;
    if told.row.cancelled_at.is_some() {
        return Ok(Vec::new());
    }
    let mut posts = Vec::from_iter(untold(db, now, &told).await?);
    if !reaches_nobody(db, &told).await?
        && let Some(author) = told.author_to_tell(db).await?
    {
        let letter = told.letter(
            now,
            format!("own-deployed-{id}"),
            Notice::Deployed { channel: told.channel, text: told.text() },
        );
        posts.push(Post::new(letter, vec![author]));
    }
    posts.extend(schools::appeared(db, now, &told).await?);
    Ok(posts)
}

/// A communication has been given up, perhaps only in some schools. Where a reason is known, the
/// letter says it.
pub(crate) async fn failed(db: &DatabaseConnection, now: Millis, id: CommunicationId) -> Result<Vec<Post>> {
    let told = ToldCommunication::load(db, id).await?;
    let mut posts = Vec::from_iter(why_failed(db, now, &told).await?);
    if posts.is_empty() {
        if let Some(author) = told.author_to_tell(db).await? {
            let letter = told.letter(now, format!("own-failed-{id}"), Notice::Failed { text: told.text() });
            posts.push(Post::new(letter, vec![author]));
        } else if told.has_failed {
            posts.push(unknown_reason(db, now, &told).await?);
        }
    }
    posts.extend(schools::appeared(db, now, &told).await?);
    Ok(posts)
}

/// A communication no longer does what it was meant to.
pub(crate) async fn concerned(
    db: &DatabaseConnection,
    now: Millis,
    id: CommunicationId,
) -> Result<Vec<Post>> {
    let told = ToldCommunication::load(db, id).await?;
    if told.row.cancelled_at.is_some() {
        return Ok(Vec::new());
    }
    Ok(Vec::from_iter(untold(db, now, &told).await?))
}

/// The audience of a scheduled communication has moved far since its author confirmed it.
pub(crate) async fn moved(db: &DatabaseConnection, now: Millis, id: CommunicationId) -> Result<Vec<Post>> {
    let told = ToldCommunication::load(db, id).await?;
    let figures = (count(told.row.confirmed_recipients), count(told.row.told_recipients));
    let (Some(confirmed), Some(people)) = figures else { return Ok(Vec::new()) };
    if told.row.cancelled_at.is_some() || told.row.recipients.is_some() {
        return Ok(Vec::new());
    }
    let Some(author) = told.author_to_tell(db).await? else { return Ok(Vec::new()) };
    let notice = Notice::AudienceMoved { text: told.text(), confirmed, people };
    let letter = told.letter(now, format!("own-moved-{id}-{people}"), notice);
    Ok(vec![Post::new(letter, vec![author])])
}

/// `by` has cancelled a communication.
pub(crate) async fn cancelled(
    db: &DatabaseConnection,
    now: Millis,
    id: CommunicationId,
    by: PersonId,
) -> Result<Vec<Post>> {
    let told = ToldCommunication::load(db, id).await?;
    let name = name_apart(db, by).await?;
    let mut posts = Vec::new();
    if told.row.author_id != by
        && let Some(author) = told.author_to_tell(db).await?
    {
        let notice = Notice::Cancelled { text: told.text(), by: name.clone() };
        let letter = told.letter(now, format!("own-cancelled-{id}"), notice);
        posts.push(Post::new(letter, vec![author]));
    }
    posts.extend(schools::withdrawn(db, now, &told, &name).await?);
    Ok(posts)
}
