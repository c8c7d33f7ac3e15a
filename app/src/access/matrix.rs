use domain::access::{Cell, MATRIX, Right, Role};
use leptos::prelude::*;

use crate::{components::Icon, words};

/// *Récapitulatif des droits*: the same table that the server decides by.
#[component]
pub fn Matrix() -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="titre-droits">
            <h2 id="titre-droits">{words().access.matrix}</h2>
            // On a screen of medium width the table scrolls, also with the keyboard.
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="titre-droits">
                <table class="table table-cards matrix">
                    <caption class="visually-hidden">{words().access.matrix_caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words().access.rights}</th>
                            {Role::ALL
                                .into_iter()
                                .map(|role| view! { <th scope="col">{words().access.role(role)}</th> })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {Right::ALL
                            .into_iter()
                            .zip(MATRIX)
                            .map(|(right, cells)| view! { <Row right cells /> })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(right: Right, cells: [Cell; 8]) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{words().access.right(right)}</th>
            {Role::ALL
                .into_iter()
                .zip(cells)
                .map(|(role, cell)| {
                    let no = cell == Cell::No;
                    view! {
                        <td data-label=words().access.role(role) data-allowed=(!no).to_string()>
                            <span>
                                {(!no).then(|| view! { <Icon name="check" /> " " })}
                                {words().access.cell(right, cell)}
                            </span>
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}
