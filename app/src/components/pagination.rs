use leptos::prelude::*;

use crate::words;

/// Links to the pages near the current one, and to the first and the last.
#[component]
pub fn Pagination(
    /// From 1.
    page: u32,
    pages: u32,
    /// Number of rows on all pages.
    total: u64,
    per_page: u32,
    /// The address of a page.
    address: impl Fn(u32) -> String,
) -> impl IntoView {
    if pages < 2 {
        return None;
    }
    let first = u64::from(page - 1) * u64::from(per_page) + 1;
    let last = (first + u64::from(per_page) - 1).min(total);
    let mut shown: Vec<u32> = [1, page.saturating_sub(1), page, page + 1, pages]
        .into_iter()
        .filter(|number| (1..=pages).contains(number))
        .collect();
    shown.sort_unstable();
    shown.dedup();
    let mut items = Vec::new();
    let mut before = 0;
    for number in shown {
        if number > before + 1 {
            items.push(view! { <li class="pagination-gap" aria-hidden="true">"…"</li> }.into_any());
        }
        before = number;
        let current = (number == page).then_some("page");
        items.push(
            view! {
                <li>
                    <a class="button button-small" href=address(number) aria-current=current>
                        <span class="visually-hidden">{words().common.page} " "</span>
                        {number}
                    </a>
                </li>
            }
            .into_any(),
        );
    }
    let next = (page < pages).then(|| {
        view! { <li><a class="button button-small" href=address(page + 1) rel="next">{words().common.next}</a></li> }
    });
    Some(view! {
        <nav class="pagination" aria-label=words().common.pages>
            <p class="muted small">
                {words().numbers.number(first)} " – " {words().numbers.number(last)} " " {words().common.of} " " {words().numbers.number(total)}
            </p>
            <ul>{items} {next}</ul>
        </nav>
    })
}
