//! Agendas and events.

use chrono::{Datelike, NaiveDate};
use domain::{
    agenda::{EventTime, Frequency, HolidayZone, Repetition, RepetitionEnd, WeekDay, view::Layout},
    spaces::view::SpaceName,
};

use super::{
    dates::{MONTHS, date, date_long, day_and_date, time, zone},
    numbers::{number, people},
    spaces::space_name,
};
use crate::rooms::Agenda;

pub(super) const AGENDA: Agenda = Agenda {
    title: "Agenda",
    event: "Évènement",
    own_about: "Cet agenda est à vous seul. Les évènements de vos espaces sont dans « Actualités » et dans l’agenda de chaque espace.",
    new_event: "Nouvel évènement",
    change_event: "Modifier l’évènement",
    change_occurrence: "Modifier cette date",
    layouts: "Présentation",
    previous: "Précédent",
    next: "Suivant",
    today: "Aujourd’hui",
    is_today: "aujourd’hui",
    nothing: "Rien n’est prévu ces jours-là",
    nothing_own: "Ajoutez un évènement, ou copiez celui d’un espace avec « Ajouter à mon agenda ».",
    nothing_in_space: "Les évènements de cet espace s’afficheront ici.",
    cut: "Il y en a davantage : choisissez une période plus courte.",
    cancelled: "Annulé",
    cancelled_hint: "Cet évènement n’aura pas lieu.",
    repeated: "Se répète",
    place: "Lieu",
    when_label: "Date",
    details: "Description",
    repetition_label: "Répétition",
    next_dates: "Prochaines dates",
    all_dates: "Voir toutes les dates",
    this_date: "Cette date fait partie d’un évènement qui se répète.",
    this_date_differs: "Cette date diffère des autres.",
    written_by: "Publié par",
    add_to_mine: "Ajouter à mon agenda",
    add_date_to_mine: "Ajouter cette date à mon agenda",
    add_to_mine_hint: "Une copie vous appartient : elle ne suit pas les changements.",
    download: "Télécharger (.ics)",
    edit: "Modifier",
    edit_date: "Modifier cette date seulement",
    cancel: "Annuler l’évènement",
    cancel_question: "L’évènement quitte les actualités et reste dans l’agenda, marqué « Annulé ». Il ne pourra pas être rétabli. S’il est à venir, ceux qui en ont été prévenus ou l’ont lu reçoivent un message.",
    cancel_confirm: "Confirmer l’annulation",
    remove: "Supprimer",
    remove_question: "L’évènement disparaît de votre agenda, avec toutes ses dates.",
    remove_from_space_question: "L’évènement disparaît de l’agenda pour tout le monde, avec toutes ses dates. S’il est à venir, ceux qui en ont été prévenus ou l’ont lu reçoivent un message.",
    remove_cancelled_question: "L’évènement annulé disparaît de l’agenda pour tout le monde, avec toutes ses dates.",
    remove_date: "Supprimer cette date",
    remove_date_question: "Seule cette date disparaît ; les autres restent.",
    remove_date_from_space_question: "Seule cette date disparaît ; les autres restent. Si elle est à venir, ceux qui ont été prévenus de l’évènement ou l’ont lu reçoivent un message.",
    saved: "L’évènement est enregistré.",
    was_cancelled: "L’évènement est annulé.",
    was_removed: "L’évènement est supprimé.",
    date_removed: "La date est supprimée.",
    copied: "L’évènement est dans votre agenda.",
    copied_hint: "Vous pouvez le modifier : la copie est à vous.",
    field_title: "Titre",
    field_place: "Lieu",
    field_description: "Description",
    field_description_hint: "Texte simple, 5 000 caractères au plus.",
    whole_days: "Journée entière",
    begins: "Début",
    ends: "Fin",
    day: "Jour",
    time: "Heure",
    not_repeated: "Ne se répète pas",
    frequency: "Répéter",
    interval: "Tous les combien",
    interval_hint: "1 : chaque jour, semaine, mois ou année ; 2 : un sur deux.",
    also_on: "Chaque semaine, ces jours-là",
    also_on_hint: "Le jour du début en fait toujours partie.",
    end_of_repetition: "Fin de la répétition",
    after_times: "Après un nombre de fois",
    until_day: "À une date",
    times: "Nombre de fois",
    until: "Jusqu’au",
    except_holidays: "Sauf vacances scolaires",
    keep_holidays: "Non, aussi pendant les vacances",
    holidays_unchecked: "Une partie de ces dates reste à vérifier sur le calendrier officiel.",
    holidays_title: "Vacances scolaires",
    holidays_about: "Les évènements répétés peuvent laisser les vacances de côté. Les dates saisies ici remplacent celles de la zone, pour tout le portail ; les évènements déjà planifiés sont recalculés, et les personnes qui connaissaient une date à venir qui change reçoivent un message.",
    holidays_zone: "Zone ou académie",
    holidays_lines: "Périodes sans cours",
    holidays_hint: "Une période par ligne, premier et dernier jour compris : 17/10/2026 01/11/2026 Toussaint. Le contenu du fichier iCalendar publié par le ministère peut être collé tel quel.",
    holidays_file: "Ou le fichier iCalendar publié par le ministère (.ics)",
    holidays_file_hint: "S’il est choisi, ses périodes remplacent celles écrites au-dessus. 1 Mo au plus.",
    holidays_keep: "Enregistrer les vacances",
    holidays_kept: "Les vacances sont enregistrées.",
    holidays_back: "Les dates livrées comptent de nouveau.",
    holidays_to_check: "Ces dates sont livrées avec le programme, et celles de l’année scolaire 2026–2027 n’ont pas pu être comparées au calendrier officiel : les vérifier, puis les enregistrer.",
    holidays_shipped: "Revenir aux dates livrées",
    holidays_shipped_consequence: "Les dates saisies pour cette zone sont oubliées.",
    only_this_date: "Seule cette date change ; les autres restent comme elles sont.",
    tell_subscribers: "Prévenir les abonnés",
    tell_readers: "Prévenir les personnes qui avaient lu l’ancien texte ou reçu un message à son sujet",
    date_moved_is_told: "Une date qui est déplacée leur est toujours annoncée.",
    tell_hint: "Personne n’est prévenu deux fois du même évènement.",
    store: "Enregistrer",
    publish: "Publier l’évènement",
    feed_title: "Dans un autre agenda",
    feed_about_own: "Une adresse privée montre votre agenda, avec les évènements de vos espaces, dans l’agenda de votre téléphone ou de votre ordinateur. Ne la donnez à personne : qui la connaît lit votre agenda.",
    feed_about_space: "Une adresse privée montre les évènements de cet espace dans l’agenda de votre téléphone ou de votre ordinateur. Elle est à vous : ne la donnez à personne.",
    feed_exists: "Une adresse existe. Elle n’est montrée qu’à sa création.",
    feed_make: "Créer l’adresse privée",
    feed_renew: "Renouveler l’adresse",
    feed_renew_question: "L’adresse actuelle cessera de marcher : il faudra donner la nouvelle à vos appareils.",
    feed_revoke: "Révoquer l’adresse",
    feed_revoke_question: "L’adresse cessera de marcher, et vos appareils ne recevront plus rien.",
    feed_made: "Votre adresse privée est prête.",
    feed_made_hint: "Copiez-la maintenant : elle ne sera plus montrée.",
    feed_address: "Adresse privée",
    feed_open: "Ouvrir dans l’application d’agenda",
    feed_revoked: "L’adresse est révoquée.",
    feed_gone: "Cet agenda n’est plus accessible à son titulaire.",
    of_space: "Agenda de l’espace",
    layout,
    period,
    week_day,
    frequency_of,
    holiday_zone,
    holidays_until,
    when,
    hours,
    repeats,
    source,
    calendar_of,
    calendar_cut,
    subscribers,
    readers,
    agenda_of,
};

fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::List => "Liste",
        Layout::Week => "Semaine",
        Layout::Month => "Mois",
    }
}

/// `Octobre 2026`, `Du 5 octobre 2026 au 11 octobre 2026`
fn period(layout: Layout, first: NaiveDate, last: NaiveDate, day: NaiveDate) -> String {
    if layout == Layout::Month {
        let (head, rest) = MONTHS[day.month0() as usize].split_at(1);
        return format!("{}{rest} {}", head.to_uppercase(), day.year());
    }
    format!("Du {} au {}", date_long(first), date_long(last))
}

fn week_day(day: WeekDay) -> &'static str {
    match day {
        WeekDay::Monday => "lundi",
        WeekDay::Tuesday => "mardi",
        WeekDay::Wednesday => "mercredi",
        WeekDay::Thursday => "jeudi",
        WeekDay::Friday => "vendredi",
        WeekDay::Saturday => "samedi",
        WeekDay::Sunday => "dimanche",
    }
}

fn frequency_of(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "Chaque jour",
        Frequency::Weekly => "Chaque semaine",
        Frequency::Monthly => "Chaque mois, le même jour",
        Frequency::Yearly => "Chaque année, à la même date",
    }
}

pub(super) fn holiday_zone(zone: HolidayZone) -> &'static str {
    match zone {
        HolidayZone::A => "Zone A",
        HolidayZone::B => "Zone B",
        HolidayZone::C => "Zone C",
        HolidayZone::Corsica => "Corse",
        HolidayZone::Guadeloupe => "Guadeloupe",
        HolidayZone::FrenchGuiana => "Guyane",
        HolidayZone::Martinique => "Martinique",
        HolidayZone::Mayotte => "Mayotte",
        HolidayZone::Reunion => "La Réunion",
    }
}

