use std::time::{Duration, Instant};

use backend::{Backend, access::Caller, clock::Clock, entities::message, messages};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Outcome, Running, Sizes, Table, World,
    pages::{INBOX, Pages},
    readers::new_key,
    table::milliseconds,
};

const PATIENCE: Duration = Duration::from_secs(5);

/// One reply while thousands of inboxes are open.
pub async fn measure(world: &World, running: &Running, sizes: &Sizes, table: &mut Table) -> Outcome<()> {
    let backend = Backend::open(&world.url, 2, Clock::System).await?;
    // The first reader of the first school writes to everybody there, and somebody answers.
    let (author, reader) = (world.readers.first().ok_or("no readers")?, &world.readers[1]);
    backend::access::grant::grant(
        &backend.db,
        author.person,
        domain::access::Role::SenderMessage,
        domain::access::Scope::Establishment(world.crowd.schools[0]),
    )
    .await?;
    backend::revision::raise(&backend.db, backend::revision::ACCESS).await?;
    let caller = Caller::load(&backend.db, author.person).await?;
    let mut input = world.crowd.message("Sortie scolaire", &[]);
    input.perimeter = format!("etablissement-{}", world.crowd.schools[0]);
    input.targets = vec![domain::targets::TargetInput::default()];
    input.message.reply_allowed = true;
    let sent = testing::confirmed(&backend, &caller, &new_key(), &input).await?;
    let found = message::Entity::find().filter(message::Column::CommunicationId.eq(sent.id));
    let message = found.one(&backend.db).await?.ok_or("a deployment without a message")?;
    let started = Instant::now();
    let finished = || message::Entity::find_by_id(message.id).one(&backend.db);
    while finished().await?.is_none_or(|message| message.finished_at.is_none()) {
        if started.elapsed() > Duration::from_secs(30) {
            return Err("a message was not delivered".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut pages = Pages::default();
    pages.open(world, running, INBOX, usize::try_from(sizes.inboxes)?).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (events, before) = (pages.events(), running.used()?.seconds);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let quiet = running.used()?.seconds - before;
    let (before, at) = (running.used()?.seconds, Instant::now());
    let caller = Caller::load(&backend.db, reader.person).await?;
    messages::reply(&backend, &caller, message.id, &new_key(), "Merci, nous viendrons.").await?;
    let told = pages.told(&[0], at, PATIENCE).await;
    tokio::time::sleep(Duration::from_secs(2).saturating_sub(at.elapsed())).await;
    let cost = (running.used()?.seconds - before - quiet).max(0.0);
    let what = format!("one reply while {} inboxes are open: events sent", pages.count());
    table.row(&what, (pages.events() - events).to_string(), "only whose inbox changed: 1");
    table.row("  its reader is told", milliseconds(told.first().copied().unwrap_or_default()), "");
    table.row("  processor above that of two quiet seconds", milliseconds(cost), "");
    backend.db.clone().close().await?;
    Ok(())
}
