//! A database full of people, the servers that use it, and the messages.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use backend::{
    Backend, Sql, access::Caller, clock::Clock, communications, database::statement, entities::message,
};
use domain::{CommunicationId, MessageId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value};
use testing::crowd::{self, Crowd};

use super::{Outcome, check, servers::Server};

/// The time limit of every step.
const PATIENCE: Duration = Duration::from_mins(2);
const LOOK_EVERY: Duration = Duration::from_millis(1);

pub struct Scene {
    /// This process deploys, cancels and checks; it delivers nothing.
    pub backend: Arc<Backend>,
    pub url: String,
    pub servers: Vec<Server>,
    pub crowd: Crowd,
    /// The time from the first lease of a message to its end, with a server that has just started.
    pub takes: Duration,
    sent: u32,
}

impl Scene {
    pub async fn open(url: &str, processes: usize, people: u32, schools: u32) -> Outcome<Self> {
        let backend = Backend::open(url, 4, Clock::System).await?;
        let crowd = crowd::fill(&backend.db, people, schools).await?;
        let mut servers = Vec::new();
        for _ in 0..processes {
            servers.push(Server::start(url).await?);
        }
        let url = url.to_owned();
        let mut scene = Self { backend, url, servers, crowd, takes: Duration::ZERO, sent: 0 };
        let mut times = Vec::new();
        for _ in 0..3 {
            // Measured on a cold server, as after a kill: a shorter time would put all kills at the
            // beginning.
            for server in &mut scene.servers {
                server.kill()?;
            }
            let message = scene.send().await?;
            for server in &mut scene.servers {
                server.start_again()?;
            }
            scene.until_taken(message.id, message.fence).await?;
            let started = Instant::now();
            scene.until_finished(message.id).await?;
            times.push(started.elapsed());
            check::whole(&scene, message.id).await?;
            scene.forget(message.id).await?;
        }
        times.sort_unstable();
        scene.takes = times[1];
        Ok(scene)
    }

    /// Sends one more message to everybody, deployed as a page would deploy it.
    pub async fn send(&mut self) -> Outcome<message::Model> {
        self.sent += 1;
        let caller = Caller::load(&self.backend.db, self.crowd.author).await?;
        let subject = format!("Message {}", self.sent);
        let input = self.crowd.message(&subject, &self.crowd.schools);
        let key = format!("torture-key-{}", self.sent);
        let made = testing::confirmed(&self.backend, &caller, &key, &input).await?;
        let of_it = message::Entity::find().filter(message::Column::CommunicationId.eq(made.id));
        Ok(of_it.one(&self.backend.db).await?.ok_or("a deployment without a message")?)
    }

    /// Deploys an announcement to everybody.
    pub async fn announce(&mut self) -> Outcome<CommunicationId> {
        self.sent += 1;
        let caller = Caller::load(&self.backend.db, self.crowd.author).await?;
        let text = format!("Annonce {}", self.sent);
        let input = self.crowd.announcement(&text, self.backend.clock.now());
        let key = format!("torture-key-{}", self.sent);
        Ok(testing::confirmed(&self.backend, &caller, &key, &input).await?.id)
    }

    pub async fn cancel(&self, id: CommunicationId) -> Outcome<()> {
        let caller = Caller::load(&self.backend.db, self.crowd.author).await?;
        Ok(communications::cancel(&self.backend, &caller, id, None).await?)
    }

    pub async fn look(&self, id: MessageId) -> Outcome<message::Model> {
        Ok(message::Entity::find_by_id(id).one(&self.backend.db).await?.ok_or("a message is gone")?)
    }

    /// Waits until a server has taken the message with a later fence than this.
    pub async fn until_taken(&self, id: MessageId, fence: i64) -> Outcome<message::Model> {
        self.until(id, "taken", |row| row.fence > fence || row.finished_at.is_some()).await
    }

    pub async fn until_finished(&self, id: MessageId) -> Outcome<message::Model> {
        self.until(id, "finished", |row| row.finished_at.is_some()).await
    }

    async fn until(
        &self,
        id: MessageId,
        what: &str,
        holds: impl Fn(&message::Model) -> bool,
    ) -> Outcome<message::Model> {
        let started = Instant::now();
        loop {
            let row = self.look(id).await?;
            if holds(&row) {
                return Ok(row);
            }
            if row.failed_at.is_some() {
                return Err(format!("message {id} has been given up").into());
            }
            if started.elapsed() > PATIENCE {
                return Err(format!("message {id} is not {what} after {PATIENCE:?}: {row:?}").into());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Ends all leases at once instead of waiting some seconds. If a holder is still alive, this
    /// also tests its fence.
    pub async fn leases_end(&self) -> Outcome<()> {
        let sql = "UPDATE job SET leased_until = 0 WHERE kind = 'deliver' AND done_at IS NULL AND leased_until IS NOT NULL";
        self.backend.db.execute_raw(statement(&self.backend.db, sql, [])).await?;
        Ok(())
    }

    pub async fn number(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Outcome<i64> {
        let db = &self.backend.db;
        let row = db.query_one_raw(statement(db, sql, values)).await?.ok_or("no row")?;
        Ok(row.try_get_by_index(0)?)
    }

    /// Removes a message that has been checked, to free space.
    pub async fn forget(&self, id: MessageId) -> Outcome<()> {
        for sql in [
            "DELETE FROM job WHERE kind IN ('deliver', 'mail') AND subject_id = :id",
            "DELETE FROM delivery_also WHERE message_id = :id",
            "DELETE FROM delivery WHERE message_id = :id",
            "DELETE FROM message_body WHERE message_id = :id",
            "DELETE FROM message WHERE id = :id",
        ] {
            let sql = Sql::new(sql).bind("id", id);
            self.backend.db.execute_raw(sql.on(&self.backend.db)).await?;
        }
        Ok(())
    }
}
