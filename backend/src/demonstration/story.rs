//! The story as it is written in `story.json`.

use domain::{communications::CommunicationInput, targets::TargetInput};
use serde::Deserialize;

use crate::{Result, stored::from_json};

/// What somebody does, and when.
#[derive(Deserialize)]
pub(super) struct Scene {
    /// Days from today; negative for the past.
    pub day: i64,
    /// `hh:mm`, where the school is.
    pub at: String,
    /// Login of an account of the demonstration.
    pub by: String,
    #[serde(flatten)]
    pub act: Act,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Act {
    Grant(Given),
    Deploy(Said),
    Draft(Said),
    /// A part of its readers see or open it.
    Look(Part),
    /// A part of its readers acknowledge it.
    Acknowledge(Part),
    Reply(Answer),
    Remind(About),
    Cancel(About),
    Article(Article),
    Event(Planned),
}

/// A form that is filled in.
#[derive(Deserialize)]
pub(super) struct Said {
    /// How later scenes call it.
    #[serde(default)]
    pub name: String,
    /// A school by its code, `campus`, or `authority`.
    pub on: String,
    /// First and last day of the period, counted from the scene's day.
    #[serde(default)]
    pub days: Option<[i64; 2]>,
    /// *Plus tard*: the day, counted from the scene's, and `hh:mm`.
    #[serde(default)]
    pub send: Option<(i64, String)>,
    pub form: CommunicationInput,
}

#[derive(Deserialize)]
pub(super) struct Part {
    /// The name of a deployed communication, as below.
    pub at: String,
    pub percent: u64,
    /// Logins that take part in any case.
    #[serde(default)]
    pub also: Vec<String>,
    /// Logins that do not.
    #[serde(default)]
    pub not: Vec<String>,
}

/// An article of a space, published at once.
#[derive(Deserialize)]
pub(super) struct Article {
    /// A school by its code.
    pub on: String,
    /// Code of the kind of its space.
    pub space: String,
    pub title: String,
    pub body: String,
    /// Whether the subscribers are told.
    #[serde(default)]
    pub tells: bool,
}

/// An event of a space, or of the actor's own agenda.
#[derive(Deserialize)]
pub(super) struct Planned {
    /// A school by its code, and the code of the kind of its space.
    #[serde(default)]
    pub space: Option<[String; 2]>,
    pub title: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub description: String,
    /// Its first day, counted from today; the Monday after it instead of a weekend.
    pub first: i64,
    /// `hh:mm`; a whole day without them.
    #[serde(default)]
    pub hours: Option<[String; 2]>,
    /// In how many weeks it takes place.
    #[serde(default)]
    pub weeks: u16,
    /// Whether the subscribers are told.
    #[serde(default)]
    pub tells: bool,
}

#[derive(Deserialize)]
pub(super) struct Answer {
    pub at: String,
    pub text: String,
}

#[derive(Deserialize)]
pub(super) struct About {
    pub at: String,
}

/// A role for a population.
#[derive(Deserialize)]
pub(super) struct Given {
    pub role: String,
    pub on: String,
    #[serde(default)]
    pub extent: String,
    #[serde(default)]
    pub severity: String,
    pub population: TargetInput,
}

/// The scenes in the order of time.
pub(super) fn scenes() -> Result<Vec<Scene>> {
    let mut scenes: Vec<Scene> = from_json("story.json", include_str!("story.json"))?;
    scenes.sort_by(|left, right| (left.day, &left.at).cmp(&(right.day, &right.at)));
    Ok(scenes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_scene_is_about_something_that_was_said_before() {
        let mut said = BTreeSet::new();
        for scene in scenes().expect("a story") {
            let about = match scene.act {
                Act::Deploy(form) => {
                    assert!(said.insert(form.name.clone()), "{} is said once", form.name);
                    continue;
                }
                Act::Look(part) | Act::Acknowledge(part) => part.at,
                Act::Reply(answer) => answer.at,
                Act::Remind(about) | Act::Cancel(about) => about.at,
                Act::Grant(_) | Act::Draft(_) | Act::Article(_) | Act::Event(_) => continue,
            };
            assert!(said.contains(&about), "{about} is deployed before {} {}", scene.day, scene.at);
        }
    }
}
