use domain::{
    accounts::view::{AccountRow, AccountState},
    time::Stamp,
};
use leptos::prelude::*;

use crate::{accounts::list::StateBadge, words};

#[component]
pub fn Facts(row: AccountRow, link_expires: Option<Stamp>) -> impl IntoView {
    let second_factor = if row.second_factor {
        words().accounts.second_factor_on
    } else {
        words().accounts.second_factor_off
    };
    let has_account = row.state != AccountState::None;
    view! {
        <section class="card" aria-labelledby="compte-titre">
            <h2 id="compte-titre">{words().accounts.account}</h2>
            <dl class="facts">
                {row.place.as_ref().map(|place| fact(words().accounts.in_directory, words().accounts.place(place)))}
                {(!row.apart.is_empty())
                    .then(|| fact(words().accounts.apart_from_namesakes, words().access.apart(&row.apart)))}
                {row.login.map(|login| fact(words().accounts.login, login))}
                {fact(words().accounts.state_label, view! { <StateBadge state=row.state /> })}
                {link_expires.map(|at| fact(words().accounts.link_until, time(at)))}
                {has_account
                    .then(|| {
                        (
                            fact(words().accounts.administrator, if row.administrator { words().common.yes } else { words().common.no }),
                            fact(words().accounts.second_factor, second_factor),
                            fact(
                                words().accounts.last_sign_in,
                                row.last_sign_in.map_or_else(|| words().accounts.never.into_any(), |at| time(at).into_any()),
                            ),
                        )
                    })}
            </dl>
        </section>
    }
}

fn fact(label: &'static str, value: impl IntoView) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// A past or future time.
pub fn time(at: Stamp) -> impl IntoView {
    view! { <time datetime=at.local.format("%FT%R").to_string()>{words().dates.date_time(at.local)}</time> }
}
