use domain::communications::CommunicationInput;
use words::Words;

use super::{
    stage::{Stage, missing},
    story::{Said, Scene},
};
use crate::{Result, access::Caller};

/// The form of a scene, with its days and its perimeter.
pub(super) fn form(
    stage: &Stage<'_>,
    caller: &Caller,
    scene: &Scene,
    said: &Said,
) -> Result<CommunicationInput> {
    let mut input = said.form.clone();
    if input.targets.is_empty() {
        input.targets.push(domain::targets::TargetInput::default());
    }
    input.perimeter = stage.perimeter(&said.on)?;
    if let Some([first, last]) = said.days {
        input.announcement.first_day = stage.day(scene.day + first)?.to_string();
        input.announcement.last_day = stage.day(scene.day + last)?.to_string();
        input.news.first_day.clone_from(&input.announcement.first_day);
        input.news.last_day.clone_from(&input.announcement.last_day);
    }
    if let Some((day, time)) = &said.send {
        input.message.send_later = true;
        input.message.send_day = stage.day(scene.day + day)?.to_string();
        input.message.send_time.clone_from(time);
    }
    input.announcement.text = dated(stage, caller.words(), scene.day, &input.announcement.text)?;
    Ok(input)
}

/// Replaces each `{+n}` by the school day that is n days after the scene's.
fn dated(stage: &Stage<'_>, words: &Words, day: i64, text: &str) -> Result<String> {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{+") {
        let (days, after) = after.split_once('}').ok_or_else(|| missing(text))?;
        let days: i64 = days.parse().map_err(|_| missing(text))?;
        written.push_str(before);
        written.push_str(&words.dates.date_long(stage.school_day(day + days)?));
        rest = after;
    }
    written.push_str(rest);
    Ok(written)
}
