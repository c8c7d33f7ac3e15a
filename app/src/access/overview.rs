use domain::access::view::{HoldersFilter, HoldersPage, ScopeChoice};
use leptos::prelude::*;

use super::{holders::Holders, matrix::Matrix};
use crate::components::Icon;

/// *Informations générales*
#[component]
pub fn Overview(
    scope: ScopeChoice,
    holders: HoldersPage,
    filter: HoldersFilter,
    demanded: Option<bool>,
) -> impl IntoView {
    view! {
        <div class="stack">
            <p>
                "La communication ciblée adresse une annonce, un message ou une actualité aux seules personnes concernées. Ce que chacun peut y faire dépend des rôles qui lui sont donnés, à une population ou à titre personnel."
            </p>
            <p>
                "Par défaut, le chef d’établissement a les rôles Émetteur – administrateur et Destinataire – gestionnaire : il est le principal émetteur. À un enseignant ou à un autre personnel (CPE, infirmière…), donnez Émetteur – publication d’annonce ou Émetteur – messagerie."
            </p>
        </div>
        {demanded.map(|demanded| view! { <SecondFactor demanded /> })}
        <Matrix />
        <Holders scope page=holders filter />
    }
}

/// A plain form: the portal's administrator alone sees it.
#[component]
fn SecondFactor(demanded: bool) -> impl IntoView {
    let (state, now, action, label) = if demanded {
        ("deployed", "Exigée", "lever", "Ne plus exiger")
    } else {
        ("ended", "Facultative", "exiger", "Exiger")
    };
    view! {
        <section class="card" aria-labelledby="titre-double">
            <div class="card-head">
                <h2 id="titre-double">"Double authentification des émetteurs"</h2>
                <span class="status" data-state=state>{now}</span>
            </div>
            <p class="muted">
                "Quand elle est exigée, quiconque a un rôle d’émetteur sur le portail donne, à chaque connexion, un code de son téléphone en plus du mot de passe."
            </p>
            <form method="post" action="/administration/comptes/second-facteur">
                <button class="button" type="submit" name="action" value=action>
                    <Icon name="lock" />
                    " "
                    {label}
                    " la double authentification"
                </button>
            </form>
        </section>
    }
}