/// Zones whose holidays end on the same day share a part of the sentence.
fn holidays_until(days: &[(HolidayZone, NaiveDate)]) -> String {
    let mut parts: Vec<(NaiveDate, Vec<&str>)> = Vec::new();
    for (zone, until) in days {
        match parts.iter_mut().find(|(of, _)| of == until) {
            Some((_, zones)) => zones.push(holiday_zone(*zone)),
            None => parts.push((*until, vec![holiday_zone(*zone)])),
        }
    }
    let said: Vec<String> = parts
        .iter()
        .map(|(until, zones)| format!("{} jusqu’au {}", zones.join(", "), date(*until)))
        .collect();
    format!("Vacances connues : {}. Après, aucune date n’est retirée.", said.join(" ; "))
}

/// `Jeudi 8 octobre 2026, de 10:00 à 11:30`
pub(super) fn when(at: EventTime) -> String {
    match at {
        EventTime::Days { first, last } if first == last => {
            format!("{}, toute la journée", day_and_date(first))
        }
        EventTime::Days { first, last } => {
            format!("Du {} au {}", small(first), small(last))
        }
        EventTime::Hours { starts, ends } if starts.date() == ends.date() => {
            format!("{}, de {} à {}", day_and_date(starts.date()), time(starts), time(ends))
        }
        EventTime::Hours { starts, ends } => format!(
            "Du {} à {} au {} à {}",
            small(starts.date()),
            time(starts),
            small(ends.date()),
            time(ends)
        ),
    }
}

/// `jeudi 8 octobre 2026`
fn small(day: NaiveDate) -> String {
    format!("{} {}", week_day(WeekDay::of(day)), date_long(day))
}

fn hours(at: EventTime, on: NaiveDate) -> String {
    match at {
        EventTime::Days { first, last } if first == last => "Toute la journée".to_owned(),
        EventTime::Days { last, .. } => format!("Toute la journée, jusqu’au {}", date(last)),
        EventTime::Hours { starts, ends } if starts.date() == ends.date() => {
            format!("{} – {}", time(starts), time(ends))
        }
        EventTime::Hours { starts, ends } if starts.date() == on => {
            format!("{}, jusqu’au {} à {}", time(starts), date(ends.date()), time(ends))
        }
        EventTime::Hours { ends, .. } => format!("jusqu’au {} à {}", date(ends.date()), time(ends)),
    }
}

