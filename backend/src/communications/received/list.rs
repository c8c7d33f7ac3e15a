use domain::{
    CommunicationId, EstablishmentId,
    access::{Right, School},
    communications::{
        Bounds, Channel, DeliveryState, SiteFacts,
        received::{ReceivedFilter, ReceivedPage, ReceivedRow},
    },
    time::{Millis, Stamp},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    sea_query::LikeExpr,
};
use values::columns::Zone;

use super::{
    load::{FROM, SINCE},
    place::ReceivedPosition,
    seen::stored_seen,
    state_sql::state_sql,
};
use crate::{
    Backend, Result,
    access::{Caller, Reach, responsible, school},
    communications::{
        channels,
        row::{self, CommunicationRow},
    },
    entities::{communication, establishment, publication},
    ground::sql::Sql,
    search::{by_name, patterns},
};

const PAGE: usize = 25;
/// SQL condition: `:me` has opened it.
const SEEN: &str = "EXISTS (SELECT 1 FROM received_seen s WHERE s.communication_id = publication.communication_id \
    AND s.establishment_id = publication.establishment_id AND s.person_id = :me)";

/// *Communications reçues*: what authorities sent to the schools whose dashboard the caller may open,
/// a row for each school, the newest first.
///
/// # Errors
/// [`crate::Error::Forbidden`] when the caller may open the dashboard of no school.
pub async fn received(backend: &Backend, caller: &Caller, filter: &ReceivedFilter) -> Result<ReceivedPage> {
    caller.authorize_somewhere(Right::OpenSchoolDashboard, &Channel::ALL)?;
    let db = &backend.db;
    stored_seen(backend).await;
    let list = List { caller, filter, now: backend.clock.now() };
    let page = match (ReceivedPosition::parse(&filter.before), ReceivedPosition::parse(&filter.after)) {
        (Some(before), _) => list.older(db, Some(before)).await?,
        (None, Some(after)) => list.newer(db, after).await?,
        (None, None) => list.older(db, None).await?,
    };
    let schools = list.schools(db).await?;
    Ok(ReceivedPage {
        older: page.more_older.then(|| page.sites.last().map(|site| site.place().to_string())).flatten(),
        newer: page.more_newer.then(|| page.sites.first().map(|site| site.place().to_string())).flatten(),
        rows: list.rows(db, page.sites, &schools).await?,
        schools,
    })
}

/// A communication in a school.
#[derive(Debug, FromQueryResult)]
struct Site {
    communication_id: CommunicationId,
    establishment_id: EstablishmentId,
    school: String,
    time_zone: Zone,
    begins_at: Millis,
    ends_at: Millis,
    published_at: Option<Millis>,
    offline_at: Option<Millis>,
    failed_at: Option<Millis>,
    since: Millis,
    seen: bool,
}

struct ReceivedSites {
    sites: Vec<Site>,
    more_older: bool,
    more_newer: bool,
}

enum Side {
    Older(ReceivedPosition),
    Newer(ReceivedPosition),
}

struct List<'a> {
    caller: &'a Caller,
    filter: &'a ReceivedFilter,
    now: Millis,
}

impl Site {
    fn facts(&self, row: &CommunicationRow) -> SiteFacts {
        let bounds = Bounds { begins_at: self.begins_at, ends_at: self.ends_at };
        SiteFacts {
            cancelled_at: row.cancelled_at,
            published_at: self.published_at,
            offline_at: self.offline_at,
            failed_at: self.failed_at,
            period: channels::has_period(row.channel).then_some(bounds),
        }
    }

    fn place(&self) -> ReceivedPosition {
        ReceivedPosition {
            since: self.since,
            communication: self.communication_id,
            school: self.establishment_id,
        }
    }
}

