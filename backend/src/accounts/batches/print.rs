use chrono::NaiveDateTime;
use domain::{
    PersonId,
    accounts::batch::{BatchKind, Coupon, Holder, Listed, NoLink, PrintedSheet, SHEET_COUPONS, sheets},
    audit::Action,
    time::Millis,
};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, EntityTrait, FromQueryResult};
use words::Language;

use super::{expiry::expiry, holder::holders, prepare::no_link, rights::barred};
use crate::{
    Backend, Error, Result,
    access::Caller,
    accounts::put_link::put_link,
    audit::{self, Entry},
    database::lock,
    door::{Proved, as_read, new_coupon},
    entities::{account_batch, establishment},
    ground::{qr::qr_code, school_name::schools_called, sql::sql},
    transaction,
};

#[derive(Clone, Debug, FromQueryResult)]
struct PersonToPrint {
    place: i64,
    school_class: String,
    person_id: PersonId,
    prepared_at: Option<Millis>,
    done_at: Option<Millis>,
    first_name: String,
    last_name: String,
    language: Option<String>,
    removed_at: Option<Millis>,
    joined_to: Option<PersonId>,
    login: Option<String>,
    portal_administrator: Option<bool>,
}

impl PersonToPrint {
    fn is_gone(&self) -> bool {
        self.removed_at.is_some() || self.joined_to.is_some() || self.portal_administrator != Some(false)
    }
}

/// Makes the codes of the sheet that begins at `first`, and returns its coupons; they are shown only
/// this once. Coupons printed for these people before are no longer valid. `origin` is the
/// address of the portal, such as `https://ent.example`.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`] when there is no such batch of coupons, it was
/// stopped or is not ready yet, or has no such sheet; as [`Proved::still`].
pub async fn print_sheet(
    backend: &Backend,
    caller: &Caller,
    batch: i64,
    first: i64,
    origin: &str,
    proved: &Proved,
) -> Result<PrintedSheet> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    let (place, made, until, mut holders) = transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        proved.still(tx, caller).await?;
        let found = account_batch::Entity::find_by_id(batch).one(tx).await?;
        let found = found.filter(|row| row.kind == BatchKind::Print && row.stopped_at.is_none());
        let found = found.ok_or(Error::NotFound)?;
        let school = establishment::Entity::find_by_id(found.establishment_id).one(tx).await?;
        let school = school.ok_or(Error::NotFound)?;
        let place = schools_called(tx, [school.id]).await?.remove(&school.id).unwrap_or(school.name);
        let (expires, until) = expiry(now, school.time_zone.0)?;
        let mut made = Vec::new();
        let rows = of_sheet(tx, batch, first).await?;
        let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
        let barred = barred(tx, batch, &people).await?;
        let holders = holders(tx, school.id, &people).await?;
        for row in rows {
            if row.is_gone() {
                no_link(tx, batch, row.person_id, NoLink::Gone).await?;
                continue;
            }
            if let Some(why) = barred.get(&row.person_id) {
                no_link(tx, batch, row.person_id, *why).await?;
                continue;
            }
            let code = new_coupon()?;
            put_link(tx, row.person_id, &code, Some(batch), expires).await?;
            let person = row.person_id;
            let printed = "UPDATE account_batch_person SET done_at = :now \
                           WHERE batch_id = :batch AND person_id = :person";
            tx.execute_raw(sql!(tx, printed, now, batch, person)).await?;
            made.push((row, code));
        }
        let entry = Entry::by(caller, Action::CouponsPrinted, place.as_str())
            .with("people", made.len())
            .with("classes", classes(&made));
        audit::append(tx, now, entry).await?;
        Ok((place, made, until, holders))
    })?;
    let mut coupons = Vec::new();
    for (row, code) in made {
        let holder = holders.remove(&row.person_id).unwrap_or_default();
        coupons.push(coupon(row, &code, (origin, &place), until, &holder)?);
    }
    Ok(PrintedSheet { school: place, coupons })
}

/// The people of one sheet. There are none as long as somebody of the batch has no account yet.
async fn of_sheet(tx: &DatabaseTransaction, batch: i64, first: i64) -> Result<Vec<PersonToPrint>> {
    let text = "SELECT b.place, b.school_class, b.person_id, b.prepared_at, b.done_at, p.first_name, p.last_name, \
                p.language, p.removed_at, p.joined_to, a.login, a.portal_administrator \
                FROM account_batch_person b JOIN person p ON p.id = b.person_id \
                LEFT JOIN account a ON a.person_id = b.person_id \
                WHERE b.batch_id = :batch AND b.no_link IS NULL ORDER BY b.place";
    let mut rows = PersonToPrint::find_by_statement(sql!(tx, text, batch)).all(tx).await?;
    if rows.iter().any(|row| row.prepared_at.is_none()) {
        return Err(Error::NotFound);
    }
    let list: Vec<Listed> = rows
        .iter()
        .map(|row| Listed {
            place: row.place,
            class: row.school_class.clone(),
            printed: row.done_at.is_some(),
        })
        .collect();
    let sheet = sheets(&list, SHEET_COUPONS).into_iter().find(|sheet| sheet.first == first);
    let sheet = sheet.ok_or(Error::NotFound)?;
    rows.retain(|row| (sheet.first..=sheet.last).contains(&row.place));
    Ok(rows)
}

/// `2de 1, 2de 2`
fn classes(made: &[(PersonToPrint, String)]) -> String {
    let mut classes: Vec<&str> = made.iter().map(|(row, _)| row.school_class.as_str()).collect();
    classes.dedup();
    classes.retain(|class| !class.is_empty());
    classes.join(", ")
}

fn coupon(
    row: PersonToPrint,
    code: &str,
    (origin, school): (&str, &str),
    until: NaiveDateTime,
    holder: &Holder,
) -> Result<Coupon> {
    let language = row.language.as_deref().and_then(Language::from_code).unwrap_or_default();
    let words = language.words();
    let (size, path) = qr_code(&format!("{origin}/mot-de-passe/{code}"))?;
    let address = origin.split_once("://").map_or(origin, |(_, host)| host);
    Ok(Coupon {
        language: words.code,
        name: format!("{} {}", row.first_name, row.last_name),
        class: row.school_class,
        who: words.batches.coupon_who(holder),
        school: school.to_owned(),
        login: row.login.unwrap_or_default(),
        code: as_read(code),
        size,
        path,
        login_label: words.batches.coupon_login,
        code_label: words.batches.coupon_code,
        steps: words.batches.coupon_steps(&format!("{address}/coupon")),
        valid: words.batches.coupon_valid(until),
    })
}
