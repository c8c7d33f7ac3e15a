//! *Cibles*: whom the communication reaches.

mod channel;
mod choice;
mod counting;
mod focus;
mod groups;
mod panel;
mod people;
mod perimeter;
mod schools;
mod source;
mod state;
mod target;
mod targets;
mod totals;

pub use self::{
    channel::{count_again, follow_channel, renew_perimeters},
    counting::keep_counted,
    focus::focus_total,
    panel::AudiencePanel,
    perimeter::Perimeters,
    source::source_name,
    state::Audience,
    targets::Targets,
};
