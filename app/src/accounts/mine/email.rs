use domain::accounts::view::EmailCopies;
use leptos::{either::EitherOf3, prelude::*};

use crate::components::form::CheckBox;

/// *Copies par courriel*
#[component]
pub fn EmailCard(copies: EmailCopies) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="courriel-titre" id="courriel">
            <h2 id="courriel-titre">"Copies par courriel"</h2>
            {match copies {
                EmailCopies::NotConfigured => {
                    EitherOf3::A(
                        view! {
                            <p class="muted">
                                "Ce portail n’envoie pas de courriel. Vos messages vous attendent dans la messagerie."
                            </p>
                        },
                    )
                }
                EmailCopies::NoAddress => {
                    EitherOf3::B(
                        view! {
                            <p class="muted">
                                "L’annuaire n’a pas d’adresse de courriel pour vous : aucune copie ne peut vous être envoyée. Votre établissement peut l’ajouter."
                            </p>
                        },
                    )
                }
                EmailCopies::Choice { address, wanted } => EitherOf3::C(view! { <Choice address wanted /> }),
            }}
        </section>
    }
}

#[component]
fn Choice(address: String, wanted: bool) -> impl IntoView {
    view! {
        <p class="muted">
            "Adresse de l’annuaire : "
            <strong>{address}</strong>
            <br />
            "Une autre adresse ? Demandez-la à votre établissement."
        </p>
        <form class="stack" method="post" action="/mon-compte/courriel">
            <CheckBox id="copies" name="copies" checked=wanted>
                "Recevoir une copie de mes messages par courriel"
            </CheckBox>
            <p class="hint">"Les pièces jointes restent dans la messagerie."</p>
            <div class="cluster">
                <button class="button button-primary" type="submit">"Enregistrer"</button>
            </div>
        </form>
    }
}
