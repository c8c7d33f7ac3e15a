use leptos::{html, prelude::*};

use super::{outcome::Outcome, state::Access};
use crate::{
    components::{Icon, afresh},
    words,
};

/// The result of *Valider*, in words.
struct OutcomeText {
    kind: &'static str,
    icon: &'static str,
    strong: &'static str,
    then: String,
    lists: Vec<(&'static str, Vec<String>)>,
}

/// Shows the result above the list and takes the focus: the pressed button may be disabled by now.
#[component]
pub fn OutcomeNotice() -> impl IntoView {
    let access = expect_context::<Access>();
    let notice = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if access.outcome.with(Option::is_some)
            && let Some(notice) = notice.get()
        {
            let _ = notice.focus();
        }
    });
    view! {
        <div class="access-outcome" role="status" tabindex="-1" node_ref=notice>
            {afresh(move || {
                access.outcome.get().map(|outcome| view! { <Notice said=in_words(access, outcome) /> }.into_any())
            })}
        </div>
    }
}

#[component]
fn Notice(said: OutcomeText) -> impl IntoView {
    let lists = said.lists.into_iter().filter(|(_, lines)| !lines.is_empty());
    view! {
        <div class="notice" data-kind=said.kind>
            <Icon name=said.icon />
            <p><strong>{said.strong}</strong> " " {said.then}</p>
            {lists
                .map(|(title, lines)| {
                    view! {
                        <div>
                            <p>{title}</p>
                            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn in_words(access: Access, outcome: Outcome) -> OutcomeText {
    let refused = |then: String| OutcomeText {
        kind: "error",
        icon: "alert",
        strong: words().access.nothing_stored,
        then,
        lists: Vec::new(),
    };
    match outcome {
        Outcome::Saved { added, removed, changed } => OutcomeText {
            kind: "success",
            icon: "success",
            strong: words().access.stored,
            then: words().access.saved(added, removed, changed),
            lists: Vec::new(),
        },
        Outcome::Changed(changes) => {
            let then = match untrack(|| access.pending()) {
                0 => words().access.nothing_left,
                _ => words().access.yours_kept,
            };
            OutcomeText {
                kind: "warning",
                icon: "warning",
                strong: words().access.changed_meanwhile,
                then: then.to_owned(),
                lists: vec![
                    (words().access.added_meanwhile, changes.came),
                    (words().access.removed_meanwhile, changes.went),
                    (words().access.already_given, changes.settled),
                ],
            }
        }
        Outcome::LastAdministrator => {
            let scope = access.list.with_untracked(|list| list.page.scope.name.clone());
            refused(words().access.would_lack_administrator(&scope))
        }
        Outcome::Refused(lines) => refused(words().access.lines_to_correct(lines)),
        Outcome::Failed(error) => refused(error.sentence()),
    }
}
