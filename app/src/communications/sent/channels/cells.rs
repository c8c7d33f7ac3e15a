use leptos::prelude::AnyView;

/// The cells of the table that depend on the channel.
pub struct Cells {
    /// The kind, shown beside the title.
    pub kind: AnyView,
    /// *Période* or *Envoi*, with its dates.
    pub when: AnyView,
    pub when_label: &'static str,
}
