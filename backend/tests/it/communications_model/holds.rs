use backend::entities::{announcement, communication, publication, target};
use domain::communications::moved_much;
use domain::{EstablishmentId, fields::FieldErrors, targets::Target};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

use super::Model;

impl Model<'_> {
    /// Everything that was deployed in this run is what its confirmation said.
    pub(super) async fn holds(&self, seed: u64) {
        let db = &self.world.backend.db;
        for (id, (input, confirmation)) in &self.confirmed {
            let what = format!("seed {seed}, communication {id}");
            let row = communication::Entity::find_by_id(*id).one(db).await.expect("rows").expect("a row");
            assert_eq!(row.author_id, confirmation.sender, "{what}");
            assert_eq!(row.perimeter_key, confirmation.perimeter, "{what}");
            assert_eq!(row.source_name, confirmation.source, "{what}");
            let recipients = u64::try_from(row.confirmed_recipients.expect("a count")).expect("a count");
            let near = recipients == confirmation.recipients
                || (confirmation.asked_again && !moved_much(confirmation.recipients, recipients));
            assert!(near, "{what}: {} → {recipients}", confirmation.recipients);
            let sites = publication::Entity::find().filter(publication::Column::CommunicationId.eq(*id));
            let sites = sites.all(db).await.expect("schools").into_iter();
            let schools: BTreeSet<EstablishmentId> = sites.map(|site| site.establishment_id).collect();
            assert_eq!(schools, confirmation.schools, "{what}");
            let said = announcement::Entity::find_by_id(*id).one(db).await.expect("rows").expect("a row");
            assert_eq!(said.text, input.announcement.text, "{what}");
            assert_eq!(said.severity.code(), input.announcement.severity, "{what}");
            let stored = target::Entity::find().filter(target::Column::CommunicationId.eq(*id));
            let stored = stored.order_by_asc(target::Column::Position).all(db).await.expect("targets");
            let stored: Vec<Target> = stored.into_iter().map(|row| row.criteria.into_inner()).collect();
            let confirmed = input.parse_targets(&mut FieldErrors::default()).expect("targets");
            assert_eq!(stored, confirmed.as_slice(), "{what}");
        }
        let deployed = communication::Entity::find().all(db).await.expect("rows").len();
        assert!(deployed >= self.confirmed.len());
    }
}
