use chrono::NaiveDateTime;
use domain::communications::{Channel, CommunicationInput};
use leptos::prelude::AnyView;

/// What the form has for one channel.
pub struct Part {
    pub channel: Channel,
    /// Its controls.
    pub fields: fn() -> AnyView,
    /// What is to be deployed, as rows of a list of facts.
    pub facts: fn() -> AnyView,
    /// What follows the number of people in the question.
    pub reached: fn(u64) -> &'static str,
    /// Fills in what a new form proposes, on the clock of the schools.
    pub propose: fn(&mut CommunicationInput, NaiveDateTime),
}
