//! What an event said before it was corrected, and who had read it then.

use domain::{
    EventId, PersonId,
    agenda::{EventTime, Repetition, Said},
    spaces::ToldKind,
    time::{Millis, Stamp},
    versions::{Corrected, Versioned, VersionedKind, Wording},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::{Deserialize, Serialize};
use words::{Agenda, Language};

use super::occurrences::said_of;
use crate::{
    Backend, Result,
    access::{Caller, Space},
    audience::people_sql,
    entities::event,
    ground::sql::Sql,
    stored, versions,
};

const fn versioned(id: EventId) -> Versioned {
    Versioned { kind: VersionedKind::Event, id: id.0 }
}

/// What its readers read, in their language.
fn wording(said: &Said, repetition: Option<&Repetition>, words: &Agenda) -> Wording {
    let times = When { time: said.time, repetition: repetition.cloned() };
    let lines = [in_words(&times, words), said.place.clone(), said.description.clone()];
    Wording { title: said.title.clone(), text: joined(lines), ..Wording::default() }
}

/// The times of an event as they are kept.
#[derive(Serialize, Deserialize)]
struct When {
    time: EventTime,
    repetition: Option<Repetition>,
}

fn in_words(when: &When, words: &Agenda) -> String {
    let repeats = when.repetition.as_ref().map(|repetition| words.repeats(repetition));
    joined([words.when(when.time), repeats.unwrap_or_default()])
}

fn joined<const N: usize>(lines: [String; N]) -> String {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Begins a line that holds times and no words: no typed text has this character.
const TIMES: char = '\u{1f}';

/// The wording as it is kept, in no language.
fn kept(said: &Said, repetition: Option<&Repetition>) -> Result<Wording> {
    let when = When { time: said.time, repetition: repetition.cloned() };
    let when = stored::to_json("the times of an event", &when)?;
    let lines = [format!("{TIMES}{when}"), said.place.clone(), said.description.clone()];
    Ok(Wording { title: said.title.clone(), text: joined(lines), ..Wording::default() })
}

/// A wording that was kept, in the reader's language; `None` for one that was kept in words before
/// there was a second language.
fn read(kept: &Wording, words: &Agenda) -> Option<Wording> {
    let (when, rest) = kept.text.split_once('\n').unwrap_or((kept.text.as_str(), ""));
    let when: When = serde_json::from_str(when.strip_prefix(TIMES)?).ok()?;
    let text = joined([in_words(&when, words), rest.to_owned()]);
    Some(Wording { title: kept.title.clone(), text, ..Wording::default() })
}

/// Keeps what the event said until now. `false` when nothing changes for its readers. Call it under the
/// lock of the event.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    before: &event::Model,
    (said, repetition): (&Said, Option<&Repetition>),
    (by, now): (PersonId, Millis),
) -> Result<bool> {
    let (then, rule) = (said_of(before), before.repetition.as_deref());
    let words = Language::default().words().agenda;
    if wording(&then, rule, words) == wording(said, repetition, words) {
        return Ok(false);
    }
    let wordings = (&kept(&then, rule)?, &kept(said, repetition)?);
    let of = versioned(before.id);
    let corrections = versions::number_of(tx, of).await?;
    versions::correct(tx, of, corrections, wordings, by, now).await?;
    Ok(true)
}

/// *Corrigé le …* of an event of a space, with what changed since the caller read it first. Notes that
/// they read it now.
pub(super) async fn seen(
    backend: &Backend,
    caller: &Caller,
    event: &event::Model,
) -> Result<Option<Corrected>> {
    let (db, of) = (&backend.db, versioned(event.id));
    let Some(at) = event.corrected_at else {
        versions::note_seen(backend, caller, of, 0);
        return Ok(None);
    };
    let before = versions::first_seen(backend, of, caller.person).await?;
    versions::note_seen(backend, caller, of, versions::number_of(db, of).await?);
    let (said, repetition) = (said_of(event), event.repetition.as_deref().cloned());
    let (own, present) = (caller.words().agenda, move |words| wording(&said, repetition.as_ref(), words));
    let compare = move |then: Wording| match read(&then, own) {
        Some(then) => versions::mark(&then, &present(own)),
        None => versions::mark(&then, &present(Language::default().words().agenda)),
    };
    let zone = caller.own_zone();
    let corrected = versions::corrected_as(db, of, before, zone, compare).await?;
    // A change of one occurrence has no version, and may be the last correction.
    let changes = corrected.and_then(|corrected| corrected.changes);
    let corrected = Corrected { at: Stamp::new(at, zone), zone: None, changes };
    Ok(Some(corrected.on_clock_of(caller.zone_to_name([event.zone.0]))))
}

#[derive(FromQueryResult)]
struct ReaderRow {
    person_id: PersonId,
}

/// The readers of a space who know the event: they have read it, or a letter told them when it takes
/// place. Neither the person who changes or ends it, nor its author, who is told of that by itself.
pub(super) async fn readers(
    db: &impl ConnectionTrait,
    space: &Space,
    (id, by): (EventId, PersonId),
) -> Result<Vec<PersonId>> {
    let sql = Sql::new("SELECT r.person_id FROM (").nest(people_sql(&space.readers)).then(&format!(
        ") r JOIN person p ON p.id = r.person_id \
         WHERE r.person_id <> {by} AND p.removed_at IS NULL \
         AND r.person_id <> (SELECT e.author_id FROM event e WHERE e.id = {id}) \
         AND (EXISTS (SELECT 1 FROM seen s \
         WHERE s.subject_kind = :seen AND s.subject_id = {id} AND s.person_id = r.person_id) \
         OR EXISTS (SELECT 1 FROM subscriber_told t \
         WHERE t.kind = :told AND t.subject_id = {id} AND t.person_id = r.person_id))"
    ));
    let sql = sql.bind("seen", VersionedKind::Event).bind("told", ToldKind::Event);
    let rows = ReaderRow::find_by_statement(sql.on(db)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}

#[cfg(test)]
mod tests {
    use domain::agenda::{EventTime, Said};
    use domain::versions::Wording;
    use words::Language;

    use super::{kept, read, wording};

    /// Whatever the language, what was kept reads like what was written.
    #[test]
    fn what_is_kept_is_read_in_each_language() {
        let day = "2026-10-05".parse::<chrono::NaiveDate>().unwrap_or_default();
        for (place, description) in [("", ""), ("Gymnase", "Venez\ntous"), ("", "{\"time\":1}")] {
            let said = Said {
                title: "Sortie".to_owned(),
                place: place.to_owned(),
                description: description.to_owned(),
                time: EventTime::Days { first: day, last: day },
            };
            let stored = kept(&said, None).expect("a wording");
            for language in Language::ALL {
                let words = language.words().agenda;
                assert_eq!(read(&stored, words), Some(wording(&said, None, words)), "{language:?}");
            }
        }
        let older = Wording { text: "Le 5 octobre 2026\nGymnase".to_owned(), ..Wording::default() };
        assert_eq!(read(&older, Language::English.words().agenda), None);
    }
}
