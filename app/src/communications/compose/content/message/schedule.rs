use chrono::{NaiveDateTime, TimeDelta, Timelike};
use domain::civil::{parse_day, parse_time};

use super::fields::Moment;
use crate::words;

/// Proposes the next full hour as the time to send, unless a time in the future is already chosen.
pub fn propose(moment: Moment, now: NaiveDateTime) {
    if moment.later || chosen(&moment).is_some_and(|at| at > now) {
        return;
    }
    let hour = now.with_minute(0).and_then(|at| at.with_second(0)).and_then(|at| at.with_nanosecond(0));
    let Some(next) = hour.and_then(|hour| hour.checked_add_signed(TimeDelta::hours(1))) else { return };
    *moment.day = next.date().to_string();
    *moment.time = words().dates.time(next);
}

fn chosen(moment: &Moment) -> Option<NaiveDateTime> {
    Some(parse_day(moment.day.as_str())?.and_time(parse_time(moment.time.get(..5)?)?))
}

#[cfg(test)]
mod tests {
    use domain::communications::CommunicationInput;

    use super::{super::moment, NaiveDateTime, propose};

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap_or_default()
    }

    fn message() -> CommunicationInput {
        CommunicationInput { channel: "message".to_owned(), ..CommunicationInput::default() }
    }

    #[test]
    fn the_next_full_hour_is_proposed_also_over_midnight() {
        for (now, day, time) in [
            ("2026-11-24T16:46:12", "2026-11-24", "17:00"),
            ("2026-11-24T16:00:00", "2026-11-24", "17:00"),
            ("2026-12-31T23:01:00", "2027-01-01", "00:00"),
        ] {
            let mut input = message();
            propose(moment(&mut input), at(now));
            assert_eq!((input.message.send_day.as_str(), input.message.send_time.as_str()), (day, time));
        }
    }

    #[test]
    fn a_proposal_keeps_a_chosen_time() {
        let mut chosen = message();
        (chosen.message.send_day, chosen.message.send_time) = ("2026-11-25".to_owned(), "08:30".to_owned());
        let mut kept = chosen.clone();
        propose(moment(&mut kept), at("2026-11-24T10:00:00"));
        assert_eq!(kept, chosen);
        // A past moment is replaced, unless *send later* is chosen.
        propose(moment(&mut kept), at("2026-11-26T10:00:00"));
        assert_eq!(kept.message.send_day, "2026-11-26");
        chosen.message.send_later = true;
        let mut kept = chosen.clone();
        propose(moment(&mut kept), at("2026-11-26T10:00:00"));
        assert_eq!(kept, chosen);
    }
}
