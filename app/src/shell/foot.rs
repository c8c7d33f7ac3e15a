use domain::legal::LegalPage;
use leptos::prelude::*;
use words::Language;

use crate::{named::with_person as named, words};

/// The end of every page: what everybody may read about the portal, and the other languages. A button
/// changes the language from now on, and comes back to the page at `here`, which was made for `person`.
#[component]
pub fn Foot(person: String, here: String) -> impl IntoView {
    let others = Language::ALL.into_iter().filter(|language| language.code() != words().code);
    let pages = LegalPage::ALL.into_iter();
    view! {
        <footer class="page-foot">
            <nav aria-label=words().legal.foot>
                <ul>
                    <li>
                        <a href="/aide">{words().help.title}</a>
                    </li>
                    {pages.map(|page| view! { <li><a href=page.address()>{words().legal.page(page)}</a></li> }).collect_view()}
                </ul>
            </nav>
            <form method="post" action=named("/langue", &person)>
                <input type="hidden" name="retour" value=here />
                {others
                    .map(|language| {
                        let code = language.code();
                        view! {
                            <button class="button button-quiet" type="submit" name="langue" value=code lang=code>
                                {language.name()}
                            </button>
                        }
                    })
                    .collect_view()}
            </form>
        </footer>
    }
}
