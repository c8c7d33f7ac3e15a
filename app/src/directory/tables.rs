use leptos::prelude::*;

use super::view::{FileCounts, RefusedLine};
use crate::words;

#[component]
pub fn Counts(files: Vec<FileCounts>) -> impl IntoView {
    let cell = |label: &'static str, count: u64, removes: bool| {
        let class = match count {
            0 => "number delta-zero",
            _ if removes => "number delta-remove",
            _ => "number",
        };
        view! { <td data-label=label class=class>{words().numbers.number(count)}</td> }
    };
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption>"Par fichier"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Fichier"</th>
                        <th scope="col" class="number">"Ajoutés"</th>
                        <th scope="col" class="number">"Modifiés"</th>
                        <th scope="col" class="number">"Retirés"</th>
                        <th scope="col" class="number">"Inchangés"</th>
                    </tr>
                </thead>
                <tbody>
                    {files
                        .into_iter()
                        .map(|counts| {
                            view! {
                                <tr>
                                    <th scope="row"><code>{counts.file}</code></th>
                                    {cell("Ajoutés", counts.added, false)}
                                    {cell("Modifiés", counts.changed, false)}
                                    {cell("Retirés", counts.removed, true)}
                                    {cell("Inchangés", counts.unchanged, false)}
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
pub fn Refusals(lines: Vec<RefusedLine>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption>"Lignes refusées"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Fichier"</th>
                        <th scope="col" class="number">"Ligne"</th>
                        <th scope="col">"Colonne"</th>
                        <th scope="col">"Raison"</th>
                    </tr>
                </thead>
                <tbody>
                    {lines
                        .into_iter()
                        .map(|line| {
                            view! {
                                <tr>
                                    <th scope="row"><code>{line.file}</code></th>
                                    <td data-label="Ligne" class="number">
                                        {line.line.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))}
                                    </td>
                                    <td data-label="Colonne">{line.column.unwrap_or_else(|| "—".to_owned())}</td>
                                    <td data-label="Raison">{line.reason}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
