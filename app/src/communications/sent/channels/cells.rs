use leptos::prelude::AnyView;

/// What a channel shows in the cells that the table has for it.
pub struct Cells {
    /// Beside the title.
    pub kind: AnyView,
    /// *Période* or *Envoi*, and which.
    pub when: AnyView,
    pub when_label: &'static str,
}