/// `Chaque semaine, le lundi et le jeudi, 10 fois, sauf vacances scolaires (Zone B)`
pub(super) fn repeats(repetition: &Repetition) -> String {
    let every = repetition.interval;
    let mut said = match (repetition.frequency, every) {
        (frequency, 1) => frequency_of(frequency).to_owned(),
        (Frequency::Daily, _) => format!("Tous les {every} jours"),
        (Frequency::Weekly, _) => format!("Toutes les {every} semaines"),
        (Frequency::Monthly, _) => format!("Tous les {every} mois, le même jour"),
        (Frequency::Yearly, _) => format!("Tous les {every} ans, à la même date"),
    };
    let days: Vec<String> = repetition.days.iter().map(|day| format!("le {}", week_day(*day))).collect();
    if let [others @ .., last] = days.as_slice() {
        let all = if others.is_empty() { last.clone() } else { format!("{} et {last}", others.join(", ")) };
        said += &format!(", {all}");
    }
    said += &match repetition.end {
        RepetitionEnd::Count(count) => format!(", {count} fois"),
        RepetitionEnd::Until(day) => format!(", jusqu’au {}", date(day)),
    };
    if let Some(zone) = repetition.except_holidays {
        said += &format!(", sauf vacances scolaires ({})", holiday_zone(zone));
    }
    said
}

pub(super) fn source(of: &SpaceName) -> String {
    format!("{} – {}", space_name(of), of.school)
}

fn calendar_of(person: &str) -> String {
    format!("Agenda de {person}")
}

fn calendar_cut(events: usize) -> String {
    format!("Seuls les {} premiers évènements sont transmis.", number(events as u64))
}

/// How many *Prévenir les abonnés* would tell.
fn subscribers(count: u64) -> String {
    match count {
        0 => "Aucun abonné n’est à prévenir.".to_owned(),
        count => format!("Un message à {}.", people(count)),
    }
}

fn agenda_of(of: &SpaceName) -> String {
    format!("Agenda : {}", source(of))
}

/// When something takes place, and on whose clock, where that has to be said.
pub(super) type At<'z> = (EventTime, Option<&'z str>);

/// `Jeudi 8 octobre 2026, de 10:00 à 11:30 (heure de La Réunion)`
pub(super) fn there((at, in_zone): At<'_>) -> String {
    match in_zone.filter(|_| !at.is_whole_days()) {
        Some(name) => format!("{} ({})", when(at), zone(name)),
        None => when(at),
    }
}

fn readers(count: u64) -> String {
    match count {
        0 => "Personne n’a encore lu cet évènement.".to_owned(),
        count => format!("Un message à {}.", people(count)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveDateTime};
    use domain::agenda::{EventTime, Frequency, HolidayZone, Repetition, RepetitionEnd, WeekDay};

    use super::{holidays_until, hours, repeats, there, when};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a moment")
    }

    #[test]
    fn days_and_hours_are_said_as_people_say_them() {
        let lesson = EventTime::Hours { starts: at("2026-10-08T10:00:00"), ends: at("2026-10-08T11:30:00") };
        assert_eq!(when(lesson), "Jeudi 8 octobre 2026, de 10:00 à 11:30");
        let elsewhere = there((lesson, Some("Indian/Reunion")));
        assert_eq!(elsewhere, "Jeudi 8 octobre 2026, de 10:00 à 11:30 (heure de La Réunion)");
        assert_eq!(hours(lesson, day("2026-10-08")), "10:00 – 11:30");
        let trip = EventTime::Days { first: day("2026-10-08"), last: day("2026-10-09") };
        assert_eq!(when(trip), "Du jeudi 8 octobre 2026 au vendredi 9 octobre 2026");
        assert_eq!(hours(trip, day("2026-10-09")), "Toute la journée, jusqu’au 09/10/2026");
        let night = EventTime::Hours { starts: at("2026-10-08T20:00:00"), ends: at("2026-10-09T08:00:00") };
        assert_eq!(hours(night, day("2026-10-09")), "jusqu’au 09/10/2026 à 08:00");
    }

    #[test]
    fn a_repetition_is_one_sentence() {
        let weekly = Repetition {
            frequency: Frequency::Weekly,
            interval: 1,
            days: vec![WeekDay::Monday, WeekDay::Thursday],
            end: RepetitionEnd::Count(10),
            except_holidays: Some(HolidayZone::B),
        };
        assert_eq!(
            repeats(&weekly),
            "Chaque semaine, le lundi et le jeudi, 10 fois, sauf vacances scolaires (Zone B)"
        );
        let known = [(HolidayZone::A, day("2027-08-31")), (HolidayZone::B, day("2027-08-31"))];
        assert_eq!(
            holidays_until(&known),
            "Vacances connues\u{a0}: Zone A, Zone B jusqu’au 31/08/2027. Après, aucune date n’est retirée."
        );
    }
}
