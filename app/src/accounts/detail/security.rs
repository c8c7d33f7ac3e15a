use domain::accounts::view::AccountDetail;
use leptos::{either::EitherOf3, prelude::*};

use crate::{accounts::list, components::Ask};

/// What an administrator may do to an account. Each asks first.
#[component]
pub fn SecurityCard(detail: AccountDetail) -> impl IntoView {
    let (person, me) = (detail.row.person, detail.me);
    let to = move |what: &str| format!("{}/{person}/{what}", list::PATH);
    view! {
        <section class="card" aria-labelledby="securite-titre">
            <h2 id="securite-titre">"Droits et sécurité"</h2>
            <div class="account-actions">
                <div class="account-action">
                    <h3>"Administrateur du portail"</h3>
                    {administrator(&detail, to("administrateur"))}
                </div>
                {detail
                    .row
                    .second_factor
                    .then(|| {
                        view! {
                            <div class="account-action">
                                <h3>"Double authentification"</h3>
                                <p class="muted">"Téléphone perdu ou changé ? La personne pourra se connecter, puis en activer une nouvelle."</p>
                                <Ask
                                    label="Retirer"
                                    what_happens="Le mot de passe suffira à la prochaine connexion. Assurez-vous que la demande vient bien de la personne."
                                    action=to("second-facteur")
                                    confirm="Retirer la double authentification"
                                    danger=true
                                />
                            </div>
                        }
                    })}
                <div class="account-action">
                    <h3>"Sessions"</h3>
                    <p class="muted">"Appareil perdu ou volé ? Fermez tout, puis renouvelez le mot de passe."</p>
                    <Ask
                        label="Fermer toutes les sessions"
                        what_happens=if me {
                            "C’est votre compte : cette session se ferme aussi, et vous devrez vous reconnecter."
                        } else {
                            "La personne est déconnectée partout, aussitôt. Ses brouillons sont conservés."
                        }
                        action=to("sessions")
                        confirm="Fermer les sessions"
                        danger=true
                    />
                </div>
            </div>
        </section>
    }
}

fn administrator(detail: &AccountDetail, action: String) -> impl IntoView + use<> {
    if !detail.row.administrator {
        return EitherOf3::A(view! {
            <p class="muted">"Un administrateur gère l’annuaire, les comptes, le journal, et les droits de tous les établissements."</p>
            <Ask
                label="Nommer administrateur"
                what_happens="La personne pourra tout gérer sur ce portail, et créer ou renouveler n’importe quel compte."
                action
                value="nommer"
                confirm="Nommer"
            />
        });
    }
    if detail.last_administrator {
        return EitherOf3::B(view! {
            <p class="muted">
                "C’est le dernier administrateur du portail : il ne peut pas être retiré. Nommez-en d’abord un autre."
            </p>
        });
    }
    EitherOf3::C(view! {
        <p class="muted">"Cette personne gère l’annuaire, les comptes, le journal, et les droits de tous les établissements."</p>
        <Ask
            label="Retirer"
            what_happens=if detail.me {
                "C’est votre compte : vous n’aurez plus accès à l’administration, cette page comprise."
            } else {
                "La personne n’aura plus accès à l’administration. Ses autres droits restent."
            }
            action
            value="retirer"
            confirm="Retirer l’administrateur"
            danger=true
        />
    })
}
