//! What the foot of every page leads to: *Aide*, *Mentions légales* and *Accessibilité*, which everybody
//! may read; and the form that fills the last two. Nothing here reacts, so it is made on the server
//! alone.

mod accessibility;
mod form;
mod help;
mod load;
mod notice;
mod open_page;
mod page;
mod said;

pub use accessibility::AccessibilityPage;
pub use form::LegalFormPage;
pub use help::HelpPage;
pub use notice::LegalNoticePage;
