use domain::access::{Cell, MATRIX, Right, Role};
use leptos::prelude::*;

use crate::{components::Icon, labels};

/// *Récapitulatif des droits*: the very table by which the server decides.
#[component]
pub fn Matrix() -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="titre-droits">
            <h2 id="titre-droits">"Récapitulatif des droits"</h2>
            // On a screen between the two layouts it scrolls, with the keyboard too.
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="titre-droits">
                <table class="table table-cards matrix">
                    <caption class="visually-hidden">"Ce que chaque rôle permet"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Droits"</th>
                            {Role::ALL
                                .into_iter()
                                .map(|role| view! { <th scope="col">{labels::role(role)}</th> })
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
            <th scope="row">{labels::right(right)}</th>
            {Role::ALL
                .into_iter()
                .zip(cells)
                .map(|(role, cell)| {
                    let no = cell == Cell::No;
                    view! {
                        <td data-label=labels::role(role) data-allowed=(!no).to_string()>
                            <span>
                                {(!no).then(|| view! { <Icon name="check" /> " " })}
                                {labels::cell(right, cell)}
                            </span>
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}
