//! Requests for a role: those who administer the rights of the school are told, and then the person
//! who asked.

use std::collections::BTreeSet;

use domain::{
    PersonId, RequestId,
    access::{RequestEvent, RequestState},
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{DatabaseConnection, EntityTrait};
use words::Language;

use super::Post;
use crate::{
    Error, Result,
    access::{
        introduced, name_apart,
        requests::{first_letter, later_letter, nearest_administrators, untold},
    },
    delivery::{Content, Letter},
    entities::access_request,
    ground::school_name::schools_called,
};

/// The letters about a request, and their recipients. `key` is that of the job: a request that is told
/// again goes to those who decide about it only since then, as long as nobody has answered.
pub(crate) async fn about_request(
    db: &DatabaseConnection,
    now: Millis,
    (id, event): (RequestId, RequestEvent),
    key: &str,
) -> Result<Vec<Post>> {
    let request = access_request::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let school = schools_called(db, [request.establishment_id]).await?.remove(&request.establishment_id);
    let school = school.ok_or(Error::NotFound)?;
    let words = Language::default().words();
    let again = event == RequestEvent::Asked && key != first_letter(id);
    if again && request.state != RequestState::Open {
        return Ok(Vec::new());
    }
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
    let letter = |reason: String| Letter {
        sender_name: words.notifications.sender.to_owned(),
        source_name: school.clone(),
        ..Letter::new(MessageKind::Notification, reason, Content::Notice(notice.clone()), now)
    };
    if !again {
        return Ok(vec![Post::new(letter(format!("{}-{id}", event.code())), people)]);
    }
    let people = untold(db, id, people).await?;
    let to_one = |person: PersonId| Post::new(letter(later_letter(id, person)), vec![person]);
    Ok(people.into_iter().map(to_one).collect())
}
