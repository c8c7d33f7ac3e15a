use domain::accounts::view::{AccountDetail, AccountState};
use leptos::{either::EitherOf3, prelude::*};

use crate::{accounts::list, components::Ask, words};

/// What an administrator may do to an account. Each action asks for confirmation. Somebody without an
/// account may have sessions of a provider of sign-on.
#[component]
pub fn SecurityCard(detail: AccountDetail) -> impl IntoView {
    let (person, me) = (detail.row.person, detail.me);
    let has_account = !matches!(detail.row.state, AccountState::None | AccountState::Joined);
    let to = move |what: &str| format!("{}/{person}/{what}", list::PATH);
    view! {
        <section class="card" aria-labelledby="securite-titre">
            <h2 id="securite-titre">{words().accounts.rights_and_security}</h2>
            <div class="account-actions">
                {has_account
                    .then(|| {
                        view! {
                            <div class="account-action">
                                <h3>{words().accounts.portal_administrator}</h3>
                                {administrator(&detail, to("administrateur"))}
                            </div>
                        }
                    })}
                {(detail.row.second_factor && !me)
                    .then(|| {
                        view! {
                            <div class="account-action">
                                <h3>{words().accounts.second_factor}</h3>
                                <p class="muted">{words().accounts.second_factor_help}</p>
                                <Ask
                                    label=words().accounts.remove
                                    what_happens=words().accounts.remove_second_factor_consequence
                                    action=to("second-facteur")
                                    confirm=words().accounts.remove_second_factor
                                    danger=true
                                />
                            </div>
                        }
                    })}
                {(!me)
                    .then(|| {
                        view! {
                            <div class="account-action">
                                <h3>{words().accounts.sessions}</h3>
                                <p class="muted">{words().accounts.sessions_help}</p>
                                <Ask
                                    label=words().accounts.close_all_sessions
                                    what_happens=words().accounts.close_consequence
                                    action=to("sessions")
                                    confirm=words().accounts.close_sessions
                                    danger=true
                                />
                            </div>
                        }
                    })}
            </div>
        </section>
    }
}

fn administrator(detail: &AccountDetail, action: String) -> impl IntoView + use<> {
    if !detail.row.administrator {
        return EitherOf3::A(view! {
            <p class="muted">{words().accounts.administrator_about}</p>
            <Ask
                label=words().accounts.name_administrator
                what_happens=words().accounts.name_consequence
                action
                value="nommer"
                confirm=words().accounts.name_confirm
            />
        });
    }
    if detail.last_administrator {
        return EitherOf3::B(view! {
            <p class="muted">
                {words().accounts.last_administrator}
            </p>
        });
    }
    EitherOf3::C(view! {
        <p class="muted">{words().accounts.is_administrator}</p>
        <Ask
            label=words().accounts.remove
            what_happens=if detail.me {
                words().accounts.remove_own_consequence
            } else {
                words().accounts.remove_consequence
            }
            action
            value="retirer"
            confirm=words().accounts.remove_administrator
            danger=true
        />
    })
}
