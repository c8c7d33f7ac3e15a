use leptos::{either::Either, prelude::*};

use crate::words;

/// *Vous êtes ici*: the pages above this one, then this one.
#[component]
pub fn Breadcrumb(
    /// Label and address, outermost first; the address is empty where there is no page.
    #[prop(default = Vec::new())]
    above: Vec<(&'static str, &'static str)>,
    here: &'static str,
) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label=words().shell.breadcrumb>
            <ol>
                <li>{words().shell.you_are_here}</li>
                {above
                    .into_iter()
                    .map(|(label, address)| {
                        let label = match address {
                            "" => Either::Left(label),
                            _ => Either::Right(view! { <a href=address>{label}</a> }),
                        };
                        view! { <li>{label}</li> }
                    })
                    .collect_view()}
                <li><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
}
