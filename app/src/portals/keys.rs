use domain::portals::view::{KeyRow, PortalDetail};
use leptos::{either::Either, prelude::*};

use super::{
    fields::{PATH, problem},
    refusals::time,
};
use crate::{
    accounts::ProofFields,
    components::{
        Ask, Failed, FormOutcome,
        form::{Label, LongTextField},
    },
    words,
};

/// The keys of a portal: which are valid, for how long, and a form for a new one.
#[component]
pub fn Keys(detail: PortalDetail, outcome: FormOutcome) -> impl IntoView {
    let id = detail.id;
    let errors = outcome.errors_of("ajouter-cle");
    let text =
        if outcome.is_of("ajouter-cle") { outcome.typed("cle").unwrap_or_default() } else { String::new() };
    let (open, failure) = (outcome.is_refusal_of("ajouter-cle"), outcome.failure_of("ajouter-cle"));
    let (login, coded) = (detail.login.clone(), detail.coded);
    view! {
        <section class="card stack" aria-labelledby="cles">
            <h2 id="cles">{words().portals.keys}</h2>
            <p class="muted">{words().portals.keys_about}</p>
            {if detail.keys.is_empty() {
                Either::Left(view! { <p>{words().portals.no_keys}</p> })
            } else {
                Either::Right(
                    view! {
                        <div class="table-scroll">
                            <table class="table table-cards">
                                <caption class="visually-hidden">{words().portals.key_caption}</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">{words().portals.key_name}</th>
                                        <th scope="col">{words().portals.algorithm}</th>
                                        <th scope="col">{words().portals.added}</th>
                                        <th scope="col">{words().portals.until}</th>
                                        <th scope="col">{words().portals.actions}</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {detail
                                        .keys
                                        .into_iter()
                                        .map(|key| {
                                            let action = format!("{PATH}/{id}/cles/{}/retirer", key.id);
                                            view! { <Key key action /> }
                                        })
                                        .collect_view()}
                                </tbody>
                            </table>
                        </div>
                    },
                )
            }}
            <Ask
                label=words().portals.add_key
                what_happens=words().portals.add_key_consequence
                action=format!("{PATH}/{id}/cles")
                value="ajouter-cle"
                confirm=words().portals.add_key
                open
            >
                <Failed failure />
                <LongTextField
                    id="cle"
                    label=Label::new(words().portals.key_label).marked()
                    rows=5
                    value=text.into()
                    problem=problem(&errors, "cle")
                    described_by="cle-aide"
                >
                    <p class="hint" id="cle-aide">{words().portals.key_hint}</p>
                </LongTextField>
                <ProofFields
                    ids=["actuel-cle", "actuel-cle-code"]
                    label=words().portals.your_password
                    login
                    coded
                    errors
                />
            </Ask>
        </section>
    }
}

#[component]
fn Key(key: KeyRow, action: String) -> impl IntoView {
    let until = match key.until {
        Some(at) => Either::Left(time(at)),
        None => Either::Right(words().portals.no_end),
    };
    view! {
        <tr>
            <th scope="row">
                <code>{key.name}</code>
            </th>
            <td data-label=words().portals.algorithm>{key.algorithm.code()}</td>
            <td data-label=words().portals.added>{time(key.added)}</td>
            <td data-label=words().portals.until>{until}</td>
            <td data-label=words().portals.actions>
                <Ask
                    label=words().portals.remove_key
                    what_happens=words().portals.remove_key_consequence
                    action
                    confirm=words().portals.remove_key_confirm
                    danger=true
                />
            </td>
        </tr>
    }
}
