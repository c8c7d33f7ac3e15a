use leptos::{either::Either, prelude::*};

/// The heading of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Text(&'static str),
    /// Aligned on the right, like its numbers.
    Number(&'static str),
}

impl Column {
    pub fn texts<const N: usize>(headings: [&'static str; N]) -> Vec<Self> {
        headings.map(Self::Text).into()
    }
}

/// A table of the portal around its rows; on a phone each row is a card. The cells say the heading of
/// their column in `data-label`.
#[component]
pub fn DataTable(
    /// For screen readers.
    caption: &'static str,
    columns: Vec<Column>,
    #[prop(default = "table table-cards")] classes: &'static str,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class=classes>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{columns.into_iter().map(heading).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

fn heading(column: Column) -> impl IntoView {
    match column {
        Column::Text(name) => Either::Left(view! { <th scope="col">{name}</th> }),
        Column::Number(name) => Either::Right(view! { <th scope="col" class="number">{name}</th> }),
    }
}
