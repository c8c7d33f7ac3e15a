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
                <caption>{words().directory.by_file}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().directory.file}</th>
                        <th scope="col" class="number">{words().directory.added}</th>
                        <th scope="col" class="number">{words().directory.changed}</th>
                        <th scope="col" class="number">{words().directory.removed}</th>
                        <th scope="col" class="number">{words().directory.unchanged}</th>
                    </tr>
                </thead>
                <tbody>
                    {files
                        .into_iter()
                        .map(|counts| {
                            view! {
                                <tr>
                                    <th scope="row"><code>{counts.file}</code></th>
                                    {cell(words().directory.added, counts.added, false)}
                                    {cell(words().directory.changed, counts.changed, false)}
                                    {cell(words().directory.removed, counts.removed, true)}
                                    {cell(words().directory.unchanged, counts.unchanged, false)}
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
pub fn Refusals(caption: &'static str, lines: Vec<RefusedLine>) -> impl IntoView {
    view! {
        <div class="table-scroll">
            <table class="table table-cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words().directory.file}</th>
                        <th scope="col" class="number">{words().directory.line}</th>
                        <th scope="col">{words().directory.column}</th>
                        <th scope="col">{words().directory.reason}</th>
                    </tr>
                </thead>
                <tbody>
                    {lines
                        .into_iter()
                        .map(|line| {
                            view! {
                                <tr>
                                    <th scope="row"><code>{line.file}</code></th>
                                    <td data-label=words().directory.line class="number">
                                        {line.line.map_or_else(|| "—".to_owned(), |count| words().numbers.number(count))}
                                    </td>
                                    <td data-label=words().directory.column class="breaks">{line.column.unwrap_or_else(|| "—".to_owned())}</td>
                                    <td data-label=words().directory.reason class="breaks">{line.reason}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