impl List<'_> {
    async fn older(
        &self,
        db: &impl ConnectionTrait,
        before: Option<ReceivedPosition>,
    ) -> Result<ReceivedSites> {
        let mut sites = self.sites(db, before.map(Side::Older)).await?;
        let more_older = sites.len() > PAGE;
        sites.truncate(PAGE);
        Ok(ReceivedSites { sites, more_older, more_newer: before.is_some() })
    }

    /// The page just before a place. If it would not be full, the first page is shown instead.
    async fn newer(&self, db: &impl ConnectionTrait, after: ReceivedPosition) -> Result<ReceivedSites> {
        let mut sites = self.sites(db, Some(Side::Newer(after))).await?;
        if sites.len() <= PAGE {
            return self.older(db, None).await;
        }
        sites.truncate(PAGE);
        sites.reverse();
        Ok(ReceivedSites { sites, more_older: true, more_newer: true })
    }

    async fn sites(&self, db: &impl ConnectionTrait, side: Option<Side>) -> Result<Vec<Site>> {
        let columns = format!(
            "SELECT publication.communication_id, publication.establishment_id, establishment.name AS school, \
             establishment.time_zone, publication.begins_at, publication.ends_at, publication.published_at, \
             publication.offline_at, publication.failed_at, {SINCE} AS since, ({SEEN}) AS seen"
        );
        let key = format!("({SINCE}, publication.communication_id, publication.establishment_id)");
        let mut sql = Sql::new(columns)
            .then(FROM)
            .then("WHERE ")
            .condition(self.condition())
            .bind("me", self.caller.person);
        if let Some(state) = DeliveryState::from_code(&self.filter.state) {
            sql = sql.then(&format!(" AND {}", state_sql(state, self.now)));
        }
        if self.filter.unread == "oui" {
            sql = sql.then(&format!(" AND NOT ({SEEN})"));
        }
        let place = "(:since, :communication, :school)";
        let order = match side {
            None => "DESC",
            Some(Side::Older(from)) => {
                sql = from.bound(sql.then(&format!(" AND {key} < {place}")));
                "DESC"
            }
            Some(Side::Newer(from)) => {
                sql = from.bound(sql.then(&format!(" AND {key} > {place}")));
                "ASC"
            }
        };
        let limit = PAGE + 1;
        let order = format!(
            " ORDER BY {SINCE} {order}, publication.communication_id {order}, \
             publication.establishment_id {order} LIMIT {limit}"
        );
        Ok(Site::find_by_statement(sql.then(&order).on(db)).all(db).await?)
    }

    /// The filter as a condition; an invalid value filters nothing.
    fn condition(&self) -> Condition {
        let mut all = Condition::all()
            .add(self.caller.receives(Right::OpenSchoolDashboard))
            .add(publication::Column::BeginsAt.lte(self.now));
        for pattern in patterns(&self.filter.search) {
            all = all.add(communication::Column::SearchText.like(LikeExpr::new(pattern).escape('\\')));
        }
        if let Some(channel) = Channel::from_code(&self.filter.channel) {
            all = all.add(communication::Column::Channel.eq(channel));
        }
        if let Ok(school) = self.filter.school.parse::<EstablishmentId>() {
            all = all.add(publication::Column::EstablishmentId.eq(school));
        }
        all
    }

    async fn rows(
        &self,
        db: &impl ConnectionTrait,
        sites: Vec<Site>,
        schools: &[School],
    ) -> Result<Vec<ReceivedRow>> {
        let mut ids: Vec<CommunicationId> = sites.iter().map(|site| site.communication_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let loaded = row::load_all_received(db, self.caller, &ids).await?;
        let contents = channels::stored(db, &loaded).await?;
        let authors = responsible(db, self.caller.words(), loaded.iter().map(|row| row.author_id)).await?;
        let zone = self.caller.own_zone();
        let mut rows = Vec::new();
        for site in sites {
            let id = site.communication_id;
            let found = loaded.iter().find(|row| row.id == id).zip(contents.get(&id));
            let Some((row, content)) = found else { return Err(channels::missing(id)) };
            let school = schools.iter().find(|school| school.id == site.establishment_id);
            let here = CommunicationRow { time_zone: site.time_zone, ..row.clone() };
            rows.push(ReceivedRow {
                id,
                establishment: site.establishment_id,
                title: row.title.clone(),
                language: row.language,
                content: content.sent(&here).for_reader(zone),
                author: authors.get(&row.author_id).cloned().unwrap_or_default(),
                source: row.source_name.clone(),
                received: Stamp::new(site.since, zone),
                state: site.facts(row).state(self.now),
                unread: !site.seen,
                school: school.map_or(site.school, |school| school.called(schools)),
            });
        }
        Ok(rows)
    }

    /// The schools of the filter, by name.
    async fn schools(&self, db: &impl ConnectionTrait) -> Result<Vec<School>> {
        let rows = establishment::Entity::find()
            .filter(establishment::Column::Id.in_subquery(reach_of(self.caller).schools()))
            .order_by_asc(establishment::Column::Uai)
            .all(db)
            .await?;
        let mut schools: Vec<School> = rows.iter().map(school).collect();
        by_name(&mut schools, |school| &school.name);
        schools.truncate(ReceivedPage::SCHOOLS);
        Ok(schools)
    }
}

/// The schools whose dashboard the caller may open.
pub(super) fn reach_of(caller: &Caller) -> Reach {
    let mut reach = Reach::default();
    for channel in Channel::ALL {
        let subject = domain::access::Subject { channel, own: false };
        reach.merge(&caller.reach_for(Right::OpenSchoolDashboard, subject));
    }
    reach
}
