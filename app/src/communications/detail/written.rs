use domain::{
    CommunicationId,
    communications::{answers::AnswersPage, received::Exchanges},
};
use leptos::prelude::*;

use super::answers::Answers;
use crate::{
    communications::exchanges::ExchangeList,
    following::{Followed, Subject, Version},
    words,
};

/// What was written about a communication: the answers of its readers, and the messages between schools and its
/// author.
#[component]
pub fn Written(
    id: CommunicationId,
    version: Version,
    /// For the author: how many answers there are.
    answered: Option<u64>,
    answers: AnswersPage,
    exchanges: Exchanges,
) -> impl IntoView {
    view! {
        <Followed subject=Subject::Written(id) version said=None>
            {answered.map(|count| view! { <Answers id count page=answers /> })}
            {(!exchanges.messages.is_empty())
                .then(|| {
                    view! {
                        <section class="stack" aria-labelledby="echanges">
                            <h2 id="echanges">{words().received.exchanges_with_schools}</h2>
                            <ExchangeList exchanges with_school=true />
                        </section>
                    }
                })}
        </Followed>
    }
}
