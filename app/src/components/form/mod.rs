//! The form kit: each control with its label, its hint, its value and its error message.
//!
//! Every control works without scripts, as a field of a plain POST form, and inside an island,
//! bound to a value. Its error message is below it, with the `id` `{id}-erreur`.

mod attributes;
mod bound;
mod check_box;
mod choice;
mod choices;
mod combobox;
mod date;
mod describe;
mod early;
mod field;
mod file;
mod filter;
mod filter_actions;
mod input;
mod label;
mod long_text;
mod password;
mod plain;
mod problem;
mod radio;
mod rich_text;
mod text;
mod time;

pub use bound::Bound;
pub use check_box::CheckBox;
pub use choice::ChoiceField;
pub use choices::Choices;
pub use combobox::{Combobox, ComboboxEvent};
pub use date::DateField;
use describe::takes_focus;
pub use describe::{describe, invalid};
pub use early::{bind_checked, bind_select};
pub use field::Field;
pub use file::FileField;
pub use filter::FilterInput;
pub use filter_actions::FilterActions;
pub use label::Label;
pub use long_text::{LongTextField, TextArea};
pub use password::PasswordField;
pub use plain::{PlainButton, PlainField};
pub use problem::{FieldSentence, GroupSentence, Problems};
pub use radio::Radio;
pub use rich_text::RichTextField;
pub use text::TextField;
pub use time::TimeField;
