use std::fmt::Write as _;

use backend::{
    jobs::retry,
    queue::{self, Figures, Listed, State},
};
use domain::time::Millis;

use super::{open::open, spoken::words};
use crate::config::Settings;

/// Prints the jobs that wait, run or failed; or retries one job.
pub(super) async fn jobs(settings: &Settings, again: Option<i64>) -> Result<(), String> {
    let backend = open(settings).await?;
    let failed = |reason: backend::Error| reason.to_string();
    if let Some(id) = again {
        return if retry(&backend, id).await.map_err(failed)? {
            println!("{}", words().operation.job_again(id));
            Ok(())
        } else {
            Err(words().operation.job_not_again(id))
        };
    }
    let now = backend.clock.now();
    let figures = queue::figures(&backend.db, now).await.map_err(failed)?;
    let mut text = summary(&figures, now);
    for state in State::ALL {
        let rows = queue::list(&backend.db, now, state).await.map_err(failed)?;
        text.push_str(&table(state, &rows, now));
    }
    print!("{text}");
    Ok(())
}

fn summary(figures: &[Figures], now: Millis) -> String {
    if figures.is_empty() {
        return format!("{}\n", words().operation.no_job);
    }
    let mut text = format!(
        "{:<10} {:>10} {:>10} {:>10} {:>10}  {}\n",
        words().operation.job,
        words().operation.jobs_waiting,
        words().operation.jobs_due,
        words().operation.jobs_running,
        words().operation.jobs_failed,
        words().operation.late
    );
    for row in figures {
        let late = row.oldest.map(|due| span(now.0 - due.0)).unwrap_or_default();
        let Figures { kind, waiting, due, running, failed, .. } = row;
        let _ = writeln!(text, "{kind:<10} {waiting:>10} {due:>10} {running:>10} {failed:>10}  {late}");
    }
    text
}

fn table(state: State, rows: &[Listed], now: Millis) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let title = match state {
        State::Failed => words().operation.failed_title,
        State::Running => words().operation.running_title,
        State::Retrying => words().operation.retrying_title,
        State::Waiting => words().operation.waiting_title,
    };
    let mut text = format!(
        "\n{title}\n{:>10}  {:<10} {:>8}  {:>6}  {}\n",
        words().operation.number,
        words().operation.job,
        words().operation.age,
        words().operation.tries,
        words().operation.subject_and_reason
    );
    for row in rows {
        let tries = row.failures + row.attempts;
        let subject = row.subject_id.map(|id| words().operation.numbered(id)).unwrap_or_default();
        let progress = match (&row.phase, row.progress_done, row.progress_total) {
            (Some(phase), Some(done), Some(total)) => format!(" [{phase} {done}/{total}]"),
            _ => String::new(),
        };
        let due = if row.due_at > now && row.failed_at.is_none() {
            words().operation.due_in(&span(row.due_at.0 - now.0))
        } else {
            String::new()
        };
        let reason = row
            .reason
            .as_deref()
            .map(|reason| format!("{}{}", words().common.colon, one_line(reason)))
            .unwrap_or_default();
        let age = span(now.0 - row.created_at.0);
        let _ = writeln!(
            text,
            "{:>10}  {:<10} {age:>8}  {tries:>6}  {subject}{progress}{due}{reason}",
            row.id, row.kind
        );
    }
    text
}

/// A reason may quote a mail relay: its control characters must not move the cursor.
fn one_line(reason: &str) -> String {
    reason.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A duration in its largest unit.
fn span(millis: i64) -> String {
    let seconds = millis.max(0) / 1_000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use backend::queue::{Figures, Listed, State};
    use domain::time::Millis;

    use super::{span, summary, table};

    #[test]
    fn durations_are_shown_in_their_largest_unit() {
        let told = [-5, 59_999, 60_000, 3_600_000, 172_799_000, 172_800_000].map(span);
        assert_eq!(told, ["0 s", "59 s", "1 min", "1 h", "47 h", "2 d"]);
    }

    #[test]
    fn any_job_fits_on_one_line() {
        let job = Listed {
            id: 12,
            kind: "mail".to_owned(),
            key: "m1-p2".to_owned(),
            subject_id: Some(1),
            created_at: Millis(0),
            due_at: Millis(120_000),
            attempts: 0,
            failures: 3,
            failed_at: None,
            reason: Some("451 busy\r\n\u{1b}[2J".to_owned()),
            phase: None,
            progress_done: None,
            progress_total: None,
        };
        let text = table(State::Retrying, &[job], Millis(60_000));
        let last = text.lines().last().unwrap_or_default();
        assert_eq!(last.split_whitespace().collect::<Vec<_>>()[..6], ["12", "mail", "1", "min", "3", "no."]);
        assert!(last.ends_with("1 in 1 min: 451 busy   [2J"), "{last}");
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(table(State::Failed, &[], Millis(0)).is_empty());
    }

    #[test]
    fn the_summary_says_how_late_the_oldest_is() {
        assert!(summary(&[], Millis(0)).starts_with("Nothing"));
        let row = Figures {
            kind: "deliver".to_owned(),
            waiting: 5,
            due: 2,
            running: 1,
            failed: 0,
            oldest: Some(Millis(0)),
        };
        let text = summary(&[row], Millis(90_000));
        let last: Vec<_> = text.lines().last().unwrap_or_default().split_whitespace().collect();
        assert_eq!(last, ["deliver", "5", "2", "1", "0", "1", "min"]);
    }
}
