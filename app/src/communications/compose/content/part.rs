use chrono::NaiveDateTime;
use domain::communications::{Channel, CommunicationInput};
use leptos::prelude::AnyView;

/// The part of the form for one channel.
pub struct Part {
    pub channel: Channel,
    /// The controls of its text; the language follows them.
    pub text: fn() -> AnyView,
    /// Its other controls.
    pub fields: fn() -> AnyView,
    /// The facts shown before deployment, as rows of a description list: of the form that is sent,
    /// and the zone of its times.
    pub facts: fn(&CommunicationInput, &str) -> AnyView,
    /// The words after the number of people in the question.
    pub reached: fn(u64) -> &'static str,
    /// Fills in the proposed values of a new form; the time is the local time of the schools.
    pub propose: fn(&mut CommunicationInput, NaiveDateTime),
}
