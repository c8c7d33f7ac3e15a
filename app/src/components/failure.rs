use domain::Conflict;
use leptos::prelude::*;

use super::Icon;
use crate::{AppError, words};

/// Replaces a page that could not be shown: says what happened and where to go.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let code = error.status();
    let title = error.title();
    let request = error.request_address();
    let (label, address) = match error {
        AppError::SignedOut => (words().common.sign_in, "/connexion"),
        AppError::SecondFactorMissing => (words().common.open_account, "/mon-compte"),
        _ => (words().common.back_home, "/"),
    };
    let draft = match error {
        AppError::Conflict(Conflict::TakenBack { draft }) => Some(draft),
        _ => None,
    };
    // The same address again.
    let again = error.passes().then(|| {
        view! { <a class="button button-primary" href="" rel="external">{words().common.retry}</a> }
    });
    let back = if again.is_some() { "button" } else { "button button-primary" };
    view! {
        <div class="error-page">
            <Icon name="compass" />
            <p class="error-code">{words().common.error} " "{code}</p>
            <h1>{title}</h1>
            <p>{error.sentence()}</p>
            {again}
            <a class=back href=address rel="external">{label}</a>
            {draft
                .map(|draft| {
                    let address = format!("/communications/nouvelle?brouillon={draft}");
                    view! { <a class="button" href=address rel="external">{words().compose.open_kept_draft}</a> }
                })}
            {request.map(|address| view! { <a class="button" href=address rel="external">{words().access.ask_link}</a> })}
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::Failure;
    use crate::{AppError, words};

    #[test]
    fn a_page_that_may_be_shown_a_moment_later_can_be_asked_for_again() {
        for (error, again) in [(AppError::Busy, true), (AppError::NotFound, false)] {
            let page = Owner::new().with(|| view! { <Failure error=error.clone() /> }.to_html());
            assert_eq!(page.contains(words().common.retry), again, "{error:?}: {page}");
            assert!(page.contains(words().common.back_home), "{page}");
        }
    }
}
