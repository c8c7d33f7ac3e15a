//! Requests for a role: those who administer the rights of the school are told, and then the person
//! who asked.

use std::collections::BTreeSet;

use domain::{
    RequestId,
    access::RequestEvent,
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{DatabaseConnection, EntityTrait};
use words::Language;

use super::Post;
use crate::{
    Error, Result,
    access::{introduced, name_apart, requests::nearest_administrators},
    delivery::{Content, Letter},
    entities::access_request,
    ground::school_name::schools_called,
};

/// The letters about a request, and their recipients.
pub(crate) async fn about_request(
    db: &DatabaseConnection,
    now: Millis,
    id: RequestId,
    event: RequestEvent,
) -> Result<Vec<Post>> {
    let request = access_request::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let school = schools_called(db, [request.establishment_id]).await?.remove(&request.establishment_id);
    let school = school.ok_or(Error::NotFound)?;
    let words = Language::default().words();
    let (notice, people) = match event {
        RequestEvent::Asked => {
            let own = BTreeSet::from([request.establishment_id]);
            let person = introduced(db, request.person_id, &own).await?;
            let notice = Notice::RoleAsked {
                request: id,
                establishment: request.establishment_id,
                person,
                school: school.clone(),
                role: request.role,
                severity: request.severity,
                reason: request.reason,
            };
            let people = nearest_administrators(db, request.establishment_id, request.person_id).await?;
            (notice, people)
        }
        RequestEvent::Granted | RequestEvent::Declined => {
            let by = match request.decided_by {
                Some(by) => name_apart(db, by).await?,
                None => String::new(),
            };
            let (role, school) = (request.role, school.clone());
            let notice = if event == RequestEvent::Granted {
                Notice::RoleGranted { role, school, by }
            } else {
                Notice::RoleDeclined { role, school, by, answer: request.answer }
            };
            (notice, vec![request.person_id])
        }
    };
    let letter = Letter {
        sender_name: words.notifications.sender.to_owned(),
        source_name: school,
        ..Letter::new(
            MessageKind::Notification,
            format!("{}-{id}", event.code()),
            Content::Notice(notice),
            now,
        )
    };
    Ok(vec![Post { letter, people, concerns: Vec::new() }])
}
